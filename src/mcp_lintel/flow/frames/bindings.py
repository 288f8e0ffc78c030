"""The names that a function binds, and the parameters whose literals decide what it does."""

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import descend, spelled


def assigned(node: s.Function | e.Lambda) -> frozenset[str]:
    """The names a function binds, those of its parameters included when they are bound again."""
    found: set[str] = set()
    for item in descend(node.body, into_functions=False):
        match item:
            case s.Assign(targets=targets):
                found.update(name for target in targets for name in _names(target))
            case s.For(target=target) | e.Clause(target=target) | e.Walrus(target=target):
                found.update(_names(target))
            case s.With(items=items):
                found.update(name for _, target in items if target is not None for name in _names(target))
            case s.Function(name=name) | s.Class(name=name) | s.Handler(name=name):
                found.add(name)
            case s.Match(cases=cases):
                found.update(name for case in cases for name in case.names)
            case s.Import(names=names) | s.ImportFrom(names=names):
                found.update(bound for _, bound in names)
    return frozenset(found)


def _names(target: e.Expr) -> list[str]:
    if isinstance(target, e.Name):
        return [target.id]
    if isinstance(target, e.Display):
        return [name for item in target.items for name in _names(item)]
    return _names(target.value) if isinstance(target, e.Starred) else []


def switches(node: s.Function | e.Lambda) -> frozenset[str]:
    """The parameters whose literal value decides what a function does: tested, used as a key, handed on by keyword."""
    names = {param.name for param in node.params}
    found: set[str] = set()
    made: list[tuple[set[str], object]] = []
    for item in descend(node.body):
        tested: list[object] = []
        match item:
            case s.If(test=test) | s.While(test=test) | e.Conditional(test=test):
                tested = [test]
            case s.Match(subject=subject):
                tested = [subject]
            case e.Subscript(index=index):
                tested = [index]
            case s.Assign(targets=targets, value=value) if value is not None:
                made.append(({name for target in targets for name in _names(target)}, value))
            case e.Call(func=func, args=args):
                if spelled(func) in ("getattr", "hasattr"):
                    tested = [arg.value for arg in args[1:2]]
                elif isinstance(func, e.Attribute) and func.attr == "get":
                    tested = [arg.value for arg in args[:1]]
                tested += [arg.value for arg in args if arg.name and isinstance(arg.value, e.Name)]
        for one in tested:
            found.update(each.id for each in descend(one) if isinstance(each, e.Name))
    for bound, source in reversed(made):
        if bound & found:
            found.update(each.id for each in descend(source) if isinstance(each, e.Name))
    return frozenset(found & names)


def asked_for_keys(node: s.Function | e.Lambda) -> frozenset[str]:
    """The parameters that a function asks for keys by name, or goes through item by item."""
    found: list[object] = []
    for item in descend(node.body):
        match item:
            case e.Call(func=e.Attribute(value=owner, attr="get" | "pop" | "items" | "setdefault")):
                found.append(owner)
            case e.Subscript(value=owner, index=e.Constant(value=str())):
                found.append(owner)
            case e.Compare(left=e.Constant(value=str()), rest=(("in" | "not in", owner),)):
                found.append(owner)
    return frozenset(one.id for one in found if isinstance(one, e.Name)) & {param.name for param in node.params}
