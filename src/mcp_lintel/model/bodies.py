"""What a handler's body does, read from its statements: guards on parameters, effects, authorisation checks."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import descend, spelled
from mcp_lintel.model.types import AuthCheck, Guard
from mcp_lintel.text.span import Place

EFFECTS: tuple[tuple[str, str], ...] = (
    ("spawns", r"(?:subprocess\.\w+|os\.(?:system|popen|exec\w+|spawn\w+)|asyncio\.create_subprocess_\w+)"),
    (
        "deletes",
        r"(?:os\.(?:remove|unlink|rmdir|removedirs)|shutil\.rmtree|.*\.(?:unlink|rmdir|delete_one|delete_many|delete_object))",
    ),
    (
        "writes",
        r"(?:.*\.(?:write_text|write_bytes|insert_one|insert_many|update_one|update_many|replace_one|put_object|commit))",
    ),
    ("writes", r"(?:os\.(?:rename|replace|mkdir|makedirs|chmod|chown)|shutil\.(?:copy\w*|move))"),
    (
        "sends",
        r"(?:requests|httpx|httpx2|session|client|self\.\w*(?:client|session)|\w*client|\w*session)\.(?:post|put|patch|delete)",
    ),
    ("sends", r"(?:smtplib\..*|.*\.(?:sendmail|send_message|publish))"),
)
EFFECTS += (("reads", r".*\.(?:read_text|read_bytes|iterdir|rglob)"),)
EFFECT_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in EFFECTS)
AUTH_NAME = re.compile(
    r"(?:^|_)(?:auth|authori[sz]e[ds]?|authori[sz]ation|authenticate[ds]?|authentication|permissions?|permitted|roles?|scopes?"
    r"|capabilit(?:y|ies)|acl|rbac|admin|login|access)(?:$|_)"
)
CHECK_VERB = re.compile(
    r"^_*(?:require|requires|check|verify|ensure|assert|enforce|has|is|can|validate|authori[sz]e|need|needs|must)"
)


CLAIMS = frozenset({"scopes", "roles", "role", "permissions", "claims", "is_admin", "groups", "capabilities"})


@cache
def is_check_name(name: str) -> bool:
    """Does a function's or decorator's last name say that it checks who is calling?

    `require_role`, `check_permission`, `is_admin`, `authorize`; `get_auth_url` and `access_log` do not.
    """
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.rpartition(".")[2]).lower().strip("_")
    if re.fullmatch(
        r"authori[sz]ed?|authenticated?|login_required|auth_required|protected|admin_only|admin_required", words
    ):
        return True
    return bool(AUTH_NAME.search(words) and (CHECK_VERB.match(words) or words.endswith(("_required", "_only"))))


def calls_in(node: object) -> Iterator[e.Call]:
    """Every call below a node, bodies of nested functions included."""
    return (item for item in descend(node) if isinstance(item, e.Call))


@cache
def effect_of(name: str) -> str | None:
    """What a call of this name does, or None."""
    return next((kind for kind, pattern in EFFECT_PATTERNS if pattern.fullmatch(name)), None)


def opens_for_writing(call: e.Call, position: int = 1) -> bool:
    """Does a call of `open` or its like ask for a file to write to? `position` is that of the mode."""
    placed = call.args[position] if len(call.args) > position else None
    mode = call.keyword("mode") or (placed.value if placed is not None and not placed.name else None)
    return isinstance(mode, e.Constant) and isinstance(mode.value, str) and bool(set(mode.value) & set("wax+"))


def guarding(function: s.Function | e.Lambda) -> tuple[object, ...]:
    """The statements and expressions of a body that can guard a parameter; to be looked through for each of them."""
    kinds = (s.If, s.Assert, e.Call, e.Subscript)
    return tuple(item for item in descend(function.body, into_functions=False) if isinstance(item, kinds))


def guards_of(items: Sequence[object], name: str, path: str) -> tuple[Guard, ...]:
    """Checks of a parameter among the guarding parts of a body: a test that leaves, a clamp, a slice."""
    found = []
    for item in items:
        match item:
            case s.If(test=test, body=body, span=span) if _mentions(test, name) and _leaves_or_sets(body, name):
                found.append(Guard(Place(path, test.span), "test"))
            case s.Assert(test=test) if _mentions(test, name):
                found.append(Guard(Place(path, test.span), "assertion"))
            case e.Call(func=e.Name(id="min" | "max"), args=args, span=span) if any(
                _is_name(a.value, name) for a in args
            ):
                found.append(Guard(Place(path, span), "clamp"))
            case e.Subscript(value=e.Name(id=base), index=e.Slice(upper=e.Expr()), span=span) if base == name:
                found.append(Guard(Place(path, span), "slice"))
    return tuple(found)


def _is_name(expr: e.Expr, name: str) -> bool:
    return isinstance(expr, e.Name) and expr.id == name


def _mentions(expr: e.Expr, name: str) -> bool:
    return any(isinstance(item, e.Compare | e.Unary | e.Call) and _direct(item, name) for item in descend(expr))


def _direct(item: e.Expr, name: str) -> bool:
    """Is the parameter itself, or its length, a side of a comparison or an argument of a check?"""
    sides: tuple[e.Expr, ...] = ()
    if isinstance(item, e.Compare):
        if any(isinstance(side, e.Constant) and side.value is None for _, side in item.rest):
            return False
        sides = (item.left, *(side for _, side in item.rest))
    elif isinstance(item, e.Call):
        sides = tuple(argument.value for argument in item.args)
    return any(isinstance(sub, e.Name) and sub.id == name for side in sides for sub in descend(side))


def _leaves_or_sets(body: s.Body, name: str) -> bool:
    for item in body:
        match item:
            case s.Return() | s.Raise():
                return True
            case s.Assign(targets=(e.Name(id=target), *_)) if target == name:
                return True
    return False


def checks_in_body(function: s.Function | e.Lambda, path: str) -> tuple[AuthCheck, ...]:
    """Authorisation checks by call; one dominates when no undecided branch lies between it and the body's start.

    `if not allowed(user): raise` dominates as well: what follows runs only when the test held.
    """
    if isinstance(function, e.Lambda):
        return ()
    return tuple(_checks(function.body, path, dominates=True))


def _checks(body: s.Body, path: str, *, dominates: bool) -> Iterator[AuthCheck]:
    for item in body:
        match item:
            case s.If(test=test, body=inner, orelse=orelse):
                holds = _always_leaves(inner, orelse) or item is body[-1]
                tested = list(_tests(test, path, dominates=dominates and holds))
                yield from tested
                yield from _checks(inner, path, dominates=dominates and bool(tested))
                yield from _checks(orelse, path, dominates=False)
            case s.With(items=items, body=inner):
                for value, _ in items:
                    yield from _check_calls(value, path, dominates=dominates)
                yield from _checks(inner, path, dominates=dominates)
            case s.Try(body=inner):
                yield from _checks(inner, path, dominates=dominates)
            case s.For(body=inner) | s.While(body=inner):
                yield from _checks(inner, path, dominates=False)
            case s.Function() | s.Class():
                continue
            case _:
                yield from _check_calls(item, path, dominates=dominates)


def _tests(test: e.Expr, path: str, *, dominates: bool) -> Iterator[AuthCheck]:
    """Checks in the test of a branch: calls, and comparisons with what the caller may do (`token.scopes`,
    `user.role`)."""
    found = list(_check_calls(test, path, dominates=dominates))
    yield from found
    for item in () if found else descend(test):
        name = item.attr if isinstance(item, e.Attribute) else item.id if isinstance(item, e.Name) else ""
        if isinstance(item, e.Expr) and name in CLAIMS:
            yield AuthCheck(spelled(item), Place(path, test.span), dominates)
            return


def _always_leaves(body: s.Body, orelse: s.Body) -> bool:
    """Does one side of a branch always leave, so that the rest runs only when the test allows it?"""
    ends = [bool(side) and isinstance(side[-1], s.Return | s.Raise) for side in (body, orelse)]
    return any(ends)


def _check_calls(node: object, path: str, *, dominates: bool) -> Iterator[AuthCheck]:
    for call in calls_in(node):
        name = spelled(call.func)
        if is_check_name(name):
            yield AuthCheck(name, Place(path, call.span), dominates)
