"""Not looked at."""

from fastmcp.tools import tool


@tool
def never(word: str) -> str:
    """A package's own file is left out."""
    return word
