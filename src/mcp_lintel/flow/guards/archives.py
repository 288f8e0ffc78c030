"""Archives whose members were looked at one by one: what holds for the name of each holds for unpacking them all.

docs.python.org, "Extraction filters" of tarfile: a member goes where its name says.
"""

from collections.abc import Iterator, Mapping

from mcp_lintel.facts import expressions as e
from mcp_lintel.flow.domain.values import ANY_ITEM
from mcp_lintel.flow.patterns.characters import settle
from mcp_lintel.flow.types import Check, Guards, Label

MEMBERS = frozenset(("getmembers", "getnames", "infolist", "namelist"))
"""Methods of tarfile.TarFile and zipfile.ZipFile that list everything in an archive."""
NAMES = frozenset(((), (".name",), (".path",), (".filename",)))
HOLDING = frozenset(("any", "text", "path", "archive"))


def lists_members(source: e.Expr | None) -> bool:
    """Does an expression list everything in an archive?"""
    return isinstance(source, e.Call) and isinstance(source.func, e.Attribute) and source.func.attr in MEMBERS


def of_archive(told: Guards) -> Iterator[tuple[Label, str, Check]]:
    """What checks of the names of all members say of the archive."""
    for label, checks in told.items():
        path = label.path
        if ANY_ITEM not in path:
            continue
        last = len(path) - 1 - path[::-1].index(ANY_ITEM)
        if path[last + 1 :] in NAMES:
            for key, check in _of_all(checks):
                yield Label(label.root, path[:last]), key, check


def _of_all(checks: Mapping[str, Check]) -> Iterator[tuple[str, Check]]:
    """Checks of a name, as checks of what is unpacked under it."""
    holding = [key for key, check in checks.items() if not check.weakness]
    if not HOLDING.isdisjoint(settle(holding)):
        yield "archive", checks[holding[0]]
    for key, check in checks.items():
        if check.weakness and key.partition("~")[0] in HOLDING:
            yield "archive", check
