"""Tells functions that something in the project speaks of from those that nothing does."""

from collections.abc import Iterable, Mapping

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.flow.commands.scoped import Scoped
from mcp_lintel.model.holders import Holders
from mcp_lintel.model.scopes import Scope
from mcp_lintel.program.values import Bound, Function, Unknown, options


def spoken_of(
    functions: Iterable[s.Function], scoped: Scoped, facts: Mapping[str, s.FileFacts], holders: Holders
) -> frozenset[int]:
    """The identities of those functions that something names, decorates or may name; others run nowhere.

    Names with two underscores around them are Python's own to call. A name that cannot be told to be another
    function's counts.
    """
    wanted: dict[str, list[s.Function]] = {}
    for function in functions:
        wanted.setdefault(function.name, []).append(function)
    found = {
        id(one) for ones in wanted.values() for one in ones
        if (one.decorators and not _plain(one)) or one.name.startswith("__")
    }  # fmt: skip
    for path in facts if wanted else ():
        for item, scope, _, owners in scoped.file(path):
            name = item.id if isinstance(item, e.Name) else item.attr if isinstance(item, e.Attribute) else ""
            for one in wanted.get(name, ()):
                if id(one) not in found and one not in owners and _may_be(item, one, scope, holders):
                    found.add(id(one))
    return frozenset(found)


def _plain(function: s.Function) -> bool:
    """Has it decorators of Python itself only?"""
    names = {one.id for one in function.decorators if isinstance(one, e.Name)}
    return len(names) == len(function.decorators) and names <= {"staticmethod", "classmethod", "property"}


def _may_be(item: object, function: s.Function, scope: Scope, holders: Holders) -> bool:
    """May a name or attribute stand for the function?"""
    assert isinstance(item, e.Name | e.Attribute)
    for option in options(holders.held(item, scope)):
        told = option.function if isinstance(option, Bound) else option
        if isinstance(told, Unknown) or (isinstance(told, Function) and told.node is function):
            return True
    return False
