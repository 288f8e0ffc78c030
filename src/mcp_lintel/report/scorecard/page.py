"""The scorecard as one self-contained HTML page: it opens from disk, asks nothing of a network, and can be printed.

What the page may run and how it looks is fixed by hash in its content security policy, so that no text of a scanned
repository can add to it.
"""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from mcp_lintel.report.options import PLAIN, Options
from mcp_lintel.report.scorecard.clausetable import documents
from mcp_lintel.report.scorecard.document import WORDS
from mcp_lintel.report.scorecard.markup import listed, prose, text
from mcp_lintel.report.scorecard.serverparts import servers
from mcp_lintel.report.scorecard.types import ALL, LEVELS, Scorecard, State, Tally
from mcp_lintel.report.scorecard.words import ARITHMETIC, HEADINGS, MEANINGS, ROWS, decided, met, scope
from mcp_lintel.verdict.judge import count

_HERE = Path(__file__).parent
_ORDER = (State.MET, State.BROKEN, State.WAIVED, State.UNDECIDED, State.NOT_APPLICABLE, State.UNCHECKED)

_COUNTED = ("Clauses", *(HEADINGS[state] for state in _ORDER))


def render(card: Scorecard, options: Options = PLAIN) -> str:
    """The page: shares, servers with a picture each, every clause with its evidence, notices."""
    style, script = (_HERE.joinpath(name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    policy = f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}; form-action \'none\'">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{text(_title(card))}</title>\n<style>{style}</style>\n</head>\n<body>\n{''.join(_body(card))}"
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


def _title(card: Scorecard) -> str:
    names = [server.name for server in card.inventory.servers if server.name]
    return f"Scorecard: {', '.join(names[:3])}" if names else "Scorecard"


def _body(card: Scorecard) -> Iterator[str]:
    yield '<a class="skip" href="#clauses">Skip to the clauses</a>\n'
    yield f"<header><h1>{text(_title(card))}</h1>\n<p>{text(scope(card))}, held to {len(card.clauses)} clauses of"
    yield f" {count(len(card.documents), 'document')} by mcp-lintel {text(card.version)}. The code was read, not"
    yield " run.</p></header>\n"
    yield '<nav aria-label="Parts of this page"><ul><li><a href="#shares">Shares</a></li>'
    yield '<li><a href="#servers">Servers</a></li><li><a href="#clauses">Clauses</a></li>'
    yield '<li><a href="#notices">Notices</a></li></ul></nav>\n<main>\n'
    yield from _shares(card)
    yield '<section id="servers" aria-labelledby="servers-h"><h2 id="servers-h">Servers</h2>\n'
    yield f"{servers(card)}</section>\n"
    yield f'<section id="clauses" aria-labelledby="clauses-h"><h2 id="clauses-h">Clauses</h2>\n{_form(card)}'
    yield f"{documents(card)}</section>\n"
    yield f'<section id="notices" aria-labelledby="notices-h"><h2 id="notices-h">Notices</h2>\n{_notices(card)}'
    yield "</section>\n</main>\n<footer><p>Made by mcp-lintel from files alone. A clause that is not checkable here is"
    yield " neither met nor broken.</p></footer>\n"


def _shares(card: Scorecard) -> Iterator[str]:
    """The figures by level and by document, and what they mean."""
    yield '<section id="shares" aria-labelledby="shares-h"><h2 id="shares-h">Shares</h2>\n'
    yield _by_level(card)
    yield _by_document(card)
    yield f"<h3>How the figures are made</h3>{listed(map(prose, ARITHMETIC), 'plain')}"
    yield "<details><summary>What the states mean</summary>"
    yield listed((f"<strong>{HEADINGS[state]}</strong>: {text(MEANINGS[state])}" for state in _ORDER), "plain")
    yield f"<p>Findings below confidence {text(card.confidence)} break no clause; they leave it undecided.</p>"
    yield "</details>\n</section>\n"


def _by_level(card: Scorecard) -> str:
    """The tallies of all documents, a row a level."""
    rows = []
    for name in ROWS:
        tally = card.tallies[name]
        mark = ' class="all"' if name == ALL else ""
        rows.append(
            f'<tr{mark}><th scope="row">{name}</th>{_cells(tally, met(tally), decided(tally))}'
            f"<td>{_bar(tally)}</td></tr>"
        )
    return _figures("By level", ("Level", *_COUNTED, "Met of decided", "Decided of applicable", "Picture"), rows)


def _by_document(card: Scorecard) -> str:
    """A row a document: its tally, and the share of met clauses at each level."""
    rows = []
    for one in card.documents:
        tally = one.tallies[ALL]
        shares = (met(one.tallies[name]) for name in ROWS)
        name = f'<a href="#d{one.number:02}">{text(one.title)}</a>'
        rows.append(f'<tr><th scope="row">{name}</th>{_cells(tally, *shares, decided(tally))}</tr>')
    shares = (f"Met of decided, {name}" for name in ROWS)
    return _figures("By document", ("Document", *_COUNTED, *shares, "Decided of applicable"), rows)


def _figures(caption: str, heads: tuple[str, ...], rows: list[str]) -> str:
    cells = "".join(f'<th scope="col">{head}</th>' for head in heads)
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{caption}"><table class="figures"><caption>{caption}'
        f"</caption><thead><tr>{cells}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>\n"
    )


