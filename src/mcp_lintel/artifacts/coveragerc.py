"""coverage.py's own settings: which file it reads and what stands there, as coverage.py 7.17 does it
(`coverage/config.py`).

It tries `.coveragerc`, `.coveragerc.toml`, setup.cfg, tox.ini and pyproject.toml in the working folder and
stops at the first of its own files that exists, or at the first of the shared ones that sets an option it
knows. A file named on the command line or in `COVERAGE_RCFILE` is read alone.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from mcp_lintel.artifacts.coverageviews import IniView, TomlView
from mcp_lintel.artifacts.faults import Reader
from mcp_lintel.artifacts.inifile import IniFile
from mcp_lintel.artifacts.paths import join
from mcp_lintel.artifacts.tomlfile import TomlFile
from mcp_lintel.artifacts.types import Gate, Origin
from mcp_lintel.text.span import Place, Span

SEARCHED = (".coveragerc", ".coveragerc.toml", "setup.cfg", "tox.ini", "pyproject.toml")
"""The files coverage.py looks for, in order; the first two are its own."""

_OWN = frozenset(SEARCHED[:2])
_TARGETS = ("source", "source_pkgs", "source_dirs", "include")


@dataclass(frozen=True, slots=True)
class Aim:
    """One entry of `source`, `source_pkgs`, `source_dirs` or `include`, by the option it stands under."""

    option: str
    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class CoverageFile:
    """What one file tells coverage.py; `header` is the nearest section to report at."""

    path: str
    gate: Gate | None
    aims: tuple[Aim, ...]
    header: Place
    broken: bool = False


def searched(folder: str, known: Collection[str], reader: Reader) -> list[CoverageFile]:
    """The files in `folder` that have settings for coverage.py; it reads the first and passes over the others."""
    found: list[CoverageFile] = []
    for name in SEARCHED:
        path = join(folder, name)
        if path is not None and path in known and (file := read_coverage_file(path, own=name in _OWN, reader=reader)):
            found.append(file)
    return found


def read_coverage_file(path: str, *, own: bool, reader: Reader) -> CoverageFile | None:
    """What `path` tells coverage.py; None when a shared file sets nothing that it knows. An own file always
    counts."""
    view = _view(path, own, reader)
    if view is None:
        return CoverageFile(path, None, (), Place(path, Span(0, 0)), broken=True)
    if not own and not view.used():
        return None
    before = len(reader.faults)
    gate, aims = _gate(view, reader), tuple(_aims(view, reader))
    return CoverageFile(path, gate, aims, view.header(), broken=len(reader.faults) > before)


def _view(path: str, own: bool, reader: Reader) -> TomlView | IniView | None:
    if path.endswith(".toml"):
        toml = reader.parse(path, TomlFile)
        return TomlView(toml, own) if toml is not None else None
    ini = reader.parse(path, IniFile)
    return IniView(ini, own) if ini is not None else None


def _gate(view: TomlView | IniView, reader: Reader) -> Gate | None:
    value = view.value("report", "fail_under")
    if value is None:
        return None
    place = view.entry("report", "fail_under")
    number = percent(value)
    if number is None and not (isinstance(value, str) and "$" in value):
        source = view.file.source
        line = source.position(place.span.start).line
        reader.fault(source.path, line, "gives `fail_under` a value that is not a number; coverage.py stops on it")
    shown = value if isinstance(value, str | int | float) else "…"
    return Gate(number, place, Origin.COVERAGE, f"fail_under = {shown}")


def percent(value: object) -> float | None:
    """A percentage as coverage.py reads it; None when it is not a number or needs the environment."""
    if isinstance(value, int | float):
        return float(value)
    try:
        return float(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _aims(view: TomlView | IniView, reader: Reader) -> Iterator[Aim]:
    for option in _TARGETS:
        if view.value("run", option) is None:
            continue
        items = view.items("run", option)
        if items is None:
            source = view.file.source
            line = source.position(view.entry("run", option).span.start).line
            reader.fault(
                source.path,
                line,
                f"gives `{option}` something that is not a list of texts; coverage.py stops on it",
            )
        for name, place in items or ():
            yield Aim(option, name, place)
