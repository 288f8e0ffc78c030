"""How each libcst statement becomes plain data."""

import re
from typing import Any

import libcst as cst

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.collect import Extract, makes
from mcp_lintel.facts.make_expressions import OPERATORS
from mcp_lintel.text.span import Span

AUGMENTED: dict[type, str] = {
    kind: OPERATORS[getattr(cst, kind.__name__.removesuffix("Assign"))]
    for kind in (
        cst.AddAssign, cst.SubtractAssign, cst.MultiplyAssign, cst.MatrixMultiplyAssign, cst.DivideAssign,
        cst.ModuloAssign,
        cst.BitAndAssign, cst.BitOrAssign, cst.BitXorAssign, cst.LeftShiftAssign, cst.RightShiftAssign, cst.PowerAssign,
        cst.FloorDivideAssign,
    )
}  # fmt: skip
TO_COLON = re.compile(r"(?:[^:#]|#[^\n\r]*)*(?=:)")
"""What may stand between the last part of a signature and its colon: brackets, commas, blanks and comments."""


@makes(cst.SimpleStatementLine, cst.SimpleStatementSuite, cst.IndentedBlock)
def _block(state: Extract, node: cst.IndentedBlock, _: Span) -> s.Body:
    body: list[s.Stmt] = []
    for child in node.body:
        made = state.made.get(id(child))
        if isinstance(made, tuple):
            body.extend(made)
        elif made is not None:
            body.append(made)
    return tuple(body)


@makes(cst.Else, cst.Finally)
def _branch(state: Extract, node: cst.Else | cst.Finally, _: Span) -> s.Body:
    return state.made[id(node.body)]  # type: ignore[no-any-return]


def _orelse(state: Extract, node: Any) -> s.Body:
    made = state.maybe(node)
    if made is None:
        return ()
    return made if isinstance(made, tuple) else (made,)


@makes(cst.Expr)
def _evaluate(state: Extract, node: cst.Expr, span: Span) -> s.Stmt:
    return s.Evaluate(span, state.made[id(node.value)])


@makes(cst.Assign)
def _assign(state: Extract, node: cst.Assign, span: Span) -> s.Stmt:
    return s.Assign(span, state.all(target.target for target in node.targets), state.made[id(node.value)])


@makes(cst.AnnAssign)
def _annotated(state: Extract, node: cst.AnnAssign, span: Span) -> s.Stmt:
    annotation = state.made[id(node.annotation.annotation)]
    return s.Assign(span, (state.made[id(node.target)],), state.maybe(node.value), annotation)


@makes(cst.AugAssign)
def _augmented(state: Extract, node: cst.AugAssign, span: Span) -> s.Stmt:
    op = AUGMENTED.get(type(node.operator), "?")
    return s.Assign(span, (state.made[id(node.target)],), state.made[id(node.value)], None, op)


@makes(cst.TypeAlias)
def _alias(state: Extract, node: cst.TypeAlias, span: Span) -> s.Stmt:
    return s.Assign(span, (state.made[id(node.name)],), state.made[id(node.value)])


@makes(cst.Return)
def _return(state: Extract, node: cst.Return, span: Span) -> s.Stmt:
    return s.Return(span, state.maybe(node.value))


@makes(cst.Raise)
def _raise(state: Extract, node: cst.Raise, span: Span) -> s.Stmt:
    return s.Raise(span, state.maybe(node.exc))


@makes(cst.Assert)
def _assert(state: Extract, node: cst.Assert, span: Span) -> s.Stmt:
    return s.Assert(span, state.made[id(node.test)])


@makes(cst.Del)
def _delete(state: Extract, node: cst.Del, span: Span) -> s.Stmt:
    return s.Delete(span, state.made[id(node.target)])


@makes(cst.Pass, cst.Break, cst.Continue)
def _simple(_: Extract, node: cst.CSTNode, span: Span) -> s.Stmt:
    return s.Simple(span, type(node).__name__.lower())


@makes(cst.Global, cst.Nonlocal)
def _scope(_: Extract, node: cst.Global | cst.Nonlocal, span: Span) -> s.Stmt:
    return s.Scope(span, type(node).__name__.lower(), tuple([item.name.value for item in node.names]))


@makes(cst.If)
def _if(state: Extract, node: cst.If, span: Span) -> s.Stmt:
    return s.If(span, state.made[id(node.test)], state.made[id(node.body)], _orelse(state, node.orelse))


