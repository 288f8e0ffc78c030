"""The inventory as Markdown, for a wiki or a pull request: a section by server, a table of its tools."""

from collections.abc import Iterator, Sequence

from mcp_lintel.report.inventory.make import make
from mcp_lintel.report.inventory.totals import server_total, total
from mcp_lintel.report.inventory.types import ComponentEntry, Inventory, ServerEntry, Spot, ToolEntry
from mcp_lintel.report.inventory.words import (
    UNKNOWN,
    effect_words,
    evidence_words,
    parameter_words,
    setting_words,
    tool_hints,
)
from mcp_lintel.report.markup import code, escaped
from mcp_lintel.report.options import PLAIN, Options
from mcp_lintel.verdict.finding import Outcome
from mcp_lintel.verdict.judge import count

_LONGEST = 160
"""Characters shown of a description."""


def render(outcome: Outcome, options: Options = PLAIN) -> str:
    """The servers, what is not known, and the totals."""
    inventory = make(outcome)
    lines = [line for server in inventory.servers for line in _server(server)]
    lines += _opens(inventory)
    lines.append(f"{total(inventory)} in {count(outcome.files, 'Python file')}.")
    return "".join(f"{line}\n" for line in lines)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A table of cells that are Markdown already."""
    for row in (head, ["---"] * len(head), *rows):
        yield f"| {' | '.join(row)} |"


def spot_code(spot: Spot) -> str:
    """A place as a code span."""
    return code(f"{spot.path}:{spot.line}")


def _server(server: ServerEntry) -> Iterator[str]:
    yield f"## {'Server without a readable name' if server.name is None else code(server.name)}"
    yield ""
    generations = escaped(", ".join(server.generations) or "version not known")
    example = ", an example" if server.example else ""
    yield f"- Built from {code(server.framework)} ({generations}) at {spot_code(server.spot)}{example}"
    kinds = ", ".join(map(code, server.transports)) or "not known"
    seen = "; ".join(f"{code(words)} at {spot_code(spot)}" for words, spot in evidence_words(server))
    yield f"- Reached by {kinds}{'' if server.closed else ', more may be possible'}{f': {seen}' if seen else ''}"
    if server.host is not None or server.port is not None:
        host = "not known" if server.host is None else code(server.host)
        yield f"- Host {host}, port {'not known' if server.port is None else server.port}"
    provider = f", {code(server.auth.provider)}" if server.auth.provider else ""
    spot = "" if server.auth.spot is None else f" at {spot_code(server.auth.spot)}"
    yield f"- Authentication: {escaped(server.auth.state)}{provider}{spot}"
    for setting in server.auth.settings:
        yield f"  - {code(setting_words(setting))}"
    if server.middleware:
        passed = ", ".join(f"{code(one.name)} ({one.layer})" for one in server.middleware)
        yield f"- Every request passes {passed}"
    yield f"- {server_total(server)}"
    yield ""
    if server.tools:
        yield from table(("Tool", "Parameters", "Hints", "Effects", "Says", "Where"), [_tool(t) for t in server.tools])
        yield ""
    for what, components in (("Resource", server.resources), ("Prompt", server.prompts)):
        if components:
            yield from table((what, "Says", "Where"), [_component(one) for one in components])
            yield ""


def _tool(tool: ToolEntry) -> tuple[str, ...]:
    parts = [code(parameter_words(parameter)) for parameter in tool.parameters]
    parts += ["..."] if "parameters" in tool.unread else []
    return (
        _name(tool),
        "<br>".join(parts),
        ", ".join(tool_hints(tool)),
        ", ".join(map(escaped, effect_words(tool.effects))),
        _says(tool),
        spot_code(tool.spot),
    )


def _component(one: ComponentEntry) -> tuple[str, ...]:
    return _name(one), _says(one), spot_code(one.spot)


def _name(one: ToolEntry | ComponentEntry) -> str:
    name = UNKNOWN if one.name is None else code(one.name)
    return f"{name} (conditional)" if one.conditional else name


def _says(one: ToolEntry | ComponentEntry) -> str:
    """The first paragraph of a description, cut at a word."""
    if one.description is None:
        return "*not read*" if "description" in one.unread else ""
    text = " ".join(one.description.strip().partition("\n\n")[0].split())
    if len(text) > _LONGEST:
        text = text[:_LONGEST].rpartition(" ")[0] or text[:_LONGEST]
        text += " ..."
    return escaped(text)


def _opens(inventory: Inventory) -> Iterator[str]:
    if inventory.open:
        yield "## Not known without running the code"
        yield ""
        yield from (f"- {spot_code(one.spot)}: {escaped(one.reason)}" for one in inventory.open)
        yield ""
