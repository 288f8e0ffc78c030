"""Which outside names are server classes, contexts and injected values, by import path and never by class name alone.

Source: published wheels of mcp 1.2 to 2.3, fastmcp 2.0 to 4.2, fastapi-mcp 0.4, mcp-use 1.7, arcade-mcp-server 1.32 and
chuk-mcp-server 0.26.
"""

from mcp_lintel.model.types import Family
from mcp_lintel.program.values import Class, Ext, Instance, Made, Value, dotted

SERVERS: dict[str, Family] = {
    "mcp.server.fastmcp.FastMCP": Family.SDK_FASTMCP,
    "mcp.server.fastmcp.server.FastMCP": Family.SDK_FASTMCP,
    "mcp.server.FastMCP": Family.SDK_FASTMCP,
    "mcp.FastMCP": Family.SDK_FASTMCP,  # in no version, and what is meant is plain
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
    "fastapi_mcp.FastApiMCP": Family.FASTAPI_MCP,
    "fastapi_mcp.server.FastApiMCP": Family.FASTAPI_MCP,
    "mcp_use.server.MCPServer": Family.MCP_USE,
    "mcp_use.server.FastMCP": Family.MCP_USE,
    "mcp_use.server.server.MCPServer": Family.MCP_USE,
    "arcade_mcp_server.MCPApp": Family.ARCADE,
    "arcade_mcp_server.mcp_app.MCPApp": Family.ARCADE,
    "chuk_mcp_server.ChukMCPServer": Family.CHUK,
    "chuk_mcp_server.core.ChukMCPServer": Family.CHUK,
    "chuk_mcp_server.create_mcp_server": Family.CHUK,
    "chuk_mcp_server.get_mcp_server": Family.CHUK,
}
FASTMCP_CLASSES = tuple(name for name, family in SERVERS.items() if family is Family.FASTMCP)
MAKERS = ("from_openapi", "from_fastapi", "as_proxy", "from_client")
"""Class methods of fastmcp's FastMCP that make a server without handwritten tools."""
SERVERS |= {f"{name}.{maker}": Family.FASTMCP for name in FASTMCP_CLASSES for maker in MAKERS}
PROXYING = (
    *("fastmcp.server.create_proxy", "fastmcp.server.server.create_proxy", "fastmcp.server.proxy.FastMCPProxy"),
    "fastmcp.server.providers.proxy.FastMCPProxy",
)
SPECIFYING = (
    *("fastmcp.server.openapi.FastMCPOpenAPI", "fastmcp.server.openapi.server.FastMCPOpenAPI"),
    "fastmcp.experimental.server.openapi.FastMCPOpenAPI",
)
SERVERS |= dict.fromkeys((*PROXYING, *SPECIFYING), Family.FASTMCP)
PARTS: dict[str, Family] = {
    "mcp_use.server.MCPRouter": Family.MCP_USE,
    "mcp_use.server.router.MCPRouter": Family.MCP_USE,
    "fastmcp.server.providers.LocalProvider": Family.FASTMCP,
    "fastmcp.server.providers.local_provider.LocalProvider": Family.FASTMCP,
}
"""Classes that take components like a server and are only ever a part of one."""
SERVERS |= PARTS
NAME_AT: dict[str, int | None] = {
    "from_openapi": 2, "from_fastapi": 1, "as_proxy": None, "from_client": None, "create_proxy": None,
    "FastMCPProxy": None, "FastMCPOpenAPI": 2, "FastApiMCP": 1, "MCPRouter": None, "LocalProvider": None,
}  # fmt: skip
"""At which position a constructor takes the server's name, by its last name; the others take it first."""
DEFAULT_NAMES = {
    (Family.FASTMCP, "from_openapi"): "OpenAPI Server",
    (Family.MCP_USE, "MCPServer"): "mcp-use server",
    (Family.MCP_USE, "FastMCP"): "mcp-use server",
    (Family.ARCADE, "MCPApp"): "ArcadeMCP",
}
"""The name of a server that is given none, by family and the constructor's last name; only where no version differs."""
FROM_APP = {"from_fastapi": "app", "FastApiMCP": "fastapi"}
"""What makes a server of a FastAPI app, and the parameter that takes the app."""
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
CONTEXTS: dict[Family, frozenset[str]] = {
    Family.FASTMCP: FASTMCP_CONTEXTS,
    Family.MCP_USE: SDK_CONTEXTS | {"mcp_use.server.Context", "mcp_use.server.context.Context"},
    Family.ARCADE: frozenset(
        {"arcade_mcp_server.Context", "arcade_mcp_server.context.Context"}
        | {"arcade_tdk.ToolContext", "arcade_core.schema.ToolContext"}
    ),
    Family.CHUK: frozenset(),
}
INJECTING_CALLS = frozenset(
    {
        "CallArgument",
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
    return name in CONTEXTS.get(family, SDK_CONTEXTS)


def is_part(value: Value | None) -> bool:
    """Is a value something that only counts as a part of a server?"""
    return isinstance(value, Made) and dotted(value.callee) in PARTS


def is_injecting(value: Value | None) -> bool:
    """Is a default or an annotation's extra a call that makes the framework fill the parameter in?"""
    if not isinstance(value, Made):
        return False
    name = dotted(value.callee)
    return name.rpartition(".")[2] in INJECTING_CALLS and name.partition(".")[0] in INJECTING_MODULES
