"""Which file pytest takes its settings from must be what pytest itself says."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from mcp_lintel.artifacts.faults import Reader
from mcp_lintel.artifacts.pytestini import find_settings

from .project import Project

INI, CFG = "[pytest]\naddopts = -q\n", "[tool:pytest]\naddopts = -q\n"
TOML = '[tool.pytest.ini_options]\naddopts = "-q"\n'


@pytest.mark.parametrize(
    "files",
    [
        {"pytest.ini": "", "tox.ini": INI},
        {".pytest.ini": INI, "pyproject.toml": TOML},
        {"pyproject.toml": "[project]\nname = 'x'\nversion = '1'\n", "tox.ini": INI, "setup.cfg": CFG},
        {"pyproject.toml": "[tool.pytest.ini_options]\n", "tox.ini": INI},
        {"tox.ini": "[tox]\n", "setup.cfg": CFG},
    ],
)
def test_the_file_pytest_reads(tmp_path: Path, files: dict[str, str]) -> None:
    project = Project(tmp_path, files)
    found = find_settings(".", ".", frozenset(files), Reader(project.read))
    command = [sys.executable, "-m", "pytest", "--co", "-vv", "-p", "no:cacheprovider"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False).stdout
    named = re.search(r"^configfile: ([\w.]+)", said, re.MULTILINE)
    assert (found.path if found else None) == (named[1] if named else None)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("pytest.ini", "[pytest]\naddopts =\n    -m 'not slow'\n    # why\n    --cov=a\n"),
        ("pyproject.toml", "[tool.pytest.ini_options]\naddopts = \"-m 'not slow' --cov=a\"\n"),
        ("pyproject.toml", '[tool.pytest.ini_options]\naddopts = """\n  -m "not slow"\n  --cov=a"""\n'),
        ("pyproject.toml", '[tool.pytest]\naddopts = ["-m", "not slow", "--cov=a"]\n'),
        ("pytest.toml", '[pytest]\naddopts = ["-m", "not slow", "--cov=a"]\n'),
        ("setup.cfg", "[tool:pytest]\naddopts = -m 'not slow' --cov=a\n"),
    ],
)
def test_addopts_become_words_with_places(tmp_path: Path, path: str, text: str) -> None:
    project = Project(tmp_path, {path: text})
    found = find_settings(".", ".", frozenset({path}), Reader(project.read))
    assert found is not None
    assert [word for word, _ in found.addopts] == ["-m", "not slow", "--cov=a"]
    assert project.quoted(found.addopts[2][1]).strip("\"'") == "--cov=a"
