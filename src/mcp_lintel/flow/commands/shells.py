"""The command lines that a project hands to a shell of its own machine, wherever in its code.

Which calls these are is what the library tables say of sinks of kind `shell`; those of the standard library run on this
machine, the others on another one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import spelled
from mcp_lintel.flow.commands.callers import spoken_of
from mcp_lintel.flow.commands.fixed import Fixed
from mcp_lintel.flow.commands.scoped import Scoped
from mcp_lintel.flow.tables.load import Tables
from mcp_lintel.flow.tables.rows import NOT_GIVEN, NOT_KNOWN, Sink
from mcp_lintel.model.build import EXAMPLE_FOLDERS
from mcp_lintel.model.deeds import path_of
from mcp_lintel.model.holders import Holders
from mcp_lintel.model.scopes import Scope
from mcp_lintel.model.types import ShellCommand
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.program.values import options
from mcp_lintel.text.span import Place

HERE = frozenset({"os", "subprocess", "asyncio"})
"""The packages whose shells run on this machine."""
Argument = int | str
Found = tuple[ShellCommand, tuple[s.Function, ...]]


def words(tables: Tables) -> re.Pattern[str]:
    """What stands in every file that has such a call: the name of the call, or of the argument that makes it one."""
    found = {name for sink in _sinks(tables) for name in (sink.when or [c.rpartition(".")[2] for c in sink.calls])}
    return re.compile("|".join(map(re.escape, sorted(found))))


def shell_commands(
    reader: Interpreter, facts: Mapping[str, s.FileFacts], paths: Iterable[str], tables: Tables
) -> tuple[ShellCommand, ...]:
    """Every command in the files at `paths`, in the order of the files."""
    holders = Holders(reader)
    scoped = Scoped(reader, facts, holders)
    search = Commands(facts, holders, scoped, tables)
    found = [one for path in paths for one in search.of_file(path)]
    outer = [owners[0] for command, owners in found if owners and not command.fixed]
    used = spoken_of(outer, scoped, facts, holders)
    return tuple(
        replace(command, unused=bool(owners) and not command.fixed and id(owners[0]) not in used)
        for command, owners in found
    )


def marked(commands: Iterable[ShellCommand], read: Iterable[Place]) -> Iterator[ShellCommand]:
    """The commands with whether they stand in a function, `read`, that runs for a client."""
    places = tuple(read)
    for one in commands:
        yield replace(one, followed=True) if any(_inside(one.place, place) for place in places) else one


def _inside(inner: Place, place: Place) -> bool:
    return inner.path == place.path and place.span.start <= inner.span.start and inner.span.end <= place.span.end


def _sinks(tables: Tables) -> Iterator[Sink]:
    for row in tables.rows:
        if isinstance(row, Sink) and row.kind == "shell" and {c.partition(".")[0] for c in row.calls} <= HERE:
            yield row


class Commands:
    """Looks for the commands of one project."""

    def __init__(self, facts: Mapping[str, s.FileFacts], holders: Holders, scoped: Scoped, tables: Tables) -> None:
        self._tables = tables
        self._holders = holders
        self._fixed = Fixed(facts, holders, tables)
        self._rows = frozenset(map(id, _sinks(tables)))
        self._scoped = scoped

    def of_file(self, path: str) -> Iterator[Found]:
        """The commands of one file, each with the functions around it."""
        for item, scope, symbol, owners in self._scoped.file(path):
            if isinstance(item, e.Call):
                yield from ((one, owners) for one in self._of_call(item, scope, symbol))

    def _of_call(self, call: e.Call, scope: Scope, symbol: str) -> Iterator[ShellCommand]:
        paths = [path_of(option).replace("()", "") for option in options(self._holders.held(call.func, scope))]
        for path in filter(None, paths):
            for sink in self._tables.sinks(path):
                if id(sink) in self._rows:
                    yield from self._command(sink, call, scope, symbol)
                    return
            row = self._tables.hand_on(path)
            if row is not None and row.rest == "positional":
                start = next((place for place in row.function if isinstance(place, int)), 0)
                if start < len(call.args) and isinstance(call.args[start].value, e.Name | e.Attribute):
                    inner = e.Call(call.span, call.args[start].value, call.args[start + 1 :])
                    yield from self._of_call(inner, scope, symbol)
                return

    def _command(self, sink: Sink, call: e.Call, scope: Scope, symbol: str) -> Iterator[ShellCommand]:
        if sink.applies(lambda places: self._asked(places, call, scope)) is not True:
            return
        written = next((value for place in sink.argument if (value := _argument(place, call)) is not None), None)
        if written is None:
            return
        path = scope.env.path
        yield ShellCommand(
            spelled(call.func), Place(path, written.span), symbol,
            fixed=self._fixed.holds(written, scope), listed=self._fixed.listed(written, scope),
            example=bool(EXAMPLE_FOLDERS & set(path.lower().split("/")[:-1])),
        )  # fmt: skip

    def _asked(self, places: tuple[Argument, ...], call: e.Call, scope: Scope) -> object:
        """The literal of an argument, for the conditions of a row."""
        written = next((value for place in places if (value := _argument(place, call)) is not None), None)
        if written is None:
            return NOT_KNOWN if any(argument.star for argument in call.args) else NOT_GIVEN
        if isinstance(written, e.Constant):
            return written.value
        held = options(self._holders.held(written, scope))
        known = getattr(held[0], "value", NOT_KNOWN) if len(held) == 1 else NOT_KNOWN
        return known if self._fixed.holds(written, scope) else NOT_KNOWN


def _argument(place: Argument, call: e.Call) -> e.Expr | None:
    if isinstance(place, str):
        return call.keyword(place)
    plain = [argument.value for argument in call.args if not argument.name and not argument.star]
    starred = any(argument.star == "*" for argument in call.args[: place + 1])
    return plain[place] if place < len(plain) and not starred else None
