"""Calls that run a function they are handed, or keep it for later."""

from collections.abc import Callable, Sequence

from mcp_lintel.facts import expressions as e
from mcp_lintel.flow.domain.values import ANY_ITEM, item, join, part
from mcp_lintel.flow.frames.actuals import Actuals
from mcp_lintel.flow.frames.protocols import Evaluating
from mcp_lintel.flow.tables.rows import HandOn
from mcp_lintel.flow.types import ABSENT, NOTHING, Runnable, Value

ITEMS = frozenset({"iterable", "unpacked"})
"""The forms in which a function is run for each item, so that the call gives a list of what it gave."""
CallOutside = Callable[[e.Call, Sequence[str], Value, Actuals], Value]


class Handing:
    """Runs what the calls of one frame are handed."""

    def __init__(self, evaluator: Evaluating, outside: CallOutside) -> None:
        self.evaluator = evaluator
        self._outside = outside

    def handed_on(self, row: HandOn, expr: e.Call, actuals: Actuals) -> Value:
        """What a call gives that is handed a function."""
        function = actuals.get(*row.function)
        written = actuals.expr(*row.function)
        functions = function.functions if function is not None else ()
        rest = _rest(row, actuals)
        if row.gives == "callable":
            if functions or row.rest == "none" or written is None:
                return Value(functions=tuple(_filled(one, rest) for one in functions))
            made = self.evaluator.engine.inner_functions.partial(expr, written)
            return Value(functions=(Runnable(self.evaluator.names.function_of(made)),))
        if row.rest == "folded":
            return self._folded(functions, written, rest, expr)
        found = self._run(functions, written, rest, expr)
        if row.rest in ITEMS:
            return Value(None, ABSENT, {ANY_ITEM: found}, (), "list")
        return NOTHING if row.gives == "nothing" else found

    def _run(self, functions: tuple[Runnable, ...], written: e.Expr | None, rest: Actuals, expr: e.Call) -> Value:
        if functions:
            return join(*(self.evaluator.calls.run(one, rest, expr) for one in functions))
        if written is None:
            return NOTHING
        call = e.Call(expr.span, written, ())
        receiver = self.evaluator.evaluate(written.value) if isinstance(written, e.Attribute) else NOTHING
        return self._outside(call, self.evaluator.names.paths(written), receiver, rest)

    def _folded(self, functions: tuple[Runnable, ...], written: e.Expr | None, rest: Actuals, expr: e.Call) -> Value:
        """`functools.reduce`: what one round gives goes into the next; two tell what one leaves to another."""
        items = rest.positional[0] if rest.positional else NOTHING
        start = rest.get(1, "initial", "initializer")
        result = item(items) if start is None else start
        written_items = rest.written.get(0)
        places: dict[int | str, e.Expr] = {} if written_items is None else {1: _any_of(written_items)}
        for _ in range(2):
            given = Actuals([result, item(items)], written=dict(places))
            result = join(result, self._run(functions, written, given, expr))
        return result


def _rest(row: HandOn, actuals: Actuals) -> Actuals:
    """What the function is given, each with where it is written."""
    start = next((place for place in row.function if isinstance(place, int)), 0)
    behind: dict[int | str, e.Expr] = {
        k - start - 1: x for k, x in actuals.written.items() if isinstance(k, int) and k > start
    }
    given = actuals.positional[start + 1 :]
    match row.rest:
        case "none":
            return Actuals()
        case "iterable":
            return Actuals([item(value) for value in given], written={place: _any_of(x) for place, x in behind.items()})
        case "unpacked":
            rows = item(given[0]) if given else NOTHING
            count = len(rows.fields)
            known = [part(rows, f"[{i}]") for i in range(count) if f"[{i}]" in rows.fields]
            return Actuals(known) if len(known) == count > 0 else Actuals(rest=rows)
        case "keywords":
            return _packed(row, actuals)
        case "folded":
            return Actuals(given, dict(actuals.named), written=dict(behind))
    named = {name: value for name, value in actuals.named.items() if name not in row.function}
    places: dict[int | str, e.Expr] = {
        k: x for k, x in actuals.written.items() if isinstance(k, str) and k not in row.function
    }
    return Actuals(given, named, actuals.rest, actuals.more, {**behind, **places})


def _packed(row: HandOn, actuals: Actuals) -> Actuals:
    """`args=(…)` and `kwargs={…}`."""
    packed, written = actuals.get(*row.args) or NOTHING, actuals.expr(*row.args)
    rest = Actuals([], {}, None, actuals.get(*row.kwargs))
    count = len(packed.fields)
    if packed.kind and all(f"[{i}]" in packed.fields for i in range(count)):
        rest.positional = [packed.fields[f"[{i}]"] for i in range(count)]
        if isinstance(written, e.Display):
            rest.written.update(enumerate(written.items))
    else:
        rest.rest = packed
    names = actuals.expr(*row.kwargs)
    for key, value in names.items if isinstance(names, e.DictDisplay) else ():
        if isinstance(key, e.Constant) and isinstance(key.value, str):
            rest.written[key.value] = value
    return rest


def _any_of(written: e.Expr) -> e.Expr:
    """Any item of what is written somewhere, at the same place."""
    return e.Subscript(written.span, written, e.Opaque(written.span))


def _filled(one: Runnable, given: Actuals) -> Runnable:
    """A function with some arguments filled in."""
    return Runnable(
        one.function, (*one.positional, *given.positional), (*one.named, *given.named.items()), one.captured
    )
