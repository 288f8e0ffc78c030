"""The scorecard as Markdown, for a wiki or a pull request."""

from collections.abc import Iterator, Sequence

from mcp_lintel.report.markup import code, escaped
from mcp_lintel.report.options import PLAIN, Options
from mcp_lintel.report.scorecard.types import ALL, ClauseEntry, DocumentEntry, Scorecard, State, Tally
from mcp_lintel.report.scorecard.words import (
    ARITHMETIC,
    HEADINGS,
    MEANINGS,
    ROWS,
    decided,
    evidence,
    met,
    places,
    scope,
)
from mcp_lintel.verdict.judge import count

_ORDER = (State.MET, State.BROKEN, State.WAIVED, State.UNDECIDED, State.NOT_APPLICABLE, State.UNCHECKED)
_MOST_PLACES = 3
_SUMS = ("Clauses", *(HEADINGS[state] for state in _ORDER), "Met of decided", "Decided of applicable")


def render(card: Scorecard, options: Options = PLAIN) -> str:
    """The shares, the arithmetic, and a table of every clause for each document."""
    return "\n".join(_lines(card)) + "\n"


def _lines(card: Scorecard) -> Iterator[str]:
    yield "# Scorecard"
    yield ""
    yield f"{scope(card)}, held to {count(len(card.clauses), 'clause')} by mcp-lintel {escaped(card.version)}."
    yield ""
    yield from _table(("Level", *_SUMS), [(name, *_figures(card.tallies[name])) for name in ROWS])
    yield ""
    rows = [(escaped(one.title), *_figures(one.tallies[ALL])) for one in card.documents]
    yield from _table(("Document", *_SUMS), rows)
    yield ""
    yield from (f"- {line.replace('*', chr(92) + '*')}" for line in ARITHMETIC)
    yield from (f"- {HEADINGS[state].lower()}: {MEANINGS[state]}" for state in _ORDER)
    if card.beside:
        yield f"- {count(card.beside, 'finding')} about ignore comments and waivers belong to no clause"
    for document in card.documents:
        yield from _document(document)
    if card.notices:
        yield ""
        yield "## What could not be looked at, and other notices"
        yield ""
        for notice in card.notices:
            where = f"{code(notice.path)}: " if notice.path else ""
            yield f"- {where}{escaped(notice.message)}"


def _figures(tally: Tally) -> tuple[str, ...]:
    return (str(tally.clauses), *(str(tally.states[state]) for state in _ORDER), met(tally), decided(tally))


def _document(document: DocumentEntry) -> Iterator[str]:
    yield ""
    yield f"## {escaped(document.title)}"
    yield ""
    rows = [(name, *_figures(document.tallies[name])) for name in ROWS]
    yield from _table(("Level", *_SUMS), rows)
    yield ""
    yield from _table(("Clause", "Level", "State", "Title", "Evidence"), [_clause(one) for one in document.clauses])


def _clause(clause: ClauseEntry) -> tuple[str, ...]:
    where = places(clause)
    shown = [code(place) for place in where[:_MOST_PLACES]]
    more = [f"and {len(where) - _MOST_PLACES} more"] if len(where) > _MOST_PLACES else []
    told = [escaped(evidence(clause)), ", ".join([*shown, *more])]
    state = HEADINGS[clause.state]
    return (
        clause.id,
        clause.level,
        f"**{state}**" if clause.state is State.BROKEN else state,
        escaped(clause.title),
        "<br>".join(part for part in told if part),
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows whose cells are safe already."""
    for row in (head, ["---"] * len(head), *rows):
        yield f"| {' | '.join(row)} |"
