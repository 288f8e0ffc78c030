"""Which web app serves which server: apps made from a server, apps around them, and what they are mounted into."""

from collections.abc import Iterable, Iterator

from mcp_lintel.program.core import Event
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.program.values import Bound, Instance, Items, Made, Member, Partial, Table, Value, dotted, options, text

MAX_DEPTH = 8
MOUNTING = frozenset({"mount", "Mount", "add_route", "include_router", "append", "Route"})


class Around:
    """Follows values to the servers in them."""

    def __init__(self, reader: Interpreter, events: Iterable[Event]) -> None:
        self._reader = reader
        self._into: dict[int, list[Value]] = {}
        for event in events:
            callee = event.callee
            if isinstance(callee, Member) and callee.name == "mount" and isinstance(callee.base, Made | Instance):
                passed = [*event.args.positional, *event.args.named.values()]
                self._into.setdefault(id(callee.base), []).extend(passed)

    def holds(self, value: Value | None, server: Value) -> bool:
        """Is the server this value, or inside it?"""
        return any(one is server for one in self._inside(value, 0, set()))

    def app(self, value: Value | None, importer: str) -> Value | None:
        """An app that may be given as `"package.module:name"`."""
        named = text(value)
        if named is None or ":" not in named:
            return value
        module, _, attribute = named.partition(":")
        modules = self._reader.modules
        path = importer if modules.name(importer) == module else modules.absolute(module, importer)
        env = self._reader.envs.get(path) if path is not None else None
        return env.names.get(attribute.removesuffix("()")) if env is not None else None

    def _inside(self, value: Value | None, depth: int, seen: set[int]) -> Iterator[Value]:
        for option in options(value):
            if depth > MAX_DEPTH or id(option) in seen:
                continue
            seen.add(id(option))
            yield option
            for part in (*_parts(option), *self._into.get(id(option), ())):
                yield from self._inside(part, depth + 1, seen)


def _parts(value: Value) -> list[Value]:
    match value:
        case Made(callee=callee, args=args):
            return [callee, *args.positional, *args.named.values()]
        case Member(base=base):
            return [base]
        case Items(items=items):
            return items
        case Table(items=table):
            return list(table.values())
        case Partial(function=function, args=args):
            return [function, *args.positional, *args.named.values()]
        case Bound(receiver=receiver):
            return [receiver]
        case Instance(attrs=attrs, built=built):
            return [*attrs.values(), *([] if built is None else [built])]
    return []


def last_name(value: Value) -> str:
    """The last part of a callee's dotted outside name; that of a method of an object of the project too."""
    return dotted(value).rpartition(".")[2] or (value.name if isinstance(value, Member) else "")
