"""What packaging files say."""

from pathlib import Path

import pytest

from mcp_lintel.artifacts.manifest import poetry_specifier
from mcp_lintel.artifacts.types import Manifest

from .project import Project

PYPROJECT = """\
[project]
name = "Shop_Server"
version = "1"
requires-python = ">=3.11"
dependencies = ["MCP[cli]>=1.9,<2; python_version > '3'", "FastMCP == 2.14.0", "not a requirement!"]
optional-dependencies = { x = ["redis"] }
[project.scripts]
shop = "shop.server:main"
[dependency-groups]
dev = ["pytest", { include-group = "x" }]
"""
SETUP = """\
import setuptools, os
DEPS = ["mcp>=1", "x"]
setuptools.setup(name="shop", python_requires=">=3.9", install_requires=DEPS, version=os.environ["V"],
    extras_require={"dev": ["pytest"]}, entry_points={"console_scripts": ["é=shop:main"]})
"""
CFG = """\
[metadata]
name = shop
[options]
python_requires = >=3.9
install_requires =
    mcp>=1
    # why
    x
[options.extras_require]
dev = pytest
[options.entry_points]
console_scripts =
    é = shop:main
"""
POETRY = """\
[tool.poetry]
name = "shop"
[tool.poetry.dependencies]
python = ">=3.9"
mcp = { version = ">=1", extras = ["cli"] }
x = "*"
[tool.poetry.group.dev.dependencies]
pytest = "^8"
[tool.poetry.scripts]
"é" = "shop:main"
"""
METADATA = """\
Metadata-Version: 2.4
Name: shop
Version: 2
License: long

        text
Requires-Python: >=3.9
Requires-Dist: mcp>=1
Requires-Dist: x
Requires-Dist: pytest; extra == "dev"

Requires-Dist: body
"""


def manifest(tmp_path: Path, files: dict[str, str]) -> Manifest:
    return Project(tmp_path, files).artifacts().manifest


def test_a_project_table_with_its_places(tmp_path: Path) -> None:
    project = Project(tmp_path, {"pyproject.toml": PYPROJECT})
    found = project.artifacts().manifest
    assert (found.name, found.version, found.requires_python) == ("Shop_Server", "1", ">=3.11")
    assert [(r.name, r.specifier, r.extras) for r in found.dependencies] == [
        ("mcp", "<2,>=1.9", ("cli",)),
        ("fastmcp", "==2.14.0", ()),
        ("not", "a requirement!", ()),
    ]
    assert project.quoted(found.dependencies[1].place) == '"FastMCP == 2.14.0"'
    assert [(r.name, r.group) for r in found.optional] == [("redis", "x"), ("pytest", "dev")]
    assert found.locked_versions("fastmcp") == ("2.14.0",)
    (script,) = found.scripts
    assert (script.name, script.target, project.quoted(script.place)) == (
        "shop",
        "shop.server:main",
        '"shop.server:main"',
    )


@pytest.mark.parametrize(
    "files",
    [
        {"setup.py": SETUP},
        {"setup.cfg": CFG},
        {"pyproject.toml": POETRY},
        {
            "shop-2.dist-info/METADATA": METADATA.replace("\n        text", ""),
            "shop-2.dist-info/entry_points.txt": "[console_scripts]\né = shop:main\n",
        },
    ],
    ids=lambda files: next(iter(files)),
)
def test_every_packaging_file_says_the_same(tmp_path: Path, files: dict[str, str]) -> None:
    if "shop-2.dist-info/METADATA" in files:
        files = {**files, "shop-2.dist-info/METADATA": METADATA.replace("License: long\n\n        text\n", "")}
    found = manifest(tmp_path, files)
    assert (found.name, found.requires_python) == ("shop", ">=3.9")
    assert [(r.name, r.specifier) for r in found.dependencies] == [("mcp", ">=1"), ("x", "")]
    assert [r.name for r in found.optional] == ["pytest"]
    assert [(s.name, s.target) for s in found.scripts] == [("é", "shop:main")]


def test_a_licence_with_blank_lines_does_not_end_the_metadata(tmp_path: Path) -> None:
    text = METADATA.replace("long\n\n", "long\n        \n")
    found = manifest(tmp_path, {"shop-2.dist-info/METADATA": text})
    assert [r.name for r in found.dependencies] == ["mcp", "x"]


def test_requirements_files_count_where_nothing_else_declares(tmp_path: Path) -> None:
    text = "-r base.txt\nmcp==1.9.0 --hash=sha256:0 # why\n./local\nhttps://x/y.whl\nfastmcp>=2\n"
    found = manifest(tmp_path, {"requirements.txt": text, "requirements-dev.txt": "pytest\n"})
    assert [(r.name, r.specifier) for r in found.dependencies] == [("mcp", "==1.9.0"), ("fastmcp", ">=2")]
    assert [r.name for r in found.optional] == ["pytest"]
    assert found.locked_versions("mcp") == ("1.9.0",)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("uv.lock", '[[package]]\nname = "MCP"\nversion = "1.9.0"\n'),
        ("poetry.lock", '[[package]]\nname = "mcp"\nversion = "1.9.0"\n'),
        ("pylock.dev.toml", '[[packages]]\nname = "mcp"\nversion = "1.9.0"\n'),
    ],
)
def test_lock_files_give_exact_versions(tmp_path: Path, path: str, text: str) -> None:
    assert manifest(tmp_path, {path: text}).locked_versions("mcp") == ("1.9.0",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("^1.2.3", ">=1.2.3,<2"),
        ("^0.2.3", ">=0.2.3,<0.3"),
        ("^0.0.3", ">=0.0.3,<0.0.4"),
        ("~1.2", ">=1.2,<1.3"),
        ("~1", ">=1,<2"),
        ("1.9.0", "==1.9.0"),
        (">=1,<2", ">=1,<2"),
        ("*", ""),
    ],
)
def test_poetry_constraints_become_specifiers(text: str, expected: str) -> None:
    assert poetry_specifier(text) == expected


def test_setup_py_is_never_run(tmp_path: Path) -> None:
    text = f"open({str(tmp_path / 'ran')!r}, 'w')\nfrom setuptools import setup\nsetup(name='shop')\n"
    assert manifest(tmp_path, {"setup.py": text}).name == "shop"
    assert not (tmp_path / "ran").exists()
