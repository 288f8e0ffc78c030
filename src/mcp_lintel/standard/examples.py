"""The code blocks of a clause as examples that tests can run.

A fence's first word is the language, the second `good` or `bad` (`python good`). In a bad block each faulty
line ends with a comment `# <- rule-name`, or `# <-` alone as long as no rule exists.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mcp_lintel.standard.scan import Fence, scan
from mcp_lintel.standard.types import Clause

_KINDS: dict[str, Literal["good", "bad"]] = {"good": "good", "bad": "bad"}
_MARK = re.compile(r"#[ \t]*<-[ \t]*([a-z0-9-]*)[ \t]*$")


@dataclass(frozen=True, slots=True)
class Example:
    """One code block; `line` is that of its first code line in the document, from 1.

    `kind` is empty for blocks that promise nothing.
    `marks` are the faults it must show: (line within `code` from 1, rule name or "").
    """

    clause: str
    language: str
    kind: Literal["good", "bad", ""]
    code: str
    line: int
    marks: tuple[tuple[int, str], ...] = ()


def examples(clause: Clause) -> Iterator[Example]:
    """The examples of a clause, in order."""
    for part in scan(clause.guidance):
        if isinstance(part, Fence):
            language, _, rest = part.info.partition(" ")
            kind = rest.strip()
            code = clause.guidance[part.body : part.body_end]
            line = clause.text_line + part.line
            marks = _marks(code) if kind == "bad" else ()
            yield Example(clause.id, language, _KINDS.get(kind, ""), code, line, marks)


def _marks(code: str) -> tuple[tuple[int, str], ...]:
    found = ((number, _MARK.search(line)) for number, line in enumerate(code.splitlines(), 1))
    return tuple((number, match[1]) for number, match in found if match)