def _cells(tally: Tally, *shares: str) -> str:
    figures = [str(tally.clauses), *(str(tally.states[state]) for state in _ORDER), *shares]
    cells = (figure.replace(" %", "&nbsp;%").replace(" = ", " =&nbsp;") for figure in figures)
    return "".join(f"<td>{cell}</td>" for cell in cells)


def _bar(tally: Tally) -> str:
    """Met, waived and broken as stretches of a bar whose whole is what applies; the figures beside it say the same."""
    whole = max(tally.applicable, 1)
    parts, left = [], 0.0
    for state in (State.MET, State.WAIVED, State.BROKEN):
        width = tally.states[state] * 100 / whole
        if width:
            parts.append(f'<rect class="{WORDS[state]}" x="{left:.2f}" width="{width:.2f}" height="8"/>')
        left += width
    return (
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="back" width="100" height="8"/>{"".join(parts)}</svg>'
    )


def _form(card: Scorecard) -> str:
    """The filter; it shows itself only where scripts run."""
    states = "".join(_box("state", WORDS[state], HEADINGS[state]) for state in _ORDER)
    levels = "".join(_box("level", level, level) for level in LEVELS)
    options = "".join(f'<option value="d{one.number:02}">{text(one.title)}</option>' for one in card.documents)
    return (
        '<form id="filter" hidden role="search" aria-label="Filter the clauses"><label class="stack">Words '
        '<input name="words" type="search" placeholder="id, tool, file …"></label><label class="stack">Document '
        f'<select name="document"><option value="">all</option>{options}</select></label>'
        f"<fieldset><legend>State</legend>{states}</fieldset><fieldset><legend>Level</legend>{levels}</fieldset>"
        '<button type="reset">Show all</button><p id="shown" role="status" aria-live="polite"></p></form>\n'
    )


def _box(name: str, value: str, label: str) -> str:
    return f'<label><input type="checkbox" name="{name}" value="{value}" checked> {label}</label>'


def _notices(card: Scorecard) -> str:
    """What could not be looked at, and the like."""
    beside = f"<p>{count(card.beside, 'finding')} about ignore comments and waivers belong to no clause.</p>"
    lines = []
    for notice in card.notices:
        where = f"{notice.path}:{notice.line}" if notice.line else notice.path
        lines.append(f"<code>{text(where)}</code>: {prose(notice.message)}" if where else prose(notice.message))
    return (beside if card.beside else "") + (listed(lines, "plain") or "<p>Every file could be read.</p>")
