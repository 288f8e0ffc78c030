"""Running rules: from what was read to findings, with everything a rule does not know of itself."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mcp_lintel.model.types import Project
from mcp_lintel.packs import BoundRule
from mcp_lintel.rule import Confidence, Hit
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place
from mcp_lintel.verdict.evidence import EvidenceLog
from mcp_lintel.verdict.finding import Finding, Notice, NoticeKind
from mcp_lintel.verdict.fingerprint import with_fingerprints
from mcp_lintel.verdict.order import distinct

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class _Fault:
    """An exception a rule raised, and the subject it was looking at."""

    rule: str
    error: str
    place: Place | None


def run_rules(
    projects: Sequence[Project],
    bound: Sequence[BoundRule],
    sources: Mapping[str, SourceFile],
    log: EvidenceLog | None = None,
) -> tuple[list[Finding], list[Notice]]:
    """Findings in report order, with fingerprints, and an INTERNAL notice for each way in which a rule
    failed.

    A rule runs on the subjects that are exactly of type `rule.on`. One that raises loses that subject
    only. `sources` is looked into for the line of a fault and for nothing else; `log` takes down what each
    rule looked at.
    """
    by_type: defaultdict[type[object], list[tuple[int, object]]] = defaultdict(list)
    for number, subject in enumerate(all_subjects(projects)):
        by_type[type(subject)].append((number, subject))
    findings: list[Finding] = []
    faults: list[_Fault] = []
    for one in bound:
        if log is not None:
            log.runs(one.name, one.clause.id, one.rule.on.__name__)
        for number, subject in by_type.get(one.rule.on, ()):
            whole = _run(one, subject, findings, faults)
            if log is not None:
                log.looked(one.name, number, whole=whole)
    return with_fingerprints(distinct(findings)), _notices(faults, sources)


def all_subjects(projects: Iterable[Project]) -> Iterator[object]:
    """The subjects of all projects in a fixed order: `Evidence` names them by their number in it, from 0."""
    for project in projects:
        yield from subjects(project)


def subjects(project: Project) -> Iterator[object]:
    """Everything of a project that a rule can look at: the project, its logs, its servers and their parts,
    its artifacts, its drifts from the declared framework versions, what flows in it, what it has a shell run,
    and what it lets pages of other origins do.
    """
    yield project
    if project.logging is not None:
        yield project.logging
    yield from project.log_calls
    yield from project.stdout_writes
    for server in project.servers:
        yield server
        for tool in server.tools:
            yield tool
            yield from tool.parameters
    yield from project.artifacts
    yield from project.drifts
    yield from project.flows
    yield from project.commands
    yield from project.cors


def _run(bound: BoundRule, subject: object, findings: list[Finding], faults: list[_Fault]) -> bool:
    """Add the rule's hits on one subject, or the fault that ended them; whether it came to the end."""
    try:
        for hit in bound.check(subject):
            findings.append(_finding(bound, hit))
    except Exception as error:
        text = " ".join(str(error).split())[:_LONGEST]
        place = getattr(subject, "place", None)
        told = f"{type(error).__name__}: {text}" if text else type(error).__name__
        faults.append(_Fault(bound.rule.name, told, place if isinstance(place, Place) else None))
        return False
    return True


def _finding(bound: BoundRule, hit: Hit) -> Finding:
    rule = bound.rule
    return Finding(
        rule=rule.name,
        clause=bound.clause.id,
        level=str(bound.clause.level),
        severity=rule.severity,
        confidence=_lower(rule.confidence, hit.confidence),
        message=hit.message,
        place=hit.place,
        fingerprint="",
        symbol=hit.symbol,
        tool=hit.tool,
        cwe=tuple(dict.fromkeys((*bound.cwe, *hit.cwe))),
        related=hit.related,
        flow=hit.flow,
    )


def _lower(own: Confidence, said: Confidence | None) -> Confidence:
    """The lower of the rule's confidence and the hit's: a hit may doubt, it may not be surer than its
    rule.
    """
    return own if said is None else min(own, said, key=lambda c: c.rank)


def _notices(faults: list[_Fault], sources: Mapping[str, SourceFile]) -> list[Notice]:
    """One notice for each rule and exception, at the first subject in report order, with the number of the
    others.
    """
    groups: defaultdict[tuple[str, str], list[_Fault]] = defaultdict(list)
    for fault in faults:
        groups[fault.rule, fault.error].append(fault)
    return [_notice(rule, error, group, sources) for (rule, error), group in sorted(groups.items())]


def _notice(rule: str, error: str, group: list[_Fault], sources: Mapping[str, SourceFile]) -> Notice:
    places = sorted((f.place for f in group if f.place), key=lambda p: (p.path, p.span))
    path = places[0].path if places else ""
    source = sources.get(path)
    line = source.position(places[0].span.start).line if source else 0
    more = f" (and on {len(group) - 1} more subjects)" if len(group) > 1 else ""
    return Notice(NoticeKind.INTERNAL, f"rule `{rule}` failed with {error}{more}", path, line)
