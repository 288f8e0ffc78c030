"""Which functions are worth reading although nobody calls them; which calls take functions that serve requests."""

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import descend, spelled
from mcp_lintel.program.values import Made, Member, Value, dotted

NAMES = frozenset({"FastMCP", "MCPServer", "Server", "FastApiMCP"})
REGISTERING = frozenset(
    {"tool", "add_tool", "resource", "prompt", "add_resource", "add_prompt", "add_template", "custom_route"}
    | {"completion", "list_tools", "call_tool", "list_resources", "list_resource_templates", "read_resource"}
    | {"list_prompts", "get_prompt", "add_request_handler", "subscribe_resource", "set_logging_level"}
)
STARTING = frozenset(
    {"mount", "import_server", "run_async", "run_stdio_async", "run_http_async", "run_sse_async", "http_app"}
    | {"run_streamable_http_async", "streamable_http_app", "sse_app", "stdio_server", "FastMCP", "MCPServer"}
)


def mentions(node: object) -> bool:
    """Does a function, at any depth, name a server class or call one of a server's methods?"""
    for item in descend(node):
        if isinstance(item, e.Name) and item.id in NAMES:
            return True
        if isinstance(item, e.Call) and _last(item.func) in REGISTERING | STARTING:
            return True
        if isinstance(item, e.Call) and isinstance(item.func, e.Attribute) and _runs_server(item.func):
            return True
        if isinstance(item, s.Function) and any(_last(decorator) in REGISTERING for decorator in item.decorators):
            return True
    return False


def _last(expr: e.Expr) -> str:
    return spelled(expr).rpartition(".")[2]


def _runs_server(func: e.Attribute) -> bool:
    """Is it `.run` of what looks like a server by its name? Only a reason to read on, never to report."""
    if func.attr != "run":
        return False
    name = spelled(func.value).rpartition(".")[2].lower()
    return any(word in name for word in ("mcp", "server", "app"))


def registers(callee: Value) -> bool:
    """Does a call take functions that serve requests: a server's registering method or a server class itself?"""
    if isinstance(callee, Made):
        callee = callee.callee
    if isinstance(callee, Member):
        return callee.name in REGISTERING
    return dotted(callee).rpartition(".")[2] in NAMES | {"Tool", "from_function"}
