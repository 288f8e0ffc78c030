"""What is installed is what stands in the tree: rules and documents ship, the bridge of the checkout does not."""

import multiprocessing
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from mcp_lintel.packs import load_rules

TOP = Path(__file__).resolve().parents[1]
TRAP = "import pathlib; pathlib.Path(__file__).with_name('sprung').touch()\n"


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """A command's stdout; what it wrote is shown when it fails."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build(kind: str, source: Path, target: Path) -> Path:
    run(sys.executable, "-m", "build", f"--{kind}", "--no-isolation", "--outdir", target, source, cwd=target)
    return next(target.iterdir())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel made from the tree."""
    return build("wheel", TOP, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def wheel_of_sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel made from the source distribution that is made from the tree."""
    folder = tmp_path_factory.mktemp("source")
    shutil.unpack_archive(build("sdist", TOP, tmp_path_factory.mktemp("sdist")), folder)
    return build("wheel", next(folder.iterdir()), tmp_path_factory.mktemp("wheel_of_sdist"))


@pytest.fixture
def strange_folder(tmp_path: Path) -> Path:
    """A folder whose `rules` and `docs` are a stranger's; importing the rules leaves a file behind."""
    folder = tmp_path / "strange"
    for module in ("rules/__init__.py", "rules/tools/__init__.py", "rules/tools/evil_rule.py"):
        (folder / module).parent.mkdir(parents=True, exist_ok=True)
        (folder / module).write_text(TRAP)
    (folder / "docs").mkdir()
    (folder / "docs" / "01-evil.md").write_text("no header\n")
    return folder


def files_below(folder: Path) -> dict[str, bytes]:
    """The files of a folder by relative path, compiled ones left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def shipped(wheel: Path, folder: str) -> dict[str, bytes]:
    """The files of a folder of the installed package."""
    prefix = f"mcp_lintel/{folder}/"
    with ZipFile(wheel) as archive:
        return {name.removeprefix(prefix): archive.read(name) for name in archive.namelist() if name.startswith(prefix)}


@pytest.mark.parametrize("which", ["wheel", "wheel_of_sdist"])
def test_a_wheel_holds_the_rules_and_documents_of_the_tree(which: str, request: pytest.FixtureRequest) -> None:
    made: Path = request.getfixturevalue(which)
    assert shipped(made, "rules") == files_below(TOP / "rules")
    assert shipped(made, "docs") == files_below(TOP / "docs")


def test_a_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    package = {f"mcp_lintel/{name}" for name in files_below(TOP / "src" / "mcp_lintel")}
    with ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert package - names <= {"mcp_lintel/rules/__init__.py"}
    assert {name.partition("/")[0] for name in names} == {"mcp_lintel"}
    assert "mcp_lintel/py.typed" in names


def test_the_bridge_stays_in_the_checkout(wheel: Path, wheel_of_sdist: Path) -> None:
    bridge = (TOP / "src" / "mcp_lintel" / "rules" / "__init__.py").read_bytes()
    assert b"__path__" in bridge
    for made in (wheel, wheel_of_sdist):
        assert shipped(made, "rules")["__init__.py"] != bridge


def test_an_unpacked_wheel_runs_its_own_rules_beside_a_strangers(
    wheel: Path, tmp_path: Path, strange_folder: Path
) -> None:
    with ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    command = (
        "import sys, mcp_lintel.packs as packs;print(packs.__file__);print(*(rule.name for rule in packs.load_rules()))"
    )
    told = run(sys.executable, "-c", command, cwd=strange_folder, PYTHONPATH=str(tmp_path / "site"))
    file, names = told.splitlines()
    assert Path(file).is_relative_to(tmp_path / "site")
    assert names.split() == [rule.name for rule in load_rules()]
    assert not list(strange_folder.rglob("sprung"))


@pytest.mark.network
def test_the_wheel_works_in_an_empty_environment(wheel: Path, tmp_path: Path, strange_folder: Path) -> None:
    home = tmp_path / "environment"
    venv.create(home, with_pip=True)
    folder = home / ("Scripts" if os.name == "nt" else "bin")
    run(folder / "python", "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    table = run(folder / "mcp-lintel", "rules", cwd=strange_folder)
    names = [line.split()[0] for line in table.splitlines()[1:] if line and not line[0].isdigit()]
    assert names == [rule.name for rule in load_rules()]
    assert "mcp-lintel" in run(folder / "mcp-lintel", "--version", cwd=strange_folder)
    run(folder / "mcp-lintel", "standard", "check", cwd=strange_folder)
    assert not list(strange_folder.rglob("sprung"))


@pytest.mark.network
def test_an_editable_install_sees_the_rules_of_the_tree(tmp_path: Path, strange_folder: Path) -> None:
    home = tmp_path / "environment"
    venv.create(home, with_pip=True)
    folder = home / ("Scripts" if os.name == "nt" else "bin")
    run(folder / "python", "-m", "pip", "install", "--quiet", "--editable", TOP, cwd=tmp_path)
    table = run(folder / "mcp-lintel", "rules", cwd=strange_folder)
    assert all(rule.name in table for rule in load_rules())
    assert not list(strange_folder.rglob("sprung"))


def names_of_rules() -> list[str]:
    """What a worker process finds."""
    return [rule.name for rule in load_rules()]


def test_a_spawned_worker_finds_the_rules_by_name() -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(names_of_rules) == names_of_rules()


def test_the_version_is_told_before_anything_heavy_is_imported() -> None:
    command = "import sys; sys.argv = ['mcp-lintel', '--version']; from mcp_lintel.__main__ import main; main();"
    heavy = "print(sorted({'typer', 'pydantic', 'libcst', 'rich', 'yaml', 'tomli'} & set(sys.modules)))"
    assert run(sys.executable, "-c", command + heavy, cwd=TOP).splitlines()[1] == "[]"
