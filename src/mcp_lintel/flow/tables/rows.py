"""The rows of the library tables as values: sinks, sources, what carries on, what makes harmless, and kinds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import Any

SOURCES = ("client", "secret", "environment", "error", "upstream", "token")
"""The kinds of sources; they have no parents."""
SELF = "self"
"""The receiver of a call, where an argument is asked for."""
ALL = "all"
"""Every argument and the receiver."""


class Marker:
    """The type of NOT_GIVEN and NOT_KNOWN."""

    def __init__(self, words: str) -> None:
        self.words = words

    def __repr__(self) -> str:
        return self.words


NOT_GIVEN = Marker("NOT_GIVEN")
"""The argument does not stand in the call."""
NOT_KNOWN = Marker("NOT_KNOWN")
"""The argument may be anything."""

Argument = int | str
Asked = Callable[[tuple[Argument, ...]], object]
"""The literal that an argument has; for outside objects their dotted name; NOT_GIVEN; NOT_KNOWN."""


def _nothing() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of sink; `position` says which text counts: anywhere, at the start of the argument, or in its host.

    What keeps a value from the kind `behind`, "" for none, says nothing here: such a check has the `weakness`. Checks
    with one of the `sound` weaknesses do what they are there for, so that they are neither guards nor told.
    """

    name: str
    parent: str
    position: str
    words: str
    behind: str = ""
    weakness: str = ""
    sound: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Conditional:
    """A row that counts only where other arguments have certain values.

    `when` and `unless` give the values they must (not) have, `default` what they are when left out, `positions` where
    they stand if they are passed without their names.
    """

    when: Mapping[str, tuple[object, ...]] = field(default_factory=_nothing)
    unless: Mapping[str, tuple[object, ...]] = field(default_factory=_nothing)
    default: Mapping[str, object] = field(default_factory=_nothing)
    positions: Mapping[str, int] = field(default_factory=_nothing)

    def applies(self, asked: Asked) -> bool | None:
        """Is this call one that counts? None where the arguments that decide are not known."""
        answers = [self._met(asked, name, values) for name, values in self.when.items()]
        for name, values in self.unless.items():
            met = self._met(asked, name, values)
            answers.append(None if met is None else not met)
        return False if False in answers else None if None in answers else True

    def _met(self, asked: Asked, name: str, values: tuple[object, ...]) -> bool | None:
        value = asked((name, self.positions[name]) if name in self.positions else (name,))
        if value is NOT_GIVEN:
            value = self.default.get(name, NOT_GIVEN)
        if value is NOT_KNOWN:
            return None
        return any(_same(value, one) for one in values)


@dataclass(frozen=True, slots=True, eq=False)
class Sink(Conditional):
    """An argument at which text turns into action.

    `argument` are the positions and names it may have (position 0 is the first, "self" the receiver). `form` is "argv"
    for a list that starts a program, else "". `receivers` are names of objects of unknown kind whose method it is, and
    `methods` are names of methods that count for such objects only.
    """

    kind: str
    calls: tuple[str, ...]
    argument: tuple[Argument, ...]
    form: str = ""
    receivers: tuple[str, ...] = ()
    every: bool = False
    """Counts each positional argument from the first of `argument` on, as in `os.execl(path, *args)`?"""
    named: bool = False
    """Does each argument that is passed by name count too, as in `structlog.get_logger().info(event, **fields)`?"""
    methods: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()
    """Attributes of the result; a function that reads one of them looks at what it got."""


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """What a call gives or an attribute holds; `name` is told to people, `{call}` standing for what is written.

    `secret` leaves out attributes whose name does not say that they hold a secret.
    """

    kind: str
    name: str
    calls: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()
    secret: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Propagator:
    """How a call or an attribute carries on what goes in: from which arguments, to where, and changed in what way.

    `source` are positions, names, "self" or "all". `to` is "result", "self" or "nothing". `view` is the view of the
    result's taints, "" for no change.
    """

    calls: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    source: tuple[Argument, ...] = (ALL,)
    to: str = "result"
    view: str = ""
    clears: frozenset[str] = frozenset()
    receivers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Sanitiser(Conditional):
    """A call whose result does no harm at some kinds of sinks."""

    calls: tuple[str, ...]
    clears: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class GuardCall:
    """A function that tests: it returns only for a good value, or answers true or false for one (`when`)."""

    calls: tuple[str, ...]
    when: str
    clears: frozenset[str]
    argument: tuple[Argument, ...] = (0,)


@dataclass(frozen=True, slots=True, eq=False)
class HandOn:
    """A call that runs a function it is handed, or makes one that will run it.

    `rest` says what the function is given: positional (the arguments after it and all named ones), iterable (the items
    of the arguments after it), unpacked (what is in such items), folded (what it gave before, and an item), keywords
    (`args=` and `kwargs=`, at `args` and `kwargs` if by position), or none.
    `gives` is what the call gives: the "result" of the function, a "callable" that runs it later, or "nothing".
    """

    calls: tuple[str, ...]
    function: tuple[Argument, ...]
    rest: str = "positional"
    args: tuple[Argument, ...] = ("args",)
    kwargs: tuple[Argument, ...] = ("kwargs",)
    gives: str = "result"
    receivers: tuple[str, ...] = ()


Row = Sink | Source | Propagator | Sanitiser | GuardCall | HandOn


@dataclass(slots=True)
class Rows:
    """All rows of one table, in the order of the file."""

    kinds: dict[str, Kind] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)


def _same(value: object, wanted: object) -> bool:
    if isinstance(value, str) and isinstance(wanted, str):
        return fnmatchcase(value, wanted)
    return type(value) is type(wanted) and value == wanted
