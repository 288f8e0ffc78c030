"""Text of strangers made safe for Markdown: it is shown as it is and makes no link, no mention, no tag, no table cell.

Source: CommonMark 0.31 (backslash escapes, code spans, HTML), GitHub Flavored Markdown 0.29 (tables, autolinks).
"""

import re
from itertools import groupby

from mcp_lintel.report.visible import visible

_PUNCTUATION = re.compile(r"([\\`*_\[\]<>|~$&])")
_ACTS = re.compile(r"@|://|\bwww\.|#\d|\bGH-\d|\b(?:mailto|xmpp):|\b[0-9a-f]{7,40}\b", re.I)


def code(text: str) -> str:
    """The text on one line as a code span, fit for a table cell as well: there `\\|` is a bar, after another
    backslash none can be written.
    """
    shown = visible(text).replace("\\|", "\\\\x7c").replace("|", "\\|")
    longest = max((len(list(run)) for tick, run in groupby(shown) if tick == "`"), default=0)
    fence = "`" * (longest + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") or not shown.strip() else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def escaped(text: str) -> str:
    """The text on one line as ordinary text; words that a host would turn into a link or a mention stand as code."""
    words = visible(" ".join(text.split())).split(" ")
    return " ".join(code(word) if _ACTS.search(word) else _PUNCTUATION.sub(r"\\\1", word) for word in words)


def prose(text: str) -> str:
    """One of our sentences as ordinary text on one line; what it has between backticks stands as code."""
    return "".join(code(part) if quoted else _around(part) for quoted, part in spans(text))


def spans(text: str) -> list[tuple[bool, str]]:
    """The parts of a sentence in order, True for one between backticks; where they do not pair, it is one part."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return [(False, text)]
    return [(bool(i % 2), part) for i, part in enumerate(parts) if part]


def _around(part: str) -> str:
    """A part beside code: escaped, its outer blanks kept."""
    left = " " if part[:1].isspace() else ""
    right = " " if part[-1:].isspace() and part.strip() else ""
    return f"{left}{escaped(part)}{right}"
