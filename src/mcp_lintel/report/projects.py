"""Findings and notices by the project they belong to, for a repository that holds several."""

from collections.abc import Iterable, Sequence

from mcp_lintel.model.types import Project
from mcp_lintel.verdict.finding import Finding, Outcome


def by_project(findings: Iterable[Finding], outcome: Outcome) -> list[tuple[str, list[Finding]]]:
    """The findings by their project's folder, sorted; one group named "" where there are not several projects."""
    if len(outcome.projects) < 2:
        return [("", list(findings))]
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(project_of(finding.place.path, outcome.projects), []).append(finding)
    return sorted(groups.items())


def project_of(path: str, projects: Sequence[Project]) -> str:
    """The folder of the innermost project that holds a file; `.` when none does."""
    holding = (p.path for p in projects if path.startswith(p.path.rstrip("/") + "/"))
    return max(holding, key=len, default=".")
