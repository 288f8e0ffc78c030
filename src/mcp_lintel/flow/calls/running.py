"""Runs functions of the project: what they do with what they are handed takes effect where they are called."""

from collections.abc import Callable, Mapping

from mcp_lintel.facts import expressions as e
from mcp_lintel.flow.domain.secrecy import hides
from mcp_lintel.flow.domain.taints import recast
from mcp_lintel.flow.domain.values import ANY_ITEM, deep
from mcp_lintel.flow.frames.actuals import Actuals, Bound, bind
from mcp_lintel.flow.frames.apply import Application
from mcp_lintel.flow.frames.protocols import Evaluating
from mcp_lintel.flow.frames.targets import put
from mcp_lintel.flow.types import NOTHING, Free, Root, Runnable, Step, Value


class Running:
    """Runs functions for one frame."""

    def __init__(self, evaluator: Evaluating) -> None:
        self.evaluator = evaluator
        self.engine = evaluator.engine
        self.frame = evaluator.frame

    def run(self, one: Runnable, actuals: Actuals, expr: e.Expr) -> Value:
        """What running a function with arguments gives; what it does to them takes effect here."""
        if one.positional:
            actuals = actuals.behind(*one.positional)
        if one.named:
            actuals = Actuals(
                actuals.positional, {**dict(one.named), **actuals.named}, actuals.rest, actuals.more, actuals.written
            )
        bound = bind(one.function, actuals)
        if one.function.node is self.frame.function.node:
            self._recursion(one, bound)
        summary = self.engine.summary(one.function, bound.values)
        application = Application(
            one.function,
            bound.values,
            self._around(one),
            self._steps(one, bound, expr),
            (Step(self.frame.place(expr.span), f"comes back from `{one.function.name}`"),),
        )
        if any(arrival.needs for arrival in summary.arrivals.values()):
            application.known = self.frame.state.guards.copy()
        for arrival in summary.arrivals.values():
            for taint, trace in application.taints(arrival.taint, arrival.trace):
                self.evaluator.sinks.hand_up(arrival, taint, trace, application)
        for label, checks in application.guards(summary.after).items():
            for key, check in checks.items():
                self.frame.state.credit(label, key.partition("~")[0], check)
        for names, value in summary.raised.items():
            self.frame.throw(names, application.value(value))
        if not summary.ends:
            self.frame.state.alive = False
            return NOTHING
        self._take_out(summary.outs, application, bound, one)
        result = application.value(summary.result)
        return recast(result, lambda taint: taint._replace(vague=True)) if hides(one.function.name) else result

    def _recursion(self, one: Runnable, bound: Bound) -> None:
        """A number that counts down through calls of the function itself says how deep they go."""
        for index, written in bound.written.items():
            value = bound.values.get(index, NOTHING)
            counted = {t: way for t, way in value.taints.items() if t.label.root == index and not t.label.path}
            if counted and isinstance(written, e.Binary) and written.op in ("-", "//", ">>"):
                self.evaluator.sinks.arrives("amount-count", one.function.name, written, Value(counted))

    def _around(self, one: Runnable) -> Callable[[Free], Value | None]:
        """Tells the variables of functions around the called one, as far as they are known here."""
        captured = dict(one.captured)

        def known(free: Free) -> Value | None:
            if free in captured:
                return captured[free]
            return self.frame.state.names.get(self.frame.slot(free))

        return known

    def _steps(self, one: Runnable, bound: Bound, expr: e.Expr) -> dict[int, Step]:
        name, params = one.function.name, one.function.node.params
        return {
            index: Step(
                self.frame.place(bound.written[index].span if index in bound.written else expr.span),
                f"is handed to `{name}` as `{params[index].name}`",
            )
            for index, value in bound.values.items()
            if deep(value)
        }

    def _take_out(self, outs: Mapping[Root, Value], application: Application, bound: Bound, one: Runnable) -> None:
        """Put what a function put into its parameters into what was passed."""
        for root, value in outs.items():
            told = application.value(value)
            if isinstance(root, Free):
                self.frame.state.names[self.frame.slot(root)] = told
                continue
            target = bound.written.get(root) if isinstance(root, int) else None
            if target is not None:
                known = bound.values.get(root) if isinstance(root, int) else None
                for key, field in told.fields.items():
                    if deep(field) or field.functions or (known is not None and known.kind == "dict"):
                        put(_below(target, key), field, self.frame.state)


def _below(target: e.Expr, key: str) -> e.Expr:
    """The expression of a part of a target."""
    if key[0] == ".":
        return e.Attribute(target.span, target, key[1:])
    if key == ANY_ITEM:
        return e.Subscript(target.span, target, e.Opaque(target.span))
    return e.Subscript(target.span, target, e.Constant(target.span, key[1:-1]))
