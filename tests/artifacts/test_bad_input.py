"""Files that are broken, strange or large: each gives one clear line at most, and the rest goes on."""

import time
from pathlib import Path

import pytest

from mcp_lintel.artifacts.types import Fault

from .project import Project

GOOD = {"pyproject.toml": '[project]\nname = "shop"\n', "tests/test_a.py": ""}


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("pyproject.toml", '[project]\nname = "a\n', 2),
        ("uv.lock", "[[package]]\nname\n", 2),
        ("setup.cfg", "[a]\nx = 1\nx = 2\n", 3),
        ("tox.ini", "nothing\n", 1),
        (".coveragerc", "[report]\nfail_under = lots\n", 2),
        (".github/workflows/ci.yml", "jobs:\n  a: [\n", 3),
        ("compose.yaml", "a: 1\n\tb: 2\n", 2),
        ("package.json", '{"scripts": {\n', 2),
        ("codecov.yml", "a: *b\n", 1),
    ],
)
def test_a_broken_file_gives_one_fault_and_the_rest_goes_on(tmp_path: Path, path: str, text: str, line: int) -> None:
    files = {**GOOD, "Makefile": "test:\n\tpytest --cov\n", path: text}
    found = Project(tmp_path, files).artifacts(folder=".")
    assert [(fault.path, fault.line) for fault in found.faults] == [(path, line)]
    assert [command.text for command in found.commands] == ["pytest --cov"]


def test_a_broken_settings_file_makes_coverage_undecided(tmp_path: Path) -> None:
    found = Project(tmp_path, {**GOOD, "setup.cfg": "x\n"}).artifacts().coverage
    assert found is not None
    assert found.broken == ("setup.cfg",)


def test_a_byte_order_mark_shifts_nothing(tmp_path: Path) -> None:
    project = Project(tmp_path, {**GOOD, ".coveragerc": "\ufeff[report]\nfail_under = 80\n"})
    found = project.artifacts().coverage
    assert found is not None
    assert found.gate is not None
    assert project.quoted(found.gate.place) == "fail_under = 80"


def test_a_link_out_of_the_root_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("FASTMCP_TRANSPORT=http\n")
    project = Project(tmp_path / "root", {**GOOD, ".env": ""})
    (tmp_path / "root" / ".env").unlink()
    (tmp_path / "root" / ".env").symlink_to(tmp_path / "secret")
    found = project.artifacts()
    assert found.environment == ()
    assert [(fault.path, fault.line) for fault in found.faults] == [(".env", 0)]


def test_a_link_loop_and_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    project = Project(tmp_path, {**GOOD, "Makefile": "", "tox.ini": ""})
    (tmp_path / "Makefile").unlink()
    (tmp_path / "Makefile").symlink_to("Makefile")
    (tmp_path / "tox.ini").write_bytes(b"[x]\na = \xff\n")
    assert {fault.path for fault in project.artifacts().faults} == {"Makefile", "tox.ini"}


def test_a_fault_is_told_once(tmp_path: Path) -> None:
    found = Project(tmp_path, {**GOOD, "tox.ini": "x\n"}).artifacts()
    assert found.faults == (Fault("tox.ini", 1, "has a line before the first [section]"),)


def test_a_lock_file_of_three_megabytes_is_quick(tmp_path: Path) -> None:
    package = '[[package]]\nname = "p{0}"\nversion = "1.{0}"\nsdist = {{ url = "' + "x" * 250 + '" }}\n'
    text = "".join(package.format(number) for number in range(9500))
    assert len(text) > 3_000_000
    start = time.process_time()
    found = Project(tmp_path, {**GOOD, "uv.lock": text}).artifacts()
    assert found.manifest.locked_versions("p9499") == ("1.9499",)
    assert time.process_time() - start < 10


@pytest.mark.parametrize("path", ["Makefile", "scripts/a.sh", "Dockerfile", ".env", "requirements.txt"])
@pytest.mark.parametrize(
    "text", ["", "\n", "\\", "'", '"', "$(", "${{", "<<EOF", "a <<EOF\nb", "RUN", "ENV", "\\\n\\\n", "RUN <<"]
)
def test_scraps_of_text_are_read_without_a_word(tmp_path: Path, path: str, text: str) -> None:
    assert Project(tmp_path, {path: text}).artifacts().faults == ()
