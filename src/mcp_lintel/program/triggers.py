"""Which functions are worth reading although nobody calls them: those that speak of servers."""

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts.visit import descend

NAMES = frozenset({"FastMCP", "MCPServer", "Server", "FastApiMCP"})
ATTRIBUTES = NAMES | frozenset(
    ("tool", "add_tool", "resource", "prompt", "add_resource", "add_prompt", "mount", "import_server", "custom_route")
    + ("list_tools", "call_tool", "add_request_handler", "run_async", "run_stdio_async", "run_http_async")
    + ("streamable_http_app", "sse_app", "http_app")
)


def mentions(node: object) -> bool:
    """Does a function, at any depth, name a server class or call one of a server's methods?"""
    for item in descend(node):
        if isinstance(item, e.Attribute) and item.attr in ATTRIBUTES:
            return True
        if isinstance(item, e.Name) and item.id in NAMES:
            return True
    return False
