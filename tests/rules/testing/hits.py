"""Runs one rule on the coverage settings of a small project."""

from importlib import import_module
from pathlib import Path
from typing import Any

from mcp_lintel.artifacts.read import read_artifacts
from mcp_lintel.rule import Rule
from mcp_lintel.text.source import read_source

PROJECT = '[project]\nname = "shop"\nversion = "1"\n'
TESTED = {"shop/__init__.py": "", "tests/test_a.py": "def test_a(): ...\n"}


def rule_of(module: str) -> Rule[Any]:
    """The rule of a module of this group."""
    found: Rule[Any] = getattr(import_module(f"mcp_lintel.rules.testing.{module}"), module)
    return found


def workflow(run: str) -> dict[str, str]:
    """A workflow with one step."""
    return {".github/workflows/ci.yml": f"on: push\njobs:\n  test:\n    steps:\n      - run: {run}\n"}


def told(root: Path, files: dict[str, str], rule: Rule[Any], options: Any = None, folder: str = ".") -> list[str]:
    """Each hit as `path: text at the place: message (confidence)`."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    found = read_artifacts(root, sorted(files), lambda path: read_source(root, path), folder=folder)
    hits = list(rule.check(found.coverage, options)) if found.coverage else []
    return [
        f"{hit.place.path}: {read_source(root, hit.place.path).snippet(hit.place.span)}: {hit.message}"
        f" ({hit.confidence or rule.confidence})"
        for hit in hits
    ]
