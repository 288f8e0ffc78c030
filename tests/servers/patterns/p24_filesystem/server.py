"""Tools from the files of a folder."""

from pathlib import Path

from fastmcp import FastMCP
from fastmcp.server.providers import FileSystemProvider

mcp = FastMCP("p24", providers=[FileSystemProvider(Path(__file__).parent / "parts")])

if __name__ == "__main__":
    mcp.run(transport="http")
