"""pytest's `addopts`: which file pytest reads and what stands there, as pytest 9 does it
(`_pytest/config/findpaths.py`)."""

from collections.abc import Collection
from dataclasses import dataclass

from mcp_lintel.artifacts.faults import Reader
from mcp_lintel.artifacts.inifile import IniFile
from mcp_lintel.artifacts.options import Argument
from mcp_lintel.artifacts.paths import inside, join, parent
from mcp_lintel.artifacts.shell import simple_commands, verbatim
from mcp_lintel.artifacts.tasks import toml_script
from mcp_lintel.artifacts.tomlfile import TomlFile, first_line
from mcp_lintel.text.span import Place

SEARCHED = (
    "pytest.toml",
    ".pytest.toml",
    "pytest.ini",
    ".pytest.ini",
    "pyproject.toml",
    "tox.ini",
    "setup.cfg",
)
"""The files pytest looks for in each folder, in order."""


@dataclass(frozen=True, slots=True)
class PytestFile:
    """The file pytest takes its settings from: the arguments it adds to every run, and where its section stands."""

    path: str
    addopts: tuple[Argument, ...]
    header: Place


def find_settings(start: str, folder: str, known: Collection[str], reader: Reader) -> PytestFile | None:
    """The settings pytest finds from `start` upwards to the project's `folder`; None when there are none."""
    here = start
    while True:
        for name in SEARCHED:
            path = join(here, name)
            if path is not None and path in known and (found := read_settings(path, reader)):
                return found
        if here in (folder, ".") or not inside(here, folder):
            return None
        here = parent(here)


def read_settings(path: str, reader: Reader) -> PytestFile | None:
    """The pytest settings of one file; None when it has none or cannot be read."""
    if path.endswith(".toml"):
        file = reader.parse(path, TomlFile)
        return _from_toml(file) if file is not None else None
    ini = reader.parse(path, IniFile)
    return _from_ini(ini) if ini is not None else None


def _from_toml(file: TomlFile) -> PytestFile | None:
    path = file.source.path
    own = path.rpartition("/")[2] in ("pytest.toml", ".pytest.toml")
    tables = (("pytest",),) if own else (("tool", "pytest", "ini_options"), ("tool", "pytest"))
    for keys in tables:
        table = file.table(*keys)
        if table and not (keys == ("tool", "pytest") and set(table) == {"ini_options"}):
            return PytestFile(path, _toml_words(file, (*keys, "addopts")), file.place(*keys))
    if file.get(*tables[0]) is not None:
        return PytestFile(path, (), file.place(*tables[0]))
    return PytestFile(path, (), first_line(file.source)) if own else None


def _toml_words(file: TomlFile, keys: tuple[str, ...]) -> tuple[Argument, ...]:
    value = file.get(*keys)
    if isinstance(value, list):
        return tuple((item, file.place(*keys, i)) for i, item in enumerate(value) if isinstance(item, str))
    if not isinstance(value, str):
        return ()
    script = toml_script(file, value, *keys)
    return tuple(
        (word, script.place(*span))
        for command in simple_commands(script)
        for word, span in zip(command.words, command.spans, strict=True)
    )


def _from_ini(file: IniFile) -> PytestFile | None:
    name = file.source.path.rpartition("/")[2]
    section = "tool:pytest" if name.endswith(".cfg") else "pytest"
    if not file.has(section):
        return PytestFile(file.source.path, (), first_line(file.source)) if "pytest.ini" in name else None
    words: list[Argument] = []
    if file.has(section, "addopts"):
        script = verbatim(file.source, file.place(section, "addopts").span)
        for command in simple_commands(script):
            words += [(w, script.place(*span)) for w, span in zip(command.words, command.spans, strict=True)]
    return PytestFile(file.source.path, tuple(words), file.place(section))
