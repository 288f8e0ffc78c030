"""Tests that are calls of libraries: methods of texts and paths, `isinstance`, comparisons of digests."""

from collections.abc import Callable, Iterator

from mcp_lintel.facts import expressions as e
from mcp_lintel.flow.guards.compare import within
from mcp_lintel.flow.guards.hosts import learn_address
from mcp_lintel.flow.guards.letters import CLASSES
from mcp_lintel.flow.guards.looks import NAMED, Learned, Look, argument, called, is_fixed, method, taints, tell
from mcp_lintel.flow.guards.lookups import has_keys, learn_row
from mcp_lintel.flow.guards.matches import learn_match, unreplaced
from mcp_lintel.flow.guards.members import among, chosen, of_types
from mcp_lintel.flow.guards.paths import contains, outside
from mcp_lintel.flow.guards.texts import ADDRESS, ends, starts, starts_not
from mcp_lintel.flow.patterns import characters as chars
from mcp_lintel.flow.patterns.characters import Admitted
from mcp_lintel.flow.tables.rows import GuardCall
from mcp_lintel.flow.types import Expr

DIGESTS = frozenset(("hmac.compare_digest", "secrets.compare_digest"))
ABSOLUTE = frozenset(("os.path.isabs", "posixpath.isabs"))


def learn_call(test: Expr, outcome: bool, look: Look) -> Iterator[Learned]:
    """What a call tells that came out true or false; also an attribute that answers, such as `is_private`."""
    if isinstance(test, e.Attribute):
        yield from learn_address(test, outcome, look)
    if not isinstance(test, e.Call):
        return
    yield from learn_match(test, outcome, look)
    if outcome:
        yield from learn_row(test, look)
    yield from tabled(test, "true" if outcome else "false", look)
    yield from _function(test, outcome, look)
    receiver, name = method(test)
    if name in CLASSES and not test.args:
        yield from _classed(receiver, name, outcome, test, look)
    if name == "is_absolute" and not outcome:
        yield from _relative_only(receiver, test, look)
    learn = _METHODS.get(name)
    if learn is not None and test.args:
        yield from learn(receiver, test, outcome, look)


def _classed(receiver: Expr, name: str, outcome: bool, test: e.Call, look: Look) -> Iterator[Learned]:
    """`x.isalnum()`: which characters all of a text are; the text may have lost some to `replace` before."""
    if not outcome:
        return
    if name in ("isdigit", "isdecimal", "isnumeric"):
        yield from tell(taints(receiver, look, NAMED), ("text",), test, look)
        return
    if name in ("islower", "isupper", "isspace"):
        return
    subject, more = unreplaced(receiver, look)
    bits = CLASSES[name][0] | more | (chars.DIGITS if name == "isidentifier" else 0)
    first = CLASSES[name][0] | more
    admitted = Admitted(bits, first, bool(bits & chars.of(".")))
    yield from tell(taints(subject, look, NAMED), chars.kinds(admitted), test, look)
    if subject is receiver and name in ("isalnum", "isalpha"):
        yield from tell(taints(subject, look, ("host",)), ADDRESS, test, look)


def _function(call: e.Call, outcome: bool, look: Look) -> Iterator[Learned]:
    name = called(call, look)
    first, second = argument(call, 0), argument(call, 1)
    if name == "isinstance" and outcome and first is not None and second is not None:
        yield from of_types(first, second, call, look)
    elif name in ABSOLUTE and not outcome and first is not None:
        yield from _relative_only(first, call, look)
    elif name in DIGESTS and outcome:
        for one in (first, second):
            if one is not None:
                yield from tell(taints(_signed(one, look), look), ("any",), call, look)


def _relative_only(path: Expr, test: e.Call, look: Look) -> Iterator[Learned]:
    """An absolute path is refused, which is half a guard."""
    yield from tell(taints(path, look, NAMED), ("no-absolute",), test, look)
    yield from tell(taints(path, look, NAMED), ("path",), test, look, "denylist")


def _signed(digest: Expr, look: Look) -> Expr:
    """What a digest with a key was made of: the message of `hmac.new(KEY, message, …).hexdigest()`."""
    for _ in range(4):
        if isinstance(digest, e.Name):
            digest = look.meant(digest) or digest
        receiver, name = method(digest)
        if called(digest, look) in ("hmac.new", "hmac.digest") and isinstance(digest, e.Call):
            return argument(digest, 1, "msg") or digest
        if name not in ("hexdigest", "digest"):
            break
        digest = receiver
    return digest


def tabled(call: e.Call, when: str, look: Look) -> Iterator[Learned]:
    """What the tables say that a call tests."""
    for guard in look.guards(call):
        if guard.when == when:
            for subject in _subjects(call, guard):
                yield from tell(taints(subject, look, NAMED), guard.clears, call, look)


def _subjects(call: e.Call, guard: GuardCall) -> Iterator[Expr]:
    for position in guard.argument:
        if position == "self":
            yield method(call)[0]
        elif isinstance(position, int):
            found = argument(call, position)
            if found is not None:
                yield found
        else:
            named = call.keyword(position)
            if named is not None:
                yield named


def _starts(receiver: Expr, call: e.Call, outcome: bool, look: Look) -> Iterator[Learned]:
    yield from (starts if outcome else starts_not)(receiver, call.args[0].value, call, look)


def _ends(receiver: Expr, call: e.Call, outcome: bool, look: Look) -> Iterator[Learned]:
    if outcome:
        yield from ends(receiver, call.args[0].value, call, look)


def _relative(receiver: Expr, call: e.Call, outcome: bool, look: Look) -> Iterator[Learned]:
    yield from (contains if outcome else outside)(receiver, call.args[0].value, call, look)


def _subset(receiver: Expr, call: e.Call, outcome: bool, look: Look) -> Iterator[Learned]:
    if outcome and called(receiver, look) in ("set", "frozenset") and isinstance(receiver, e.Call) and receiver.args:
        yield from within(receiver.args[0].value, call.args[0].value, call, look)


def _superset(receiver: Expr, call: e.Call, outcome: bool, look: Look) -> Iterator[Learned]:
    subject = call.args[0].value
    if called(subject, look) in ("set", "frozenset") and isinstance(subject, e.Call) and subject.args:
        subject = subject.args[0].value
    if outcome and is_fixed(receiver, look):
        yield from within(subject, receiver, call, look)


def _contained(receiver: Expr, call: e.Call, outcome: bool, look: Look) -> Iterator[Learned]:
    if outcome:
        yield from among(call.args[0].value, receiver, call, look)


def _looked_up(receiver: Expr, call: e.Call, outcome: bool, look: Look) -> Iterator[Learned]:
    """`TABLE.get(x)` that is something: x is a key of the table."""
    if outcome and len(call.args) == 1 and (look.literals(receiver) or has_keys(receiver, look)):
        yield from chosen(call.args[0].value, frozenset(), call, look)


_METHODS: dict[str, Callable[[Expr, e.Call, bool, Look], Iterator[Learned]]] = {
    "startswith": _starts,
    "endswith": _ends,
    "is_relative_to": _relative,
    "issubset": _subset,
    "issuperset": _superset,
    "__contains__": _contained,
    "get": _looked_up,
}
