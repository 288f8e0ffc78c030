"""What statements do to a scope, and how a block ends."""

from collections.abc import Callable
from typing import Any

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.program.core import Changes, Flow
from mcp_lintel.program.definitions import Definitions
from mcp_lintel.program.operators import MAX_ITEMS, binary
from mcp_lintel.program.values import (
    Args,
    Env,
    Ext,
    Function,
    Instance,
    Items,
    Lit,
    Made,
    Table,
    Unknown,
    Value,
    truth,
    union,
)

EXITS = ("sys.exit", "builtins.exit", "builtins.quit", "os._exit")


class Statements(Definitions):
    """Runs statements; each kind has one method."""

    def execute(self, body: s.Body, env: Env) -> Flow:
        """Run a block. What follows a statement that left on one path only is conditional."""
        raised = 0
        try:
            for statement in body:
                self.step()
                method = METHODS.get(type(statement))
                flow = method(self, statement, env) if method is not None else Flow.NEXT
                if flow.stops:
                    return flow
                if flow is Flow.MAYBE:
                    self.conditions.append(next(self.ids))
                    raised += 1
            return Flow.MAYBE if raised else Flow.NEXT
        finally:
            del self.conditions[len(self.conditions) - raised :]

    def _evaluate(self, node: s.Evaluate, env: Env) -> Flow:
        value = self.evaluate(node.value, env)
        callee = value.callee if isinstance(value, Made) else None
        return Flow.FAIL if isinstance(callee, Ext) and callee.name in EXITS else Flow.NEXT

    def _assign(self, node: s.Assign, env: Env) -> Flow:
        if node.value is None:
            return Flow.NEXT
        value = self.evaluate(node.value, env)
        if node.op:
            value = self._augmented(self.evaluate(node.targets[0], env), node.op, value)
        for target in node.targets:
            self.assign(target, value, env)
        return Flow.NEXT

    @staticmethod
    def _augmented(old: Value, op: str, value: Value) -> Value:
        if isinstance(old, Items) and op in ("+", "|"):
            added = list(value.items) if isinstance(value, Items) else []
            fits = len(old.items) + len(added) <= MAX_ITEMS
            old.items.extend(added if fits else ())
            old.open = old.open or not fits or not isinstance(value, Items) or value.open
            return old
        if isinstance(old, Table) and op == "|" and isinstance(value, Table):
            old.items.update(value.items)
            return old
        return binary(old, op, value)

    def _delete(self, node: s.Delete, env: Env) -> Flow:
        self.unbind(node.target, env)
        return Flow.NEXT

    def _return(self, node: s.Return, env: Env) -> Flow:
        value = Lit(None) if node.value is None else self.evaluate(node.value, env)
        if self.stack:
            self.stack[-1].returns.append(value)
        return Flow.LEAVE

    def _raise(self, node: s.Raise, env: Env) -> Flow:
        return Flow.FAIL

    def _simple(self, node: s.Simple, _: Env) -> Flow:
        return {"break": Flow.BREAK, "continue": Flow.CONTINUE}.get(node.kind, Flow.NEXT)

    def _scope(self, node: s.Scope, env: Env) -> Flow:
        for name in node.names:
            home = env.module
            if node.kind == "nonlocal":
                outer = env.outer
                while outer is not None and name not in outer.names:
                    outer = outer.outer
                home = outer or home
            env.outside[name] = home
        return Flow.NEXT

    def _if(self, node: s.If, env: Env) -> Flow:
        if _is_main_guard(node.test) and not self.stack:
            self.deferred.append((node.body, env))
            return Flow.NEXT
        verdict = True if _is_type_checking(node.test) else truth(self.evaluate(node.test, env))
        if verdict is not None:
            return self.execute(node.body if verdict else node.orelse, env)
        return self.branches([lambda: self.execute(node.body, env), lambda: self.execute(node.orelse, env)], env)

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

    def _for(self, node: s.For, env: Env) -> Flow:
        items = self.iterate(self.evaluate(node.source, env))
        if items is None:
            self.conditions.append(next(self.ids))
            try:
                self.assign(node.target, Unknown("an item of something unknown"), env)
                self.execute(node.body, env)
            finally:
                self.conditions.pop()
            return Flow.NEXT
        for item in items:
            self.assign(node.target, item, env)
            flow = self.execute(node.body, env)
            if flow in (Flow.LEAVE, Flow.FAIL):
                return flow
            if flow is Flow.BREAK:
                return Flow.NEXT
        return self.execute(node.orelse, env)

    def _while(self, node: s.While, env: Env) -> Flow:
        verdict = truth(self.evaluate(node.test, env))
        if verdict is False:
            return self.execute(node.orelse, env)
        if verdict is None:
            self.conditions.append(next(self.ids))
        try:
            flow = self.execute(node.body, env)
        finally:
            if verdict is None:
                self.conditions.pop()
        return flow if verdict and flow in (Flow.LEAVE, Flow.FAIL) else Flow.NEXT

    def _with(self, node: s.With, env: Env) -> Flow:
        for item, target in node.items:
            value = self.enter(self.evaluate(item, env), self.place(env, item.span))
            if target is not None:
                self.assign(target, value, env)
        return self.execute(node.body, env)

    def enter(self, value: Value, place: Any) -> Value:
        """What `with value as …` binds."""
        match value:
            case Items(kind="generator", items=[first, *_]):
                return first
            case Instance(cls=cls):
                method = cls.find("__aenter__") or cls.find("__enter__")
                return (
                    value
                    if method is None
                    else self.call(self.attribute(value, _name_of(method), place), Args(), place)
                )
        return value

    def _try(self, node: s.Try, env: Env) -> Flow:
        runs: list[Callable[[], Flow]] = [lambda: self._after(self.execute(node.body, env), node, env)]
        before = dict(env.names)
        flow = runs[0]()
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
        env.names = _join(ends) if ends else before
        final = self.execute(node.final, env)
        return final if final.stops else flow if not ends else Flow.NEXT

    def _after(self, flow: Flow, node: s.Try, env: Env) -> Flow:
        return flow if flow.stops else self.execute(node.orelse, env)

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


def _is_main_guard(test: e.Expr) -> bool:
    match test:
        case e.Compare(left=e.Name(id="__name__"), rest=(("==", e.Constant(value=name)),)):
            return name == "__main__"
        case e.Compare(left=e.Constant(value=name), rest=(("==", e.Name(id="__name__")),)):
            return name == "__main__"
    return False


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


def _name_of(method: Value) -> str:
    return method.name if isinstance(method, Function) else "__enter__"


METHODS: dict[type, Callable[[Any, Any, Env], Flow]] = {
    s.Evaluate: Statements._evaluate,
    s.Assign: Statements._assign,
    s.Delete: Statements._delete,
    s.Return: Statements._return,
    s.Raise: Statements._raise,
    s.Simple: Statements._simple,
    s.Scope: Statements._scope,
    s.If: Statements._if,
    s.For: Statements._for,
    s.While: Statements._while,
    s.With: Statements._with,
    s.Try: Statements._try,
    s.Match: Statements._match,
    s.Function: Statements._function,
    s.Class: Statements._class,
    s.Import: Statements._import,
    s.ImportFrom: Statements._import_from,
}
