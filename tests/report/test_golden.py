"""Each format tells the sample run exactly as its golden file has it; `UPDATE_GOLDEN=1` writes the files anew."""

import os
from pathlib import Path

import pytest

from mcp_lintel.report import FORMATS, INVENTORY_FORMATS, renderer
from mcp_lintel.report.options import Options

from .sample import outcome

GOLDEN = Path(__file__).parents[1] / "golden"
CHECK = {
    "text": "check.txt",
    "concise": "check.concise",
    "json": "check.json",
    "sarif": "github.sarif",
    "sarif-audit": "audit.sarif",
}
INVENTORY = {"text": "inventory.txt", "json": "inventory.json", "markdown": "inventory.md"}


def test_every_format_has_a_golden_file() -> None:
    assert INVENTORY.keys() == INVENTORY_FORMATS.keys()


@pytest.mark.parametrize(
    ("formats", "name", "file"),
    [(FORMATS, *pair) for pair in CHECK.items()] + [(INVENTORY_FORMATS, *pair) for pair in INVENTORY.items()],
)
def test_the_report_is_the_golden_one(formats: dict[str, str], name: str, file: str) -> None:
    told = renderer(name, formats)(outcome(), Options(exit_code=1))
    path = GOLDEN / file
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(told, encoding="utf-8", newline="")
    with path.open(encoding="utf-8", newline="") as golden:
        assert told == golden.read()


@pytest.mark.parametrize("name", [*FORMATS])
def test_no_format_tells_a_secret(name: str) -> None:
    assert "hunter2" not in renderer(name)(outcome(), Options())


def test_an_unknown_format_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        renderer("xml")
