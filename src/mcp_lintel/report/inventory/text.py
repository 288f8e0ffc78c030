"""The inventory for people: a tree by server. A tool with all that is known of it is one line on a pipe, for `grep`."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from mcp_lintel.report.inventory.flow import Piece, flowed, piece
from mcp_lintel.report.inventory.make import make
from mcp_lintel.report.inventory.totals import server_total, total
from mcp_lintel.report.inventory.types import ComponentEntry, Inventory, ServerEntry, Spot, ToolEntry
from mcp_lintel.report.inventory.words import (
    effect_words,
    evidence_words,
    named,
    parameter_words,
    setting_words,
    tool_hints,
)
from mcp_lintel.report.options import PLAIN, Options
from mcp_lintel.report.paint import Paint
from mcp_lintel.report.summary import notices
from mcp_lintel.report.visible import text_width, visible
from mcp_lintel.verdict.finding import NoticeKind, Outcome
from mcp_lintel.verdict.judge import count

_LABEL = 14
"""The column after the labels of a server."""
_MOST_EVIDENCE = 4


def render(outcome: Outcome, options: Options = PLAIN) -> str:
    """How each server is reached and guarded, its tools with parameters, hints and effects, resources and prompts;
    then what is not known, and the totals.
    """
    inventory = make(outcome)
    teller = _Teller(Paint(options.colour), options.width)
    lines = list(teller.servers(inventory))
    lines += teller.opens(inventory)
    told = tuple(notice for notice in outcome.notices if notice.kind is not NoticeKind.OPEN)
    lines += notices(replace(outcome, notices=told), Paint(options.colour))
    lines += flowed(
        map(piece, f"{total(inventory)} in {count(outcome.files, 'Python file')}.".split()), options.width, 0, 2
    )
    return "".join(f"{line.rstrip()}\n" for line in lines)


class _Teller:
    """Tells servers in colour or not, within a width or not."""

    def __init__(self, paint: Paint, width: int | None) -> None:
        self._paint = paint
        self._width = None if width is None else max(width, 40)

    def servers(self, inventory: Inventory) -> Iterator[str]:
        """Every server, under its project's name where there are several."""
        several = len({server.project for server in inventory.servers}) > 1
        for project, group in groupby(inventory.servers, key=lambda server: server.project):
            if several:
                yield self._paint.strong(f"Project {visible(project)}")
                yield ""
            for server in group:
                yield from self._server(server)
                yield ""

    def opens(self, inventory: Inventory) -> Iterator[str]:
        """What cannot be listed without running the code."""
        if inventory.open:
            yield self._paint.strong("Not known without running the code")
            for one in inventory.open:
                pieces = [self._spot(one.spot, ":"), *map(piece, visible(one.reason).split())]
                yield from flowed(pieces, self._width, 2, 6)
            yield ""

    def _server(self, server: ServerEntry) -> Iterator[str]:
        title = "server of unknown name" if server.name is None else named(server.name)
        mark = [piece("(example)", 2)] if server.example else []
        yield from flowed([Piece(title, self._paint.strong(title)), self._spot(server.spot), *mark], self._width, 0, 2)
        generations = ", ".join(server.generations) or "version not known"
        yield from self._fact("built from", piece(f"{visible(server.framework)} ({visible(generations)})"))
        yield from self._transports(server)
        if server.host is not None or server.port is not None:
            host = visible(server.host) if server.host is not None else "host not known,"
            yield from self._fact(
                "address", piece(f"{host} port {'not known' if server.port is None else server.port}")
            )
        provider = f" ({visible(server.auth.provider)})" if server.auth.provider else ""
        spot = [] if server.auth.spot is None else [self._spot(server.auth.spot)]
        yield from self._fact("auth", piece(f"{server.auth.state}{provider}"), *spot)
        for setting in server.auth.settings:
            yield from flowed(map(piece, setting_words(setting).split()), self._width, _LABEL, _LABEL + 2)
        for layer in server.middleware:
            yield from self._fact("passes", piece(f"{visible(layer.name)} ({layer.layer})"), self._spot(layer.spot))
        yield f"  {server_total(server)}"
        for tool in server.tools:
            yield from self._tool(tool)
        for what, components in (("resource", server.resources), ("prompt", server.prompts)):
            if components:
                yield f"  {count(len(components), what)}"
            for one in components:
                yield from self._component(one)

    def _transports(self, server: ServerEntry) -> Iterator[str]:
        kinds = ", ".join(map(visible, server.transports)) or "not known"
        yield from self._fact("reached by", piece(f"{kinds}{'' if server.closed else ' (more may be possible)'}"))
        seen = evidence_words(server)
        for words, spot in seen[:_MOST_EVIDENCE]:
            yield from flowed([*map(piece, words.split()), self._spot(spot)], self._width, _LABEL, _LABEL + 2)
        if len(seen) > _MOST_EVIDENCE:
            yield f"{' ' * _LABEL}and at {count(len(seen) - _MOST_EVIDENCE, 'more place')}"

    def _fact(self, label: str, *pieces: Piece) -> Iterator[str]:
        head = piece(f"{label:<{_LABEL - 2}}", 0)
        yield from flowed([head, *(one._replace(gap=0 if i == 0 else 2) for i, one in enumerate(pieces))],
                          self._width, 2, _LABEL)  # fmt: skip

    def _tool(self, tool: ToolEntry) -> Iterator[str]:
        """`name(a: string, b?: integer, ...)  file:line  [conditional, hints]  effects: kinds`.

        The dots stand for parameters that cannot be read. In a terminal too narrow for one line, what follows the
        parameters stands on a line below them.
        """
        head, tail = self._signature(tool), self._tail(tool)
        taken = 4 + sum(one.gap + text_width(one.text) for one in (*head, *tail))
        if self._width is None or taken <= self._width + head[0].gap:
            yield from flowed([*head, *tail], None, 4, 8)
            return
        yield from flowed(head, self._width, 4, 8)
        yield from flowed(tail, self._width, 8, 8)

    def _signature(self, tool: ToolEntry) -> list[Piece]:
        parts = [parameter_words(parameter) for parameter in tool.parameters]
        parts += ["..."] if "parameters" in tool.unread else []
        name, ends = named(tool.name), [","] * (len(parts) - 1) + [")"]
        pieces = [Piece(f"{name}({'' if parts else ')'}", f"{self._paint.strong(name)}({'' if parts else ')'}")]
        for number, (part, end) in enumerate(zip(parts, ends, strict=False)):
            pieces.append(piece(part + end, 1 if number else 0))
        return pieces

    def _tail(self, tool: ToolEntry) -> list[Piece]:
        marks = [*(["conditional"] if tool.conditional else []), *tool_hints(tool)]
        effects = effect_words(tool.effects)
        words = (f"[{', '.join(marks)}]" if marks else "", f"effects: {', '.join(effects)}" if effects else "")
        return [self._spot(tool.spot), *(piece(word, 2) for word in words if word)]

    def _component(self, one: ComponentEntry) -> Iterator[str]:
        mark = [piece("[conditional]", 2)] if one.conditional else []
        yield from flowed([piece(named(one.name)), self._spot(one.spot), *mark], self._width, 4, 8)

    def _spot(self, spot: Spot, end: str = "") -> Piece:
        text = f"{visible(spot.path)}:{spot.line}"
        return Piece(text + end, self._paint.quiet(text) + end, 2)
