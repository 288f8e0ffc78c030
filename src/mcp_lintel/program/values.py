"""What an expression may be at run time, as far as reading can tell.

Values are compared by identity: a list that is appended to stays one list. `Unknown` is a value like any other; it is
what everything becomes that only a run could decide.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.text.span import Place

MAX_OPTIONS = 12
"""Possible values kept of one; which of more it may be says nothing."""


class Value:
    """Any value."""

    __slots__ = ()


@dataclass(eq=False, slots=True)
class Unknown(Value):
    """Not decidable; `reason` says why, in words for people."""

    reason: str = "computed at run time"


@dataclass(eq=False, slots=True)
class Lit(Value):
    """A str, bytes, number, bool, None or Ellipsis."""

    value: object


@dataclass(eq=False, slots=True)
class Items(Value):
    """A list, tuple or set; `open` says that it may hold more than is listed.

    `maybe` are the identities of the items that are in it on some paths only. `depth` is how many undecided tests
    stood around its making: what is put in under more of them may be missing.
    """

    kind: str
    items: list[Value]
    open: bool = False
    depth: int = 0
    maybe: frozenset[int] = frozenset()


@dataclass(eq=False, slots=True)
class Table(Value):
    """A dict by literal key; `open`, `depth` and `maybe` (identities of values) as those of `Items`."""

    items: dict[object, Value] = field(default_factory=dict)
    open: bool = False
    depth: int = 0
    maybe: frozenset[int] = frozenset()


@dataclass(eq=False, slots=True)
class Env:
    """Names in a scope, with the scope around it; a class body's names are not seen from functions inside it."""

    path: str
    names: dict[str, Value] = field(default_factory=dict)
    outer: "Env | None" = None
    is_class: bool = False
    outside: dict[str, "Env"] = field(default_factory=dict)
    """Names declared global or nonlocal, and where they live."""

    def find(self, name: str) -> Value | None:
        """The value of a name seen from here, builtins left out."""
        env: Env | None = self
        first = True
        while env is not None:
            if (first or not env.is_class) and name in env.names:
                return env.names[name]
            first, env = False, env.outer
        return None

    def home(self, name: str) -> "Env":
        """The scope in which an assignment here binds a name."""
        return self.outside.get(name, self)

    @property
    def module(self) -> "Env":
        """The outermost scope."""
        env = self
        while env.outer is not None:
            env = env.outer
        return env


@dataclass(eq=False, slots=True)
class Function(Value):
    """A function or lambda with the scope it was made in; `wraps` is what functools.wraps copied from.

    `attrs` are attributes set afterwards, `defaults` the values of defaults by parameter name; `kind` is "", static,
    class or property.
    """

    node: s.Function | e.Lambda
    env: Env
    symbol: str
    defaults: dict[str, Value] = field(default_factory=dict)
    owner: "Class | None" = None
    wraps: "Value | None" = None
    attrs: dict[str, Value] = field(default_factory=dict)
    kind: str = ""

    @property
    def name(self) -> str:
        """The function's own name."""
        return self.node.name if isinstance(self.node, s.Function) else "<lambda>"

    @property
    def place(self) -> Place:
        """Where its name stands."""
        node = self.node
        return Place(self.env.path, node.name_span if isinstance(node, s.Function) else node.span)


@dataclass(eq=False, slots=True)
class Class(Value):
    """A class of the project: `bases` as values, `attrs` its own names."""

    node: s.Class
    env: Env
    symbol: str
    bases: list[Value]
    body: Env

    def lineage(self) -> Iterator["Class | Ext"]:
        """The class, then its known ancestors, depth first and without repeats."""
        seen: list[Value] = []
        stack: list[Value] = [self]
        while stack:
            value = stack.pop(0)
            if isinstance(value, Subscripted):
                value = value.base
            if value in seen:
                continue
            seen.append(value)
            if isinstance(value, Class):
                stack = [*value.bases, *stack]
                yield value
            elif isinstance(value, Ext):
                yield value

    def find(self, name: str) -> Value | None:
        """An attribute of the class or of its nearest ancestor in the project."""
        for cls in self.lineage():
            if isinstance(cls, Class) and name in cls.body.names:
                return cls.body.names[name]
        return None

    def derives(self, *names: str) -> bool:
        """Is one of the named outside classes among the ancestors?"""
        return any(isinstance(c, Ext) and c.name in names for c in self.lineage())


@dataclass(eq=False, slots=True)
class Instance(Value):
    """An object of a project class; `built` is the call that its outside base class was built with."""

    cls: Class
    place: Place
    attrs: dict[str, Value] = field(default_factory=dict)
    built: "Made | None" = None


@dataclass(eq=False, slots=True)
class Bound(Value):
    """A method of an object or class."""

    function: Value
    receiver: Value


@dataclass(eq=False, slots=True)
class Super(Value):
    """`super()` in a method: lookups start behind `after`."""

    receiver: Instance
    after: Class


