"""The library as an ASGI app."""

from fastmcp import Context, FastMCP
from fastmcp.dependencies import Depends
from typing_extensions import TypedDict

from hub.loans import loans

mcp = FastMCP("library")


class Filters(TypedDict, total=False):
    """How to narrow a search."""

    author: str
    year: int


def catalogue() -> list[str]:
    return []


@mcp.tool
def search_books(words: str, filters: Filters | None = None, books: list[str] = Depends(catalogue)) -> list[str]:
    """Search the catalogue."""
    return [words, *books]


@mcp.tool(name="reserve_book")
async def reserve(book: str, ctx: Context) -> str:
    """Reserve a book."""
    return book


def count_books(shelf: str = "all") -> int:
    """Count the books of a shelf."""
    return len(shelf)


mcp.add_tool(count_books)
mcp.mount(loans, "loans", tool_names={"extend_loan": "prolong"})
app = mcp.http_app(path="/mcp")
