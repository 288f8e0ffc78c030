"""The code blocks of a document as examples that can be linted.

A fence says the language, then `good` or `bad`, then the file it stands for where that is not the usual one:
`python good`, `yaml bad deploy/kubernetes/deployment.yaml`. A block without `good` or `bad` promises nothing.
In a bad block each faulty line ends with a comment `# <- rule-name`. The name may be that of a rule to come as
long as the clause is planned.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mcp_lintel.standard.scan import Fence, Heading, scan

USUAL_FILES = {"python": "server.py", "toml": "pyproject.toml", "dockerfile": "Dockerfile"}
"""What a block of a language stands for unless its fence names a file."""
_Kind = Literal["good", "bad", ""]
_KINDS: dict[str, _Kind] = {"good": "good", "bad": "bad"}
_MARK = re.compile(r"#[ \t]*<-[ \t]*([a-z0-9-]*)[ \t]*$")
_CLAUSE = re.compile(r"[A-Z]{2,8}-[0-9]{2,3}\b")


@dataclass(frozen=True, slots=True)
class Example:
    """One code block of a document.

    `clause` is the id of the clause it stands in, or empty; `kind` is empty for a block that promises nothing;
    `file` is the file it stands for, empty when it is not said. `line` is that of its first code line in the
    document, from 1. `marks` are the faults it must show: (line within `code` from 1, rule name or "").
    """

    clause: str
    language: str
    kind: _Kind
    file: str
    code: str
    line: int
    marks: tuple[tuple[int, str], ...] = ()


def examples(text: str) -> Iterator[Example]:
    """The examples in a document's text (LF line ends), in order."""
    clause = ""
    for part in scan(text):
        if isinstance(part, Fence):
            yield _example(text, part, clause)
        elif part.depth <= 3:
            clause = _clause_of(part)


def _clause_of(heading: Heading) -> str:
    match = _CLAUSE.match(heading.text)
    return match[0] if match else ""


def _example(text: str, fence: Fence, clause: str) -> Example:
    language, kind, file = [*fence.info.split(maxsplit=2), "", "", ""][:3]
    code = text[fence.body : fence.body_end]
    known = _KINDS.get(kind, "")
    return Example(
        clause,
        language,
        known,
        (file or USUAL_FILES.get(language, "")) if known else "",
        code,
        fence.line + 1,
        _marks(code) if known == "bad" else (),
    )


def _marks(code: str) -> tuple[tuple[int, str], ...]:
    found = ((number, _MARK.search(line)) for number, line in enumerate(code.splitlines(), 1))
    return tuple((number, match[1]) for number, match in found if match)
