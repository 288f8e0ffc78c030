"""A server whose components stand in the files of folders."""

from pathlib import Path

from fastmcp import FastMCP
from fastmcp.server.providers import FileSystemProvider, LocalProvider

HERE = Path(__file__).parent
extra = LocalProvider()


@extra.tool
def count_books(shelf: str) -> int:
    """Count books."""
    return len(shelf)


mcp = FastMCP("shelf", providers=[FileSystemProvider(HERE / "parts"), extra])
mcp.add_provider(FileSystemProvider(root=HERE.joinpath("staff")), namespace="staff")


@mcp.tool
def find_book(isbn: str) -> str:
    """The server's own tool wins over the folder's of the same name."""
    return isbn


if __name__ == "__main__":
    mcp.run(transport="stdio")
