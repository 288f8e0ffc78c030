"""Containment: tests that a path lies inside a folder, and tests that only look like it.

A path is compared part by part and after its links were resolved, or the comparison says nothing (SEC-29, SEC-63).
"""

from collections.abc import Iterator

from mcp_lintel.facts import expressions as e
from mcp_lintel.flow.guards.looks import LOCATED, Learned, Look, argument, called, denies, taints, tell, text_of
from mcp_lintel.flow.types import Expr, Taint

KINDS = ("path", "archive")
UNRESOLVED = ("", "lowered", "absolute")
COMMON = {"os.path.commonpath": "", "os.path.commonprefix": "string-prefix"}


def contains(path: Expr, base: Expr, test: Expr, look: Look, weakness: str = "") -> Iterator[Learned]:
    """That a path lies inside a base; without resolving it first that says little."""
    fresh = _apart(path, base, look)
    resolved = [taint for taint in fresh if taint.view in LOCATED]
    written = [taint for taint in fresh if taint.view in UNRESOLVED]
    yield from tell(resolved, KINDS, test, look, weakness)
    yield from tell(written, KINDS, test, look, weakness or "before-normalising")


def outside(path: Expr, base: Expr, test: Expr, look: Look) -> Iterator[Learned]:
    """That a path does not lie inside a folder of a list of forbidden ones.

    Compared part by part after resolving, no spelling gets past it; any other comparison is a list of spellings.
    """
    if denies(base, look):
        fresh = _apart(path, base, look)
        yield from tell([taint for taint in fresh if taint.view in LOCATED], KINDS, test, look)
        yield from tell([taint for taint in fresh if taint.view in UNRESOLVED], KINDS, test, look, "denylist")


def begins(path: Expr, base: Expr, test: Expr, look: Look) -> Iterator[Learned]:
    """That the text of a path begins with the text of a base, which holds if a separator ends the base."""
    yield from contains(path, base, test, look, "" if ends_with_separator(base, look) else "string-prefix")


def _apart(path: Expr, base: Expr, look: Look) -> list[Taint]:
    """The taints of a path that do not flow in the base as well: nobody may choose his own fence."""
    own = {taint.label for taint in taints(base, look)}
    return [taint for taint in taints(path, look) if taint.label not in own]


def common(left: Expr, right: Expr, test: Expr, look: Look) -> Iterator[Learned]:
    """`os.path.commonpath([base, path]) == base`, either way round."""
    for call, base in ((left, right), (right, left)):
        call = _unwrapped(call, look)
        name = called(call, look)
        if name not in COMMON or not isinstance(call, e.Call):
            continue
        paths = argument(call, 0, "paths")
        if isinstance(paths, e.Display):
            for path in paths.items:
                yield from contains(path, base, test, look, COMMON[name])


def _unwrapped(call: Expr, look: Look) -> Expr:
    """`Path(os.path.commonpath(…))` and a variable for it are the call itself."""
    if isinstance(call, e.Name):
        return look.meant(call) or call
    inner = argument(call, 0) if isinstance(call, e.Call) and called(call, look) in ("pathlib.Path", "str") else None
    return inner if isinstance(inner, e.Call) else call


def ends_with_separator(base: Expr, look: Look) -> bool:
    """Does a text end with a slash or with `os.sep`?"""
    text = text_of(base, look)
    if text is not None:
        return text.endswith(("/", "\\"))
    if look.path(base) in ("os.sep", "os.path.sep"):
        return True
    if isinstance(base, e.Binary) and base.op == "+":
        return ends_with_separator(base.right, look)
    if isinstance(base, e.Formatted) and base.parts:
        return ends_with_separator(base.parts[-1], look)
    if isinstance(base, e.Call) and called(base, look) == "os.path.join" and base.args:
        return text_of(base.args[-1].value, look) == ""
    meant = look.meant(base) if isinstance(base, e.Name) else None
    return meant is not None and not isinstance(meant, e.Name) and ends_with_separator(meant, look)
