"""The one server object that all tool modules register on."""

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("Parcel depot", host="0.0.0.0", port=8080)
