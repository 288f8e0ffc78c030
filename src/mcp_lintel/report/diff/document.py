"""A comparison as JSON that other programs rely on, `schema_version` 1."""

from mcp_lintel.report.diff.types import Change, Comparison, Level, ServerChanges
from mcp_lintel.report.inventory.types import Spot
from mcp_lintel.report.jsontext import dumps
from mcp_lintel.report.options import PLAIN, Options

SCHEMA_VERSION = 1


def render(found: Comparison, options: Options = PLAIN) -> str:
    """`{"schema_version", "breaking": true, "servers": [{"name", "path", "line", "changes": [{"level", …}]}],
    "open": [{"side", "path", "line", "reason"}], "summary": {…}}`.
    """
    return dumps(
        {
            "schema_version": SCHEMA_VERSION,
            "breaking": found.breaking,
            "servers": [_server(server) for server in found.servers],
            "open": [{"side": side, **_at(one.spot), "reason": one.reason} for side, one in found.opens],
            "summary": {
                **{str(level): found.number(level) for level in Level},
                "objects_not_compared": found.objects,
            },
        }
    )


def _server(server: ServerChanges) -> dict[str, object]:
    return {"name": server.name, **_at(server.spot), "changes": [_change(change) for change in server.changes]}


def _change(change: Change) -> dict[str, object]:
    return {
        "level": change.level,
        "what": change.what,
        "item": change.item,
        "name": change.name or None,
        "parameter": change.parameter or None,
        "message": change.message,
        "old": change.old,
        "new": change.new,
        **_at(change.spot),
    }


def _at(spot: Spot) -> dict[str, object]:
    return {"path": spot.path, "line": spot.line}