@makes(cst.For)
def _for(state: Extract, node: cst.For, span: Span) -> s.Stmt:
    target, source = state.made[id(node.target)], state.made[id(node.iter)]
    return s.For(span, target, source, state.made[id(node.body)], _orelse(state, node.orelse))


@makes(cst.While)
def _while(state: Extract, node: cst.While, span: Span) -> s.Stmt:
    return s.While(span, state.made[id(node.test)], state.made[id(node.body)], _orelse(state, node.orelse))


@makes(cst.With)
def _with(state: Extract, node: cst.With, span: Span) -> s.Stmt:
    items = [(state.made[id(i.item)], state.made[id(i.asname.name)] if i.asname else None) for i in node.items]
    return s.With(span, tuple(items), state.made[id(node.body)])


@makes(cst.ExceptHandler, cst.ExceptStarHandler)
def _handler(state: Extract, node: cst.ExceptHandler, span: Span) -> s.Handler:
    name = node.name.name.value if node.name and isinstance(node.name.name, cst.Name) else ""
    return s.Handler(span, state.maybe(node.type), name, state.made[id(node.body)])


@makes(cst.Try, cst.TryStar)
def _try(state: Extract, node: cst.Try, span: Span) -> s.Stmt:
    handlers = state.all(node.handlers)
    return s.Try(span, state.made[id(node.body)], handlers, _orelse(state, node.orelse), _orelse(state, node.finalbody))


@makes(cst.FunctionDef)
def _function(state: Extract, node: cst.FunctionDef, span: Span) -> s.Stmt:
    name_span = state.spans[id(node.name)]
    params: tuple[s.Param, ...] = state.made[id(node.params)]
    returns: e.Expr | None = state.made[id(node.returns.annotation)] if node.returns else None
    parts = [part.span for p in params for part in (p, p.annotation, p.default) if part is not None]
    header = _header(state, node, span, parts if returns is None else [returns.span])
    decorators = state.all(d.decorator for d in node.decorators)
    is_async = node.asynchronous is not None
    body = state.made[id(node.body)]
    return s.Function(span, node.name.value, name_span, header, params, returns, decorators, body, is_async)


@makes(cst.ClassDef)
def _class(state: Extract, node: cst.ClassDef, span: Span) -> s.Stmt:
    name_span = state.spans[id(node.name)]
    bases: tuple[e.Argument, ...] = state.all((*node.bases, *node.keywords))
    header = _header(state, node, span, [base.span for base in bases])
    decorators = state.all(d.decorator for d in node.decorators)
    return s.Class(span, node.name.value, name_span, header, bases, decorators, state.made[id(node.body)])


def _header(state: Extract, node: cst.FunctionDef | cst.ClassDef, span: Span, parts: list[Span]) -> Span:
    """From the first decorator to the colon before the body; `parts` are what may hold a colon of its own."""
    start = state.spans[id(node.decorators[0])].start if node.decorators else span.start
    ends = [state.spans[id(node.name)], *parts]
    if node.type_parameters is not None:
        ends.append(state.spans[id(node.type_parameters)])
    last = max(part.end for part in ends)
    colon = TO_COLON.match(state.text, last)
    return Span(start, last if colon is None else colon.end())


def dotted(node: cst.BaseExpression | None) -> str:
    """The dotted name an import statement spells."""
    if isinstance(node, cst.Attribute):
        return f"{dotted(node.value)}.{node.attr.value}"
    return node.value if isinstance(node, cst.Name) else ""


def _alias_name(alias: cst.ImportAlias) -> str:
    return alias.asname.name.value if alias.asname and isinstance(alias.asname.name, cst.Name) else ""


@makes(cst.Import)
def _import(_: Extract, node: cst.Import, span: Span) -> s.Stmt:
    return s.Import(span, tuple([(dotted(a.name), _alias_name(a)) for a in node.names]))


@makes(cst.ImportFrom)
def _import_from(_: Extract, node: cst.ImportFrom, span: Span) -> s.Stmt:
    names: tuple[tuple[str, str], ...] = (("*", "*"),)
    if not isinstance(node.names, cst.ImportStar):
        names = tuple([(dotted(a.name), _alias_name(a) or dotted(a.name)) for a in node.names])
    return s.ImportFrom(span, dotted(node.module), len(node.relative), names)


@makes(cst.Match)
def _match(state: Extract, node: cst.Match, span: Span) -> s.Stmt:
    return s.Match(span, state.made[id(node.subject)], state.all(node.cases))
