"""The house's plan holds: layers only point down, and rules look at types and the authoring kit alone."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[1]
RULES = sorted(path for path in (TOP / "rules").rglob("*.py") if path.name != "__init__.py")


def imports(path: Path) -> Iterator[str]:
    """The modules that a file imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


def is_open_to_rules(module: str) -> bool:
    """May a rule import this? The standard library, the kit, the types it looks at, and words."""
    if not module.startswith("mcp_lintel"):
        return module.partition(".")[0] in sys.stdlib_module_names
    words = ("mcp_lintel.model.words", "mcp_lintel.flow.telling")
    return module in ("mcp_lintel.rule", "mcp_lintel.text.span", *words) or module.endswith(".types")


def test_the_import_contracts_are_kept() -> None:
    command = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", command], cwd=TOP, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_a_rule_imports_the_kit_and_types_only(path: Path) -> None:
    assert [module for module in imports(path) if not is_open_to_rules(module)] == []


def test_a_rule_could_not_import_libcst_or_the_run() -> None:
    assert not is_open_to_rules("libcst")
    assert not is_open_to_rules("mcp_lintel.run")


def test_the_command_line_never_names_click() -> None:
    names = {module for path in (TOP / "src").rglob("*.py") for module in imports(path)}
    assert not {name for name in names if name.partition(".")[0] == "click" or name.startswith("typer._")}
