"""A run with everything that a format must tell: every status, several projects, flows, fixes, and texts that attack."""

from dataclasses import replace
from datetime import date

from mcp_lintel.model.types import Project
from mcp_lintel.rule import Confidence, Related, Severity
from mcp_lintel.text.edit import Edit, Fix
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place, Span
from mcp_lintel.verdict.finding import Finding, Notice, NoticeKind, Outcome, RuleCard, Status
from mcp_lintel.verdict.fingerprint import with_fingerprints
from mcp_lintel.verdict.order import report_order
from mcp_lintel.verdict.waivers_types import Waiver

from .sample import CARDS, at

OFFICE = SourceFile(
    "apps/büro server/学校.py",
    """import subprocess

TOKEN = "hunter2-is-my-key"


@mcp.tool
def run_report(名前: str) -> str:
    befehl = f"report {名前}"
    return subprocess.check_output(befehl, shell=True)  # </script><script>alert(1)</script>


@mcp.tool
def 学(x: dict):  # ##vso[task.setvariable variable=PATH]/tmp
    print("::error::owned")
""",
)
SHOP = SourceFile("apps/shop/::warning file=x::y].py", "def f(x):\n    print(x)\n    print(x)\n")
LONE = SourceFile("apps/shop/caf\udce9.py", "print(1)\n")
SOURCES = {source.path: source for source in (OFFICE, SHOP, LONE)}

INJECTION = RuleCard(
    "shell-command-from-client",
    "A client's text reaches a shell",
    "A client's text reaches a shell.\n\n## Why\nWhoever calls the tool runs <b>any</b> command.",
    "SEC-17",
    "Never build shell commands from client input",
    "02-security-architecture.md",
    "must",
    Severity.ERROR,
    Confidence.HIGH,
    ("CWE-78",),
)
HOSTILE = (
    "`x`\n::error file=a.py::owned\r\n##vso[task.complete result=Succeeded]##[stop-commands]t %0A::warning::w "
    "\x1b[31mred\x1b[0m <script>alert(1)</script> ]]> --> | **bold** [a](http://evil.example) @everyone #1 \u202egpj.exe\x00"
    " \ufffe &amp; \"quoted\" 'single' =cmd()"
)
WAIVER = Waiver(
    id="W-7",
    rule="stdout-write",
    clause="",
    path="apps/**",
    symbol="",
    fingerprint="",
    owner="platform team <b>",
    reason="moves to stderr in the next release | see ::error:: @platform",
    created=date(2026, 3, 1),
    expires=date(2026, 12, 31),
    line=4,
)


def _finding(card: RuleCard, place: Place, message: str, **more: object) -> Finding:
    made = Finding(card.name, card.clause, card.level, card.severity, card.confidence, message, place, "", cwe=card.cwe)
    return replace(made, **more)  # type: ignore[arg-type]


def findings() -> tuple[Finding, ...]:
    """Every status once or more, in report order."""
    cards = {card.name: card for card in CARDS}
    stdout, form = cards["stdout-write"], cards["parameter-free-form"]
    command = at(OFFICE, "befehl, shell=True")
    fix = Fix(
        "pass a list and no shell",
        (
            Edit(at(OFFICE, "befehl, shell=True"), '["report", 名前]'),
            Edit(Place(OFFICE.path, Span(0, 0)), "# reads <no> shell\n"),
        ),
    )
    made = [
        _finding(
            INJECTION,
            command,
            "parameter `名前` reaches a shell through `subprocess.check_output`",
            symbol="büro.run_report",
            tool="run_report",
            related=(Related("the shell is asked for here", at(OFFICE, "shell=True")),),
            flow=(
                Related("the client gives `名前`", at(OFFICE, "名前: str")),
                Related("it becomes part of `befehl`", at(OFFICE, 'f"report {名前}"')),
                Related("which a shell runs", command),
            ),
            fix=fix,
        ),
        _finding(form, at(OFFICE, "x: dict"), HOSTILE, tool="学|<img src=x>`", symbol="büro.学"),
        _finding(stdout, at(OFFICE, 'print("::error::owned")'), "`print` writes", status=Status.BASELINED),
        _finding(
            stdout, at(SHOP, "print(x)"), "`print` writes", status=Status.WAIVED, reason=WAIVER.reason, waiver=WAIVER
        ),
        _finding(
            stdout,
            at(SHOP, "print(x)", 2),
            "`print` writes",
            waiver=replace(WAIVER, id="W-6", expires=date(2026, 3, 2)),
        ),
        _finding(
            stdout,
            at(LONE, "print(1)"),
            "`print` writes",
            status=Status.IGNORED,
            reason="a script --> </details> ]]>",
            ignored_at=at(LONE, "1"),
        ),
        _finding(cards["tool-name-not-verb-noun"], at(OFFICE, "学"), "`学` does not start with a verb"),
    ]
    return tuple(with_fingerprints(sorted(made, key=report_order)))


NOTICES = (
    Notice(NoticeKind.SYNTAX, "is not Python: ]]> ::error::x", "apps/shop/alt & neu.py", 3),
    Notice(NoticeKind.INTERNAL, "rule `x` failed: ValueError: <b>"),
    Notice(NoticeKind.OPEN, "tools are registered from a list read at run time", OFFICE.path, 12),
    Notice(NoticeKind.BASELINE, "2 entries match no finding any more; `mcp-lintel baseline prune` removes them"),
    Notice(NoticeKind.WAIVER, "waiver `W-6` expired on 2026-03-02", "waivers.toml", 12),
    Notice(NoticeKind.SCOPE, "a folder was left out"),
    Notice(NoticeKind.STANDARD, "rule `x-y` is off: the standard has no clause X-01"),
)


def outcome() -> Outcome:
    """The whole run, compared with a baseline."""
    projects = (Project("apps/büro server", ()), Project("apps/shop", ()))
    cards = (*CARDS, INJECTION)
    return Outcome("repository", findings(), NOTICES, projects, cards, SOURCES, files=3, version="0.1.0", compared=True)


def clean() -> Outcome:
    """A run that found nothing."""
    return Outcome(".", (), (), (), CARDS, {}, files=1, version="0.1.0")
