"""Which functions are worth reading although nobody calls them; which calls take functions that serve requests."""

from dataclasses import dataclass

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import descend, spelled
from mcp_lintel.program.values import Made, Member, Value, dotted

NAMES = frozenset(
    {"FastMCP", "MCPServer", "Server", "FastApiMCP", "MCPApp", "ChukMCPServer", "MCPRouter"}
    | {"LocalProvider", "from_openapi", "from_fastapi", "as_proxy", "create_proxy", "FastMCPProxy", "FastMCPOpenAPI"}
)
REGISTERING = frozenset(
    {"tool", "add_tool", "resource", "prompt", "add_resource", "add_prompt", "add_template", "custom_route"}
    | {"completion", "list_tools", "call_tool", "list_resources", "list_resource_templates", "read_resource"}
    | {"list_prompts", "get_prompt", "add_request_handler", "subscribe_resource", "set_logging_level"}
    | {"add_completion_handler", "resource_template", "view_tool", "register_function_as_tool", "endpoint"}
)
STARTING = frozenset(
    {"mount", "import_server", "run_async", "run_stdio_async", "run_http_async", "run_sse_async", "http_app"}
    | {"run_streamable_http_async", "streamable_http_app", "sse_app", "stdio_server", "FastMCP", "MCPServer"}
    | {"add_provider", "include_router", "mount_http", "mount_sse", "run_stdio", "add_tools_from_module"}
    | {"from_openapi", "from_fastapi", "as_proxy", "create_proxy", "FastMCPProxy", "FastMCPOpenAPI"}
)


COMMON = frozenset(
    {"__init__", "run", "start", "main", "get", "call", "wrapper", "decorator", "inner", "register", "setup"}
)
"""Names too common to say by themselves that a call of one reaches a server."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a function, at any depth: names, what is called, on which names, and decorators."""

    names: frozenset[str]
    called: frozenset[str]
    receivers: frozenset[str]
    runs_server: bool
    decorators: frozenset[str]

    def mentions_servers(self) -> bool:
        """Does the function name a server class or call one of a server's methods?"""
        words = self.called & (REGISTERING | STARTING) or self.decorators & REGISTERING or self.names & NAMES
        return self.runs_server or bool(words)

    def uses(self, makers: frozenset[str], servers: frozenset[str]) -> bool:
        """Does it call one of the named functions, or a method of one of the named servers?"""
        return bool(self.called & self.names & makers or self.receivers & servers)


def vocabulary(node: object) -> Vocabulary:
    """The words of a function."""
    names: set[str] = set()
    called: set[str] = set()
    receivers: set[str] = set()
    decorators: set[str] = set()
    runs = False
    for item in descend(node):
        if isinstance(item, e.Name):
            names.add(item.id)
        elif isinstance(item, e.Call):
            called.add(_last(item.func))
            if isinstance(item.func, e.Attribute):
                runs = runs or _runs_server(item.func)
                if isinstance(item.func.value, e.Name):
                    receivers.add(item.func.value.id)
        elif isinstance(item, s.Function):
            decorators.update(_last(decorator) for decorator in item.decorators)
    return Vocabulary(frozenset(names), frozenset(called), frozenset(receivers), runs, frozenset(decorators))


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
