"""The JSON reports that other programs rely on, `schema_version` 1: one document, and one record a line."""

from mcp_lintel.report.jsonfields import finding_fields, notice_fields, summary_fields
from mcp_lintel.report.jsontext import dumps, one_line
from mcp_lintel.report.options import PLAIN, Options
from mcp_lintel.verdict.finding import Outcome

SCHEMA_VERSION = 1


def render(outcome: Outcome, options: Options = PLAIN) -> str:
    """Every finding with its status, the notices and a summary; lines and columns from 1 in code points."""
    return dumps(
        {
            "schema_version": SCHEMA_VERSION,
            "tool": {"name": "mcp-lintel", "version": outcome.version},
            "findings": [finding_fields(finding, outcome) for finding in outcome.findings],
            "notices": [notice_fields(notice) for notice in outcome.notices],
            "summary": summary_fields(outcome),
        }
    )


def render_lines(outcome: Outcome, options: Options = PLAIN) -> str:
    """The same as JSON Lines: each record says its `type`, which is `run` first, then `finding` and `notice`, and
    `summary` last, so that a report which broke off is seen to have.
    """
    run = {"schema_version": SCHEMA_VERSION, "tool": {"name": "mcp-lintel", "version": outcome.version}}
    records: list[dict[str, object]] = [{"type": "run", **run}]
    records += [{"type": "finding", **finding_fields(finding, outcome)} for finding in outcome.findings]
    records += [{"type": "notice", **notice_fields(notice)} for notice in outcome.notices]
    records.append({"type": "summary", **summary_fields(outcome)})
    return "".join(map(one_line, records))
