"""From a read program to a project with its servers: the one place that puts the parts of the model together."""

from collections.abc import Mapping, Sequence

from mcp_lintel.artifacts.types import Artifacts, Manifest
from mcp_lintel.facts import statements as s
from mcp_lintel.model.auth import GUARDING, auth_of
from mcp_lintel.model.composition import mounted
from mcp_lintel.model.cors import cors_policies
from mcp_lintel.model.drift import drifts
from mcp_lintel.model.entries import Entry
from mcp_lintel.model.eras import eras
from mcp_lintel.model.extras import add_extras
from mcp_lintel.model.fallbacks import settled
from mcp_lintel.model.frameworks import is_part
from mcp_lintel.model.generations import generations
from mcp_lintel.model.global_registry import adopt, mark
from mcp_lintel.model.handlerentries import handler_entries, hook_entries
from mcp_lintel.model.injection import Injection
from mcp_lintel.model.listed import ListedTools
from mcp_lintel.model.logs import log_calls, logging_setup
from mcp_lintel.model.mixins import mix_in
from mcp_lintel.model.parameters import Signatures
from mcp_lintel.model.providers import Providers
from mcp_lintel.model.reflected import reflected
from mcp_lintel.model.servers import ServerObject, find_servers
from mcp_lintel.model.serving import Serving
from mcp_lintel.model.shapes import Shapes
from mcp_lintel.model.sourced import after_changes
from mcp_lintel.model.specification import Files
from mcp_lintel.model.stdout import stdout_writes
from mcp_lintel.model.tools import ToolMaker
from mcp_lintel.model.transports import NAMES, SERVING, transports
from mcp_lintel.model.types import Endpoint, Located, OpenSet, Project, Provenance, Server
from mcp_lintel.model.views import placed
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.program.values import Function, Instance, dotted, text
from mcp_lintel.text.source import SourceFile

EXAMPLE_FOLDERS = frozenset({"examples", "example", "docs", "benchmarks", "benchmark", "samples", "demo", "demos"})


def no_files(path: str, max_bytes: int) -> SourceFile | None:
    """A project of which no file but its modules is read."""
    return None


def build_with_entries(
    reader: Interpreter,
    facts: Mapping[str, s.FileFacts],
    artifacts: Artifacts | None,
    path: str,
    files: Files = no_files,
) -> tuple[Project, tuple[Entry, ...]]:
    """The project at `path` (relative to the scanned root) from its read program, and what in it a client can call.

    `files` reads one of its other files as data, such as an OpenAPI specification.
    """
    builder = Builder(reader, artifacts, files, path)
    servers = builder.servers()
    exhausted = (OpenSet(place, "reading this start-up code took too many steps") for place in reader.exhausted)
    opened = (*builder.opened, *exhausted)
    coverage = artifacts.coverage if artifacts is not None else None
    extra: tuple[object, ...] = () if coverage is None else (coverage,)
    drifted = drifts(reader, facts, builder.manifest, builder.objects, builder.handlers)
    cors = cors_policies(reader)
    if not servers:
        return Project(path, (), open_sets=opened, artifacts=extra, drifts=drifted, cors=cors), ()
    modules = {p: (f.body, reader.envs[p]) for p, f in facts.items() if p in reader.envs}
    ends = tuple(server.endpoint for server in servers)
    named = builder.tool_symbols()
    calls = [c for p, (body, env) in modules.items() for c in log_calls(body, env, named, reader.modules.name(p))]
    writes = stdout_writes(modules, builder.handlers, builder.starters(), ends)
    setup = logging_setup(reader.events, [(p, f.body) for p, f in facts.items()], calls, ends)
    project = Project(path, servers, tuple(calls), tuple(writes), setup, opened, extra, drifted, cors=cors)
    return project, tuple(builder.entries)


