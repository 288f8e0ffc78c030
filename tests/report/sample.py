"""A small run told by hand, with what makes telling hard: tabs, wide characters, CRLF, a secret, no last line end."""

from mcp_lintel.model.types import (
    Auth,
    AuthState,
    Component,
    Constraints,
    Endpoint,
    Family,
    Generation,
    Kind,
    Located,
    OpenSet,
    Parameter,
    Project,
    Provenance,
    Server,
    Shape,
    Tool,
    Transports,
)
from mcp_lintel.rule import Confidence, Related, Severity
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place, Span
from mcp_lintel.verdict.finding import Finding, Notice, NoticeKind, Outcome, RuleCard, Status
from mcp_lintel.verdict.fingerprint import with_fingerprints
from mcp_lintel.verdict.order import report_order

SERVER = SourceFile(
    "src/school/server.py",
    """from fastmcp import FastMCP

mcp = FastMCP("学校", auth=None)
API_KEY = "hunter2-is-my-key"


@mcp.tool
def delete_pupil(pupil_id: str, 名前: str) -> str:
\tif pupil_id:
\t\tprint("删除:", pupil_id)\t# loud
\treturn "done"


@mcp.tool
def assignment(
    title,
    notes: dict,
) -> str:
    return API_KEY + "hunter2-is-my-key"
""",
)
ADMIN = SourceFile(
    "src/school/old admin.py",
    "import logging\r\nlog = logging.getLogger()\r\n"
    'def wipe(who):\r\n    log.info(f"wiping {who}")  # lintel: ignore[log-message-interpolated] audit log\r\n'
    "    print(who)",
)
SOURCES = {source.path: source for source in (SERVER, ADMIN)}


def at(source: SourceFile, snippet: str, occurrence: int = 1) -> Place:
    """The place of a text's n-th occurrence in a file."""
    start = -1
    for _ in range(occurrence):
        start = source.text.index(snippet, start + 1)
    return Place(source.path, Span(start, start + len(snippet)))


def finding(rule: str, place: Place, message: str, **more: object) -> Finding:
    """A finding of one of the sample's rules."""
    card = next(card for card in CARDS if card.name == rule)
    facts = {"symbol": "", "tool": "", "related": (), **more}
    return Finding(
        rule=rule,
        clause=card.clause,
        level=card.level,
        severity=card.severity,
        confidence=facts.pop("confidence", card.confidence),  # type: ignore[arg-type]
        message=message,
        place=place,
        fingerprint="",
        cwe=card.cwe,
        **facts,  # type: ignore[arg-type]
    )


def _card(name: str, title: str, clause: str, document: str, severity: Severity, *cwe: str) -> RuleCard:
    page = f"{title}.\n\n## Why\nBecause it helps."
    return RuleCard(name, title, page, clause, f"Clause {clause}", document, "must", severity, Confidence.HIGH, cwe)


CARDS = (
    _card(
        "http-server-without-auth",
        "A server reached over HTTP has no authentication",
        "SEC-01",
        "02-security-architecture.md",
        Severity.ERROR,
        "CWE-306",
        "CWE-862",
    ),
    _card(
        "log-message-interpolated",
        "A log message is built by interpolation",
        "OBS-03",
        "05-observability.md",
        Severity.WARNING,
        "CWE-117",
    ),
    _card(
        "parameter-free-form",
        "A parameter takes any object",
        "TOOL-07",
        "03-tool-implementation.md",
        Severity.WARNING,
    ),
    _card("stdout-write", "Code of a server on stdio prints", "OBS-09", "05-observability.md", Severity.WARNING),
    _card(
        "tool-name-not-verb-noun",
        "A tool's name does not start with a verb",
        "TOOL-01",
        "03-tool-implementation.md",
        Severity.NOTE,
    ),
)


