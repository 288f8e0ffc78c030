"""The value of an expression."""

import builtins
from collections.abc import Callable
from typing import Any

from mcp_lintel.facts import expressions as e
from mcp_lintel.program.displays import NOWHERE
from mcp_lintel.program.operators import ENUMS, binary, compare, entry, formatted
from mcp_lintel.program.targets import Targets
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

BUILTINS = frozenset(dir(builtins))


class Expressions(Targets):
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
            case Table(items=table), _ if (found := entry(table, index)) is not None:
                return found
            case Table(items=table), _ if not isinstance(index, Lit) and table:
                return union(*table.values(), Unknown()) if len(table) <= 12 else Unknown()
            case Lit(str() as text), Lit(int() as at) if -len(text) <= at < len(text):
                return Lit(text[at])
            case Class(), _ if base.derives(*ENUMS):
                return self.attribute(base, str(index.value), NOWHERE) if isinstance(index, Lit) else Unknown()
            case ((Ext() | Class() | Subscripted() | Made() | Member()), _):
                return Subscripted(base, index)
        return Unknown()

    def _slice(self, expr: e.Slice, env: Env) -> Value:
        return Unknown("a slice")

    def _starred(self, expr: e.Starred, env: Env) -> Value:
        return self.evaluate(expr.value, env)

    def _formatted(self, expr: e.Formatted, env: Env) -> Value:
        return formatted([self._own_name(self.evaluate(part, env), env) for part in expr.parts])

    def _binary(self, expr: e.Binary, env: Env) -> Value:
        left = self._own_name(self.evaluate(expr.left, env), env)
        return binary(left, expr.op, self.evaluate(expr.right, env))

    def _own_name(self, value: Value, env: Env) -> Value:
        """`__name__` in a text that is put together: known of a module that another one imports."""
        if isinstance(value, Ext) and value.name == "builtins.__name__" and env.path in self.imported:
            return Lit(self.modules.name(env.path))
        return value

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

    def _await(self, expr: e.Await, env: Env) -> Value:
        return self.evaluate(expr.value, env)

    def _yield(self, expr: e.Yield, env: Env) -> Value:
        value = Lit(None) if expr.value is None else self.evaluate(expr.value, env)
        produced = [value]
        if isinstance(expr.value, e.Starred):
            produced = self.iterate(value) or [Unknown("an item of something unknown")]
        if self.stack:
            self.stack[-1].yields.extend(produced)
        return Unknown()

    def _walrus(self, expr: e.Walrus, env: Env) -> Value:
        value = self.evaluate(expr.value, env)
        self.assign(expr.target, value, env)
        return value


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
