"""Finding `#` comments in TOML, YAML, INI files, Dockerfiles and the like, without parsing any of them."""

import re
from collections.abc import Iterator, Mapping, Sequence

from mcp_lintel.facts.statements import Class, FileFacts, Function
from mcp_lintel.facts.visit import descend
from mcp_lintel.text.comment import Comment
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Span

_PIECE = r"""
    (?P<comment>(?:^|(?<=\s))\#.*)                                        # to the end of the line
    | (?:^|(?<=[\s=:,\[({]))(?:"(?:[^"\\]|\\.)*"|'[^']*')(?=$|[\s,:\])}])  # a quoted text closed on its line
"""
_ANY = re.compile(r"(?P<open>(?!))|" + _PIECE, re.X)
_TOML = re.compile(r"\"{3}.*?\"{3}|'{3}.*?'{3}|(?P<open>\"{3}|'{3})|" + _PIECE, re.X)


def comments_of(source: SourceFile) -> tuple[Comment, ...]:
    """The comments of a text file whose language starts them with `#`, in order.

    A `#` counts at the start of a line or after a blank, outside of quotes closed on the same line and
    outside of TOML's multi-line strings. A shell comment in a YAML block counts as well: an ignore comment
    there is meant as one.
    """
    return tuple(_comments(source))


def _comments(source: SourceFile) -> Iterator[Comment]:
    piece = _TOML if source.path.endswith(".toml") else _ANY
    fence = ""
    for number in range(1, len(source.lines) + 1):
        start = source.lines.line_span(number).start
        line = source.line_text(number)
        begin = 0
        if fence:
            end = line.find(fence)
            if end < 0:
                continue
            begin, fence = end + len(fence), ""
        for match in piece.finditer(line, begin):
            if match["comment"] is not None:
                span = Span(start + match.start(), start + len(line))
                yield Comment(span, match[0], not line[: match.start()].strip())
            elif match["open"]:
                fence = match["open"]
                break


def comments_and_headers(
    sources: Mapping[str, SourceFile], facts: Mapping[str, FileFacts]
) -> tuple[dict[str, Sequence[Comment]], dict[str, Sequence[Span]]]:
    """The comments of every file that speaks to this tool, and the headers of definitions beside them."""
    comments: dict[str, Sequence[Comment]] = {}
    headers: dict[str, Sequence[Span]] = {}
    for path, source in sources.items():
        if "lintel:" not in source.text:
            continue
        known = facts.get(path)
        if known is not None:
            comments[path] = known.comments
            headers[path] = [i.header for i in descend(known.body) if isinstance(i, Function | Class)]
        elif not path.endswith(".py"):
            comments[path] = comments_of(source)
    return comments, headers
