"""What flows: labels of client input, taints that carry them, abstract values, and what arrives at sinks.

A *label* is a part of something a function is given: parameter 0, its attribute `.path`, its key `[name]`. A *taint*
says that a value was made from such a part, and how. Functions are read once with labels for their parameters; a call
puts the caller's values in the labels' place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from mcp_lintel.facts import expressions as e
from mcp_lintel.program.values import Class, Function
from mcp_lintel.text.span import Place


@dataclass(frozen=True, slots=True)
class Step:
    """One hop on the way from a source to a sink: where, and in words what happens to the value there."""

    place: Place
    message: str


Trace = tuple[Step, ...]
RETURNED = "is returned"
"""What is told of the expression behind a `return`."""


@dataclass(frozen=True, slots=True)
class Free:
    """A variable of an enclosing function, seen from a function inside it; `owner` is the identity of the former."""

    owner: int
    name: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Something that flows and is no parameter: a secret, an answer of another service, a header of a request.

    `kind` is client, secret, environment, error, upstream or token; `name` says what it is, in words for people.
    """

    kind: str
    name: str
    place: Place


Root = int | Free | Origin
"""The position of a parameter, a variable around, or a source inside the function."""


class Label(NamedTuple):
    """A part of a root; `path` holds `.name` for attributes, `[key]` for literal keys, `[*]` for any item."""

    root: Root
    path: tuple[str, ...] = ()

    def covers(self, other: "Label") -> bool:
        """Is the other label this one or a part of it?"""
        return self.root == other.root and other.path[: len(self.path)] == self.path


class Taint(NamedTuple):
    """That a value was made from a label.

    `lead` is the text that stands before it in the value: "" when the value begins with it, `\\0` standing for text
    that is not known. `cleared` are the kinds of sinks it can do no harm at any more. `view` says which part of the
    label it is: "" the whole, "part", "first" (word), "host", "scheme", "name"; or its form: "resolved", "absolute",
    "lowered". `vague` is set once it went through something outside the project that the tables do not know.
    """

    label: Label
    lead: str = ""
    cleared: frozenset[str] = frozenset()
    view: str = ""
    vague: bool = False


class Absent:
    """The type of ABSENT: no literal value is known."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = Absent()
Guards = Mapping[Label, Mapping[str, "Check"]]
"""What is known to hold of labels at a point: a kind of sink (or a token such as `no-dotdot`) and the check."""


@dataclass(frozen=True, slots=True)
class Check:
    """A test that a value passed: where, and the weakness it has (`string-prefix`, ...), "" for one that holds.

    The weaknesses are those that clause SEC-63 lists under `weak_guards`.
    """

    place: Place
    weakness: str = ""


@dataclass(frozen=True, slots=True)
class Runnable:
    """A function that a value is or holds: with the arguments that functools.partial or a bound method filled in."""

    function: Function
    positional: tuple["Value", ...] = ()
    named: tuple[tuple[str, "Value"], ...] = ()
    captured: tuple[tuple[Free, "Value"], ...] = ()


class Value:
    """What an expression may be: taints with their traces, a literal, fields by path part, functions, return cases.

    Never changed once made. `kind` is list, tuple, set or dict for a collection written out, "" otherwise. `cases`
    are the alternatives of a call's result, each with what is known to hold where the call returned it. `cls` is the
    class of an object, where that is known better than from the function it is in.
    """

    __slots__ = ("cases", "cls", "constant", "fields", "functions", "kind", "taints")

    def __init__(
        self,
        taints: Mapping[Taint, Trace] | None = None,
        constant: object = ABSENT,
        fields: Mapping[str, "Value"] | None = None,
        functions: tuple[Runnable, ...] = (),
        kind: str = "",
        cases: tuple[tuple["Value", Guards], ...] = (),
        cls: Class | None = None,
    ) -> None:
        self.taints: Mapping[Taint, Trace] = taints or {}
        self.constant = constant
        self.fields: Mapping[str, Value] = fields or {}
        self.functions = functions
        self.kind = kind
        self.cases = cases
        self.cls = cls

    def __repr__(self) -> str:
        return f"Value({list(self.taints)}, {self.constant!r}, {sorted(self.fields)})"


NOTHING = Value()
"""A value of which nothing is known and that nothing flows in."""


Need = tuple[Label, str]
"""What must not be known of a label for a way to be taken, such as that a file is `absent`."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A label that reaches a sink: `kind` of the sink, the `call` as written and the argument's place.

    `whole` says that the argument is the label and nothing else. `weak` are checks on the way that do not hold,
    `needs` what must be so for the way to be taken.
    """

    kind: str
    call: str
    place: Place
    symbol: str
    taint: Taint
    trace: Trace
    weak: tuple[Check, ...] = ()
    part: str = ""
    needs: frozenset[Need] = frozenset()


@dataclass(frozen=True, slots=True)
class Flow:
    """Something that reaches a sink, as rules look at it: one for each entry, source and sink.

    `sink` is the sink's kind (`path-write`), `family` its kinds from itself up to the root, `call` the callee as it is
    written, `place` the argument at the sink. `source` is the kind of what flows: client, secret, environment, error,
    upstream or token; `parameter` names the part that a client sends (`name`, `query.text`), for other sources what
    it is. `surface` is tool, resource, prompt, route, completion or server, `tool` the name clients see. `steps` are
    all hops, the source first and the sink last.
    """

    sink: str
    family: tuple[str, ...]
    source: str
    call: str
    place: Place
    symbol: str
    surface: str
    tool: str
    parameter: str
    entry: str
    lead: str
    steps: Trace
    whole: bool = False
    """Is the argument exactly what the client sent?"""
    sure: bool = True
    """False once the value went through something that is not known."""
    weak: tuple[Check, ...] = ()
    """Checks on the way that do not hold."""
    by_design: bool = False
    """Says the tool's own name or parameter that this is what it is for?"""
    over_http: bool = True
    part: str = ""
    """The field of the answer that holds it, such as `notes.text`; "" for the answer itself."""


Expr = e.Expr
