"""Paths from a folder further up, for services that read a report in the root of the repository."""

from collections.abc import Iterable
from dataclasses import replace
from posixpath import join, normpath

from mcp_lintel.rule import Related
from mcp_lintel.text.edit import Edit, Fix
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place
from mcp_lintel.verdict.finding import Finding, Outcome


def below(outcome: Outcome, folder: str) -> Outcome:
    """The outcome with every path that a report tells put below `folder`, a relative path with `/` only."""
    moved = _Below(folder)
    sources = (SourceFile(moved.path(path), source.text) for path, source in outcome.sources.items())
    return replace(
        outcome,
        findings=tuple(map(moved.finding, outcome.findings)),
        notices=tuple(replace(n, path=moved.path(n.path)) if n.path else n for n in outcome.notices),
        projects=tuple(replace(project, path=normpath(moved.path(project.path))) for project in outcome.projects),
        sources={source.path: source for source in sources},
    )


class _Below:
    def __init__(self, folder: str) -> None:
        self._folder = folder

    def path(self, path: str) -> str:
        return join(self._folder, path)

    def place(self, place: Place) -> Place:
        return Place(self.path(place.path), place.span)

    def finding(self, finding: Finding) -> Finding:
        return replace(
            finding,
            place=self.place(finding.place),
            related=self._others(finding.related),
            flow=self._others(finding.flow),
            ignored_at=self.place(finding.ignored_at) if finding.ignored_at else None,
            fix=self._fix(finding.fix) if finding.fix else None,
        )

    def _others(self, others: Iterable[Related]) -> tuple[Related, ...]:
        return tuple(Related(one.message, self.place(one.place)) for one in others)

    def _fix(self, fix: Fix) -> Fix:
        return replace(fix, edits=tuple(Edit(self.place(edit.place), edit.text) for edit in fix.edits))
