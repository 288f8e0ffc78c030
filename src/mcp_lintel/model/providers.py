"""Components that no function of the project is registered for: made of specifications, apps, folders and proxies.

What cannot be listed becomes an open set with the reason. Source: fastmcp 2.14.7, 3.4.9 and 4.1.1, fastapi-mcp 0.4.0.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from mcp_lintel.model.filesystem import discovered
from mcp_lintel.model.operationparts import prefixed
from mcp_lintel.model.operationtools import OperationTools
from mcp_lintel.model.parts import Parts
from mcp_lintel.model.placed import placed_as
from mcp_lintel.model.servers import ServerObject
from mcp_lintel.model.sources import Source, sources, target
from mcp_lintel.model.specification import Files
from mcp_lintel.model.tools import ToolMaker
from mcp_lintel.model.types import Endpoint, Family, OpenSet
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.program.paths import Paths
from mcp_lintel.program.values import Instance, Made, Table, options
from mcp_lintel.text.span import Place

SPECIFIED = frozenset({"from_openapi", "FastMCPOpenAPI", "OpenAPIProvider"})
OF_APPS = frozenset({"from_fastapi", "FastApiMCP"})
PROXIES = frozenset({"as_proxy", "from_client", "create_proxy", "FastMCPProxy", "ProxyProvider"})
BY_HAND = "tools are put into the server's own table of tools by hand"
TABLES = frozenset({"_tools", "_components"})
"""Private tables of a server into which code puts tools by hand."""
LATE = {
    "add_tools_from_module": "the tools of a module are added that is looked through when the server starts",
    "load_module": "tools are loaded from modules that a setting names",
    "enable_proxy": "the tools of other servers are passed on",
}


class Providers:
    """Lists what the sources of servers bring; `files` reads a file of the project as data."""

    def __init__(self, reader: Interpreter, maker: ToolMaker, files: Files, project: str) -> None:
        self._reader = reader
        self._maker = maker
        self._project = project
        self._paths = Paths(self._package)
        self._tools = OperationTools(reader, maker.signatures, self._paths, files, project)

    def _package(self, name: str, place: Place) -> str | None:
        found = self._reader.modules.absolute(name, place.path) if name else None
        return None if found is None else found.removesuffix("/__init__.py")

    def add(self, made: Parts, server: ServerObject, endpoint: Endpoint, by_value: Mapping[int, ServerObject]) -> None:
        """Add to a server's parts what its sources bring: what the server has of its own keeps its name."""
        for source in sources(server, by_value):
            conditional = bool(set(source.conditions) - set(server.conditions)) or server.built is None
            _join(made, self._parts(source, server, endpoint, conditional=conditional))
        made.opened.extend(_late(server))

    def _parts(self, source: Source, server: ServerObject, endpoint: Endpoint, *, conditional: bool) -> Parts:
        if source.kind in SPECIFIED:
            return self._tools.specified(source, endpoint, conditional=conditional)
        if source.kind in OF_APPS:
            return self._tools.of_app(source, endpoint, conditional=conditional)
        if source.kind == "FileSystemProvider":
            return self._folder(source, server, endpoint)
        parts = Parts()
        parts.opened.append(OpenSet(source.place, _reason(source)))
        return parts

    def _folder(self, source: Source, server: ServerObject, endpoint: Endpoint) -> Parts:
        """The components in the files of a folder, which the provider imports."""
        root = self._paths.of(source.args.get("root", 0), source.place) if source.args.get("root", 0) else ("", True)
        found = None if root is None else discovered(root, self._project, source.place.path, self._reader)
        if found is None or source.prefix is None:
            parts = Parts()
            reason = "the components of a folder are added that is not known or not in the project"
            parts.opened.append(OpenSet(source.place, reason))
            return parts
        self._reader.imported.update(one.place.path for one in found)
        around = [replace(one, conditions=source.conditions) for one in found]
        placed = [placed_as(one, prefixed(source.prefix, one), renamed=bool(source.prefix)) for one in around]
        return self._maker.components(server, placed, endpoint)


def _join(made: Parts, found: Parts) -> None:
    """Add a source's parts, without those whose names are taken."""
    tools = {tool.name.value for tool, _ in made.tools}
    found.tools = [pair for pair in found.tools if pair[0].name.value not in tools]
    for mine, more in ((made.resources, found.resources), (made.prompts, found.prompts)):
        names = {one.name.value for one in mine}
        more[:] = [one for one in more if one.name.value not in names]
    made.merge(found)


def _reason(source: Source) -> str:
    """Why the components of a source are not listed."""
    if source.kind in PROXIES:
        return f"a proxy passes on the components of {target(source.args)}"
    if "Skill" in source.kind:
        return "resources are the files of a folder of skills"
    if isinstance(source.value, Instance):
        return f"the provider `{source.kind}` computes its components at run time"
    return (
        f"components come from `{source.kind}`" if source.kind else "components come from a provider that is not known"
    )


def _late(server: ServerObject) -> Iterable[OpenSet]:
    """Open sets that calls on a server leave: reflection, and tools put into its private tables."""
    for call in server.calls:
        if call.method in LATE and server.family in (Family.ARCADE, Family.CHUK):
            yield OpenSet(call.event.place, LATE[call.method])
        elif call.method == "__setitem__" and call.through in TABLES:
            yield OpenSet(call.event.place, BY_HAND)
    attrs = server.value.attrs if isinstance(server.value, Made | Instance) else {}
    if any(isinstance(o, Table) and (o.items or o.open) for o in options(attrs.get("_tool_manager._tools"))):
        yield OpenSet(server.place, BY_HAND)
    for name in ("proxy_config", "tool_modules_config"):
        if server.family is Family.CHUK and server.built is not None and name in server.built.named:
            yield OpenSet(server.place, f"`{name}` brings components that are known when the server starts")
