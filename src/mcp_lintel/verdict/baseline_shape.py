"""The shape of a finding: what stays of it when things are renamed, and by which a baseline follows it.

A shape is made of the rule, the message without the names it quotes, and the code around the finding with
its names numbered, its texts and figures emptied, and everything left out that a formatter may change. It
holds no text of the repository.
"""

import re
from collections.abc import Collection, Mapping
from hashlib import sha256
from keyword import iskeyword

from mcp_lintel.facts.statements import Class, FileFacts, Function
from mcp_lintel.facts.visit import descend
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place, Span
from mcp_lintel.verdict.finding import Finding
from mcp_lintel.verdict.fingerprint import anchored, message_key

_TOKEN = re.compile(
    r"""
    (?P<skip>\s+|\#[^\r\n]*|\\\r?\n|[(),])
    | (?P<text>(?i:\b[rbfut]{1,2})?(?:\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:\\.|[^"\\\r\n])*"|'(?:\\.|[^'\\\r\n])*'))
    | (?P<number>\d[\w.]*)
    | (?P<name>[^\W\d]\w*)
    | (?P<other>.)
    """,
    re.X | re.S,
)
_QUOTED = re.compile(r"`[^`]*`")


class Shapes:
    """Works out shapes; the definitions of each file are listed once, when one of its findings needs them.

    `whole` are the rules about a whole project: where they tell their finding is no part of it. `projects` are
    the projects' folders and `folder` where all paths start, from the top of the repository.
    """

    def __init__(
        self,
        sources: Mapping[str, SourceFile],
        facts: Mapping[str, FileFacts],
        *,
        whole: Collection[str] = (),
        projects: Collection[str] = (".",),
        folder: str = "",
    ) -> None:
        self._sources = sources
        self._facts = facts
        self._projects = projects
        self.whole = whole
        self.folder = folder
        self._definitions: dict[str, list[Function | Class]] = {}

    def shape(self, finding: Finding) -> str:
        """16 hexadecimal digits."""
        if finding.rule in self.whole:
            return _digits(finding.rule, anchored(self._home(finding.place.path), self.folder))
        told = _QUOTED.sub("``", message_key(finding.message))
        return _digits(finding.rule, told, _skeleton(self._around(finding.place)))

    def defines(self, path: str, symbol: str) -> bool:
        """Is something of a symbol's last name still defined in a file, named from the top of the repository?

        A symbol without a name always is.
        """
        path = path.removeprefix(f"{self.folder}/") if self.folder else path
        if path not in self._sources:
            return False
        name = symbol.rpartition(".")[2]
        return not name or any(one.name == name for one in self._of(path))

    def _home(self, path: str) -> str:
        """The folder of the innermost project that holds a file."""
        return max((p for p in self._projects if p != "." and path.startswith(f"{p}/")), key=len, default=".")

    def _around(self, place: Place) -> str:
        """The innermost definition that holds a place, decorators included, or the place's own lines."""
        source = self._sources.get(place.path)
        if source is None:
            return ""
        wholes = [Span(one.header.start, max(one.span.end, one.header.end)) for one in self._of(place.path)]
        holding = [whole for whole in wholes if whole.start <= place.span.start < whole.end]
        if holding:
            return source.snippet(min(holding, key=lambda whole: whole.end - whole.start))
        first, last = source.position(place.span.start).line, source.position(place.span.end).line
        return "\n".join(source.line_text(line) for line in range(first, last + 1))

    def _of(self, path: str) -> list[Function | Class]:
        if path not in self._definitions:
            facts = self._facts.get(path)
            found = descend(facts.body) if facts else ()
            self._definitions[path] = [one for one in found if isinstance(one, Function | Class)]
        return self._definitions[path]


def _digits(*parts: str) -> str:
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _skeleton(code: str) -> str:
    """Code as its keywords and signs, names by the order in which they first come."""
    names: dict[str, str] = {}
    parts = []
    for token in _TOKEN.finditer(code):
        kind, text = token.lastgroup, token[0]
        if kind == "name":
            parts.append(text if iskeyword(text) else names.setdefault(text, f"${len(names)}"))
        elif kind == "text" and parts[-1:] != ['""']:
            parts.append('""')
        elif kind == "number":
            parts.append("0")
        elif kind == "other":
            parts.append(text)
    return " ".join(parts)
