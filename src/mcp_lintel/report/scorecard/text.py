"""The scorecard in a terminal: shares by document, then the clauses by state with what stands behind each."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from mcp_lintel.report.inventory.flow import Piece, flowed, piece
from mcp_lintel.report.options import PLAIN, Options
from mcp_lintel.report.paint import Paint
from mcp_lintel.report.scorecard.types import ALL, Cause, ClauseEntry, Scorecard, State, Tally
from mcp_lintel.report.scorecard.words import (
    ARITHMETIC,
    HEADINGS,
    ROWS,
    clauses_in,
    decided,
    evidence,
    met,
    percent,
    places,
    scope,
)
from mcp_lintel.report.visible import visible
from mcp_lintel.rule import Severity
from mcp_lintel.verdict.judge import count

_MOST_PLACES = 2
_STATES = ("MET", "BROKEN", "WAIVED", "NOT DECIDED", "N/A", "UNCHECKED")
_ORDER = (State.MET, State.BROKEN, State.WAIVED, State.UNDECIDED, State.NOT_APPLICABLE, State.UNCHECKED)
_CAUSES = {
    Cause.PLANNED: "planned, no rule yet",
    Cause.MANUAL: "checked by people",
    Cause.MEASURED: "measured, no report given",
    Cause.OFF: "switched off",
}


def render(card: Scorecard, options: Options = PLAIN) -> str:
    """Two tables with the shares, the arithmetic, and a line for every clause that a rule was run for."""
    paint = Paint(options.colour)
    lines = [paint.strong("Scorecard"), f"{scope(card)}, held to {count(len(card.clauses), 'clause')}", ""]
    lines += _levels(card, paint, _width(options))
    lines += _documents(card, paint, _width(options))
    lines += flowed(map(piece, f"How to read it: {'; '.join(ARITHMETIC)}.".split()), _width(options), 0, 2)
    lines.append("")
    for state in State:
        if state is not State.UNCHECKED:
            lines += _state(state, clauses_in(card.clauses, state), paint, _width(options))
    lines += _unchecked(clauses_in(card.clauses, State.UNCHECKED), paint, _width(options))
    if card.beside:
        lines.append(f"{count(card.beside, 'finding')} about ignore comments and waivers belong to no clause.")
    return "".join(f"{line.rstrip()}\n" for line in lines).rstrip("\n") + "\n"


def _width(options: Options) -> int | None:
    return None if options.width is None else max(options.width, 40)


def _levels(card: Scorecard, paint: Paint, width: int | None) -> Iterator[str]:
    """The shares by level, over all documents."""
    rows = [
        (name, str(tally.clauses), *_counts(tally), met(tally), decided(tally))
        for name, tally in ((name, card.tallies[name]) for name in ROWS)
    ]
    yield from _table(("LEVEL", "CLAUSES", *_STATES, "MET OF DECIDED", "DECIDED OF APPLICABLE"), rows, paint, width)


def _documents(card: Scorecard, paint: Paint, width: int | None) -> Iterator[str]:
    """The shares by document: met of decided at each level, and how much is decided."""
    rows = [
        (
            visible(one.file.removesuffix(".md")),
            str(one.tallies[ALL].clauses),
            *_counts(one.tallies[ALL]),
            *(percent(one.tallies[name].met_percent) for name in ROWS),
            percent(one.tallies[ALL].decided_percent),
        )
        for one in card.documents
    ]
    head = ("DOCUMENT", "CLAUSES", *_STATES, "MUST MET", "SHOULD MET", "MAY MET", "ALL MET", "DECIDED")
    yield from _table(head, rows, paint, width)


def _counts(tally: Tally) -> tuple[str, ...]:
    return tuple(str(tally.states[state]) for state in _ORDER)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], paint: Paint, width: int | None) -> Iterator[str]:
    """A table whose first column is left-aligned and whose figures are right-aligned.

    In a terminal too narrow for it the columns of counts are left out; the headings of the lists below tell the sums.
    """
    table = [head, *rows]
    if width is not None and sum(_widths(table)) + 2 * (len(head) - 1) > width:
        table = [(row[0], *row[2 + len(_STATES) :]) for row in table]
    widths = _widths(table)
    for row in table:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(size) for cell, size in zip(row[1:], widths[1:], strict=True))]
        line = "  ".join(cells)
        yield paint.quiet(line) if row is table[0] else line
    yield ""


def _widths(table: Sequence[Sequence[str]]) -> list[int]:
    return [max(len(row[at]) for row in table) for at in range(len(table[0]))]


def _state(state: State, clauses: list[ClauseEntry], paint: Paint, width: int | None) -> Iterator[str]:
    """The clauses in one state, a line each: id, level, title, and what stands behind it."""
    if not clauses:
        return
    yield _heading(state, len(clauses), paint)
    for clause in clauses:
        told = f"({clause.level}) {visible(clause.title)}"
        behind = [*visible(evidence(clause)).split(), *_places(clause)]
        pieces = [Piece(clause.id, paint.strong(clause.id)), *map(piece, told.split())]
        if behind:
            pieces[-1] = piece(f"{pieces[-1].text}:")
        yield from flowed([*pieces, *(Piece(word, paint.quiet(word)) for word in behind)], width, 2, 6)
    yield ""


def _places(clause: ClauseEntry) -> Iterator[str]:
    """The first places of a clause, in brackets."""
    where = [visible(one) for one in places(clause)]
    if where:
        more = [f"and {len(where) - _MOST_PLACES} more"] if len(where) > _MOST_PLACES else []
        yield from f"({', '.join([*where[:_MOST_PLACES], *more])})".split(" ")


def _heading(state: State, number: int, paint: Paint) -> str:
    words = f"{HEADINGS[state]} ({number})"
    if state is State.BROKEN:
        return paint.severity(Severity.ERROR, words)
    return paint.good(words) if state is State.MET else paint.strong(words)


def _unchecked(clauses: list[ClauseEntry], paint: Paint, width: int | None) -> Iterator[str]:
    """The clauses for which no rule ran, by cause, their ids alone."""
    if not clauses:
        return
    yield _heading(State.UNCHECKED, len(clauses), paint)
    for cause, group in groupby(sorted(clauses, key=lambda clause: list(Cause).index(clause.cause)), lambda c: c.cause):
        ids = [clause.id for clause in group]
        head = f"{_CAUSES[cause]} ({len(ids)}):"
        yield from flowed([*map(piece, head.split()), *map(piece, ids)], width, 2, 6)
    yield ""
