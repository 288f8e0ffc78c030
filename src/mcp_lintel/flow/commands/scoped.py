"""Goes through the code of a file with the scope that each part of it stands in."""

from collections.abc import Iterator, Mapping

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import descend
from mcp_lintel.model.holders import Holders
from mcp_lintel.model.scopes import Scope
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.program.values import Env

Standing = tuple[object, Scope, str, tuple[s.Function, ...]]
"""A part of the code, its scope, the symbol it stands in and the functions around it, the outermost first."""


class Scoped:
    """Goes through the files of one project."""

    def __init__(self, reader: Interpreter, facts: Mapping[str, s.FileFacts], holders: Holders) -> None:
        self._reader = reader
        self._facts = facts
        self._holders = holders
        self._functions = {id(function.node): function for function in reader.functions}

    def file(self, path: str) -> Iterator[Standing]:
        """Everything in one file."""
        around = Scope(None, self._reader.envs.get(path) or Env(path))
        yield from self._inside(self._facts[path].body, around, self._reader.modules.name(path), ())

    def _inside(self, body: object, scope: Scope, symbol: str, owners: tuple[s.Function, ...]) -> Iterator[Standing]:
        for item in descend(body, into_functions=False):
            yield item, scope, symbol, owners
            if isinstance(item, s.Function):
                function = self._functions.get(id(item))
                inner = scope if function is None or scope.function is not None else self._holders.scope(function)
                parts = (item.body, item.params, item.decorators)
                yield from self._inside(parts, inner, f"{symbol}.{item.name}", (*owners, item))
            elif isinstance(item, s.Class):
                yield from self._inside(item.body, scope, f"{symbol}.{item.name}", owners)
            elif isinstance(item, e.Lambda):
                yield from self._inside(item.body, scope, symbol, owners)
