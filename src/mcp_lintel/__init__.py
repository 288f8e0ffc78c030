"""mcp-lintel: holds Python MCP servers to a written architecture."""

__version__ = "0.1.0"
