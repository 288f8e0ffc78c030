"""Notices as notifications of a SARIF invocation."""

from mcp_lintel.report.sarif_places import artifact
from mcp_lintel.report.sarif_text import Json, sentence
from mcp_lintel.verdict.finding import Notice, NoticeKind, Outcome
from mcp_lintel.verdict.judge import UNREAD

_DESCRIPTIONS = {
    NoticeKind.UNREADABLE: "A file could not be read as text.",
    NoticeKind.SYNTAX: "A Python file could not be parsed.",
    NoticeKind.ARTIFACT: "A settings, YAML or TOML file could not be parsed.",
    NoticeKind.INTERNAL: "A rule or a step of the tool failed.",
    NoticeKind.OPEN: "Components cannot be listed without running the code.",
    NoticeKind.SCOPE: "Something about what was looked at.",
    NoticeKind.STANDARD: "Something about the standard in use.",
    NoticeKind.BASELINE: "Entries of the baseline match no finding any more.",
    NoticeKind.WAIVER: "A waiver has expired, will soon, or matches nothing.",
}
_CONFIGURATION = frozenset({NoticeKind.STANDARD, NoticeKind.BASELINE, NoticeKind.WAIVER})

NOTIFICATIONS: list[Json] = [
    {"id": str(kind), **{key: {"text": text} for key in ("shortDescription", "fullDescription", "help")}}
    for kind, text in _DESCRIPTIONS.items()
]
"""Descriptors of the notices' kinds, in the order of their indexes."""

_INDEX = {kind: i for i, kind in enumerate(_DESCRIPTIONS)}


def invocation(outcome: Outcome, exit_code: int | None) -> Json:
    """How the run went: nothing of the machine, the account, the environment or the command line."""
    notices = outcome.notices
    made: Json = {
        "executionSuccessful": not any(notice.kind is NoticeKind.INTERNAL for notice in notices),
        "toolExecutionNotifications": [_notice(n) for n in notices if n.kind not in _CONFIGURATION],
        "toolConfigurationNotifications": [_notice(n) for n in notices if n.kind in _CONFIGURATION],
    }
    return made if exit_code is None else {**made, "exitCode": exit_code}


def left_out(text: str) -> Json:
    """A notification that something did not fit."""
    return {"level": "warning", "message": {"text": sentence(text)}}


def _notice(notice: Notice) -> Json:
    made: Json = {
        "level": _level(notice.kind),
        "message": {"text": sentence(notice.message)},
        "descriptor": {"id": str(notice.kind), "index": _INDEX[notice.kind]},
    }
    if notice.path:
        place: Json = {"artifactLocation": artifact(notice.path)}
        if notice.line:
            place["region"] = {"startLine": notice.line}
        made["locations"] = [{"physicalLocation": place}]
    return made


def _level(kind: NoticeKind) -> str:
    if kind in UNREAD or kind is NoticeKind.INTERNAL:
        return "error"
    return "warning" if kind in _CONFIGURATION else "note"
