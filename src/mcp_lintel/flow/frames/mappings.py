"""Which expressions are dicts that the program fills: written out, or an attribute that is set to one."""

from collections.abc import Iterator

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import descend, spelled
from mcp_lintel.flow.frames.protocols import Evaluating
from mcp_lintel.program import values as p

DICTS = frozenset((
    "dict", "Dict", "defaultdict", "OrderedDict", "Mapping", "MutableMapping", "WeakValueDictionary", "DefaultDict",
))  # fmt: skip
"""Last names of the types of mappings (standard library)."""


def is_mapping(expr: e.Expr, evaluator: Evaluating) -> bool:
    """Is an expression a dict of the program, be it empty at the start?"""
    options = list(p.options(evaluator.names.held(expr)))
    if options and all(isinstance(one, p.Table) for one in options):
        return True
    if not isinstance(expr, e.Attribute):
        return False
    owners = [cls for one in p.options(evaluator.names.held(expr.value)) if (cls := _class_of(one)) is not None]
    set_to = [each for cls in owners for each in _set(cls, expr.attr)]
    return bool(set_to) and all(map(_is_dict, set_to))


def _class_of(value: p.Value) -> p.Class | None:
    return value.cls if isinstance(value, p.Instance) else value if isinstance(value, p.Class) else None


def _set(cls: p.Class, name: str) -> Iterator[e.Expr | None]:
    """What an attribute is set to in a class, or the type that it is declared with."""
    for ancestor in cls.lineage():
        for stmt in descend(ancestor.node.body) if isinstance(ancestor, p.Class) else ():
            if isinstance(stmt, s.Assign) and any(_names(target, name) for target in stmt.targets):
                yield stmt.annotation or stmt.value


def _names(target: e.Expr, name: str) -> bool:
    match target:
        case e.Name(id=found) | e.Attribute(value=e.Name(id="self" | "cls"), attr=found):
            return found == name
    return False


def _is_dict(made: e.Expr | None) -> bool:
    """A dict written out, made by a type of mappings, or declared as one."""
    match made:
        case e.DictDisplay() | e.Comprehension(kind="dict"):
            return True
        case e.Call(func=func):
            return spelled(func).rpartition(".")[2] in DICTS
        case e.Subscript(value=value):
            return spelled(value).rpartition(".")[2] in DICTS
    return isinstance(made, e.Name | e.Attribute) and spelled(made).rpartition(".")[2] in DICTS
