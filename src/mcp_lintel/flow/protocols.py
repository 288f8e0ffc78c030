"""What the parts of an evaluation see of one another."""

from typing import TYPE_CHECKING, Protocol

from mcp_lintel.facts import expressions as e
from mcp_lintel.flow.types import Value

if TYPE_CHECKING:
    from mcp_lintel.flow.calls import Calls
    from mcp_lintel.flow.engine import Engine
    from mcp_lintel.flow.frame import Frame
    from mcp_lintel.flow.looking import Looking
    from mcp_lintel.flow.names import Names
    from mcp_lintel.flow.sinks import Sinks
    from mcp_lintel.flow.state import State


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
