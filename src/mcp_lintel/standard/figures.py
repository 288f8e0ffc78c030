"""Does a clause's text state the figures of its parameters?

Read are the title (digits, and number words from ten up), and in prose each parameter's name in code marks
with the number that follows it: `fail_under = 80` in one pair of marks, or the name in marks, then at most
four words, then the number. A pattern in code marks (from `^` to `$`) must be a parameter where the clause
has a pattern. Code blocks are examples and may use stricter figures.
"""

import re
from collections.abc import Iterator

from mcp_lintel.standard.types import Clause

_FENCED = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_TENS = dict(
    zip(
        ["ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred"],
        range(10, 101, 10),
        strict=True,
    )
)
_UNITS = {word: n for n, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], 1)}
_WORD_FIGURE = re.compile(rf"\b({'|'.join(_TENS)})(?:-({'|'.join(_UNITS)}))?\b", re.IGNORECASE)
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_PATTERN = re.compile(r"`(\^[^`\n]*\$)`")


def disagreements(clause: Clause) -> Iterator[tuple[int, str]]:
    """Each place (line in the document, sentence) where the text and a parameter differ."""
    prose = _FENCED.sub(lambda match: "\n" * match[0].count("\n"), clause.guidance)
    yield from _title(clause)
    for name, value in clause.parameters.items():
        if isinstance(value, int | float) and not isinstance(value, bool):
            yield from _named(clause, prose, name, value)
    yield from _patterns(clause, prose)


def _title(clause: Clause) -> Iterator[tuple[int, str]]:
    figures = {
        float(value)
        for value in clause.parameters.values()
        if isinstance(value, int | float) and not isinstance(value, bool)
    }
    for stated in _in_words(clause.title) if figures else ():
        if stated not in figures:
            yield clause.line, f"the title says {stated:g}, which none of the parameters is"


def _in_words(title: str) -> Iterator[float]:
    yield from (_number(text) for text in re.findall(rf"(?<![\w.-]){_NUMBER}(?![\w-])", title))
    for tens, unit in _WORD_FIGURE.findall(title):
        yield float(_TENS[tens.lower()] + _UNITS.get(unit.lower(), 0))


def _named(clause: Clause, prose: str, name: str, value: float) -> Iterator[tuple[int, str]]:
    inside = rf"`{re.escape(name)} ?= ?({_NUMBER})`"
    beside = rf"`{re.escape(name)}`(?:\s+[a-z]+){{0,4}}\s+`?({_NUMBER})"
    for match in re.finditer(f"{inside}|{beside}", prose):
        stated = match[1] or match[2]
        if _number(stated) != value:
            yield (
                _line(clause, prose, match.start()),
                f"the text gives `{name}` as {stated}, the parameter as {value}",
            )


def _patterns(clause: Clause, prose: str) -> Iterator[tuple[int, str]]:
    known = {value for value in clause.parameters.values() if isinstance(value, str) and value.startswith("^")}
    for match in _PATTERN.finditer(prose) if known else ():
        if match[1] not in known:
            yield (
                _line(clause, prose, match.start()),
                f"the text gives the pattern `{match[1]}`, no parameter has it",
            )


def _number(text: str) -> float:
    return float(text.rstrip(",").replace(",", ""))


def _line(clause: Clause, prose: str, offset: int) -> int:
    return clause.text_line + prose.count("\n", 0, offset)
