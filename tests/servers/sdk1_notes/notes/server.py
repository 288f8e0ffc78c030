"""A server for short notes."""

from typing import Annotated

from mcp.server.fastmcp import Context, FastMCP
from mcp.server.fastmcp.tools import Tool
from pydantic import Field

from notes import tags
from notes.names import DELETE, SEARCH, Names


def count_notes(tag: str | None = None) -> int:
    """Count the notes, of one tag or of all."""
    return len(tag or "")


def archive(note_id: int, reason: str = "") -> str:
    return f"{note_id} {reason}"


mcp = FastMCP("notes", instructions="Keeps short notes.", tools=[Tool.from_function(count_notes, name="count_notes")])


@mcp.tool()
def create_note(
    title: Annotated[str, Field(min_length=1, max_length=120, description="Shown in lists")],
    body: str,
    tags: list[str] | None = None,
) -> int:
    """Create a note."""
    return len(title) + len(body) + len(tags or [])


@mcp.tool("read_note")
def read(note_id: Annotated[int, Field(ge=1)]) -> str:
    """Read one note."""
    return str(note_id)


@mcp.tool(name=SEARCH, description="Search notes by words.")
def search(query: str, limit: int = Field(default=20, le=100), ctx: Context | None = None) -> list[str]:
    return [query] * limit


@mcp.tool(name=DELETE)
def delete(note_id: int) -> bool:
    """Delete one note for good."""
    return note_id > 0


@mcp.tool(name=Names.EXPORT)
def export(path: str, overwrite: bool = False) -> str:
    """Export every note to one file."""
    return path


mcp.add_tool(archive, name="archive_note", description="Put a note aside.")
tags.register(mcp)


@mcp.resource("notes://{note_id}")
def note(note_id: str) -> str:
    """One note as text."""
    return note_id


@mcp.prompt()
def summarise(topic: str) -> str:
    """Summarise the notes on a topic."""
    return topic


def main() -> None:
    """Serve on stdio."""
    mcp.run()


if __name__ == "__main__":
    main()
