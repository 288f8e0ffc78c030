"""What statements do to a scope, and how a block ends."""

from collections.abc import Callable
from typing import Any

from mcp_lintel.facts import statements as s
from mcp_lintel.program.branches import Branches
from mcp_lintel.program.core import Flow
from mcp_lintel.program.operators import MAX_ITEMS, binary
from mcp_lintel.program.values import (
    Args,
    Env,
    Ext,
    Instance,
    Items,
    Lit,
    Made,
    Table,
    Unknown,
    Value,
    truth,
)

EXITS = ("sys.exit", "builtins.exit", "builtins.quit", "os._exit")


class Statements(Branches):
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

    def _for(self, node: s.For, env: Env) -> Flow:
        source = self.evaluate(node.source, env)
        items = self.iterate(source)
        if items is None:
            with self.perhaps(True):
                self.assign(node.target, Unknown("an item of something unknown"), env)
                self.execute(node.body, env)
            return Flow.NEXT
        left = False
        for item in items:
            self.assign(node.target, item, env)
            unsure = self.unsure(source, item)
            with self.perhaps(unsure):
                flow = self.execute(node.body, env)
            if unsure and flow.stops:
                left = left or flow is Flow.LEAVE
            elif flow in (Flow.LEAVE, Flow.FAIL):
                return flow
            elif flow is Flow.BREAK:
                return Flow.MAYBE if left else Flow.NEXT
        flow = self.execute(node.orelse, env)
        return Flow.MAYBE if left and not flow.stops else flow

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
                names = [name for name in ("__aenter__", "__enter__") if cls.find(name) is not None]
                return self.call(self.attribute(value, names[0], place), Args(), place) if names else value
        return value


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
