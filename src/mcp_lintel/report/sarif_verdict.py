"""What became of a finding, and what would mend it, as SARIF's suppressions and fixes."""

from collections.abc import Mapping
from itertools import groupby

from mcp_lintel.report.sarif_places import artifact, physical
from mcp_lintel.report.sarif_text import Json, sentence
from mcp_lintel.report.visible import visible
from mcp_lintel.text.edit import Edit, Fix
from mcp_lintel.text.source import SourceFile
from mcp_lintel.verdict.finding import Finding, Status
from mcp_lintel.verdict.waivers_types import Waiver

Sources = Mapping[str, SourceFile]


def suppressions(finding: Finding, sources: Sources) -> list[Json]:
    """Why a finding does not stand; empty when it does, and with a rejected one when its waiver has expired."""
    if finding.status is Status.ACTIVE:
        return [_waived(finding.waiver, "rejected")] if finding.waiver else []
    if finding.status is Status.WAIVED and finding.waiver:
        return [_waived(finding.waiver, "accepted")]
    made: Json = {"kind": "inSource" if finding.status is Status.IGNORED else "external", "status": "accepted"}
    if finding.reason:
        made["justification"] = visible(finding.reason)
    if finding.ignored_at:
        made["location"] = {"physicalLocation": physical(finding.ignored_at, sources)}
    return [made]


def sarif_fix(fix: Fix, sources: Sources) -> Json:
    """A fix, its edits by file."""
    edits = sorted(fix.edits, key=lambda edit: (edit.place.path, edit.place.span))
    changes = [
        {"artifactLocation": artifact(path), "replacements": [_replacement(edit, sources) for edit in group]}
        for path, group in groupby(edits, key=lambda edit: edit.place.path)
    ]
    properties = {"safe": fix.safe}
    return {"description": {"text": sentence(fix.description)}, "artifactChanges": changes, "properties": properties}


def _replacement(edit: Edit, sources: Sources) -> Json:
    return {"deletedRegion": physical(edit.place, sources)["region"], "insertedContent": {"text": edit.text}}


def _waived(waiver: Waiver, status: str) -> Json:
    return {
        "kind": "external",
        "status": status,
        "justification": visible(waiver.reason),
        "properties": {
            "waiver": visible(waiver.id),
            "owner": visible(waiver.owner),
            "created": waiver.created.isoformat(),
            "expires": waiver.expires.isoformat(),
        },
    }
