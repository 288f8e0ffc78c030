"""Finding and reading a settings file: `mcp-lintel.toml`, or a `pyproject.toml` with `[tool.mcp-lintel]`.

In one folder the own file wins. A settings file says what to look for and where the documents are. It can
never name code to load: rule packs come from installed distributions or the command line, so a scanned
repository runs nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from pydantic import BaseModel

OWN_FILE = "mcp-lintel.toml"
TABLE = "tool.mcp-lintel"

LIST = "a list of strings"
BOOLEAN = "true or false"
FILE = "the path of a file, as a string"
FILES = "a list of paths of files, as strings"
SEVERITY = '"error", "warning" or "note"'
EXPECTED: Mapping[str, str] = {
    "select": LIST,
    "ignore": LIST,
    "extend-select": LIST,
    "extend-ignore": LIST,
    "exclude": LIST,
    "extend-exclude": LIST,
    "respect-gitignore": BOOLEAN,
    "severity": SEVERITY,
    "confidence": '"high", "medium" or "low"',
    "fail-on": SEVERITY,
    "require-server": BOOLEAN,
    "standard": "the path of a folder, as a string",
    "baseline": FILE,
    "waivers": FILE,
    "flow-tables": FILES,
    "rules": "a table of tables, one for each rule",
}
"""Every setting by its key, with what its value must be."""

PATHS = frozenset({"standard", "baseline", "waivers"})
"""The settings that are paths: in a file they start at its folder."""

INSIDE = frozenset({"flow-tables"})
"""The settings that are lists of paths: those that a file names lie in its folder, also after following links."""


class SettingsError(Exception):
    """Settings that cannot be used; the message says in which file, on which line, what, and what to do."""


def find_file(start: Path) -> Path | None:
    """The nearest settings file in `start` or a folder above it, up to the top of its git repository."""
    for folder in _upwards(start):
        own = folder / OWN_FILE
        if own.is_file():
            return own
        project = folder / "pyproject.toml"
        if project.is_file() and _has_table(project):
            return project
        if (folder / ".git").exists():
            break
    return None


def read_file(source: Path) -> dict[str, Any]:
    """The settings of one file by their keys, paths as absolute ones. Raises SettingsError."""
    import tomli

    try:
        text = source.read_text(encoding="utf-8-sig")
        data = tomli.loads(text)
    except OSError as error:
        raise SettingsError(f"{source}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{source}: is not valid UTF-8; save it as UTF-8") from error
    except tomli.TOMLDecodeError as error:
        raise SettingsError(f"{source}:{error.lineno}: is not valid TOML: {error.msg}") from error
    values = _validated(_own_table(data, source), source, text)
    paths = {key: (source.parent / values[key]).resolve() for key in PATHS & values.keys()}
    inside = {key: [_inside(key, path, source, text) for path in values[key]] for key in INSIDE & values.keys()}
    return values | paths | inside


def schema() -> dict[str, Any]:
    """The JSON schema of a settings file as the model that reads it makes it."""
    return _model().model_json_schema(by_alias=True)


def suggestion(word: str, known: Iterable[str]) -> str:
    """`; did you mean `x`?` where a known word is close to `word`, else an empty string."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean `{close[0]}`?" if close else ""


def _upwards(start: Path) -> Iterator[Path]:
    start = start.resolve()
    if start.is_dir():
        yield start
    yield from start.parents


def _has_table(project: Path) -> bool:
    """Does a pyproject.toml hold our table? One that cannot be parsed counts if its text opens the table."""
    import tomli

    try:
        text = project.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    if "mcp-lintel" not in text:
        return False
    try:
        tool = tomli.loads(text).get("tool")
    except tomli.TOMLDecodeError:
        return f"[{TABLE}" in text
    return isinstance(tool, dict) and "mcp-lintel" in tool


