"""Which functions are worth reading although nobody calls them: those that speak of servers."""

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s

NAMES = frozenset({"FastMCP", "MCPServer", "Server", "FastApiMCP"})
ATTRIBUTES = frozenset(
    [
        "tool",
        "add_tool",
        "resource",
        "prompt",
        "add_resource",
        "add_prompt",
        "mount",
        "import_server",
        "custom_route",
        "list_tools",
        "call_tool",
        "run_async",
        "run_stdio_async",
        "run_http_async",
        "streamable_http_app",
        "sse_app",
        "http_app",
        "add_request_handler",
        "FastMCP",
        "MCPServer",
    ]
)


def mentions(node: object) -> bool:
    """Does a function, at any depth, name a server class or call one of a server's methods?"""
    stack: list[object] = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, tuple):
            stack.extend(item)
        elif isinstance(item, e.Attribute) and item.attr in ATTRIBUTES:
            return True
        elif isinstance(item, e.Name):
            if item.id in NAMES:
                return True
        elif isinstance(item, e.Expr | s.Stmt | e.Argument | s.Param | s.Handler | s.Case | e.Clause):
            stack.extend(getattr(item, name) for name in _fields(type(item)))
    return False


_FIELDS: dict[type, tuple[str, ...]] = {}


def _fields(kind: type) -> tuple[str, ...]:
    """The fields of a fact that can hold other facts."""
    if kind not in _FIELDS:
        skipped = ("span", "name_span", "header", "id", "attr", "name", "kind", "op")
        _FIELDS[kind] = tuple(n for n in getattr(kind, "__dataclass_fields__", {}) if n not in skipped)
    return _FIELDS[kind]
