"""What a registration is: one component as it is put on a server, with the function behind it.

Source of `Change`: fastmcp 2.8 to 4.2, `fastmcp.tools.tool_transform`.
"""

from dataclasses import dataclass, field, replace

from mcp_lintel.facts import expressions as e
from mcp_lintel.program.values import Args, Bound, Function, Instance, Partial, Value, options, text
from mcp_lintel.text.span import Place

UNSURE = -1
"""Stands among conditions for a name that is one of several."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a transformation does to a tool: `arguments` by name, another `description`, a function before it.

    `sure` is false for one behind an undecided test. Source: fastmcp 2.8 to 4.2, `fastmcp.tools.tool_transform`.
    """

    place: Place
    arguments: Value | None = None
    description: Value | None = None
    function: "Handler | None" = None
    sure: bool = True


@dataclass(eq=False, slots=True)
class Handler:
    """The function behind a component: `bound` says that its first parameter is already filled."""

    function: Function
    bound: bool = False

    @property
    def signature(self) -> Function:
        """The function whose signature, name and docstring the framework sees: what functools.wraps copied from."""
        function, seen = self.function, 0
        while isinstance(function.wraps, Function) and seen < 10:
            function, seen = function.wraps, seen + 1
        return function

    @property
    def given(self) -> Value | None:
        """What was assigned to `__signature__`, which frameworks read before anything else; None when nothing was."""
        function: Value | None = self.function
        for _ in range(10):
            if not isinstance(function, Function):
                return None
            if "__signature__" in function.attrs:
                return function.attrs["__signature__"]
            function = function.wraps
        return None


@dataclass(eq=False, slots=True)
class Registration:
    """One component as it is put on a server: `keywords` holds its settings; `name` is None where nothing names it."""

    kind: str
    handler: Handler | None
    keywords: Args
    name: Value | None
    name_place: Place | None
    place: Place
    conditions: tuple[int, ...]
    order: int
    targets: list[Handler | None] = field(default_factory=list)
    """The handlers of each alternative, where the value registered may be one of several."""
    written: e.Expr | None = None
    """The name as it is written, where it is."""
    changes: tuple[Change, ...] = ()
    """What `Tool.from_tool` did to it."""


def handler_of(value: Value | None) -> Handler | None:
    """The function a value calls, through bound methods, partials, callable objects and alternatives."""
    for option in options(value):
        match option:
            case Function():
                return Handler(option, bound=option.owner is not None and option.kind == "class")
            case Bound(function=Function() as function):
                return Handler(function, bound=True)
            case Partial(function=inner):
                return handler_of(inner)
            case Instance(cls=cls) if isinstance(cls.find("__call__"), Function):
                found = cls.find("__call__")
                return Handler(found, bound=True) if isinstance(found, Function) else None
    return None


def alternatives(registration: Registration) -> list[Registration]:
    """One registration for each name it may have; the same one when its name is certain or cannot be read."""
    names = options(registration.name)
    if len(names) < 2 or any(text(name) is None for name in names):
        return [registration]
    targets = registration.targets if len(registration.targets) == len(names) else [registration.handler] * len(names)
    unsure = (*registration.conditions, UNSURE)
    return [replace(registration, name=n, handler=h, conditions=unsure) for n, h in zip(names, targets, strict=True)]


def name_text(registration: Registration) -> str | None:
    """The component's own name: as given, else the function's; None when it cannot be read."""
    if registration.name is not None:
        return text(registration.name)
    handler = registration.handler
    if handler is None:
        return None
    renamed = handler.function.attrs.get("__name__") or handler.signature.attrs.get("__name__")
    return text(renamed) if renamed is not None else handler.signature.name