def _own_table(data: Mapping[str, Any], source: Path) -> object:
    if source.name != "pyproject.toml":
        return data
    tool = data.get("tool", {})
    return tool.get("mcp-lintel", {}) if isinstance(tool, dict) else {}


def _inside(key: str, path: str, source: Path, text: str) -> Path:
    """A path below the folder of the settings file; a scanned repository cannot point out of itself."""
    folder = source.parent.resolve()
    found = (folder / path).resolve()
    if not found.is_relative_to(folder):
        raise SettingsError(f"{source}{_line_of(key, text)}: `{key}` names `{path}`, which lies outside {folder}")
    return found


def _validated(table: object, source: Path, text: str) -> dict[str, Any]:
    if table == {}:
        return {}
    from pydantic import ValidationError

    try:
        model = _model().model_validate(table)
    except ValidationError as error:
        raise SettingsError(_explain(error.errors()[0], source, text)) from None
    return {name.replace("_", "-"): value for name, value in model if name in model.model_fields_set}


@cache
def _model() -> "type[BaseModel]":
    """The shape of a settings file; made on first use because pydantic is slow to import."""
    from pydantic import BaseModel, ConfigDict, Field

    class File(BaseModel):
        model_config = ConfigDict(extra="forbid", strict=True, alias_generator=lambda name: name.replace("_", "-"))
        select: list[str] = Field([], description="Only these rules: names, clause ids (`TOOL-01`) or rule folders.")
        ignore: list[str] = Field([], description="Not these rules.")
        extend_select: list[str] = Field([], description="These rules too.")
        extend_ignore: list[str] = Field([], description="Nor these rules.")
        exclude: list[str] = Field([], description="Gitignore patterns of files to leave out, not the built-in ones.")
        extend_exclude: list[str] = Field([], description="Gitignore patterns of files to leave out too.")
        respect_gitignore: bool = Field(True, description="Leave out what git ignores.")
        severity: Literal["error", "warning", "note"] = Field("warning", description="The least severity to show.")
        confidence: Literal["high", "medium", "low"] = Field("medium", description="The least confidence to show.")
        fail_on: Literal["error", "warning", "note"] = Field("warning", description="The least severity to fail on.")
        require_server: bool = Field(False, description="End with exit code 3 when there is no MCP server.")
        standard: str = Field("", description="A folder with your own documents, instead of those shipped.")
        baseline: str = Field("", description="The baseline: `check` fails on what is not in it only.")
        waivers: str = Field("", description="The waivers, instead of the project's `waivers.toml`.")
        flow_tables: list[str] = Field([], description="Further tables of sinks and sources; see docs/flow-tables.md.")
        rules: dict[str, dict[str, object]] = Field({}, description="Options of rules by name; see `explain NAME`.")

    return File


def _explain(error: Any, source: Path, text: str) -> str:
    location: tuple[int | str, ...] = error["loc"]
    if not location:
        return f"{source}: [{TABLE}] must be a table"
    key = str(location[0])
    where = f"{source}{_line_of(key, text)}"
    if error["type"] == "extra_forbidden":
        hint = suggestion(key, EXPECTED) or f"; known settings: {', '.join(EXPECTED)}"
        return f"{where}: unknown setting `{key}`{hint}"
    return f"{where}: `{key}` must be {EXPECTED[key]}"


def _line_of(key: str, text: str) -> str:
    """`:LINE` of the first line that sets `key` or opens its table, within our own table if there is one."""
    opening = re.search(rf"^[ \t]*\[+{re.escape(TABLE)}\b", text, re.MULTILINE)
    name = rf"""["']?{re.escape(key)}["']?"""
    line = re.compile(rf"^[ \t]*(?:{name}[ \t]*[.=]|\[+(?:{TABLE}\.)?{name}[\].])", re.MULTILINE)
    found = line.search(text, opening.start() if opening else 0)
    return f":{text.count(chr(10), 0, found.end()) + 1}" if found else ""
