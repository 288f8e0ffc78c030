"""Writes to standard output that can reach the protocol stream of a stdio server.

A write counts when it runs at import, in a tool, in what a tool calls by name in the project, or in a function that
starts the server, before it does so. Command-line code that never runs beside the protocol does not count. Source:
MCP specification, transports, stdio; behaviour by SDK generation in reference to the published wheels.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import descend, spelled
from mcp_lintel.model.reach import Reach
from mcp_lintel.model.types import Endpoint, StdoutWrite
from mcp_lintel.program.values import Env, Function, Value, dotted, options
from mcp_lintel.text.span import Place

STDOUT = ("sys.stdout", "sys.__stdout__")


def writes_in(body: object, env: Env, *, into_functions: bool = False) -> Iterator[tuple[e.Call, str]]:
    """The calls below a node that write to standard output, with the name people know them by."""
    for item in descend(body, into_functions=into_functions):
        if not isinstance(item, e.Call):
            continue
        name = spelled(item.func)
        if name == "print" and _is_print(env.find("print")):
            target = item.keyword("file")
            if target is None or _is_stdout(target, env):
                yield item, "print"
        elif name.endswith((".stdout.write", ".stdout.writelines", ".stdout.buffer.write")) and name.startswith("sys."):
            yield item, name
        elif name.endswith(("StreamHandler", "basicConfig")):
            stream = item.keyword("stream") or (
                item.args[0].value if item.args and name.endswith("StreamHandler") else None
            )
            if stream is not None and _is_stdout(stream, env):
                yield item, f"{name}(sys.stdout)"


def _is_print(value: Value | None) -> bool:
    """Is `print` the builtin one, or what rich offers in its place?"""
    return value is None or dotted(value) == "rich.print"


def _is_stdout(expr: e.Expr, env: Env) -> bool:
    if spelled(expr) in STDOUT:
        return True
    found = env.find(expr.id) if isinstance(expr, e.Name) else None
    return any(dotted(option) in STDOUT for option in options(found))


def stdout_writes(
    modules: Mapping[str, tuple[s.Body, Env]],
    handlers: Iterable[tuple[Function, str, Endpoint]],
    starters: Iterable[tuple[Function, int, Endpoint]],
    endpoints: tuple[Endpoint, ...],
) -> list[StdoutWrite]:
    """Every write that counts, once a place.

    `handlers` are functions with the tool they serve; `starters` are functions that start a server, with the
    offset where they do.
    """
    found: dict[tuple[str, int], StdoutWrite] = {}

    def note(
        path: str, call: e.Call, what: str, reach: str, symbol: str, ends: tuple[Endpoint, ...], tool: str = ""
    ) -> None:
        place = Place(path, call.span)
        at_import = reach == "at import"
        found.setdefault((path, call.span.start), StdoutWrite(place, what, at_import, reach, symbol, ends, tool))

    reach = Reach(modules)
    for handler, tool, endpoint in handlers:
        for function in reach.from_handler(handler):
            for call, what in writes_in(function.node.body, function.env, into_functions=True):
                note(
                    function.env.path,
                    call,
                    what,
                    f"tool `{tool}`" if tool else "a tool call",
                    function.symbol,
                    (endpoint,),
                    tool,
                )
    for path, (body, env) in modules.items():
        for call, what in writes_in(tuple(on_the_way(body, sys.maxsize)), env):
            note(path, call, what, "at import", path, endpoints)
    for function, offset, endpoint in starters:
        body = function.node.body if isinstance(function.node, s.Function) else ()
        for call, what in writes_in(tuple(on_the_way(body, offset)), function.env):
            note(function.env.path, call, what, "before the server runs", function.symbol, (endpoint,))
    return sorted(found.values(), key=lambda w: (w.place.path, w.place.span))


def _names(expr: e.Expr) -> Iterator[e.Name]:
    return (item for item in descend(expr) if isinstance(item, e.Name))


def on_the_way(body: s.Body, offset: int) -> Iterator[s.Stmt]:
    """The plain statements that can run before the one at `offset` does.

    Branches that leave (`--version`), and those beside the one that holds the offset, are not among them.
    """
    for item in body:
        if item.span.start >= offset:
            return
        blocks = _blocks(item)
        if not blocks:
            yield item
        held = [block for block in blocks if block and block[0].span.start <= offset < block[-1].span.end]
        for block in held or blocks:
            if held or not (block and _leaves(block[-1])):
                yield from on_the_way(block, offset)


def _blocks(item: s.Stmt) -> tuple[s.Body, ...]:
    match item:
        case s.If(test=test, orelse=orelse) if "__name__" in {spelled(i) for i in _names(test)}:
            return (orelse,)
        case s.If(body=body, orelse=orelse) | s.For(body=body, orelse=orelse) | s.While(body=body, orelse=orelse):
            return body, orelse
        case s.With(body=body):
            return (body,)
        case s.Try(body=body, handlers=handlers, orelse=orelse, final=final):
            return body, *(handler.body for handler in handlers), orelse, final
        case s.Match(cases=cases):
            return tuple(case.body for case in cases)
    return ()


def _leaves(item: s.Stmt) -> bool:
    match item:
        case s.Return() | s.Raise():
            return True
        case s.Evaluate(value=e.Call(func=func)):
            return spelled(func) in ("sys.exit", "exit", "quit", "os._exit") or spelled(func).endswith("parser.error")
        case s.If(body=body, orelse=orelse):
            return bool(body) and bool(orelse) and _leaves(body[-1]) and _leaves(orelse[-1])
    return False
