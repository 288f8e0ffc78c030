"""The scope of a function's body for `holders`: what its statements bind, and values made of several."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.program.values import Class, Env, Function, Items, Table, Unknown, Value, options, union

UNKNOWN = Unknown("not told by the code")


@dataclass(eq=False, slots=True)
class Scope:
    """One function (or module, for None) with what its body binds: how, the expression, and the class it belongs to."""

    function: Function | None
    env: Env
    bound: dict[str, list[tuple[str, e.Expr]]] = field(default_factory=dict)
    imported: Env | None = None
    memo: dict[str, Value] = field(default_factory=dict)

    @property
    def owner(self) -> Class | None:
        """The class whose method this is, or the one around it."""
        return self.function.owner if self.function is not None else None


def bindings(item: object) -> Iterator[tuple[str, str, e.Expr]]:
    """The names a statement binds, how, and to what."""
    match item:
        case s.Assign(targets=(e.Name(id=name),), annotation=e.Expr() as annotation):
            yield name, "type", annotation
            if item.value is not None:
                yield name, "value", item.value
        case s.Assign(targets=targets, value=e.Expr() as value, op=""):
            for target in targets:
                if isinstance(target, e.Name):
                    yield target.id, "value", value
        case s.With(items=items):
            for value, bound in items:
                if isinstance(bound, e.Name):
                    yield bound.id, "enter", value
        case s.For(target=e.Name(id=name), source=source):
            yield name, "item", source
        case e.Walrus(target=e.Name(id=name), value=value):
            yield name, "value", value


def item_of(value: Value) -> Value:
    """What a collection of one kind of object holds; the object itself where it is none."""
    found: list[Value] = []
    for option in options(value):
        if isinstance(option, Items | Table):
            inner = option.items if isinstance(option, Items) else list(option.items.values())
            found.extend(inner[:4])
        else:
            found.append(option)
    return either(found)


def either(values: list[Value]) -> Value:
    """One of several objects; None and what is not known say nothing."""
    each = [option for value in values for option in options(value)]
    known = [one for one in each if not isinstance(one, Unknown) and getattr(one, "value", ...) is not None]
    return union(*known) if known else UNKNOWN
