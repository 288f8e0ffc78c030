"""What the names of one body stand for, all of its functions taken together and in no order."""

from collections.abc import Iterator

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import descend, spelled

FILLING = frozenset({"append", "extend", "insert", "add", "update", "setdefault", "appendleft"})
"""Methods that put their arguments into what they are called on."""
CLOSED = frozenset({"int", "float", "bool", "Literal", "Decimal", "UUID", "date", "datetime", "timedelta"})
"""Types of parameters that hold no free text."""


class Local:
    """The bindings of a body: `made` is every expression that a name is made of.

    `open` are names of which nothing is known, such as parameters, `harmless` parameters whose type admits no free
    text, `chosen` the collections in which a name must be, or the body is left.
    """

    def __init__(self, body: object, params: tuple[s.Param, ...] = (), *, whole: bool = True) -> None:
        self.made: dict[str, list[e.Expr]] = {}
        self.open: set[str] = set()
        self.harmless: set[str] = set()
        self._params(params)
        self.chosen: dict[str, list[e.Expr]] = {}
        for item in descend(body, into_functions=whole):
            self._bind(item)

    def chosen_from(self, name: str) -> list[e.Expr]:
        """The collections in which a name must be, and which it is compared with after it was last bound."""
        bound = max((value.span.start for value in self.made.get(name, ())), default=-1)
        return [among for among in self.chosen.get(name, ()) if bound < among.span.start]

    def _bind(self, item: object) -> None:
        match item:
            case s.Assign(targets=targets, value=e.Expr() as value):
                for target in targets:
                    self._target(target, value)
            case e.Walrus(target=target, value=value):
                self._target(target, value)
            case s.For(target=target, source=source) | e.Clause(target=target, source=source):
                self._target(target, source)
            case s.If(test=e.Compare(left=e.Name(id=name), rest=(("not in", among),)), body=(*_, last)):
                if isinstance(last, s.Raise | s.Return):
                    self.chosen.setdefault(name, []).append(among)
            case s.With(items=items):
                self.open.update(name for _, target in items for name in _names(target))
            case s.Handler(name=name) if name:
                self.open.add(name)
            case s.Match(cases=cases):
                self.open.update(name for case in cases for name in case.names)
            case s.Function(params=params) | e.Lambda(params=params):
                self._params(params)
            case e.Call(func=e.Attribute(value=e.Name(id=name), attr=attr), args=args) if attr in FILLING:
                self.made.setdefault(name, []).extend(argument.value for argument in args)

    def _params(self, params: tuple[s.Param, ...]) -> None:
        for param in params:
            kind = spelled(param.annotation).rpartition(".")[2]
            (self.harmless if kind in CLOSED and not param.kind.startswith("*") else self.open).add(param.name)

    def _target(self, target: e.Expr, value: e.Expr) -> None:
        """Bind a target: the parts of one that unpacks are made of the whole value, unless it is written out."""
        match target, value:
            case e.Name(id=name), _:
                self.made.setdefault(name, []).append(value)
            case e.Display(items=targets), e.Display(items=values) if len(targets) == len(values):
                for one, part in zip(targets, values, strict=True):
                    self._target(one, part)
            case e.Display(items=targets), _:
                for one in targets:
                    self._target(one, value)
            case e.Starred(value=one), _:
                self._target(one, value)
            case e.Subscript(value=e.Name(id=name)), _:
                self.made.setdefault(name, []).append(value)


def _names(target: e.Expr | None) -> Iterator[str]:
    return (item.id for item in descend(target) if isinstance(item, e.Name))
