"""What the parts of the standard library do that registrations are commonly written with.

Only pure functions are computed, and only on literal values of bounded size; the rest stays unknown.
"""

from mcp_lintel.program import known_builtins, known_inspect, known_modules, known_reflection
from mcp_lintel.program.core import Core
from mcp_lintel.program.known import FUNCTIONS
from mcp_lintel.program.methods import method
from mcp_lintel.program.values import (
    Args,
    Made,
    Unknown,
    Value,
    dotted,
)
from mcp_lintel.text.span import Place

__all__ = ["KNOWN", "field_default", "function", "method"]
KNOWN = (known_builtins, known_inspect, known_modules, known_reflection)
"""The modules whose handlers are registered."""


def function(core: Core, name: str, args: Args, place: Place) -> Value | None:
    """The result of calling an outside function, or None when nothing is known of it."""
    handler = FUNCTIONS.get(name)
    return None if handler is None else handler(core, args, place)


def field_default(core: Core, default: Value) -> Value:
    """The value a dataclass or model field starts with."""
    if isinstance(default, Made) and dotted(default.callee) in ("dataclasses.field", "pydantic.Field", "attrs.field"):
        factory = default.args.get("default_factory")
        if factory is not None:
            return core.call(factory, Args(), default.place)
        return default.args.get("default", 0) or Unknown("a field")
    return default