@dataclass(eq=False, slots=True)
class ModuleRef(Value):
    """A module or folder of the project by path."""

    path: str


@dataclass(eq=False, slots=True)
class Ext(Value):
    """Something outside the project by dotted name: `mcp.server.fastmcp.FastMCP`, `os`, `builtins.print`."""

    name: str


@dataclass(eq=False, slots=True)
class Args:
    """The arguments of a call: positional, by keyword, and whether more may be passed than is listed.

    `places` gives where each was written, by position or name.
    """

    positional: list[Value] = field(default_factory=list)
    named: dict[str, Value] = field(default_factory=dict)
    open: bool = False
    places: dict[int | str, Place] = field(default_factory=dict)
    written: dict[int | str, e.Expr] = field(default_factory=dict)

    def get(self, name: str, position: int | None = None) -> Value | None:
        """The argument `name`, or the one at `position`."""
        if name in self.named:
            return self.named[name]
        if position is not None and position < len(self.positional):
            return self.positional[position]
        return None

    def key(self, name: str, position: int | None = None) -> int | str | None:
        """How the argument was passed: by name, by position, or not at all."""
        if name in self.named:
            return name
        return position if position is not None and position < len(self.positional) else None


@dataclass(eq=False, slots=True)
class Made(Value):
    """What a call of something outside the project gave; `attrs` are attributes set on it afterwards."""

    callee: Value
    args: Args
    place: Place
    attrs: dict[str, Value] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Member(Value):
    """An attribute of something outside the project."""

    base: Value
    name: str


@dataclass(eq=False, slots=True)
class Subscripted(Value):
    """`base[index]` of a type or of something outside the project."""

    base: Value
    index: Value


@dataclass(eq=False, slots=True)
class Partial(Value):
    """functools.partial of a value."""

    function: Value
    args: Args


@dataclass(eq=False, slots=True)
class Declared(Value):
    """An `inspect.Parameter`: a parameter of a function of the project; `attrs` are what `replace` gave it anew."""

    param: s.Param
    function: Function
    attrs: dict[str, Value] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Signature(Value):
    """An `inspect.Signature`: its parameters as a dict of `Declared` by name, and what the function returns."""

    parameters: Table
    returns: Value


@dataclass(eq=False, slots=True)
class Union(Value):
    """One of several values, in the order they were met."""

    options: tuple[Value, ...]


def union(*values: Value) -> Value:
    """One value out of several possible ones; equal literals and the same object count once."""
    flat: list[Value] = []
    for value in values:
        for option in value.options if isinstance(value, Union) else (value,):
            if len(flat) < MAX_OPTIONS and not any(same(option, other) for other in flat):
                flat.append(option)
    return flat[0] if len(flat) == 1 else Union(tuple(flat))


def same(a: Value, b: Value) -> bool:
    """Are two values the same object, literal, outside name, tuple of such, or unknown?"""
    if a is b:
        return True
    if isinstance(a, Lit) and isinstance(b, Lit):
        return type(a.value) is type(b.value) and a.value == b.value
    if isinstance(a, Ext) and isinstance(b, Ext):
        return a.name == b.name
    if isinstance(a, Items) and isinstance(b, Items) and a.kind == b.kind == "tuple" and len(a.items) == len(b.items):
        return all(map(same, a.items, b.items))
    return isinstance(a, Unknown) and isinstance(b, Unknown)


def options(value: Value | None) -> tuple[Value, ...]:
    """The alternatives of a value; none for None."""
    if value is None:
        return ()
    return value.options if isinstance(value, Union) else (value,)


def text(value: Value | None) -> str | None:
    """The string a value is for certain: a literal, or a member of an enum of strings."""
    if isinstance(value, Instance) and value.cls.derives("enum.StrEnum", "builtins.str"):
        value = value.attrs.get("value")
    return value.value if isinstance(value, Lit) and isinstance(value.value, str) else None


def dotted(value: Value | None) -> str:
    """The dotted outside name of a value, `()` marking a call: `logging.getLogger().info`; "" when it has none."""
    match value:
        case Ext(name):
            return name
        case Member(base, name):
            head = dotted(base)
            return f"{head}.{name}" if head else ""
        case Made(callee):
            head = dotted(callee)
            return f"{head}()" if head else ""
        case Subscripted(base):
            return dotted(base)
        case Instance(built=Made() as made):
            return dotted(made)
    return ""


def truth(value: Value) -> bool | None:
    """Is a value true in a test? None when it cannot be told."""
    match value:
        case Lit(literal):
            return bool(literal)
        case Items(items=items, open=False, maybe=maybe):
            return bool(items) if not maybe or any(id(item) not in maybe for item in items) else None
        case Table(items=table, open=False, maybe=maybe):
            return bool(table) if not maybe or any(id(item) not in maybe for item in table.values()) else None
        case Function() | Class() | Bound() | ModuleRef() | Instance():
            return True
        case Union(alternatives):
            verdicts = {truth(option) for option in alternatives}
            return verdicts.pop() if len(verdicts) == 1 else None
    return None
