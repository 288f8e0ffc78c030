"""The order of a run, known here and in `reading` and nowhere else: read, check, judge."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from mcp_lintel import __version__
from mcp_lintel.discover import UsageError
from mcp_lintel.packs import BoundRule, bind, load_rules
from mcp_lintel.reading import Scan, read
from mcp_lintel.settings import Settings
from mcp_lintel.standard.load import load_standard
from mcp_lintel.verdict.finding import NoticeKind, Outcome
from mcp_lintel.verdict.known import Past
from mcp_lintel.verdict.rebase import as_named

__all__ = ["Request", "UsageError", "check", "inventory"]


@dataclass(frozen=True, slots=True)
class Request:
    """What to look at: the given paths (the current folder for none), the settings, and a folder of further rules.

    `evidence` asks for what each rule looked at, `entries` for what a baseline of the run would hold. `today`
    (None for the machine's date) decides which waivers hold; those with at most `waivers_due` days left are told.
    `past` is what an older commit lets pass.
    """

    paths: tuple[Path, ...]
    settings: Settings
    rules_dir: Path | None = None
    evidence: bool = False
    entries: bool = False
    today: date | None = None
    waivers_due: int | None = None
    past: Past | None = None


def check(request: Request) -> Outcome:
    """The findings of a run, judged. Raises UsageError, and what the settings, packs and standard raise."""
    from mcp_lintel.verdict.check import run_rules
    from mcp_lintel.verdict.comments import comments_and_headers
    from mcp_lintel.verdict.evidence import EvidenceLog
    from mcp_lintel.verdict.judge import judge
    from mcp_lintel.verdict.judge_settle import Scene, current, settle
    from mcp_lintel.verdict.select import card, select
    from mcp_lintel.verdict.suppress import suppress

    settings = request.settings
    rules = load_rules(request.rules_dir)
    standard = load_standard(settings.standard)
    bound, switched_off = bind(rules, standard, settings.rules)
    selected = select(bound, settings)
    scan, within = read(request.paths, settings, flows=follows(selected))
    for message in switched_off:
        scan.tell(NoticeKind.STANDARD, message)
    log = EvidenceLog() if request.evidence else None
    findings, faults = run_rules(scan.projects, selected, scan.sources, log)
    scan.notices.extend(faults)
    comments, headers = comments_and_headers(scan.sources, scan.facts)
    names = {rule.name for rule in rules}
    muted = {*settings.ignore, *settings.extend_ignore}
    judged = suppress(
        findings, comments, scan.sources, selected={b.name for b in selected}, known=names, headers=headers, muted=muted
    )
    scene = Scene(
        scan.top, scan.sources, scan.facts, within, selected, names, standard.clauses.keys(), tuple(scan.notices),
        request.today or date.today(), request.waivers_due, [project.path for project in scan.projects],
        request.past,
    )  # fmt: skip
    settled = settle(judged, settings, scene)
    scan.notices.extend(settled.notices)
    shown = judge(settled.findings, severity=settings.severity, confidence=settings.confidence, within=within)
    cards = tuple(card(one) for one in selected)
    noted = log.told() if log is not None else ()
    outcome = replace(
        _outcome(scan, request), findings=tuple(shown), rules=cards, evidence=noted, stale=settled.stale,
        compared=settings.baseline is not None or request.past is not None,
        entries=current(shown, scene) if request.entries else (),
    )  # fmt: skip
    return as_named(outcome, scan.top, request.paths)


def inventory(request: Request, *, flows: bool = False) -> Outcome:
    """What there is, without rules; `flows` adds what flows, which takes time. Raises UsageError."""
    scan, _ = read(request.paths, request.settings, flows=flows)
    return as_named(_outcome(scan, request), scan.top, request.paths)


def follows(rules: Iterable[BoundRule]) -> bool:
    """Does one of the rules look at what flows, or at commands, of which flows tell whether clients reach them?"""
    from mcp_lintel.flow.types import Flow
    from mcp_lintel.model.types import ShellCommand

    return any(one.rule.on in (Flow, ShellCommand) for one in rules)


def _outcome(scan: Scan, request: Request) -> Outcome:
    root = str(request.paths[0]) if len(request.paths) == 1 else "."
    return Outcome(root, (), tuple(scan.notices), tuple(scan.projects), (), scan.sources, scan.files, __version__)
