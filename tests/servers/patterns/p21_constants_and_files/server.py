"""A tool whose every word is written somewhere else."""

from pathlib import Path
from typing import Annotated

import words
from fastmcp import FastMCP
from pydantic import Field
from words import COMMON, DESC, P

mcp = FastMCP(f"{words.COMPANY}-p21")


@mcp.tool(name=f"{P}_search", description=Path(__file__).with_name("search.md").read_text(), **COMMON)
def s(q: Annotated[str, Field(description=DESC["q"])], limit: int = Field(5, description=DESC["limit"])) -> str:
    """Never shown."""
    return q


if __name__ == "__main__":
    mcp.run(transport="stdio")
