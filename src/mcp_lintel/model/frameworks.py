"""Which outside names are server classes, contexts and injected values, by import path and never by class name alone.

Source: published wheels of mcp 1.2 to 2.3 and fastmcp 2.0 to 4.2.
"""

from mcp_lintel.model.types import Family
from mcp_lintel.program.values import Class, Ext, Instance, Made, Value, dotted

SERVERS: dict[str, Family] = {
    "mcp.server.fastmcp.FastMCP": Family.SDK_FASTMCP,
    "mcp.server.fastmcp.server.FastMCP": Family.SDK_FASTMCP,
    "mcp.server.FastMCP": Family.SDK_FASTMCP,
    "mcp.server.mcpserver.MCPServer": Family.SDK_MCPSERVER,
    "mcp.server.mcpserver.server.MCPServer": Family.SDK_MCPSERVER,
    "mcp.server.MCPServer": Family.SDK_MCPSERVER,
    "mcp.MCPServer": Family.SDK_MCPSERVER,
    "mcp.server.Server": Family.SDK_LOWLEVEL,
    "mcp.server.lowlevel.Server": Family.SDK_LOWLEVEL,
    "mcp.server.lowlevel.server.Server": Family.SDK_LOWLEVEL,
    "fastmcp.FastMCP": Family.FASTMCP,
    "fastmcp.server.FastMCP": Family.FASTMCP,
    "fastmcp.server.server.FastMCP": Family.FASTMCP,
}
SDK_CONTEXTS = frozenset(
    f"mcp.server.{module}.Context" for module in ("fastmcp", "fastmcp.server", "mcpserver", "mcpserver.context")
) | frozenset({"mcp.server.ServerRequestContext", "mcp.server.context.ServerRequestContext", "mcp.server.Context"})
FASTMCP_CONTEXTS = frozenset(
    {
        "fastmcp.Context",
        "fastmcp.server.Context",
        "fastmcp.server.context.Context",
        "fastmcp.server.sessions.UserSession",
    }
)
INJECTING_CALLS = frozenset(
    {
        "Depends",
        "CurrentContext",
        "CurrentFastMCP",
        "Progress",
        "CurrentDocket",
        "CurrentWorker",
        "CurrentRequest",
        "CurrentHeaders",
        "CurrentAccessToken",
        "TokenClaim",
        "Shared",
        "EntraOBOToken",
        "Resolve",
    }
)
INJECTING_MODULES = ("fastmcp", "docket", "uncalled_for", "mcp")
TOOL_CLASSES = frozenset(
    {"mcp.types.Tool", "mcp_types.Tool", "mcp.Tool"}
    | {"mcp.server.fastmcp.tools.Tool", "mcp.server.fastmcp.tools.base.Tool", "mcp.server.mcpserver.tools.Tool"}
    | {
        "mcp.server.mcpserver.tools.base.Tool",
        "fastmcp.tools.Tool",
        "fastmcp.tools.tool.Tool",
        "fastmcp.tools.FunctionTool",
    }
    | {"fastmcp.tools.function_tool.FunctionTool", "fastmcp.tools.base.Tool"}
)


def family_of(value: Value | None) -> Family | None:
    """The family of a server object: of what a server class made, or of an object whose base class is one."""
    match value:
        case Made(callee=Ext(name=name)):
            return SERVERS.get(name)
        case Made(callee=callee):
            return SERVERS.get(dotted(callee))
        case Instance(built=Made() as built):
            return family_of(built)
        case Instance(cls=Class() as cls):
            return next((SERVERS[c.name] for c in cls.lineage() if isinstance(c, Ext) and c.name in SERVERS), None)
    return None


def is_context(name: str, family: Family) -> bool:
    """Does a server of this family inject a parameter whose type has this outside name?"""
    return name in (FASTMCP_CONTEXTS if family is Family.FASTMCP else SDK_CONTEXTS)


def is_injecting(value: Value | None) -> bool:
    """Is a default or an annotation's extra a call that makes the framework fill the parameter in?"""
    if not isinstance(value, Made):
        return False
    name = dotted(value.callee)
    return name.rpartition(".")[2] in INJECTING_CALLS and name.partition(".")[0] in INJECTING_MODULES
