"""Sinks: what of an argument counts there, and what checks keep from it."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from mcp_lintel.facts import expressions as e
from mcp_lintel.flow.calls.filters import COMPARED, FILTER, parts_of
from mcp_lintel.flow.domain.taints import longer
from mcp_lintel.flow.domain.values import ANY_ITEM, deep
from mcp_lintel.flow.frames.apply import Application
from mcp_lintel.flow.frames.presence import refuted, takes_away, touch_label
from mcp_lintel.flow.frames.programs import divided
from mcp_lintel.flow.frames.protocols import Evaluating
from mcp_lintel.flow.guards.learn import settle
from mcp_lintel.flow.types import ABSENT, NOTHING, Arrival, Check, Label, Need, Origin, Step, Taint, Trace, Value
from mcp_lintel.text.span import Place

ARGV = "argv"
"""Stands for a whole list that starts a program, until the items are known."""
HOST_FIXED = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*://[^/\0]+[/?#]|^[^:]*\0(?!://|//)[^:]*$|^\0.+/|^/[^/\0]")
"""Text after which nothing can choose the scheme or host any more; unknown text in front counts as an address."""
QUERY = re.compile(r"[?#]")
"""What ends the path of an address."""


class Sinks:
    """Takes down what reaches sinks in one frame."""

    def __init__(self, evaluator: Evaluating) -> None:
        self.evaluator = evaluator
        self.engine = evaluator.engine
        self.frame = evaluator.frame
        self._limits: dict[int, e.Expr] = {}
        """What the rounds of a loop are compared with, by the identity of the arguments of its range."""

    @contextmanager
    def limited(self, source: e.Expr, limit: e.Expr | None) -> Iterator[None]:
        """While the source of a loop that ends itself is evaluated: its rounds are as many as the limit says."""
        if limit is None or not isinstance(source, e.Call):
            yield
            return
        before, self._limits = self._limits, self._limits | {id(one.value): limit for one in source.args}
        yield
        self._limits = before

    def arrives(self, kind: str, call: str, expr: e.Expr, value: Value) -> None:
        """A value reaches a sink of this frame."""
        limit = self._limits.get(id(expr)) if kind == "amount-count" else None
        if limit is not None:
            value = self.evaluator.look.value(limit)
        if kind == ARGV:
            self._program(call, expr, value)
            return
        place = self.frame.place(expr.span)
        for each, one in parts_of(value) if kind == FILTER else ((kind, value),):
            for taint, trace in deep(one).items():
                self._note(each, call, place, taint, longer(trace, (Step(place, f"reaches `{call}`"),)))

    def _program(self, call: str, expr: e.Expr, value: Value) -> None:
        """A list that starts a program: its first item is the program, the others are its arguments."""
        for kind, place, one in divided(value, expr, self.frame.path):
            for taint, trace in deep(one).items():
                whole = kind == ARGV and not taint.lead and not taint.view
                told = kind if whole or kind != ARGV else "option"
                self._note(told, call, place, taint, longer(trace, (Step(place, f"reaches `{call}`"),)))

    def hand_up(self, arrival: Arrival, taint: Taint, trace: Trace, application: Application) -> None:
        """What reaches a sink in a called function arrives here with what the caller put in."""
        if arrival.kind == ARGV:
            value = application.at(arrival.taint.label)
            if value is not None and value.fields:
                self._handed_program(arrival, value, taint, trace)
                return
        kind = self._of_filter(arrival, taint, application) if arrival.kind == FILTER else arrival.kind
        if arrival.kind == "option" and not self._still_option(arrival, taint, application):
            return
        needs = application.needs(arrival.needs)
        if not refuted(needs, application.known):
            told = arrival.symbol, arrival.weak, needs - {one for one in needs if one[0] in self.frame.state.touched}
            self._note(kind, arrival.call, arrival.place, taint, trace, *told)

    @staticmethod
    def _of_filter(arrival: Arrival, taint: Taint, application: Application) -> str:
        """Which part of a filter that was handed over, whole, something is."""
        whole = application.at(arrival.taint.label)
        if whole is None or whole.kind not in ("dict", "list") or arrival.taint.view or arrival.taint.lead:
            return arrival.kind
        kinds = {kind for kind, one in parts_of(whole) if taint.label in {each.label for each in deep(one)}}
        return COMPARED if kinds == {COMPARED} else arrival.kind

    def _still_option(self, arrival: Arrival, taint: Taint, application: Application) -> bool:
        """Is an item of a list that was handed over still an argument of the program, seen in the list's order?"""
        label = arrival.taint.label
        whole = application.at(Label(label.root, label.path[:-1])) if label.path[-1:] == (ANY_ITEM,) else None
        if whole is None or not whole.fields or whole.taints:
            return True
        items = Value(None, ABSENT, {"[0]": NOTHING} | {f"[{int(key[1:-1]) + 1}]" if key[1:-1].isdigit() else key: one
                                                     for key, one in whole.fields.items()}, (), "list")  # fmt: skip
        told = divided(items, e.Opaque(arrival.place.span), arrival.place.path)
        return any(kind == "option" and taint.label in {each.label for each in deep(one)} for kind, _, one in told)

    def _handed_program(self, arrival: Arrival, value: Value, taint: Taint, trace: Trace) -> None:
        nowhere = e.Opaque(arrival.place.span)
        for kind, _, one in divided(value, nowhere, arrival.place.path):
            if any(each.label == taint.label and each.lead == taint.lead for each in deep(one)):
                self._note(kind, arrival.call, arrival.place, taint, trace, arrival.symbol, arrival.weak)

    def _note(
        self, kind: str, call: str, place: Place, taint: Taint, trace: Trace, symbol: str = "",
        weak: tuple[Check, ...] = (), needs: frozenset[Need] = frozenset(),
    ) -> None:  # fmt: skip
        if self.evaluator.look.busy:
            return
        if takes_away(kind, call):
            touch_label(taint.label, self.frame.state)
        family = self.engine.tables.family(kind) if kind != ARGV else ("program", "text", "any")
        root = taint.label.root
        if isinstance(root, Origin) and root.kind != "client" and kind not in ORIGINATING:
            return
        if not counts(taint, self.engine.tables.kind(family[0]).position):
            if kind == "url":
                self._note("url-path", call, place, taint, trace, symbol, weak)
            return
        if not taint.cleared.isdisjoint(family):
            return
        checks = self.frame.state.passed(taint.label)
        if any(name in checks for name in family) or holds_together(checks, family):
            return
        failing = [one for key, one in checks.items() if one.weakness and key.partition("~")[0] in family]
        found = [one for one in failing if one.weakness not in self.engine.tables.kind(family[0]).sound]
        if len(found) < len(failing):
            taint = taint._replace(view=taint.view or "part")  # a check restricts it: not all that a client may send
        weak = tuple(dict.fromkeys((*weak, *found, *self._beside(family[0], checks))))
        needs |= self.frame.state.needs
        symbol = symbol or self.frame.function.symbol
        self.frame.arrive(Arrival(kind, call, place, symbol, taint, trace, weak, needs=needs))

    def _beside(self, kind: str, checks: Mapping[str, Check]) -> tuple[Check, ...]:
        """The checks that keep the value from a sink of another kind, as this one sees them."""
        row = self.engine.tables.kind(kind)
        held = {name: check for name, check in checks.items() if not check.weakness} if row.behind else {}
        return tuple(Check(held[name].place, row.weakness) for name in (row.behind,) if name in held)


ORIGINATING = frozenset({"log", "log-field", "answer", "credential"})
"""Sinks at which other things than client input matter."""


def counts(taint: Taint, position: str) -> bool:
    """Does text at this place of the argument matter for the sink?"""
    if position == "start":
        return not taint.lead.strip("-")
    if position == "segment":
        return bool(taint.lead) and not QUERY.search(taint.lead)
    if position == "host":
        return taint.view != "scheme" and not (taint.lead and HOST_FIXED.search(taint.lead))
    return True


def holds_together(checks: Mapping[str, Check], family: tuple[str, ...]) -> bool:
    """Do several checks, none of which is enough, hold together?"""
    told = settle(frozenset(key for key, check in checks.items() if not check.weakness))
    return any(name in told for name in family)
