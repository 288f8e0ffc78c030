"""What the user asked for: flags before environment before settings file, as one frozen value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

from mcp_lintel.rule import Confidence, Severity
from mcp_lintel.settings_file import (
    BOOLEAN,
    EXPECTED,
    INSIDE,
    LIST,
    PATHS,
    SettingsError,
    find_file,
    read_file,
    suggestion,
)

__all__ = ["Settings", "SettingsError", "find_file", "resolve", "split_list", "suggestion"]

ENVIRONMENT_PREFIX = "MCP_LINTEL_"

_BOOLEANS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
_ENUMS: Mapping[str, type[Severity] | type[Confidence]] = {
    "severity": Severity,
    "confidence": Confidence,
    "fail-on": Severity,
}


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that steers a run besides the paths.

    `select` None means every rule that is on by default and `exclude` None the built-in exclusions; the
    lists hold rule names, clause ids or rule folders, and gitignore patterns. `standard` is an absolute
    folder, `baseline` and `waivers` are absolute files (None: no baseline, and the project's own waivers),
    `flow_tables` absolute files with further library tables, `rules` the options of rules by name, `source` the
    settings file that was read. `force_exclude` is a flag only: it makes exclusions apply to paths named on the
    command line too.
    """

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    extend_ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] | None = None
    extend_exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    respect_gitignore: bool = True
    severity: Severity = Severity.WARNING
    confidence: Confidence = Confidence.MEDIUM
    fail_on: Severity = Severity.WARNING
    require_server: bool = False
    standard: Path | None = None
    baseline: Path | None = None
    waivers: Path | None = None
    flow_tables: tuple[Path, ...] = ()
    rules: Mapping[str, Mapping[str, object]] = field(default_factory=lambda: MappingProxyType({}))
    source: Path | None = None


def resolve(
    start: Path,
    flags: Mapping[str, object],
    environment: Mapping[str, str],
    *,
    config: Path | None = None,
    isolated: bool = False,
) -> Settings:
    """The settings for a run on `start`.

    `flags` holds what the command line said by field name, None for what it did not say; `config` names the
    settings file instead of the search, `isolated` searches for none. Lists named `extend_*` add up over
    file, environment and flags; for any other setting the nearest of flags, environment and file counts.
    Raises SettingsError.
    """
    source = config or (None if isolated else find_file(start))
    layers = [
        {name: value for name, value in flags.items() if value is not None},
        _from_environment(environment),
        _from_file(source) if source else {},
    ]
    merged: dict[str, Any] = {"source": source}
    for name in (f.name for f in fields(Settings)):
        said = [layer[name] for layer in layers if name in layer]
        if name.startswith("extend_"):
            merged[name] = tuple(item for values in reversed(said) for item in values)
        elif said:
            merged[name] = said[0]
    return Settings(**merged)


def split_list(values: Iterable[str]) -> tuple[str, ...]:
    """The items of a flag that was given once or more, each a list separated by commas."""
    return tuple(item.strip() for value in values for item in value.split(",") if item.strip())


def _from_file(source: Path) -> dict[str, Any]:
    return {key.replace("-", "_"): _typed(key, value) for key, value in read_file(source).items()}


def _typed(key: str, value: Any) -> Any:
    """A validated value in the type that Settings holds."""
    if key in _ENUMS:
        return _ENUMS[key](value)
    if key == "rules":
        return MappingProxyType({rule: MappingProxyType(options) for rule, options in value.items()})
    return tuple(value) if isinstance(value, list) else value


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    """What `MCP_LINTEL_*` variables say; lists are separated by commas, an empty value says nothing."""
    known = {ENVIRONMENT_PREFIX + key.upper().replace("-", "_"): key for key in EXPECTED if key != "rules"}
    values: dict[str, Any] = {}
    for variable in sorted(name for name in environment if name.startswith(ENVIRONMENT_PREFIX)):
        if variable not in known:
            hint = suggestion(variable, known)
            raise SettingsError(f"environment variable {variable}: no such setting{hint}")
        if text := environment[variable].strip():
            key = known[variable]
            values[key.replace("-", "_")] = _from_text(variable, key, text)
    return values


def _from_text(variable: str, key: str, text: str) -> Any:
    try:
        if key in INSIDE:
            return tuple(Path(path).resolve() for path in split_list([text]))
        if EXPECTED[key] == LIST:
            return split_list([text])
        if EXPECTED[key] == BOOLEAN:
            return _BOOLEANS[text.lower()]
        return Path(text).resolve() if key in PATHS else _typed(key, text.lower())
    except (KeyError, ValueError):
        raise SettingsError(f"environment variable {variable}: must be {EXPECTED[key]}, not {text!r}") from None
