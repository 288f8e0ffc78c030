"""Puts a caller's values in the place of a function's labels."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from mcp_lintel.flow.domain.taints import longer
from mcp_lintel.flow.domain.texts import led
from mcp_lintel.flow.domain.values import MAX_TAINTS, deep, join, part
from mcp_lintel.flow.types import NOTHING, Check, Free, Guards, Label, Need, Runnable, Step, Taint, Trace, Value
from mcp_lintel.program.values import Function

FORMS = frozenset({"", "lowered", "resolved", "absolute"})
"""Views that are the whole of a label."""


class Application:
    """One call of one function: `values` by the position of the parameter, `around` tells the variables of
    functions around it that are known here, `back` the hop of what comes back."""

    def __init__(
        self,
        function: Function,
        values: Mapping[int, Value],
        around: Callable[[Free], Value | None],
        steps: Mapping[int, Step],
        back: Trace = (),
    ) -> None:
        self.function = function
        self.values = values
        self.around = around
        self.steps = steps
        self.back = back
        self.known: Guards = {}
        """What the caller knew before the call."""
        self._known: dict[int, Value] = {}

    def at(self, label: Label) -> Value | None:
        """What a label of the function is here; None for one that is not the function's own."""
        if isinstance(label.root, int):
            value: Value | None = self.values.get(label.root, NOTHING)
        elif isinstance(label.root, Free):
            value = self.around(label.root)
        else:
            return None
        for step in label.path:
            if value is None or value is NOTHING:
                break
            value = part(value, step)
        return value

    def needs(self, needs: frozenset[Need]) -> frozenset[Need]:
        """The conditions of a way that concern what the caller handed over as it is."""
        found = set()
        for label, missing in needs:
            actual = self.at(label)
            if actual is None:
                found.add((label, missing))
                continue
            plain = [taint.label for taint in actual.taints if not taint.lead and not taint.view]
            if len(plain) == len(actual.taints) == 1:
                found.add((plain[0], missing))
        return frozenset(found)

    def taints(self, taint: Taint, trace: Trace) -> Iterator[tuple[Taint, Trace]]:
        """What flows into the caller's frame for one taint of the function."""
        value = self.at(taint.label)
        if value is None:
            yield taint, trace
            return
        for outer, before in deep(value).items():
            yield _composed(taint, outer), self.trace(taint.label, before, trace)

    def trace(self, label: Label, before: Trace, trace: Trace) -> Trace:
        """The way to the call, the call, and the way inside."""
        if isinstance(label.root, int):
            step = self.steps.get(label.root)
            return longer(longer(before, (step,) if step is not None else ()), trace[1:])
        return longer(before, trace)

    def value(self, value: Value, depth: int = 0) -> Value:
        """A value of the function as the caller sees it."""
        if value is NOTHING or depth > 4:
            return NOTHING
        known = self._known.get(id(value))
        if known is not None:
            return known
        whole: list[Value] = []
        taints: dict[Taint, Trace] = {}
        for taint, trace in value.taints.items():
            plain = not taint.lead and not taint.view and not taint.cleared and not taint.vague
            actual = self.at(taint.label) if plain else None
            if actual is not None:
                whole.append(_carried(self, actual, taint.label, trace))
            else:
                for one, way in self.taints(taint, trace) if len(taints) < MAX_TAINTS else ():
                    taints.setdefault(one, longer(way, self.back) if one is taint else way)
        fields = {key: self.value(one, depth + 1) for key, one in value.fields.items()}
        functions = tuple(self._function(one, depth) for one in value.functions)
        cases = tuple((self.value(one, depth + 1), self.guards(guards)) for one, guards in value.cases)
        own = Value(taints, value.constant, fields, functions, value.kind, cases, value.cls)
        if whole:
            bare = not taints and not fields and not functions
            own = join(*whole) if bare else join(*whole, own)
            if cases:
                own = Value(own.taints, own.constant, own.fields, own.functions, own.kind, cases, own.cls)
        self._known[id(value)] = own
        return own

    def _function(self, one: Runnable, depth: int) -> Runnable:
        captured = tuple((free, self.value(value, depth + 1)) for free, value in one.captured)
        return replace(one, positional=tuple(self.value(v, depth + 1) for v in one.positional), captured=captured)

    def guards(self, guards: Guards) -> Guards:
        """What a function tested, as it concerns the caller's labels."""
        found: dict[Label, dict[str, Check]] = {}
        for label, checks in guards.items():
            actual = self.at(label)
            if actual is None:
                found.setdefault(label, {}).update(checks)
                continue
            for taint in deep(actual):
                told = _told(taint, checks)
                if told:
                    found.setdefault(taint.label, {}).update(told)
        return found


def _told(taint: Taint, checks: Mapping[str, Check]) -> Mapping[str, Check]:
    if taint.view == "resolved":
        return dict(_normalised(key, check) for key, check in checks.items())
    if taint.view in FORMS:
        return checks
    if taint.view == "host" and "any" in checks:
        return {"url": checks["any"], "redirect": checks["any"]}
    return {}


def _normalised(key: str, check: Check) -> tuple[str, Check]:
    """A check of a value that the caller had resolved before."""
    if check.weakness != "before-normalising":
        return key, check
    return key.partition("~")[0], Check(check.place)


def _composed(inner: Taint, outer: Taint) -> Taint:
    view = outer.view if not inner.view else inner.view if outer.view in FORMS else outer.view
    return Taint(
        outer.label, led(inner.lead, outer.lead), inner.cleared | outer.cleared, view, inner.vague or outer.vague
    )


def _carried(application: Application, actual: Value, label: Label, trace: Trace) -> Value:
    """A value that comes back whole, with the way it took."""
    if not actual.taints and not actual.fields:
        return actual
    taints = {taint: application.trace(label, before, trace) for taint, before in actual.taints.items()}
    return Value(taints, actual.constant, actual.fields, actual.functions, actual.kind, (), actual.cls)
