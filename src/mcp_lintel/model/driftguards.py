"""Where code reckons with several versions of a framework: it catches what a missing name raises, or asks first."""

import re
from collections.abc import Collection, Iterable, Iterator

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import descend, spelled
from mcp_lintel.text.span import Span

ON_IMPORT = frozenset({"ImportError", "ModuleNotFoundError", "AttributeError", "Exception", "BaseException"})
ON_CALL = frozenset({"ImportError", "ModuleNotFoundError", "AttributeError", "TypeError", "ValueError"})
"""What is caught around a call for the sake of versions; a broad `except` there is for other faults."""
ASKS = re.compile(r"version|TYPE_CHECKING|find_spec|hasattr|^_?HAS_|AVAILABLE|_V\d|_?is_v\d|signature", re.IGNORECASE)


def statements(body: s.Body) -> Iterator[s.Stmt]:
    """Every statement of a body at any depth, in order."""
    for item in body:
        yield item
        for block in _blocks(item):
            yield from statements(block)


def _blocks(item: s.Stmt) -> Iterable[s.Body]:
    match item:
        case s.If(body=body, orelse=orelse) | s.For(body=body, orelse=orelse) | s.While(body=body, orelse=orelse):
            return body, orelse
        case s.With(body=body) | s.Function(body=body) | s.Class(body=body):
            return (body,)
        case s.Try(body=body, handlers=handlers, orelse=orelse, final=final):
            return body, *(handler.body for handler in handlers), orelse, final
        case s.Match(cases=cases):
            return tuple(case.body for case in cases)
    return ()


class Guards:
    """The guarded stretches of one file, for imports and for calls, and the names that are asked for at run time."""

    def __init__(self, body: s.Body) -> None:
        self._imports: list[Span] = []
        self._calls: list[Span] = []
        for item in statements(body):
            self._note(item)
        asked = (item for item in descend(body) if isinstance(item, e.Call))
        self.asked = frozenset(name for call in asked for name in _attributes_asked_for(call))

    def _note(self, item: s.Stmt) -> None:
        match item:
            case s.Try(handlers=handlers) if handlers:
                caught = {name for handler in handlers for name in _caught(handler.type)}
            case s.With(items=items):
                called = [value for value, _ in items if isinstance(value, e.Call)]
                suppressing = [call for call in called if spelled(call).endswith("suppress")]
                caught = {n for call in suppressing for a in call.args for n in _caught(a.value)}
            case s.If(test=test) if _asks(test):
                caught = set(ON_IMPORT & ON_CALL)
            case _:
                return
        if caught & ON_IMPORT:
            self._imports.append(item.span)
        if caught & ON_CALL:
            self._calls.append(item.span)

    def imported(self, span: Span) -> bool:
        """Does an import stand where its failure is reckoned with?"""
        return _within(span, self._imports)

    def called(self, span: Span, name: str = "") -> bool:
        """Does a call or an attribute stand where its failure is reckoned with?"""
        return name in self.asked or _within(span, self._calls)


def _within(span: Span, stretches: Collection[Span]) -> bool:
    return any(outer.start <= span.start and span.end <= outer.end for outer in stretches)


def _caught(kind: e.Expr | None) -> list[str]:
    if kind is None:
        return ["BaseException"]
    kinds = kind.items if isinstance(kind, e.Display) else (kind,)
    return [spelled(one).rpartition(".")[2] for one in kinds]


def _asks(test: e.Expr) -> bool:
    names = (spelled(item).rpartition(".")[2] for item in descend(test) if isinstance(item, e.Name | e.Attribute))
    return any(ASKS.search(name) for name in names)


def _attributes_asked_for(call: e.Call) -> Iterator[str]:
    """The name in `hasattr(x, "name")`, or in `getattr` with a default."""
    least = {"hasattr": 2, "getattr": 3}.get(spelled(call.func))
    if least is not None and len(call.args) >= least:
        match call.args[1].value:
            case e.Constant(value=str() as name):
                yield name
