"""Lists, tuples, sets and dicts: written out, comprehended, iterated."""

from collections.abc import Callable

from mcp_lintel.facts import expressions as e
from mcp_lintel.program.core import Core
from mcp_lintel.program.operators import ENUMS, MAX_ITEMS
from mcp_lintel.program.values import Class, Env, Function, Items, Lit, Table, Union, Unknown, Value, same, truth
from mcp_lintel.text.span import Place, Span

NOWHERE = Place("", Span(0, 0))


class Displays(Core):
    """Builds and iterates collections."""

    def _display(self, expr: e.Display, env: Env) -> Value:
        result = Items(expr.kind, [], depth=len(self.conditions))
        for item in expr.items:
            value = self.evaluate(item, env)
            if not isinstance(item, e.Starred):
                result.items.append(value)
                continue
            listed = self.iterate(value)
            fits = listed is not None and len(result.items) + len(listed) <= MAX_ITEMS
            result.items.extend(listed if listed is not None and fits else ())
            result.open = result.open or not fits
        return result

    def _dict(self, expr: e.DictDisplay, env: Env) -> Value:
        table = Table(depth=len(self.conditions))
        for key_expr, value_expr in expr.items:
            value = self.evaluate(value_expr, env)
            key = None if key_expr is None else self.evaluate(key_expr, env)
            if key is None and isinstance(value, Table):
                table.items.update(value.items)
                table.maybe |= value.maybe
                table.open = table.open or value.open
            elif isinstance(key, Lit) and hashable(key.value):
                table.items[key.value] = value
            elif key is not None and not isinstance(key, Unknown):
                table.items[key] = value
            else:
                table.open = True
        return table

    def _comprehension(self, expr: e.Comprehension, env: Env) -> Value:
        inner = Env(env.path, outer=env)
        depth = len(self.conditions)
        listed = Items("list" if expr.kind == "generator" else expr.kind, [], depth=depth)
        table = Table(depth=depth)

        def produce() -> None:
            element = self.evaluate(expr.element, inner)
            if expr.value is None:
                listed.items.append(element)
                self.put_in(listed, element)
                return
            value = self.evaluate(expr.value, inner)
            self.put_in(table, value)
            if isinstance(element, Lit) and hashable(element.value):
                table.items[element.value] = value
            else:
                table.items[element] = value

        complete = self._clauses(expr.clauses, inner, produce)
        if expr.kind == "dict":
            table.open = not complete
            return table
        listed.open = not complete
        return listed

    def _clauses(self, clauses: tuple[e.Clause, ...], env: Env, produce: Callable[[], None]) -> bool:
        if not clauses:
            produce()
            return True
        clause = clauses[0]
        source = self.evaluate(clause.source, env)
        items = self.iterate(source)
        complete = items is not None
        for item in items if items is not None else [Unknown("an item of something unknown")]:
            self.assign(clause.target, item, env)
            verdicts = [truth(self.evaluate(test, env)) for test in clause.tests]
            if False in verdicts:
                continue
            with self.perhaps(None in verdicts or self.unsure(source, item)):
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
            case Class() if value.derives(*ENUMS):
                return self.members(value)
            case Union(alternatives):
                return self._iterate_all(alternatives)
        return None

    def _iterate_all(self, alternatives: tuple[Value, ...]) -> list[Value] | None:
        """What iterating one of several values may give, or None when one of them is not fully known."""
        found: list[Value] = []
        for alternative in alternatives:
            listed = self.iterate(alternative)
            if listed is None:
                return None
            found += [item for item in listed if not any(same(item, other) for other in found)]
        return found[:MAX_ITEMS]

    def unsure(self, value: Value, item: Value) -> bool:
        """Is what iterating gives there on some paths only?"""
        match value:
            case Items(maybe=maybe) | Table(maybe=maybe):
                return id(item) in maybe
            case Union(alternatives):
                return any(self._lacks(alternative, item) for alternative in alternatives)
        return False

    def _lacks(self, value: Value, item: Value) -> bool:
        twin = next((one for one in self.iterate(value) or () if same(one, item)), None)
        return twin is None or self.unsure(value, twin)

    def members(self, cls: Class) -> list[Value]:
        """The members of an enum class of the project, in order."""
        names = [n for n, v in cls.body.names.items() if not n.startswith("_") and not isinstance(v, Function)]
        return [self.attribute(cls, name, NOWHERE) for name in names]


def hashable(key: object) -> bool:
    """Can a literal be looked up as a key?"""
    return isinstance(key, str | bytes | int | float | bool | None)
