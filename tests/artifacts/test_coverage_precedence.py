"""What is in force must be what coverage.py itself finds in the same folder."""

from collections.abc import Iterator, Mapping
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

import coverage
import pytest
from coverage.exceptions import ConfigError
from hypothesis import given
from hypothesis import strategies as st

from mcp_lintel.artifacts.coveragerc import SEARCHED, CoverageFile, read_coverage_file, searched
from mcp_lintel.artifacts.faults import Reader

from .project import Project

pytestmark = pytest.mark.filterwarnings("ignore::coverage.exceptions.CoverageWarning")


@pytest.fixture(autouse=True, scope="module")
def no_file_named_outside() -> Iterator[None]:
    """Take away what names coverage.py's file from outside."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("COVERAGE_RCFILE", raising=False)
        yield


Answer = tuple[float, list[str], list[str]] | None


def ours(file: CoverageFile | None) -> Answer:
    """Gate, `source` and `source_pkgs` as we read them; None when coverage.py would stop."""
    if file is None:
        return 0.0, [], []
    if file.broken:
        return None
    by_option = {option: [a.name for a in file.aims if a.option == option] for option in ("source", "source_pkgs")}
    value = file.gate.value if file.gate else 0.0
    assert value is not None
    return value, by_option["source"], by_option["source_pkgs"]


def theirs(root: Path, config_file: str | bool) -> Answer:
    """The same from coverage.py."""
    names = ("report:fail_under", "run:source", "run:source_pkgs")
    with chdir(root):
        try:
            found = coverage.Coverage(config_file=config_file, data_file=None)
        except ConfigError:
            return None
        gate, source, packages = (found.get_option(name) for name in names)
    assert isinstance(gate, int | float)
    return float(gate), _texts(source), _texts(packages)


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def agree(root: Path, files: dict[str, str]) -> None:
    project = Project(root, files)
    found = searched(".", set(files), Reader(project.read))
    assert ours(next(iter(found), None)) == theirs(root, True)
    for path in set(files) - {".coveragerc"}:
        assert ours(read_coverage_file(path, own=True, reader=Reader(project.read))) == theirs(root, path)


CASES = {
    "an empty own file hides the others": {
        ".coveragerc": "",
        "pyproject.toml": "[tool.coverage.report]\nfail_under = 80\n",
    },
    "the TOML file of its own comes second": {
        ".coveragerc.toml": "[report]\nfail_under = 70\n",
        "setup.cfg": "[coverage:report]\nfail_under = 80\n",
    },
    "a shared file without a known option is passed over": {
        "setup.cfg": "[coverage:report]\nnonsense = 1\n",
        "tox.ini": "[coverage:report]\nfail_under = 81\n",
    },
    "paths alone count": {
        "setup.cfg": "[coverage:paths]\na = b\n",
        "tox.ini": "[coverage:report]\nfail_under = 81\n",
    },
    "an empty table of paths does not count": {
        "pyproject.toml": "[tool.coverage.paths]\n",
    },
    "defaults reach a section": {"setup.cfg": "[DEFAULT]\nfail_under = 9\n[coverage:report]\nprecision = 1\n"},
    "a prefixed section hides a plain one": {
        ".coveragerc": "[coverage:report]\nprecision = 1\n[report]\nfail_under = 80\n",
    },
    "a prefixed table hides a plain one": {
        ".coveragerc.toml": "[tool.coverage.report]\nprecision = 1\n[report]\nfail_under = 80\n",
    },
    "a list with commas and lines": {"tox.ini": "[coverage:run]\nsource =\n  a, b\n  # no\n  c,\n"},
    "a number as text": {"pyproject.toml": '[tool.coverage.report]\nfail_under = "80.5"\n'},
    "a text where a list belongs": {"pyproject.toml": '[tool.coverage.run]\nsource = "shop"\n'},
    "a word where a number belongs": {".coveragerc": "[report]\nfail_under = high\n"},
    "an option twice": {".coveragerc": "[report]\nfail_under = 1\nfail_under = 2\n"},
    "broken TOML": {"pyproject.toml": "[tool.coverage\n"},
    "CRLF": {"setup.cfg": "[coverage:run]\r\nsource =\r\n  a\r\n  b\r\n[coverage:report]\r\nfail_under = 80\r\n"},
}


@pytest.mark.parametrize("name", CASES)
def test_a_case_is_read_as_coverage_does(tmp_path: Path, name: str) -> None:
    agree(tmp_path, CASES[name])


NAMES = st.lists(st.sampled_from(["shop", "src/shop", "tests", "shop.tools", "."]), min_size=1, max_size=3)
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "fail_under": st.integers(0, 100) | st.floats(0, 100).map(lambda number: round(number, 2)),
        "source": NAMES,
        "source_pkgs": NAMES,
        "branch": st.booleans(),
        "precision": st.integers(0, 3),
        "unheard_of": st.integers(0, 3),
    },
)
SECTION = {"fail_under": "report", "precision": "report"}


@st.composite
def settings_files(draw: st.DrawFn) -> dict[str, str]:
    """Any of the five files with any of the options, in plain or prefixed sections."""
    files = {}
    for name in draw(st.lists(st.sampled_from(SEARCHED), unique=True, max_size=4)):
        options, plain = draw(OPTIONS), draw(st.booleans())
        newline = draw(st.sampled_from(["\n", "\r\n"]))
        files[name] = newline.join(_lines(name, options, plain=plain)) + newline
    return files


def _lines(name: str, options: Mapping[str, object], *, plain: bool) -> list[str]:
    toml = name.endswith(".toml")
    prefix = "" if plain else "tool.coverage." if toml else "coverage:"
    lines = ["# ☃ settings"]
    for section in ("run", "report"):
        chosen = {key: value for key, value in options.items() if SECTION.get(key, "run") == section}
        if chosen:
            lines.append(f"[{prefix}{section}]")
            lines += [f"{key} = {_value(value, toml=toml)}" for key, value in chosen.items()]
    return lines


def _value(value: object, *, toml: bool) -> str:
    if isinstance(value, list):
        return str(value) if toml else "\n    " + "\n    ".join(value)
    return str(value).lower()


@given(settings_files())
def test_any_settings_are_read_as_coverage_does(files: dict[str, str]) -> None:
    with TemporaryDirectory() as folder:
        agree(Path(folder), files)
