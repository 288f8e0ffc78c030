"""Objects of the frameworks that code looks into before it hands them on: a tool's name, function and description.

Source: `Tool.from_function(fn, name=None, …)` of SDK 1.2 to 2.3 and fastmcp 2.0 to 4.2; `mcp.types` of SDK 1 and 2 are
pydantic models, so that each keyword is an attribute, and `model_copy(update=…)` gives one with other values.
"""

from mcp_lintel.program.core import Core
from mcp_lintel.program.values import Args, Lit, Made, Member, Table, Value, dotted, options, union
from mcp_lintel.text.span import Place

CLASSES = frozenset({"Tool", "FunctionTool", "Prompt", "Resource", "ResourceTemplate", "PromptArgument"})
COPYING = frozenset({"model_copy", "copy"})


def of_framework(value: Value) -> bool:
    """Is it a tool or the like that a framework's class made?"""
    name = dotted(value.callee).removesuffix(".from_function") if isinstance(value, Made) else ""
    return name.rpartition(".")[2] in CLASSES and name.partition(".")[0] in ("mcp", "fastmcp")


def attribute(core: Core, made: Made, name: str, place: Place) -> Value | None:
    """An attribute that the call which made the object says; None where it does not."""
    given = made.args.get(name)
    if not dotted(made.callee).endswith(".from_function"):
        return given
    function = made.args.get("fn", 0) or made.args.get("func")
    if name == "fn":
        return function
    own = {"name": "__name__", "description": "__doc__"}.get(name)
    if own is None or function is None:
        return given
    given = made.args.get(name, 1) if name == "name" else given
    if given is not None and not (isinstance(given, Lit) and not given.value):
        return given
    return None if made.args.open else core.attribute(function, own, place)


def copied(made: Made, args: Args, place: Place) -> Value:
    """The object once more, with the values of `update`; where those may be there or not, either."""
    found = []
    for update in options(args.get("update")) or (Table(),):
        changes = update if isinstance(update, Table) else Table(open=True)
        named = dict(made.args.named)
        for key, value in changes.items.items():
            old = named.get(key) if isinstance(key, str) else None
            if isinstance(key, str):
                named[key] = union(old or Lit(None), value) if id(value) in changes.maybe else value
        merged = Args(list(made.args.positional), named, made.args.open or changes.open)
        merged.places, merged.written = dict(made.args.places), dict(made.args.written)
        found.append(Made(made.callee, merged, made.place))
    return union(*found)


def copies(callee: Value) -> Made | None:
    """The framework's object that a method copies, or None when it is no such method."""
    if isinstance(callee, Member) and callee.name in COPYING and isinstance(callee.base, Made):
        return callee.base if of_framework(callee.base) else None
    return None
