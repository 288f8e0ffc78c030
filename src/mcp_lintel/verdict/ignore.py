"""Reading ignore comments: `# lintel: ignore[rule-a, rule-b] reason` and `# lintel: ignore-file[rule]
reason`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mcp_lintel.text.comment import Comment
from mcp_lintel.text.span import Place, Span

_DIRECTIVE = re.compile(r"(?:^|(?<=\s))#\s*lintel:\s*(?P<body>.*?)\s*(?=\s#\s|\s#\s*lintel:|$)", re.S)
_IGNORE = re.compile(r"(?P<form>ignore|ignore-file)\[(?P<rules>[^\[\]]*)\](?:\s*[:,;-]?\s*)(?P<reason>.*)", re.S)
_NAME = re.compile(r"[^\s,]+")


@dataclass(frozen=True, slots=True)
class Named:
    """A rule name as an ignore comment writes it, at its place."""

    rule: str
    place: Place


@dataclass(frozen=True, slots=True)
class Ignore:
    """One ignore comment: `rules` as written, `reason` without blanks around it, `place` from its `#` to
    its end.

    `whole_file` says it is the form for a file; `own_line` that it stands on a line of its own. `fault` is
    "" or says what is wrong with its spelling, and then there are no rules.
    """

    place: Place
    rules: tuple[Named, ...]
    reason: str
    whole_file: bool
    own_line: bool
    fault: str = ""


def read_ignores(path: str, comments: Iterable[Comment]) -> Iterator[Ignore]:
    """The ignore comments among a file's comments; one comment may hold several, and other tools' comments
    beside them.
    """
    for comment in comments:
        if "lintel:" in comment.text:
            for match in _DIRECTIVE.finditer(comment.text):
                yield _ignore(path, comment, match)


def _ignore(path: str, comment: Comment, match: re.Match[str]) -> Ignore:
    offset = comment.span.start
    place = Place(path, Span(offset + match.start(), offset + match.end("body")))
    found = _IGNORE.fullmatch(match["body"])
    if found is None:
        return Ignore(place, (), "", False, comment.own_line, _fault(match["body"]))
    start = offset + match.start("body") + found.start("rules")
    rules = tuple(
        Named(name[0], Place(path, Span(start + name.start(), start + name.end())))
        for name in _NAME.finditer(found["rules"])
    )
    fault = "" if rules else "names no rule between its brackets"
    whole = found["form"] == "ignore-file"
    return Ignore(place, rules, found["reason"].strip(), whole, comment.own_line, fault)


def _fault(body: str) -> str:
    """What is wrong with the text after `lintel:`."""
    word = re.match(r"[\w-]*", body)
    name = word[0] if word else ""
    if name not in ("ignore", "ignore-file"):
        return "is neither `ignore[rule-name] reason` nor `ignore-file[rule-name] reason`"
    rest = body[len(name) :].lstrip()
    if rest.startswith("[") and "]" not in rest:
        return "has no closing bracket after its rule names"
    if rest.startswith("["):
        return "must have its bracket directly after the word, with rule names parted by commas"
    return f"names no rule: write `{name}[rule-name] reason`"
