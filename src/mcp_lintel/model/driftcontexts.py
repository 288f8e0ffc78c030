"""The parameters of handlers that are annotated with a context class, and whether a run can find that class."""

from collections.abc import Iterable, Iterator, Mapping

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import descend, spelled
from mcp_lintel.model.driftfiles import File
from mcp_lintel.model.driftguards import statements
from mcp_lintel.model.driftreads import contexts_in
from mcp_lintel.model.drifttypes import ContextParameter
from mcp_lintel.model.types import Endpoint
from mcp_lintel.program.values import Function
from mcp_lintel.text.span import Place


def context_parameters(
    handlers: Iterable[tuple[Function, str, Endpoint]], files: Mapping[str, File]
) -> Iterator[ContextParameter]:
    """Those of every handler, with the tool's name."""
    checked: dict[str, frozenset[str]] = {}
    for function, tool, endpoint in handlers:
        path, family = function.env.path, str(endpoint.family)
        if path not in checked:
            checked[path] = for_type_checkers(files[path].body) if path in files else frozenset()
        for param in function.node.params:
            unresolved = bool(checked[path] & set(_names(param.annotation)))
            for context in contexts_in(param.annotation, function.env):
                place = Place(path, param.span)
                yield ContextParameter(param.name, context, family, place, tool, function.symbol, unresolved)


def for_type_checkers(body: s.Body) -> frozenset[str]:
    """The names that a file binds in `if TYPE_CHECKING:` by an import and nowhere else."""
    blocks = [item for item in statements(body) if isinstance(item, s.If) and _is_for_checkers(item.test)]
    inside = {id(item) for block in blocks for item in statements(block.body)}
    imported = {name for item in statements(body) if id(item) in inside for name in _imported(item)}
    elsewhere = {name for item in statements(body) if id(item) not in inside for name in _bound(item)}
    return frozenset(imported - elsewhere)


def _is_for_checkers(test: e.Expr) -> bool:
    return isinstance(test, e.Name | e.Attribute) and spelled(test).rpartition(".")[2] == "TYPE_CHECKING"


def _imported(item: s.Stmt) -> Iterator[str]:
    if isinstance(item, s.Import):
        yield from (alias or name.partition(".")[0] for name, alias in item.names)
    elif isinstance(item, s.ImportFrom):
        yield from (bound for _, bound in item.names)


def _bound(item: s.Stmt) -> Iterator[str]:
    """The names that a statement binds by itself."""
    yield from _imported(item)
    if isinstance(item, s.Assign):
        yield from (target.id for target in item.targets if isinstance(target, e.Name))
    elif isinstance(item, s.Class | s.Function):
        yield item.name


def _names(annotation: e.Expr | None) -> Iterator[str]:
    """The first part of every name in an annotation, in quotes too."""
    for item in descend(annotation) if annotation is not None else ():
        if isinstance(item, e.Name):
            yield item.id
        elif isinstance(item, e.Constant) and isinstance(item.value, str):
            yield item.value.partition("[")[0].partition(".")[0].strip()
