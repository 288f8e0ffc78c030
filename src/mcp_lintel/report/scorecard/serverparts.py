"""The servers of a run on the page: a picture of each, and the same as a table."""

from collections.abc import Iterator

from mcp_lintel.report.inventory.types import ServerEntry, ToolEntry
from mcp_lintel.report.inventory.words import UNKNOWN, effect_words, evidence_words, hint_words
from mcp_lintel.report.scorecard.markup import listed, place, prose, text
from mcp_lintel.report.scorecard.picture import picture
from mcp_lintel.report.scorecard.types import Scorecard, Sink
from mcp_lintel.verdict.judge import count

MOST_PICTURES = 12
MOST_TOOLS = 400
"""Tools of one server that are drawn and listed."""


def servers(card: Scorecard) -> str:
    """Every server, the first with pictures; a sentence where there is none."""
    found = card.inventory.servers
    if not found:
        return "<p>No MCP server was found.</p>"
    parts = [part for number, server in enumerate(found) for part in _server(server, card.sinks, number)]
    opened = [f"{place(one.spot.path, one.spot.line)} {prose(one.reason)}" for one in card.inventory.open]
    told = f"<h3>Not known without running the code</h3>{listed(opened, 'plain')}" if opened else ""
    return "".join(parts) + told


def _server(server: ServerEntry, sinks: tuple[Sink, ...], number: int) -> Iterator[str]:
    yield f"<h3>{text(server.name or 'Server of unknown name')}</h3>"
    yield f"<p>{text(server.framework)} at {place(server.spot.path, server.spot.line)};"
    yield f" reached by {text(', '.join(server.transports) or 'not known')}"
    yield f"{'' if server.closed else ' (more may be possible)'}; authentication: {text(server.auth.state)}"
    yield f"{f' ({text(server.auth.provider)})' if server.auth.provider else ''}"
    yield f"{' at ' + place(server.auth.spot.path, server.auth.spot.line) if server.auth.spot else ''};"
    yield f" {count(len(server.tools), 'tool')}, {count(len(server.resources), 'resource')},"
    yield f" {count(len(server.prompts), 'prompt')}.</p>"
    if number < MOST_PICTURES and len(server.tools) <= MOST_TOOLS:
        yield f'<figure class="wide" tabindex="0" role="region" aria-label="Picture of server {number + 1}">'
        yield f"{picture(server, sinks, number)}</figure>"
    yield f"<details><summary>Transports and {count(len(server.tools), 'tool')} in words</summary>"
    yield listed((f"{prose(words)} {place(spot.path, spot.line)}" for words, spot in evidence_words(server)), "plain")
    yield '<div class="wide"><table><thead><tr><th scope="col">Tool</th><th scope="col">Effects</th>'
    yield '<th scope="col">Hints</th><th scope="col">Sinks reached</th><th scope="col">Where</th></tr></thead><tbody>'
    yield from (_tool(tool, sinks) for tool in server.tools[:MOST_TOOLS])
    yield "</tbody></table></div></details>"


def _tool(tool: ToolEntry, sinks: tuple[Sink, ...]) -> str:
    reached = [
        f"{prose(sink.what)} {place(sink.spot.path, sink.spot.line)}" for sink in sinks if sink.tool == tool.name
    ]
    cells = (
        text(", ".join(effect_words(tool.effects))),
        text(", ".join(hint_words(tool.hints))),
        listed(dict.fromkeys(reached), "plain") if tool.name else "",
        place(tool.spot.path, tool.spot.line),
    )
    return f'<tr><th scope="row">{text(tool.name or UNKNOWN)}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
