"""What statements do to a scope."""

from collections.abc import Callable
from typing import Any

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.program.core import Flow
from mcp_lintel.program.expressions import Expressions
from mcp_lintel.program.operators import binary
from mcp_lintel.program.values import (
    Args,
    Class,
    Env,
    Ext,
    Function,
    Instance,
    Items,
    Lit,
    Made,
    Member,
    ModuleRef,
    Table,
    Unknown,
    Value,
    options,
    truth,
    union,
)

MAIN = "__main__"


class Statements(Expressions):
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
        return (
            Flow.FAIL
            if isinstance(callee, Ext) and callee.name in ("sys.exit", "builtins.exit", "os._exit")
            else Flow.NEXT
        )

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
            known = isinstance(value, Items)
            old.items.extend(value.items if isinstance(value, Items) else ())
            old.open = old.open or not known or (isinstance(value, Items) and value.open)
            return old
        if isinstance(old, Table) and op == "|" and isinstance(value, Table):
            old.items.update(value.items)
            return old
        return binary(old, op, value)

    def assign(self, target: e.Expr, value: Value, env: Env) -> None:
        """Bind a value to a name, attribute, item or several targets."""
        match target:
            case e.Name(id=name):
                home = env.outside.get(name, env)
                home.names[name] = value
            case e.Attribute(value=base, attr=name):
                for owner in options(self.evaluate(base, env)):
                    self.set_attribute(owner, name, value)
            case e.Subscript(value=base, index=index):
                key = self.evaluate(index, env)
                for owner in options(self.evaluate(base, env)):
                    _set_item(owner, key, value)
            case e.Display(items=targets):
                self._unpack(targets, value, env)
            case e.Starred(value=inner):
                self.assign(inner, value, env)

    def set_attribute(self, owner: Value, name: str, value: Value) -> None:
        """`owner.name = value`; behind an undecided test the old value stays possible."""
        attrs: dict[str, Value] | None = None
        match owner:
            case Instance(attrs=found) | Made(attrs=found) | Function(attrs=found):
                attrs = found
            case Class(body=body):
                attrs = body.names
            case ModuleRef(path=path):
                attrs = self.module(path).names
            case Member(base=Made() as made, name=middle):
                attrs, name = made.attrs, f"{middle}.{name}"
        if attrs is not None:
            attrs[name] = union(attrs[name], value) if self.conditions and name in attrs else value

    def _unpack(self, targets: tuple[e.Expr, ...], value: Value, env: Env) -> None:
        items = value.items if isinstance(value, Items) and not value.open else None
        starred = next((i for i, t in enumerate(targets) if isinstance(t, e.Starred)), None)
        if items is None or (starred is None and len(items) != len(targets)) or len(items) < len(targets) - 1:
            for target in targets:
                self.assign(target, Unknown(), env)
            return
        if starred is not None:
            rest = len(targets) - starred - 1
            middle = Items("list", items[starred : len(items) - rest])
            items = [*items[:starred], middle, *items[len(items) - rest :]]
        for target, item in zip(targets, items, strict=True):
            self.assign(target, item, env)

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
        flows: list[Flow] = []
        for run in runs:
            env.names = dict(before)
            self.conditions.append(next(self.ids))
            try:
                flows.append(run())
            finally:
                self.conditions.pop()
            if not flows[-1].stops:
                ends.append(env.names)
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
        if truth(self.evaluate(node.test, env)) is not False:
            self.execute(node.body, env)
        return Flow.NEXT

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

    def _function(self, node: s.Function, env: Env) -> Flow:
        function = self.define(node, env)
        value: Value = function
        for decorator in reversed(node.decorators):
            value = self.decorate(self.evaluate(decorator, env), value, self.place(env, decorator.span))
        env.outside.get(node.name, env).names[node.name] = value
        return Flow.NEXT

    def define(self, node: s.Function, env: Env) -> Function:
        """The function a `def` makes, before its decorators."""
        outer = self.stack[-1].symbol if self.stack and not env.is_class else ""
        if env.is_class:
            outer = str(getattr(env.names.get("__qualname__"), "value", ""))
        module = self.modules.name(env.path)
        symbol = f"{outer}.{node.name}" if outer else f"{module}.{node.name}"
        function = Function(node, env, symbol, self.defaults(node.params, env))
        self.functions.append(function)
        return function

    def decorate(self, decorator: Value, value: Value, place: Any) -> Value:
        """Apply a decorator; one that nothing is known of leaves what it decorates."""
        if isinstance(decorator, Ext) and isinstance(value, Function):
            kind = METHOD_KINDS.get(decorator.name)
            if kind is not None or decorator.name in TRANSPARENT:
                value.kind = kind or value.kind
                return value
        result = self.call(decorator, Args([value], places={0: place}), place)
        return value if isinstance(result, Made | Unknown | Member) else result

    def _class(self, node: s.Class, env: Env) -> Flow:
        bases = [self.evaluate(base.value, env) for base in node.bases if not base.name and not base.star]
        outer = self.stack[-1].symbol if self.stack else self.modules.name(env.path)
        symbol = f"{outer}.{node.name}"
        body = Env(env.path, {"__qualname__": Lit(symbol)}, env, is_class=True)
        cls = Class(node, env, symbol, bases, body)
        env.names[node.name] = cls
        self.execute(node.body, body)
        for value in body.names.values():
            if isinstance(value, Function) and value.owner is None:
                value.owner = cls
        hook = next((b.find("__init_subclass__") for b in bases if isinstance(b, Class)), None)
        if hook is not None:
            self.call(hook, Args([cls]), self.place(env, node.name_span))
        result: Value = cls
        for decorator in reversed(node.decorators):
            made = self.decorate(self.evaluate(decorator, env), result, self.place(env, decorator.span))
            result = made if isinstance(made, Class | Function | Instance) else result
        env.names[node.name] = result
        return Flow.NEXT

    def _import(self, node: s.Import, env: Env) -> Flow:
        for name, alias in node.names:
            found = self.modules.absolute(name, env.path)
            if found is not None:
                self.module(found)
            bound = name if alias else name.partition(".")[0]
            path = self.modules.absolute(bound, env.path)
            env.outside.get(alias or bound, env).names[alias or bound] = (
                ModuleRef(path) if path is not None else Ext(bound)
            )
        return Flow.NEXT

    def _import_from(self, node: s.ImportFrom, env: Env) -> Flow:
        modules = self.modules
        find = (
            modules.relative(node.level, node.module, env.path)
            if node.level
            else modules.absolute(node.module, env.path)
        )
        source = None if find is None else self.module(find)
        for name, bound in node.names:
            if name == "*":
                if source is not None:
                    env.names.update({k: v for k, v in source.names.items() if not k.startswith("_")})
                continue
            env.outside.get(bound, env).names[bound] = self._imported(find, source, name, node)
        return Flow.NEXT

    def _imported(self, path: str | None, source: Env | None, name: str, node: s.ImportFrom) -> Value:
        if path is None or source is None:
            return Ext(f"{node.module}.{name}") if not node.level else Unknown(f"`{name}` is not in the repository")
        if name in source.names:
            return source.names[name]
        child = self.modules.child(path, name)
        if child is not None:
            self.module(child)
            return ModuleRef(child)
        return Unknown(f"`{name}` is not defined where it is imported from")


METHOD_KINDS = {
    "builtins.staticmethod": "static",
    "builtins.classmethod": "class",
    "builtins.property": "property",
    "functools.cached_property": "property",
}
TRANSPARENT = frozenset(
    {"functools.cache", "functools.lru_cache", "contextlib.contextmanager", "contextlib.asynccontextmanager"}
    | {"abc.abstractmethod", "typing.override", "typing.overload", "typing_extensions.override", "typing.final"}
)


def _is_main_guard(test: e.Expr) -> bool:
    match test:
        case e.Compare(left=e.Name(id="__name__"), rest=(("==", e.Constant(value=name)),)):
            return name == MAIN
    return False


def _is_type_checking(test: e.Expr) -> bool:
    return (isinstance(test, e.Name) and test.id == "TYPE_CHECKING") or (
        isinstance(test, e.Attribute) and test.attr == "TYPE_CHECKING"
    )


def _set_item(owner: Value, key: Value, value: Value) -> None:
    if isinstance(owner, Table):
        if isinstance(key, Lit) and isinstance(key.value, str | bytes | int | float | bool | None):
            owner.items[key.value] = value
        elif isinstance(key, Unknown):
            owner.open = True
        else:
            owner.items[key] = value


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
