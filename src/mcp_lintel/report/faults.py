"""What could not be looked at, for the formats in which it must stand beside the findings."""

from collections.abc import Sequence

from mcp_lintel.verdict.finding import Notice, NoticeKind, Outcome
from mcp_lintel.verdict.judge import UNREAD


def faults(outcome: Outcome) -> Sequence[Notice]:
    """The notices that fail a run: files that were not read, and faults of the tool itself."""
    return [notice for notice in outcome.notices if notice.kind in UNREAD or notice.kind is NoticeKind.INTERNAL]
