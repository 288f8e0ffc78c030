"""Sources outside the project: what a call gives or an attribute holds that comes from elsewhere."""

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts.visit import spelled
from mcp_lintel.flow.domain.secrecy import is_secret
from mcp_lintel.flow.domain.values import of_label
from mcp_lintel.flow.frames.actuals import Actuals
from mcp_lintel.flow.frames.frame import Frame
from mcp_lintel.flow.tables.rows import Source
from mcp_lintel.flow.types import Label, Origin, Step, Value
from mcp_lintel.text.span import Place


def originate(row: Source, written: str, expr: e.Expr, frame: Frame, actuals: Actuals) -> Value:
    """The value that a source gives; an environment variable that is named like a secret is one."""
    first = actuals.get(0) if row.kind == "environment" else None
    key = first.constant if first is not None and isinstance(first.constant, str) else ""
    return made(row, written, frame.place(expr.span), key)


def attribute_of(row: Source, path: str, expr: e.Expr, frame: Frame, key: str = "") -> Value:
    """The value of an attribute that is a source; `key` is the item that is read of it."""
    return made(row, spelled(expr) or path, frame.place(expr.span), key[1:-1] if key != "[*]" else "")


def made(row: Source, written: str, place: Place, key: str = "") -> Value:
    """The value of a source; `key` is the item that is read of it, "" where that is not known."""
    kind = "secret" if row.kind == "environment" and is_secret(key) else row.kind
    name = variable(key) if key else row.name.replace("{call}", written) or written
    return of_label(Label(Origin(kind, name, place)), (Step(place, f"comes from `{written}`"),))


def variable(name: str) -> str:
    """An environment variable, in words for people."""
    return f"the environment variable `{name}`"