def findings() -> tuple[Finding, ...]:
    """The sample's findings in report order."""
    header = Place(SERVER.path, Span(SERVER.text.index("@mcp.tool", 200), SERVER.text.index("    return API_KEY")))
    made = [
        finding(
            "http-server-without-auth",
            at(SERVER, "FastMCP(", 1),
            "server `学校` is served over HTTP and lets anyone call it",
            symbol="school.server",
            related=(Related("authentication is switched off here", at(SERVER, "auth=None")),),
        ),
        finding(
            "stdout-write",
            at(SERVER, 'print("删除:", pupil_id)'),
            "`print` writes to standard output, which carries the protocol",
            symbol="school.server.delete_pupil",
            tool="delete_pupil",
        ),
        finding("tool-name-not-verb-noun", header, "`assignment` does not start with a verb", tool="assignment"),
        finding(
            "parameter-free-form",
            at(SERVER, "notes: dict"),
            "parameter `notes` takes any object",
            symbol="school.server.assignment",
            tool="assignment",
            confidence=Confidence.MEDIUM,
            flow=(Related("it is read here", at(SERVER, "API_KEY", 2)),),
        ),
        finding(
            "log-message-interpolated",
            at(ADMIN, 'f"wiping {who}"'),
            "the message is an f-string",
            status=Status.IGNORED,
            reason="audit log",
            ignored_at=at(ADMIN, "# lintel: ignore[log-message-interpolated] audit log"),
        ),
        finding("stdout-write", at(ADMIN, "print(who)"), "`print` writes to standard output"),
    ]
    return tuple(with_fingerprints(sorted(made, key=report_order)))


NOTICES = (
    Notice(NoticeKind.SYNTAX, "is not Python 3: `print` needs brackets", "src/school/py2.py", 3),
    Notice(NoticeKind.OPEN, "tools are registered from a list read at run time", "src/school/server.py", 19),
    Notice(NoticeKind.STANDARD, "rule `x-y` is off: the standard has no clause X-01"),
)


def server() -> Server:
    """The sample's server: two tools, a resource, a prompt."""
    endpoint = Endpoint(
        Located("学校", at(SERVER, '"学校"')),
        Family.FASTMCP,
        frozenset({Generation.FM3, Generation.FM2}),
        at(SERVER, "FastMCP("),
        Transports(frozenset({"http", "stdio"}), closed=False),
        Auth(AuthState.ABSENT),
    )
    text = Shape(Kind.STRING, "str", Constraints({"max_length": 9, "enum": frozenset({"b", "a"})}))
    array = Shape(Kind.ARRAY, "list[str] | None", parts=(Shape(Kind.STRING),), nullable=True)
    wipe = Tool(
        Located("delete_pupil", at(SERVER, "delete_pupil")),
        "delete_pupil",
        "school.server.delete_pupil",
        at(SERVER, "delete_pupil"),
        endpoint,
        Located("Remove a pupil.", at(SERVER, "done")),
        (
            Parameter("pupil_id", at(SERVER, "pupil_id"), True, None, text),
            Parameter("marks", at(SERVER, "名前"), False, None, array),
        ),
        {"destructiveHint": True},
    )
    unread: Located[str] = Located(None, at(SERVER, "assignment"), Provenance.UNKNOWN)
    make = Tool(unread, "", "", at(SERVER, "assignment"), endpoint, None, (), conditional=True, open_parameters=True)
    page = Component(Located("school://{id}", at(SERVER, "title")), "f", at(SERVER, "title"))
    ask = Component(Located("greet", at(SERVER, "notes")), "g", at(SERVER, "notes"), conditional=True)
    return Server(endpoint, (wipe, make), (page,), (ask,))


def outcome() -> Outcome:
    """The whole run."""
    project = Project(
        ".",
        (server(),),
        open_sets=(OpenSet(at(SERVER, "API_KEY"), "tools are made from a list read at run time"),),
    )
    return Outcome("school", findings(), NOTICES, (project,), CARDS, SOURCES, files=3, version="0.1.0")
