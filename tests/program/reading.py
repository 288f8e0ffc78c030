"""Reading small projects given as texts, and telling values in the words of Python.

A source calls `seen(...)`, imported from a package outside the project, where a test wants to know what a value is.
"""

from collections.abc import Iterable, Mapping
from textwrap import dedent

from mcp_lintel.facts.extract import extract
from mcp_lintel.program.core import Event
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.program.modules import Modules
from mcp_lintel.program.values import (
    Bound,
    Class,
    Function,
    Instance,
    Items,
    Lit,
    ModuleRef,
    Table,
    Union,
    Unknown,
    Value,
    dotted,
)
from mcp_lintel.text.source import SourceFile


def read(
    source: str | Mapping[str, str], order: Iterable[str] = (), entry_points: Iterable[tuple[str, str]] = ()
) -> Interpreter:
    """Read a project: the text of `main.py`, or texts by path; `seen` is known in every file."""
    files = {"main.py": source} if isinstance(source, str) else source
    texts = {path: "from outside import seen\n" + dedent(text) for path, text in files.items()}
    facts = {path: extract(SourceFile(path, text)) for path, text in texts.items()}
    reader = Interpreter(facts.get, Modules(facts))
    reader.read(order or facts, entry_points)
    return reader


def events(reader: Interpreter, name: str = "outside.seen") -> list[Event]:
    """The events whose callee is called so, in order."""
    return [event for event in reader.events if dotted(event.callee) == name]


def seen(
    source: str | Mapping[str, str], order: Iterable[str] = (), entry_points: Iterable[tuple[str, str]] = ()
) -> list[object]:
    """What each call of `seen` was given, in order: one value plain, several as a tuple, names as a dict."""
    return [_arguments(event) for event in events(read(source, order, entry_points))]


def _arguments(event: Event) -> object:
    if event.args.named:
        return {name: tell(value) for name, value in event.args.named.items()}
    values = tuple([tell(value) for value in event.args.positional])
    return values[0] if len(values) == 1 else values


class OneOf(tuple[object, ...]):
    """Several possible values, in the order they were met."""

    __slots__ = ()


UNKNOWN = "<unknown>"
MORE = "<more>"


def tell(value: Value) -> object:
    """A value in plain Python: displays end with MORE where they are open; objects and outside names as text."""
    match value:
        case Lit(value=literal):
            return literal
        case Items(items=items, open=more):
            listed = [tell(item) for item in items] + [MORE] * more
            return tuple(listed) if value.kind == "tuple" else listed
        case Table(items=items, open=more):
            told = {tell(k) if isinstance(k, Value) else k: tell(v) for k, v in items.items()}
            return {**told, MORE: MORE} if more else told
        case Union(options=options):
            return OneOf(tell(option) for option in options)
        case Unknown():
            return UNKNOWN
        case Function(symbol=symbol) | Class(symbol=symbol) | Instance(cls=Class(symbol=symbol)):
            return f"<{type(value).__name__.lower()} {symbol}>"
        case Bound(function=function):
            return f"<bound {tell(function)}>"
        case ModuleRef(path=path):
            return f"<module {path}>"
    return f"<{dotted(value)}>"
