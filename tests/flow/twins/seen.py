"""What a run reports of a few texts: every flow rule, at every severity and confidence, and exactly where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from textwrap import dedent

from mcp_lintel.flow.types import Flow
from mcp_lintel.packs import load_rules
from mcp_lintel.rule import Bad, Confidence, Severity
from mcp_lintel.run import Request, check
from mcp_lintel.settings import Settings
from mcp_lintel.testing import project_of, unmark
from mcp_lintel.verdict.finding import Finding, NoticeKind, Outcome

FAULTS = {NoticeKind.UNREADABLE, NoticeKind.SYNTAX, NoticeKind.ARTIFACT, NoticeKind.INTERNAL}
At = tuple[str, str, int, str]
"""A rule, a file, the offset in it, and the text there."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The findings of a run and the texts they are in, without marks."""

    findings: tuple[Finding, ...]
    texts: Mapping[str, str]

    def at(self) -> list[At]:
        """Where each finding stands."""
        return sorted(
            (f.rule, *_at(f.place.path, f.place.span.start, f.place.span.end, self.texts)) for f in self.findings
        )

    def lines(self, finding: Finding) -> list[str]:
        """The hops of a finding, each as `file: line`."""
        return [
            f"{hop.place.path}: {line_at(self.texts[hop.place.path], hop.place.span.start)}" for hop in finding.flow
        ]


@cache
def flow_rules() -> tuple[str, ...]:
    """The names of all rules that look at flows."""
    return tuple(rule.name for rule in load_rules() if rule.on is Flow)


def seen(files: Mapping[str, str], folder: Path) -> Seen:
    """Write the files into a folder and report what flows in them; marks are taken out."""
    texts = {path: unmark(text)[0] for path, text in files.items()}
    for path, text in texts.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")
    outcome = reported(folder)
    faults = [notice.message for notice in outcome.notices if notice.kind in FAULTS]
    assert not faults, faults
    assert any(project.servers for project in outcome.projects), "no server is read"
    return Seen(outcome.findings, texts)


def reported(folder: Path) -> Outcome:
    """What the flow rules say of a folder."""
    wanted = Settings(select=flow_rules(), severity=Severity.NOTE, confidence=Confidence.LOW)
    return check(Request(paths=(folder,), settings=wanted))


def marked(files: Mapping[str, str], rule: str) -> list[At]:
    """The marked places of some texts, each for that rule."""
    found = []
    for path, text in files.items():
        bare, spans = unmark(text)
        found += [(rule, *_at(path, span.start, span.end, {path: bare})) for span in spans]
    return sorted(found)


def expect(code: str, rule: str, folder: Path, files: Mapping[str, str] | None = None) -> Seen:
    """Hold a small server to its marks: the rule reports those places, and no flow rule any other.

    What stands before the code is the same as in a rule's examples.
    """
    others = {path: dedent(text).lstrip("\n") for path, text in (files or {}).items()}
    texts, places = project_of(Bad(code, files=others))
    found = seen(texts, folder)
    wanted = sorted((rule, *_at(p.path, p.span.start, p.span.end, texts)) for p in places)
    assert found.at() == wanted, difference(found.at(), wanted)
    return found


def difference(found: Sequence[At], wanted: Sequence[At]) -> str:
    """What was missed and what was not expected, for people."""
    missed = [f"missed {one}" for one in wanted if one not in found]
    return "; ".join([*missed, *(f"unexpected {one}" for one in found if one not in wanted)]) or "told twice"


def line_at(text: str, offset: int) -> str:
    """The line of a text that holds an offset."""
    return text[text.rfind("\n", 0, offset) + 1 :].partition("\n")[0].strip()


def _at(path: str, start: int, end: int, texts: Mapping[str, str]) -> tuple[str, int, str]:
    return path, start, texts[path][start:end]
