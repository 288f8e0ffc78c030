"""A comparison as Markdown, for a pull request: a table a server."""

from collections.abc import Iterator

from mcp_lintel.report.diff.told import OPEN_HEADING, objects_note, subject, verdict
from mcp_lintel.report.diff.types import Change, Comparison, Level, ServerChanges
from mcp_lintel.report.inventory.markdown import spot_code, table
from mcp_lintel.report.markup import code, escaped
from mcp_lintel.report.options import PLAIN, Options


def render(found: Comparison, options: Options = PLAIN) -> str:
    """The counts first, since a pull request shows the top; then the changes by server."""
    told = verdict(found)
    lines = [f"**{told[0].upper()}{told[1:]}.**", ""]
    for server in found.servers:
        lines += [*_server(server), ""]
    if found.opens:
        lines += [f"### {OPEN_HEADING}", ""]
        lines += [f"- {side}, {spot_code(one.spot)}: {escaped(one.reason)}" for side, one in found.opens]
        lines.append("")
    lines += [objects_note(found), ""] if found.objects else []
    return "".join(f"{line}\n" for line in lines[:-1])


def _server(server: ServerChanges) -> Iterator[str]:
    yield f"### {'Server without a readable name' if server.name is None else code(server.name)}"
    yield ""
    yield from table(("", "What", "Change", "Where"), [_row(change) for change in server.changes])


def _row(change: Change) -> tuple[str, ...]:
    level = f"**{change.level}**" if change.level is Level.BREAKING else str(change.level)
    return (
        level,
        code(subject(change)) if subject(change) else "server",
        escaped(change.message),
        spot_code(change.spot),
    )
