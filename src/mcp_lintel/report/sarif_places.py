"""SARIF's artifact locations and regions."""

from collections.abc import Mapping
from urllib.parse import quote

from mcp_lintel.report.places import region
from mcp_lintel.report.sarif_text import Json
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place


def uri(path: str) -> str:
    """A path relative to the root as a URI reference: `/` only, percent-encoded, without dots that lead
    nowhere.

    A colon is encoded too, so that no first segment reads as a scheme (RFC 3986 section 4.2).
    """
    parts = [part for part in path.replace("\\", "/").split("/") if part not in ("", ".")]
    try:
        data = "/".join(parts).encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        data = "/".join(parts).encode("utf-8", "replace")
    return quote(data, safe="/-._~")


def artifact(path: str) -> Json:
    """A file below the scanned root."""
    return {"uri": uri(path), "uriBaseId": "SRCROOT"}


def physical(place: Place, sources: Mapping[str, SourceFile]) -> Json:
    """A place as a physical location; columns in code points from 1, the end column exclusive."""
    start, end = region(place, sources)
    return {
        "artifactLocation": artifact(place.path),
        "region": {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        },
    }
