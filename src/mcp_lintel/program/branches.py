"""Alternatives of which one happens: `if`, `try` and `match`, and what names and attributes may be after them."""

from collections.abc import Callable, Sequence

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import spelled
from mcp_lintel.program.core import Changes, Flow
from mcp_lintel.program.definitions import Definitions
from mcp_lintel.program.values import Env, Ext, Made, Member, Unknown, Value, options, truth, union
from mcp_lintel.text.span import Place

IMPORT_FAULTS = frozenset({"", "ImportError", "ModuleNotFoundError", "Exception", "BaseException"})
"""What an `except` names that runs when an import fails; nothing stands for a bare one."""


class Branches(Definitions):
    """Runs statements with alternatives."""

    def _if(self, node: s.If, env: Env) -> Flow:
        if _is_main_guard(node.test) and not self.stack:
            self.deferred.append((node.body, env))
            return Flow.NEXT
        if _is_type_checking(node.test):
            return self._for_type_checkers(node, env)
        verdict = truth(self.evaluate(node.test, env))
        if verdict is not None:
            return self.execute(node.body if verdict else node.orelse, env)
        return self.branches([lambda: self.execute(node.body, env), lambda: self.execute(node.orelse, env)], env)

    def _for_type_checkers(self, node: s.If, env: Env) -> Flow:
        """The names of the block are known to annotations; what it calls never runs, what stands in `else` does."""
        before = len(self.events)
        self.execute(node.body, env)
        self.events[before:] = [event for event in self.events[before:] if not _stands_in(event.place, env.path, node)]
        return self.execute(node.orelse, env)

    def branches(self, runs: list[Callable[[], Flow]], env: Env) -> Flow:
        """Run alternatives of which one happens, from the same names each, and join what they leave."""
        before = dict(env.names)
        ends: list[dict[str, Value]] = []
        changes: list[Changes] = []
        flows: list[Flow] = []
        for run in runs:
            env.names, mark = dict(before), self.writes.mark()
            self.conditions.append(next(self.ids))
            try:
                flows.append(run())
            finally:
                self.conditions.pop()
                changed = self.writes.take_back(mark)
            if flows[-1] is not Flow.FAIL:
                changes.append(changed)
            if not flows[-1].stops:
                ends.append(env.names)
        self.writes.join(changes)
        env.names = _join(ends) if ends else before
        if all(flow.stops for flow in flows):
            return flows[0] if len({id(f) for f in flows}) == 1 else Flow.LEAVE
        left = any(flow is Flow.MAYBE or (flow.stops and flow is not Flow.FAIL) for flow in flows)
        return Flow.MAYBE if left else Flow.NEXT

    def _try(self, node: s.Try, env: Env) -> Flow:
        before = dict(env.names)
        flow = self.execute(node.body, env)
        flow = flow if flow.stops else self.execute(node.orelse, env)
        ends = [] if flow.stops else [env.names]
        for handler in node.handlers:
            env.names = dict(before)
            self.conditions.append(next(self.ids))
            try:
                if handler.name:
                    env.names[handler.name] = Unknown("an exception")
                if not self.execute(handler.body, env).stops:
                    ends.append(env.names)
            finally:
                self.conditions.pop()
        if any(catches_import(handler) for handler in node.handlers):
            self._exclude(ends, before)
        env.names = _join(ends) if ends else before
        final = self.execute(node.final, env)
        return final if final.stops else flow if not ends else Flow.NEXT

    def _exclude(self, ends: list[dict[str, Value]], before: dict[str, Value]) -> None:
        """Note which outside things stand for one another after an import that may fail."""
        for name in dict.fromkeys(name for end in ends for name in end):
            found = [end[name] for end in ends if name in end and end[name] is not before.get(name)]
            if len(found) > 1:
                self._stand_for_one_another([option for value in found for option in options(value)])

    def _stand_for_one_another(self, values: Sequence[Value]) -> None:
        if all(isinstance(value, Ext | Made) for value in values):
            group = next(self.ids)
            self.instead.update({id(value): (group, value) for value in values})

    def instead_of(self, before: Sequence[Value], results: Sequence[Value]) -> Value:
        """One of several results; those of things that exclude one another exclude one another too."""
        if self.exclusive(before):
            self._stand_for_one_another(results)
        return union(*results)

    def exclusive(self, values: Sequence[Value]) -> bool:
        """Do values stand for one another after an import that may fail, so that one of them surely is there?"""
        groups = {self.instead.get(id(_root(value)), (0, value))[0] for value in values}
        return len(groups) == 1 and 0 not in groups

    def _match(self, node: s.Match, env: Env) -> Flow:
        self.evaluate(node.subject, env)
        runs: list[Callable[[], Flow]] = [self._case(case, env) for case in node.cases]
        if not any(case.irrefutable for case in node.cases):
            runs.append(lambda: Flow.NEXT)
        return self.branches(runs, env)

    def _case(self, case: s.Case, env: Env) -> Callable[[], Flow]:
        def run() -> Flow:
            for name in case.names:
                env.names[name] = Unknown()
            return self.execute(case.body, env)

        return run


def catches_import(handler: s.Handler) -> bool:
    """Does a handler run when an import fails?"""
    kinds = handler.type.items if isinstance(handler.type, e.Display) else (handler.type,)
    return any(spelled(kind).rpartition(".")[2] in IMPORT_FAULTS for kind in kinds)


def _root(value: Value) -> Value:
    """The object whose method a value is, or what gave it."""
    while isinstance(value, Member) or (isinstance(value, Made) and isinstance(value.callee, Member)):
        value = value.base if isinstance(value, Member) else value.callee
    return value


def _is_main_guard(test: e.Expr) -> bool:
    match test:
        case e.Compare(left=e.Name(id="__name__"), rest=(("==", e.Constant(value=name)),)):
            return name == "__main__"
        case e.Compare(left=e.Constant(value=name), rest=(("==", e.Name(id="__name__")),)):
            return name == "__main__"
    return False


def _stands_in(place: Place, path: str, node: s.If) -> bool:
    """Does a call stand in the block itself? Those of a module that it is the first to import really run."""
    return place.path == path and node.span.start <= place.span.start < node.span.end


def _is_type_checking(test: e.Expr) -> bool:
    return (isinstance(test, e.Name) and test.id == "TYPE_CHECKING") or (
        isinstance(test, e.Attribute) and test.attr == "TYPE_CHECKING"
    )


def _join(ends: list[dict[str, Value]]) -> dict[str, Value]:
    """The names after one of several paths: a name set on some paths only keeps the values it may have."""
    joined: dict[str, Value] = dict(ends[0])
    for end in ends[1:]:
        for name, value in end.items():
            old = joined.get(name)
            joined[name] = value if old is None or old is value else union(old, value)
    return joined
