"""The release desk: an MCP server that keeps a company's releases, from draft to approval."""

from release_desk.server import create_app, create_server
from release_desk.settings import Settings

__version__ = "1.0.0"
__all__ = ["Settings", "__version__", "create_app", "create_server"]
