"""What servers offer, as a client would be shown it: a tree for people, and JSON for other programs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mcp_lintel.model.types import Component, Parameter, Server, Shape, Tool
from mcp_lintel.report.jsontext import dumps
from mcp_lintel.report.options import PLAIN, Options
from mcp_lintel.report.paint import Paint
from mcp_lintel.report.places import region
from mcp_lintel.report.summary import notices
from mcp_lintel.report.visible import visible
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place
from mcp_lintel.verdict.finding import NoticeKind, Outcome
from mcp_lintel.verdict.judge import count

SCHEMA_VERSION = 1
_UNKNOWN = "?"

_Sources = Mapping[str, SourceFile]


def render_json(outcome: Outcome, options: Options = PLAIN) -> str:
    """The servers and open sets of all projects; a name that cannot be read is null."""
    return dumps(
        {
            "schema_version": SCHEMA_VERSION,
            "servers": [_server(server, outcome.sources) for server in _servers(outcome)],
            "open": [
                {**_at(one.place, outcome.sources), "reason": one.reason}
                for project in outcome.projects
                for one in project.open_sets
            ],
        }
    )


def render_text(outcome: Outcome, options: Options = PLAIN) -> str:
    """A tree by server: how it is reached and guarded, its tools with their parameters, resources and
    prompts.
    """
    paint = Paint(options.colour)
    lines: list[str] = []
    for server in _servers(outcome):
        lines += [*_tree(server, outcome.sources, paint), ""]
    opens = [one for project in outcome.projects for one in project.open_sets]
    if opens:
        lines.append(paint.strong("Not known without running the code"))
        lines += [f"  {_where(one.place, outcome.sources)}: {visible(one.reason)}" for one in opens]
        lines.append("")
    told = tuple(notice for notice in outcome.notices if notice.kind is not NoticeKind.OPEN)
    lines += notices(replace(outcome, notices=told), paint)
    tools = sum(len(server.tools) for server in _servers(outcome))
    lines.append(f"{count(len(_servers(outcome)), 'server')}, {count(tools, 'tool')} in {_files(outcome)}.")
    return "".join(f"{line}\n" for line in lines)


def _servers(outcome: Outcome) -> list[Server]:
    return [server for project in outcome.projects for server in project.servers]


def _files(outcome: Outcome) -> str:
    return count(outcome.files, "Python file")


def _server(server: Server, sources: _Sources) -> dict[str, object]:
    endpoint = server.endpoint
    auth = endpoint.auth
    return {
        "name": endpoint.name.value,
        "framework": endpoint.family,
        "generations": sorted(endpoint.generations),
        **_at(endpoint.place, sources),
        "transports": sorted(endpoint.transports.kinds),
        "transports_closed": endpoint.transports.closed,
        "auth": {"state": auth.state, "provider": auth.provider},
        "tools": [_tool(tool, sources) for tool in server.tools],
        "resources": [_component(one, sources) for one in server.resources],
        "prompts": [_component(one, sources) for one in server.prompts],
    }


def _tool(tool: Tool, sources: _Sources) -> dict[str, object]:
    return {
        "name": tool.name.value,
        "function": tool.function,
        **_at(tool.place, sources),
        "description": tool.description.value if tool.description else None,
        "parameters": [_parameter(parameter) for parameter in tool.parameters],
        "annotations": {name: _plain(value) for name, value in tool.annotations.items()},
        "conditional": tool.conditional,
    }


def _parameter(parameter: Parameter) -> dict[str, object]:
    limits = parameter.shape.constraints.limits
    return {
        "name": parameter.name,
        "required": parameter.required,
        "type": parameter.shape.kind,
        "description": parameter.description.value if parameter.description else None,
        "constraints": {name: _plain(limits[name]) for name in sorted(limits)},
    }


def _component(component: Component, sources: _Sources) -> dict[str, object]:
    return {
        "name": component.name.value,
        "function": component.function,
        **_at(component.place, sources),
        "description": component.description.value if component.description else None,
        "conditional": component.conditional,
    }


def _at(place: Place, sources: _Sources) -> dict[str, object]:
    return {"path": place.path, "line": region(place, sources).start.line}


def _plain(value: object) -> object:
    """A value as JSON has it: sets sorted, anything unknown to JSON as text."""
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted((_plain(one) for one in value), key=str)
    if isinstance(value, Sequence):
        return [_plain(one) for one in value]
    return str(value)


def _tree(server: Server, sources: _Sources, paint: Paint) -> Iterator[str]:
    endpoint = server.endpoint
    name = visible(endpoint.name.value) if endpoint.name.value is not None else _UNKNOWN
    yield f"{paint.strong(name)}  {paint.quiet(_where(endpoint.place, sources))}"
    generations = ", ".join(sorted(endpoint.generations)) or "version not known"
    yield f"  built from  {endpoint.family} ({generations})"
    kinds = ", ".join(sorted(endpoint.transports.kinds)) or "not known"
    yield f"  reached by  {kinds}{'' if endpoint.transports.closed else ' (more may be possible)'}"
    provider = f" ({visible(endpoint.auth.provider)})" if endpoint.auth.provider else ""
    yield f"  auth        {endpoint.auth.state}{provider}"
    yield f"  {count(len(server.tools), 'tool')}{':' if server.tools else ''}"
    for tool in server.tools:
        yield f"    {_signature(tool)}  {paint.quiet(_where(tool.place, sources))}{_conditional(tool)}"
    for what, components in (("resource", server.resources), ("prompt", server.prompts)):
        if components:
            yield f"  {count(len(components), what)}:"
        for one in components:
            named = visible(one.name.value) if one.name.value is not None else _UNKNOWN
            yield f"    {named}  {paint.quiet(_where(one.place, sources))}{_conditional(one)}"


def _signature(tool: Tool) -> str:
    """`name(required: string, optional?: integer, ...)`; the dots stand for parameters that cannot be
    read.
    """
    name = visible(tool.name.value) if tool.name.value is not None else _UNKNOWN
    parts = [f"{visible(p.name)}{'' if p.required else '?'}: {_type(p.shape)}" for p in tool.parameters]
    return f"{name}({', '.join([*parts, *(['...'] if tool.open_parameters else [])])})"


def _type(shape: Shape) -> str:
    """A type in a word or two: `string`, `array[string]`, `integer or null`."""
    parts = [_type(part) for part in shape.parts]
    if shape.kind == "union" and parts:
        word = " or ".join(dict.fromkeys(parts))
    else:
        word = f"{shape.kind}[{', '.join(parts)}]" if parts else str(shape.kind)
    return f"{word} or null" if shape.nullable else word


def _conditional(thing: Tool | Component) -> str:
    return "  (conditional)" if thing.conditional else ""


def _where(place: Place, sources: _Sources) -> str:
    return f"{visible(place.path)}:{region(place, sources).start.line}"
