"""What the parts of an evaluation see of one another."""

from typing import TYPE_CHECKING, Protocol

from mcp_lintel.facts import expressions as e
from mcp_lintel.flow.types import Value

if TYPE_CHECKING:
    from mcp_lintel.flow.calls.resolve import Calls
    from mcp_lintel.flow.calls.sinks import Sinks
    from mcp_lintel.flow.frames.frame import Frame
    from mcp_lintel.flow.frames.state import State
    from mcp_lintel.flow.walk.engine import Engine
    from mcp_lintel.flow.walk.looking import Looking
    from mcp_lintel.flow.walk.names import Names


class Evaluating(Protocol):
    """An evaluation of the expressions of one frame."""

    engine: "Engine"
    frame: "Frame"
    names: "Names"
    sinks: "Sinks"
    calls: "Calls"
    look: "Looking"

    @property
    def state(self) -> "State":
        """What is known now."""

    def evaluate(self, expr: e.Expr) -> Value:
        """The value of an expression."""

    def assume(self, test: e.Expr, outcome: bool, *, asserted: bool = False) -> None:
        """Take a test to have come out so."""