class Builder:
    """Builds the servers of one project; `opened` gathers what cannot be listed, `handlers` what was registered."""

    def __init__(self, reader: Interpreter, artifacts: Artifacts | None, files: Files, path: str) -> None:
        self.reader = reader
        self.artifacts = artifacts
        self.manifest = artifacts.manifest if artifacts is not None else Manifest()
        mark(reader.events)
        self.objects = settled(find_servers(reader.events), reader.instead, self.manifest)
        adopt(reader.events, self.objects)
        mix_in(reader.events, self.objects)
        asked = SERVING | GUARDING
        self.events = [event for event in reader.events if dotted(event.callee).rpartition(".")[2] in asked]
        self.maker = ToolMaker(reader, Signatures(Shapes(reader), Injection.of(self.manifest)))
        self.providers = Providers(reader, self.maker, files, path)
        self.serving = Serving(reader, artifacts)
        self.opened: list[OpenSet] = []
        self.handlers: list[tuple[Function, str, Endpoint]] = []
        self.endpoints: dict[int, Endpoint] = {}
        self.entries: list[Entry] = []
        """What clients can call."""

    def servers(self) -> tuple[Server, ...]:
        """Every server a client can meet: mounted children only as parts, one object built twice only once."""
        by_value = {id(value): server for server in self.objects for value in (server.value, *server.standing)}
        parts = mounted(self.objects)
        found: dict[tuple[str, int, str | None], Server] = {}
        for server in self.objects:
            if is_part(server.value) or (id(server.value) in parts and not self._served(server)):
                continue
            built = self._server(server, by_value)
            nobody_built = server.built is None or server.built.open or server.order in self.reader.while_serving
            if nobody_built and not (built.tools or built.resources or built.prompts):
                continue
            known = found.get(server.key)
            if known is None or len(built.tools) > len(known.tools):
                found[server.key] = built
        self.opened = list({(o.place, o.reason): o for o in self.opened}.values())
        return tuple(found.values())

    @staticmethod
    def _served(server: ServerObject) -> bool:
        return any(call.method.startswith("run") for call in server.calls)

    def _server(self, server: ServerObject, by_value: dict[int, ServerObject]) -> Server:
        endpoint = self._endpoint(server)
        self.endpoints[id(server.value)] = endpoint
        possible = eras(server.family, endpoint.generations, self.manifest)
        components, opened = placed(server, by_value, possible)
        made = self.maker.components(server, components, endpoint)
        made.opened.extend((*opened, *reflected(server, by_value)))
        if server.family.low_level:
            shapes = self.maker.signatures.shapes
            made.merge(ListedTools(server, endpoint, self.reader, shapes, self.maker.effects).parts())
            made.entries.extend(handler_entries(server, endpoint, made))
        own = len(made.tools)
        self.providers.add(made, server, endpoint, by_value)
        shapes = self.maker.signatures.shapes
        made.tools[own:] = after_changes(made.tools[own:], server, by_value, possible[0], shapes)
        add_extras(made, server, by_value, self.maker.entries, endpoint)
        self.opened.extend(made.opened)
        self.handlers.extend(made.handlers)
        whole, hooks = self.serving.completed(made.server(endpoint), server, by_value)
        self.entries.extend((*made.entries, *hook_entries(hooks, endpoint)))
        return whole

    def _endpoint(self, server: ServerObject) -> Endpoint:
        value, args = server.value, server.built
        given = server.naming
        place = server.place if args is None or given is None else args.places.get(given, server.place)
        name: Located[str]
        if server.name is not None:
            name = Located(server.name, place)
        elif given is None and isinstance(value, Instance):
            name = Located(value.cls.node.name, server.place, Provenance.RESOLVED)
        else:
            name = Located(None, place, Provenance.UNKNOWN)
        keyword = any(k.startswith("on_") for k in args.named) if args is not None and server.family.low_level else None
        decorated = any(call.applied is not None for call in server.calls)
        keyword = keyword or (False if decorated else None)
        possible = server.families or (server.family,)
        versions = frozenset(g for f in possible for g in generations(f, self.manifest, keyword_handlers=keyword))
        return Endpoint(
            name=name,
            family=server.family,
            generations=versions,
            place=server.place,
            transports=transports(server, self.events, self.objects),
            auth=self.serving.located(
                auth_of(server, self.events, self.artifacts, versions, self.serving.given), server
            ),
            addresses=self.serving.addresses(server, versions),
            symbol=server.symbol or self.reader.modules.name(server.place.path),
            example=bool(EXAMPLE_FOLDERS & set(server.place.path.lower().split("/")[:-1])),
        )

    def tool_symbols(self) -> dict[str, str]:
        """Tool names by the dotted name of their handler."""
        return {function.symbol: name for function, name, _ in self.handlers}

    def starters(self) -> Sequence[tuple[Function, int, Endpoint]]:
        """Functions that start a server on stdio, with the offset of the call."""
        functions = {function.symbol: function for function in self.reader.functions}
        found = []
        for server in self.objects:
            endpoint = self.endpoints.get(id(server.value))
            for call in server.calls:
                starter = functions.get(call.event.symbol)
                if (
                    endpoint is not None
                    and starter is not None
                    and call.method in ("run", "run_stdio_async", "run_async")
                    and NAMES.get(text(call.args.get("transport", 0)) or "", "stdio") == "stdio"
                ):
                    found.append((starter, call.event.place.span.start, endpoint))
        return found
