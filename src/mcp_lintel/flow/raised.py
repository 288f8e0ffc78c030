"""Exceptions as sources and as answers: what a handler catches, and what is raised towards the client."""

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import spelled
from mcp_lintel.flow.expressions import Evaluator
from mcp_lintel.flow.types import NOTHING, Label, Origin, Step, Value
from mcp_lintel.flow.values import of_label

ANSWERING = frozenset({"ToolError", "McpError", "MCPError", "ResourceError", "PromptError", "ErrorData"})
"""Exceptions whose text goes to the client. Source: fastmcp.exceptions (2.0 to 4.2), mcp.shared.exceptions."""


def caught(handler: s.Handler, evaluator: Evaluator) -> Value:
    """What `except … as name` binds: the text of an exception that the project did not write itself."""
    types = handler.type.items if isinstance(handler.type, e.Display) else (handler.type,)
    if all(_of_project(one, evaluator) for one in types if one is not None) and handler.type is not None:
        return NOTHING
    place = evaluator.frame.place(handler.span if handler.type is None else handler.type.span)
    words = ", ".join(filter(None, map(spelled, types))) or "any exception"
    origin = Origin("error", words, place)
    return of_label(Label(origin), (Step(place, f"is the text of what is caught ({words})"),))


def _of_project(expr: e.Expr, evaluator: Evaluator) -> bool:
    return spelled(expr).rpartition(".")[2] in ANSWERING or evaluator.is_project_class(expr)


def answered(raised: e.Expr, evaluator: Evaluator) -> None:
    """The text of an exception that is meant for the client is part of the answer."""
    if isinstance(raised, e.Call) and spelled(raised.func).rpartition(".")[2] in ANSWERING:
        for argument in raised.args:
            evaluator.arrives("answer", spelled(raised.func), argument.value, evaluator.evaluate(argument.value))
