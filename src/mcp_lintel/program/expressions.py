"""The value of an expression."""

import builtins
from collections.abc import Callable
from typing import Any

from mcp_lintel.facts import expressions as e
from mcp_lintel.program.core import Core
from mcp_lintel.program.operators import binary, compare, formatted
from mcp_lintel.program.values import (
    Args,
    Class,
    Env,
    Ext,
    Function,
    Items,
    Lit,
    Made,
    Member,
    Subscripted,
    Table,
    Unknown,
    Value,
    options,
    truth,
    union,
)
from mcp_lintel.text.span import Place, Span

BUILTINS = frozenset(dir(builtins))
MAX_ITEMS = 2_000
NOWHERE = Place("", Span(0, 0))


class Expressions(Core):
    """Evaluates expressions; each kind has one method."""

    def evaluate(self, expr: e.Expr, env: Env) -> Value:
        """The value of an expression in a scope; Unknown where only a run could tell."""
        self.step()
        method = METHODS.get(type(expr))
        return Unknown() if method is None else method(self, expr, env)

    def _constant(self, expr: e.Constant, _: Env) -> Value:
        return Lit(expr.value)

    def _name(self, expr: e.Name, env: Env) -> Value:
        found = env.find(expr.id)
        if found is not None:
            return found
        return (
            Ext(f"builtins.{expr.id}")
            if expr.id in BUILTINS or expr.id == "__name__"
            else Unknown(f"`{expr.id}` is not known")
        )

    def _attribute(self, expr: e.Attribute, env: Env) -> Value:
        return self.attribute(self.evaluate(expr.value, env), expr.attr, self.place(env, expr.span))

    def _call(self, expr: e.Call, env: Env) -> Value:
        callee = self.evaluate(expr.func, env)
        return self.call(callee, self.arguments(expr.args, env), self.place(env, expr.span))

    def arguments(self, arguments: tuple[e.Argument, ...], env: Env) -> Args:
        """The arguments of a call as values, starred ones spread where they are known."""
        args = Args()
        for argument in arguments:
            value = self.evaluate(argument.value, env)
            place = self.place(env, argument.value.span)
            if argument.star == "*":
                self._spread(args, value)
            elif argument.star == "**":
                self._spread_names(args, value)
            else:
                key = argument.name or len(args.positional)
                args.places[key], args.written[key] = place, argument.value
                if argument.name:
                    args.named[argument.name] = value
                else:
                    args.positional.append(value)
        return args

    @staticmethod
    def _spread(args: Args, value: Value) -> None:
        if isinstance(value, Items):
            args.positional.extend(value.items)
        args.open = args.open or not isinstance(value, Items) or value.open

    @staticmethod
    def _spread_names(args: Args, value: Value) -> None:
        if isinstance(value, Table):
            args.named.update({k: v for k, v in value.items.items() if isinstance(k, str)})
        args.open = args.open or not isinstance(value, Table) or value.open

    def _subscript(self, expr: e.Subscript, env: Env) -> Value:
        base, index = self.evaluate(expr.value, env), self.evaluate(expr.index, env)
        return union(*[self.item(option, index) for option in options(base)])

    def item(self, base: Value, index: Value) -> Value:
        """`base[index]`."""
        match base, index:
            case Items(items=items), Lit(int() as at) if not isinstance(at, bool) and -len(items) <= at < len(items):
                return items[at]
            case Table(items=table), Lit(key) if _hashable(key) and key in table:
                return table[key]
            case Table(items=table), _ if not isinstance(index, Lit) and table:
                return union(*table.values(), Unknown()) if len(table) <= 12 else Unknown()
            case Lit(str() as text), Lit(int() as at) if -len(text) <= at < len(text):
                return Lit(text[at])
            case Class(), _ if base.derives("enum.Enum", "enum.StrEnum", "enum.IntEnum"):
                return self.attribute(base, str(index.value), NOWHERE) if isinstance(index, Lit) else Unknown()
            case ((Ext() | Class() | Subscripted() | Made() | Member()), _):
                return Subscripted(base, index)
        return Unknown()

    def _slice(self, expr: e.Slice, env: Env) -> Value:
        return Unknown("a slice")

    def _starred(self, expr: e.Starred, env: Env) -> Value:
        return self.evaluate(expr.value, env)

    def _display(self, expr: e.Display, env: Env) -> Value:
        result = Items(expr.kind, [])
        for item in expr.items:
            value = self.evaluate(item, env)
            if not isinstance(item, e.Starred):
                result.items.append(value)
                continue
            listed = self.iterate(value)
            result.items.extend(listed or ())
            result.open = result.open or listed is None
        return result

    def _dict(self, expr: e.DictDisplay, env: Env) -> Value:
        table = Table()
        for key_expr, value_expr in expr.items:
            value = self.evaluate(value_expr, env)
            key = None if key_expr is None else self.evaluate(key_expr, env)
            if key is None and isinstance(value, Table):
                table.items.update(value.items)
                table.open = table.open or value.open
            elif isinstance(key, Lit) and _hashable(key.value):
                table.items[key.value] = value
            elif key is not None and not isinstance(key, Unknown):
                table.items[key] = value
            else:
                table.open = True
        return table

    def _formatted(self, expr: e.Formatted, env: Env) -> Value:
        return formatted([self.evaluate(part, env) for part in expr.parts])

    def _binary(self, expr: e.Binary, env: Env) -> Value:
        return binary(self.evaluate(expr.left, env), expr.op, self.evaluate(expr.right, env))

    def _boolean(self, expr: e.Boolean, env: Env) -> Value:
        left = self.evaluate(expr.left, env)
        verdict = truth(left)
        if verdict is None:
            return union(left, self.evaluate(expr.right, env))
        return left if verdict == (expr.op == "or") else self.evaluate(expr.right, env)

    def _compare(self, expr: e.Compare, env: Env) -> Value:
        left = self.evaluate(expr.left, env)
        results: list[bool | None] = []
        for op, right_expr in expr.rest:
            right = self.evaluate(right_expr, env)
            results.append(compare(left, op, right))
            left = right
        if any(result is False for result in results):
            return Lit(False)
        return Lit(True) if all(results) else Unknown("a comparison")

    def _unary(self, expr: e.Unary, env: Env) -> Value:
        value = self.evaluate(expr.operand, env)
        if expr.op == "not":
            verdict = truth(value)
            return Unknown() if verdict is None else Lit(not verdict)
        if isinstance(value, Lit) and isinstance(value.value, int | float) and expr.op in "+-":
            return Lit(-value.value if expr.op == "-" else value.value)
        return Unknown()

    def _conditional(self, expr: e.Conditional, env: Env) -> Value:
        verdict = truth(self.evaluate(expr.test, env))
        if verdict is not None:
            return self.evaluate(expr.body if verdict else expr.orelse, env)
        self.conditions.append(next(self.ids))
        try:
            return union(self.evaluate(expr.body, env), self.evaluate(expr.orelse, env))
        finally:
            self.conditions.pop()

    def _lambda(self, expr: e.Lambda, env: Env) -> Value:
        return Function(expr, env, "<lambda>", self.defaults(expr.params, env))

    def defaults(self, params: tuple[Any, ...], env: Env) -> dict[str, Value]:
        """The defaults of a signature, evaluated where it stands."""
        return {p.name: self.evaluate(p.default, env) for p in params if p.default is not None}

    def _comprehension(self, expr: e.Comprehension, env: Env) -> Value:
        inner = Env(env.path, outer=env)
        listed: list[Value] = []
        table = Table()

        def produce() -> None:
            element = self.evaluate(expr.element, inner)
            if expr.value is None:
                listed.append(element)
                return
            value = self.evaluate(expr.value, inner)
            if isinstance(element, Lit) and _hashable(element.value):
                table.items[element.value] = value
            else:
                table.items[element] = value

        complete = self._clauses(expr.clauses, inner, produce)
        if expr.kind == "dict":
            table.open = not complete
            return table
        return Items("list" if expr.kind == "generator" else expr.kind, listed, open=not complete)

    def _clauses(self, clauses: tuple[e.Clause, ...], env: Env, produce: Callable[[], None]) -> bool:
        if not clauses:
            produce()
            return True
        clause = clauses[0]
        items = self.iterate(self.evaluate(clause.source, env))
        complete = items is not None
        for item in items if items is not None else [Unknown("an item of something unknown")]:
            self.assign(clause.target, item, env)
            if any(truth(self.evaluate(test, env)) is False for test in clause.tests):
                continue
            complete = self._clauses(clauses[1:], env, produce) and complete
        return complete

    def iterate(self, value: Value) -> list[Value] | None:
        """What iterating gives, or None when that is not fully known."""
        match value:
            case Items(items=items, open=False):
                return items[:MAX_ITEMS]
            case Table(items=table, open=False):
                return [key if isinstance(key, Value) else Lit(key) for key in list(table)[:MAX_ITEMS]]
            case Lit(str() as text) if len(text) < 200:
                return [Lit(char) for char in text]
            case Class() if value.derives("enum.Enum", "enum.StrEnum", "enum.IntEnum"):
                return self.members(value)
        return None

    def members(self, cls: Class) -> list[Value]:
        """The members of an enum class of the project, in order."""
        names = [n for n, v in cls.body.names.items() if not n.startswith("_") and not isinstance(v, Function)]
        return [self.attribute(cls, name, NOWHERE) for name in names]

    def _await(self, expr: e.Await, env: Env) -> Value:
        return self.evaluate(expr.value, env)

    def _yield(self, expr: e.Yield, env: Env) -> Value:
        value = Lit(None) if expr.value is None else self.evaluate(expr.value, env)
        if self.stack:
            self.stack[-1].yields.append(value)
        return Unknown()

    def _walrus(self, expr: e.Walrus, env: Env) -> Value:
        value = self.evaluate(expr.value, env)
        self.assign(expr.target, value, env)
        return value


def _hashable(key: object) -> bool:
    return isinstance(key, str | bytes | int | float | bool | None)


METHODS: dict[type, Callable[[Any, Any, Env], Value]] = {
    e.Constant: Expressions._constant,
    e.Name: Expressions._name,
    e.Attribute: Expressions._attribute,
    e.Call: Expressions._call,
    e.Subscript: Expressions._subscript,
    e.Slice: Expressions._slice,
    e.Starred: Expressions._starred,
    e.Display: Expressions._display,
    e.DictDisplay: Expressions._dict,
    e.Formatted: Expressions._formatted,
    e.Binary: Expressions._binary,
    e.Boolean: Expressions._boolean,
    e.Compare: Expressions._compare,
    e.Unary: Expressions._unary,
    e.Conditional: Expressions._conditional,
    e.Lambda: Expressions._lambda,
    e.Comprehension: Expressions._comprehension,
    e.Await: Expressions._await,
    e.Yield: Expressions._yield,
    e.Walrus: Expressions._walrus,
}
