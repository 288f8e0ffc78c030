"""Values that were looked up first: bound in a statement whose row is required, or a key of a mapping.

The standard's text before clause SEC-63: what the database or a collection of the server was asked for and has is
known there. It is known by equality only: `LIKE`, `OR` or a count say nothing of the value that was bound.
"""

import re
from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts.visit import spelled
from mcp_lintel.flow.domain.values import UNKNOWN_TEXT, deep
from mcp_lintel.flow.guards.looks import (
    WHOLE,
    Learned,
    Look,
    argument,
    is_fixed,
    last_name,
    method,
    taints,
    tell,
    text_of,
)
from mcp_lintel.flow.types import Expr

KINDS = ("option", "path", "url")
"""What a value that is known to the server's own store can no longer choose freely."""
ONE = frozenset((
    "fetchone", "first", "one_or_none", "scalar", "scalar_one_or_none", "fetchrow", "fetchval", "fetch_one",
    "fetch_val",
))  # fmt: skip
"""Give a row or None."""
MANY = frozenset(("fetchall", "fetchmany", "all", "fetch", "fetch_all", "execute_fetchall"))
"""Give a list, which is false when it is empty and never None."""
SURE = frozenset(("one", "scalar_one"))
"""Raise when there is no row (SQLAlchemy, `Result.one`)."""
VIEWS = frozenset(("mappings", "scalars", "tuples"))
EXECUTING = frozenset(("execute", "exec", "exec_driver_sql"))
STATEMENT = re.compile(r"\s*(select|with|update|delete)\b")
MARK = re.compile(r"\?|%s|(?:\$|:|@)\w+|%\(\w+\)s")
EQUAL = re.compile(r"(?<![<>!])=\s*(?:\w+\s*\(\s*)?$")
EITHER = re.compile(r"\b(or|xor|union)\b")
LOOSE = re.compile(r"\b(coalesce|ifnull|nvl|case|iif)\b|\bnot\b(?!\s+null)")
COUNTED = re.compile(r"\b(count|sum|max|min|avg|total|exists|group_concat|string_agg|\w+_agg|json_group_\w+)\s*\(")


def learn_row(call: e.Call, look: Look) -> Iterator[Learned]:
    """What it tells that a call gave a row: each value that a column was compared with is known."""
    receiver, name = method(call)
    if name not in ONE | MANY | SURE:
        return
    asked = call if _is_text(argument(call, 0, "query", "sql"), look) else _executed(receiver, look)
    if asked is None:
        return
    text = _text(argument(asked, 0, "query", "sql", "statement"), look).lower()
    for subject in _compared(text, asked, look):
        yield from tell(taints(subject, look, WHOLE), KINDS, call, look)


def remember_statement(call: e.Call, meant: dict[str, Expr]) -> None:
    """Note that an object runs another statement; rows that were fetched before are of the last one no more."""
    cursor, name = method(call)
    written = spelled(cursor)
    if name in EXECUTING and written:
        for variable, source in list(meant.items()):
            if spelled(method(_awaited(source))[0]) == written:
                del meant[variable]
        meant[f"{written}()"] = call


def _awaited(expr: Expr) -> Expr:
    return expr.value if isinstance(expr, e.Await) else expr


def never_none(call: Expr) -> bool:
    """Does a call give a list, so that it tells nothing that it is not None?"""
    return method(_awaited(call))[1] in MANY


@runtime_checkable
class Store(Protocol):
    """A look that knows what of the program holds what others put there."""

    def ran(self, cursor: Expr) -> e.Call | None:
        """The call that ran the last statement of an object."""

    def is_mapping(self, expr: Expr) -> bool:
        """Is it a dict of the program?"""


def has_keys(receiver: Expr, look: Look) -> bool:
    """Is it a dict that the server fills, so that a key that is in it is the server's own?"""
    return isinstance(look, Store) and look.is_mapping(receiver) and is_fixed(receiver, look)


def _is_text(expr: Expr | None, look: Look) -> bool:
    return expr is not None and bool(STATEMENT.match(_text(expr, look).lower()))


def _executed(receiver: Expr, look: Look) -> e.Call | None:
    """The call that ran the statement whose rows are fetched."""
    for _ in range(4):
        made = look.meant(receiver) if isinstance(receiver, e.Name) else None
        source = _awaited(made or receiver)
        owner, name = method(source)
        if name in EXECUTING and isinstance(source, e.Call):
            return source
        if name not in VIEWS:
            break
        receiver = owner
    return look.ran(receiver) if isinstance(look, Store) else None


def _text(expr: Expr | None, look: Look, depth: int = 0) -> str:
    """The text of a statement, NUL standing for pieces that are not known."""
    if expr is None or depth > 6:
        return UNKNOWN_TEXT
    known = text_of(expr, look)
    if known is not None:
        return known
    if isinstance(expr, e.Name) and (meant := look.meant(expr)) is not None:
        return _text(meant, look, depth + 1)
    if isinstance(expr, e.Call) and last_name(expr) == "text" and expr.args:
        return _text(expr.args[0].value, look, depth + 1)
    if isinstance(expr, e.Binary) and expr.op == "+":
        return _text(expr.left, look, depth + 1) + _text(expr.right, look, depth + 1)
    if isinstance(expr, e.Formatted):
        return "".join(_text(one, look, depth + 1) for one in expr.parts)
    return UNKNOWN_TEXT


def _compared(text: str, asked: e.Call, look: Look) -> Iterator[Expr]:
    """The bound values that some column must equal for a row to be there."""
    head, condition = _divided(text)
    if not condition or UNKNOWN_TEXT in condition or EITHER.search(condition) or _is_counted(head):
        return
    if UNKNOWN_TEXT in head and deep(look.value(asked.args[0].value)):
        return
    marks = list(MARK.finditer(condition))
    placed = [mark for mark in marks if mark[0] in ("?", "%s")]
    for mark in marks:
        before = condition[: mark.start()]
        if EQUAL.search(before) and not LOOSE.search(before):
            bound = _bound(mark[0], len(placed) - placed.index(mark) if mark in placed else 0, asked)
            if bound is not None:
                yield bound


def _divided(text: str) -> tuple[str, str]:
    """A statement before and behind its own `where`, which stands in no bracket."""
    for found in re.finditer(r"\bwhere\b", text):
        head = text[: found.start()]
        if head.count("(") == head.count(")") and STATEMENT.match(head):
            return head, text[found.end() :]
    return text, ""


def _is_counted(head: str) -> bool:
    """Is there a row in any case, with a count in it?"""
    return bool(COUNTED.search(head)) and "group by" not in head


def _bound(mark: str, from_end: int, asked: e.Call) -> Expr | None:
    """What is put in the place of a mark: by name, by number, or by its place from the end."""
    rest = [one.value for one in asked.args[1:] if not one.star and not one.name]
    given = rest[0] if len(rest) == 1 else None
    if from_end:
        items = list(given.items) if isinstance(given, e.Display) else rest
        starred = any(isinstance(one, e.Starred) for one in items)
        return items[-from_end] if from_end <= len(items) and not starred else None
    name = mark.removeprefix("%(").removesuffix(")s").strip("$:@")
    if name.isdigit():
        return rest[int(name) - 1] if 0 < int(name) <= len(rest) else None
    named = given.items if isinstance(given, e.DictDisplay) else ()
    return next((v for k, v in named if isinstance(k, e.Constant) and str(k.value).lower() == name), None)
