"""One document of the standard: its header and its clauses.

A clause is a third-level heading, its guidance, and one block fenced as `toml clause`; it ends at the next
heading of depth one to three, and the block may stand anywhere in it:

    ### TEST-19 · Gate coverage at eighty percent {#TEST-19}

    Guidance, in Markdown, with sections of depth four and deeper, tables and code as needed.

    ```toml clause
    id = "TEST-19"                      # the heading's and the anchor's id
    level = "must"                      # must, should, may
    check = "static"                    # static, static-heuristic, measured, manual
    parameters = { fail_under = 80 }    # what its rules take: text, number, true, false, lists
    planned = true                      # no rule yet; left out otherwise
    cwe = ["CWE-20"]                    # weaknesses it answers; may be left out
    references = ["RFC 8725, 3.10"]     # where it comes from; may be left out
    ```

A heading that does not start with an id is ordinary guidance.
"""

import re
from dataclasses import dataclass, field

from mcp_lintel.standard.block import Block, BlockError, read_block
from mcp_lintel.standard.header import read_header
from mcp_lintel.standard.scan import Fence, Heading, scan
from mcp_lintel.standard.types import Clause, Damage, Document

CLAUSE_FENCE = "toml clause"
_ID = r"[A-Z]{2,8}-[0-9]{2,3}"
_LIKE_CLAUSE = re.compile(rf"{_ID}\b")
_HEADING = re.compile(rf"(?P<id>{_ID}) · (?P<title>\S.*?) \{{#(?P<anchor>[^}}]*)\}}")
_FORM = "### AREA-01 · Title {#AREA-01}"


@dataclass(slots=True)
class _Reading:
    """One document while it is read; `shown` is its path in messages."""

    text: str
    file: str
    shown: str
    clauses: list[Clause] = field(default_factory=list)
    damages: list[Damage] = field(default_factory=list)

    def damage(self, line: int, message: str) -> None:
        self.damages.append(Damage(self.shown, line, message))


def read_document(text: str, file: str, shown: str) -> tuple[Document, tuple[Clause, ...], tuple[Damage, ...]]:
    """A document's header, clauses and faults; `text` has LF line ends, `file` is named `NN-words.md`."""
    reading = _Reading(text, file, shown)
    parts = list(scan(text))
    for fence in parts:
        if isinstance(fence, Fence) and not fence.closed:
            reading.damage(fence.line, "the code block that opens here is never closed")
    document = _header(reading, parts)
    _sections(reading, parts)
    return document, tuple(reading.clauses), tuple(reading.damages)


def _header(reading: _Reading, parts: list[Heading | Fence]) -> Document:
    headings = [part for part in parts if isinstance(part, Heading)]
    title = next((h for h in headings if h.depth == 1), None)
    if title is None:
        reading.damage(1, "the document has no title: begin it with `# Title` and the header table")
    start = title.end if title else 0
    end = next((h.start for h in headings if h.start >= start), len(reading.text))
    header, faults = read_header(reading.text[start:end])
    for fault in faults if title else ():
        reading.damage(title.line if title else 1, fault)
    return Document(
        int(reading.file[:2]),
        title.text if title else "",
        reading.file,
        reading.shown,
        header.version,
        header.updated,
        header.status,
        header.changes,
    )


def _sections(reading: _Reading, parts: list[Heading | Fence]) -> None:
    """Cut the document at its headings of depth one to three and read each section that is a clause."""
    section: Heading | None = None
    blocks: list[Fence] = []
    for part in parts:
        if isinstance(part, Fence):
            if part.info == CLAUSE_FENCE:
                blocks.append(part)
        elif part.depth <= 3:
            _section(reading, section, blocks, part.start)
            section, blocks = part, []
    _section(reading, section, blocks, len(reading.text))


def _section(reading: _Reading, heading: Heading | None, blocks: list[Fence], end: int) -> None:
    if heading is None or not _LIKE_CLAUSE.match(heading.text):
        for block in blocks:
            reading.damage(block.line, f"this clause block stands under no clause heading (`{_FORM}`)")
        return
    words = _HEADING.fullmatch(heading.text)
    if words is None or heading.depth != 3:
        reading.damage(heading.line, f"a clause's heading reads `{_FORM}`, this one `{heading.text}`")
    elif not blocks:
        reading.damage(heading.line, f"{words['id']} has no block: add one fenced as ```{CLAUSE_FENCE}")
    elif len(blocks) > 1:
        reading.damage(blocks[1].line, f"{words['id']} has a second block; a clause has one")
    else:
        _clause(reading, heading, words, blocks[0], end)


def _clause(reading: _Reading, heading: Heading, words: re.Match[str], fence: Fence, end: int) -> None:
    try:
        block = read_block(reading.text[fence.body : fence.body_end])
    except BlockError as error:
        reading.damage(fence.line + error.line, f"{words['id']}: {error}")
        return
    ids = {words["id"], words["anchor"], block.id}
    if len(ids) > 1:
        reading.damage(
            heading.line,
            f"heading {words['id']}, anchor {words['anchor']} and block {block.id} differ: make them one",
        )
        return
    guidance = _guidance(reading.text, heading, fence, end)
    if not guidance.strip():
        reading.damage(heading.line, f"{block.id} has no guidance: say what to do and why")
    reading.clauses.append(_made(reading, heading, fence, block, title=words["title"], guidance=guidance))


def _guidance(text: str, heading: Heading, fence: Fence, end: int) -> str:
    """The section's text without the block, which leaves as many empty lines as keep later lines in place."""
    gap = "\n" * text.count("\n", fence.start, fence.end)
    return (text[heading.end + 1 : fence.start] + gap + text[fence.end : end]).rstrip()


def _made(reading: _Reading, heading: Heading, fence: Fence, block: Block, *, title: str, guidance: str) -> Clause:
    return Clause(
        id=block.id,
        title=title,
        level=block.level,
        check=block.check,
        guidance=guidance,
        document=reading.file,
        path=reading.shown,
        line=heading.line,
        block_line=fence.line,
        text_line=heading.line + 1,
        parameters=block.parameters,
        planned=block.planned,
        cwe=block.cwe,
        references=block.references,
    )
