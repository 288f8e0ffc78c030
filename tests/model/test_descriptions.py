"""What a tool says of itself: its description and its hints."""

import pytest

from .reading import SDK, ReadProject, tool


@pytest.mark.parametrize(
    ("decorator", "docstring", "description"),
    [
        ("@mcp.tool()", "'''Find it.'''", "Find it."),
        ("@mcp.tool(description='Seek it.')", "'''Find it.'''", "Seek it."),
        ("@mcp.tool(description=TEXT)", "", "From a constant."),
        ("@mcp.tool(description='')", "", ""),
        ("@mcp.tool(description=None)", "'''Find it.'''", "Find it."),
        ("@mcp.tool()", "", None),
        ("@mcp.tool()", "f'''Find it.'''", None),
        ("@mcp.tool()", "word = 'Find it.'", None),
    ],
)
def test_a_tool_is_described_by_its_registration_or_docstring(
    decorator: str, docstring: str, description: str | None, project: ReadProject
) -> None:
    source = f"{SDK}TEXT = 'From a constant.'\n{decorator}\ndef find(word: str):\n    {docstring or 'pass'}\n"
    found = tool(project({"server.py": source})).description
    assert (None if found is None else found.value) == description


def test_a_description_read_from_a_file_is_unknown_and_not_missing(project: ReadProject) -> None:
    source = (
        f"{SDK}from pathlib import Path\n@mcp.tool(description=Path('find.md').read_text())\ndef find(word: str): ...\n"
    )
    found = tool(project({"server.py": source})).description
    assert found is not None
    assert not found.known


@pytest.mark.parametrize(
    ("hints", "read"),
    [
        ("ToolAnnotations(readOnlyHint=True)", {"readOnlyHint": True}),
        ("{'readOnlyHint': True, 'title': 'Find'}", {"readOnlyHint": True, "title": "Find"}),
        ("dict(destructiveHint=False)", {"destructiveHint": False}),
        ("HINTS", {"idempotentHint": True}),
        ("None", {}),
    ],
)
def test_hints_are_read(hints: str, read: dict[str, object], project: ReadProject) -> None:
    source = f"{SDK}from mcp.types import ToolAnnotations\nHINTS = ToolAnnotations(idempotentHint=True)\n"
    source += f"@mcp.tool(annotations={hints})\ndef find(word: str): ...\n"
    assert tool(project({"server.py": source})).annotations == read
