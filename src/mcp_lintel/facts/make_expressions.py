"""How each libcst expression becomes plain data."""

import ast
from typing import Any

import libcst as cst

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts.collect import Extract, evaluated, makes, unescaped
from mcp_lintel.facts.statements import Param
from mcp_lintel.text.span import Span

OPERATORS: dict[type, str] = {
    cst.Add: "+", cst.Subtract: "-", cst.Multiply: "*", cst.Divide: "/", cst.FloorDivide: "//", cst.Modulo: "%",
    cst.Power: "**", cst.LeftShift: "<<", cst.RightShift: ">>", cst.BitOr: "|", cst.BitAnd: "&", cst.BitXor: "^",
    cst.MatrixMultiply: "@", cst.And: "and", cst.Or: "or", cst.Not: "not", cst.Minus: "-", cst.Plus: "+",
    cst.BitInvert: "~", cst.Equal: "==", cst.NotEqual: "!=", cst.LessThan: "<", cst.LessThanEqual: "<=",
    cst.GreaterThan: ">", cst.GreaterThanEqual: ">=", cst.In: "in", cst.NotIn: "not in", cst.Is: "is",
    cst.IsNot: "is not",
}  # fmt: skip
TEXTS = (cst.FormattedStringText, cst.TemplatedStringText)
SINGLETONS: dict[str, object] = {"True": True, "False": False, "None": None}


@makes(cst.Name)
def _name(_: Extract, node: cst.Name, span: Span) -> e.Expr:
    if node.value in SINGLETONS:
        return e.Constant(span, SINGLETONS[node.value])
    return e.Name(span, node.value)


@makes(cst.Ellipsis)
def _ellipsis(_: Extract, __: cst.Ellipsis, span: Span) -> e.Expr:
    return e.Constant(span, ...)


@makes(cst.Integer, cst.Float, cst.Imaginary)
def _number(_: Extract, node: cst.Integer | cst.Float | cst.Imaginary, span: Span) -> e.Expr:
    try:
        return e.Constant(span, int(node.value) if node.value.isdigit() else ast.literal_eval(node.value))
    except (ValueError, SyntaxError):
        return e.Opaque(span)


@makes(cst.SimpleString)
def _string(_: Extract, node: cst.SimpleString, span: Span) -> e.Expr:
    value = evaluated(node.value)
    return e.Opaque(span) if value is None else e.Constant(span, value)


@makes(cst.FormattedStringText, cst.TemplatedStringText)
def _text(_: Extract, node: cst.FormattedStringText, span: Span) -> e.Expr:
    return e.Constant(span, node.value)  # as written: only the string around it knows whether escapes count


@makes(cst.FormattedStringExpression, cst.TemplatedStringExpression)
def _interpolated(state: Extract, node: cst.FormattedStringExpression, _: Span) -> e.Expr:
    value: e.Expr = state.made[id(node.expression)]
    if node.conversion in (None, "s") and not node.format_spec and node.equal is None:
        return value
    return e.Formatted(value.span, (value, e.Opaque(value.span)))


@makes(cst.FormattedString, cst.TemplatedString)
def _formatted(state: Extract, node: cst.FormattedString, span: Span) -> e.Expr:
    raw = "r" in node.start.lower()
    made = zip(node.parts, state.all(node.parts), strict=True)
    return e.Formatted(span, tuple([_plain(fact, raw=raw) if isinstance(part, TEXTS) else fact for part, fact in made]))


def _plain(part: e.Constant, *, raw: bool) -> e.Expr:
    value = unescaped(str(part.value), raw=raw)
    return e.Opaque(part.span) if value is None else e.Constant(part.span, value)


@makes(cst.ConcatenatedString)
def _concatenated(state: Extract, node: cst.ConcatenatedString, span: Span) -> e.Expr:
    left, right = state.made[id(node.left)], state.made[id(node.right)]
    match left, right:
        case e.Constant(value=str() as a), e.Constant(value=str() as b):
            return e.Constant(span, a + b)
        case e.Constant(value=bytes() as a), e.Constant(value=bytes() as b):
            return e.Constant(span, a + b)
    parts = [p for side in (left, right) for p in (side.parts if isinstance(side, e.Formatted) else (side,))]
    return e.Formatted(span, tuple(parts))


@makes(cst.Attribute)
def _attribute(state: Extract, node: cst.Attribute, span: Span) -> e.Expr:
    return e.Attribute(span, state.made[id(node.value)], node.attr.value)


@makes(cst.Index)
def _index(state: Extract, node: cst.Index, _: Span) -> e.Expr:
    value: e.Expr = state.made[id(node.value)]
    return e.Starred(value.span, value) if node.star else value


@makes(cst.Slice)
def _slice(state: Extract, node: cst.Slice, span: Span) -> e.Expr:
    return e.Slice(span, state.maybe(node.lower), state.maybe(node.upper), state.maybe(node.step))


@makes(cst.Subscript)
def _subscript(state: Extract, node: cst.Subscript, span: Span) -> e.Expr:
    indexes = state.all(element.slice for element in node.slice)
    single = len(indexes) == 1 and node.slice[0].comma is cst.MaybeSentinel.DEFAULT
    index = indexes[0] if single else e.Display(Span(indexes[0].span.start, indexes[-1].span.end), "tuple", indexes)
    return e.Subscript(span, state.made[id(node.value)], index)


@makes(cst.Arg)
def _argument(state: Extract, node: cst.Arg, span: Span) -> e.Argument:
    return e.Argument(span, state.made[id(node.value)], node.keyword.value if node.keyword else "", node.star)


@makes(cst.Call)
def _call(state: Extract, node: cst.Call, span: Span) -> e.Expr:
    return e.Call(span, state.made[id(node.func)], state.all(node.args))


@makes(cst.Element)
def _element(state: Extract, node: cst.Element, _: Span) -> e.Expr:
    return state.made[id(node.value)]  # type: ignore[no-any-return]


@makes(cst.StarredElement)
def _starred(state: Extract, node: cst.StarredElement, span: Span) -> e.Expr:
    value: e.Expr = state.made[id(node.value)]
    return e.Starred(span or value.span, value)


@makes(cst.List, cst.Tuple, cst.Set)
def _display(state: Extract, node: cst.List | cst.Tuple | cst.Set, span: Span) -> e.Expr:
    return e.Display(span, type(node).__name__.lower(), state.all(node.elements))


@makes(cst.Dict)
def _dict(state: Extract, node: cst.Dict, span: Span) -> e.Expr:
    items = [
        (state.made[id(item.key)] if isinstance(item, cst.DictElement) else None, state.made[id(item.value)])
        for item in node.elements
    ]
    return e.DictDisplay(span, tuple(items))


@makes(cst.BinaryOperation)
def _binary(state: Extract, node: cst.BinaryOperation, span: Span) -> e.Expr:
    op = OPERATORS.get(type(node.operator), "?")
    return e.Binary(span, state.made[id(node.left)], op, state.made[id(node.right)])


@makes(cst.BooleanOperation)
def _boolean(state: Extract, node: cst.BooleanOperation, span: Span) -> e.Expr:
    return e.Boolean(span, state.made[id(node.left)], OPERATORS[type(node.operator)], state.made[id(node.right)])


@makes(cst.UnaryOperation)
def _unary(state: Extract, node: cst.UnaryOperation, span: Span) -> e.Expr:
    return e.Unary(span, OPERATORS[type(node.operator)], state.made[id(node.expression)])


@makes(cst.Comparison)
def _comparison(state: Extract, node: cst.Comparison, span: Span) -> e.Expr:
    rest = [(OPERATORS[type(target.operator)], state.made[id(target.comparator)]) for target in node.comparisons]
    return e.Compare(span, state.made[id(node.left)], tuple(rest))


@makes(cst.IfExp)
def _conditional(state: Extract, node: cst.IfExp, span: Span) -> e.Expr:
    return e.Conditional(span, state.made[id(node.test)], state.made[id(node.body)], state.made[id(node.orelse)])


@makes(cst.Param)
def _param(state: Extract, node: cst.Param, span: Span) -> Param:
    kind = node.star if isinstance(node.star, str) and node.star else "ordinary"
    annotation = None if node.annotation is None else state.made[id(node.annotation.annotation)]
    name_span = state.spans[id(node.name)]
    return Param(span, node.name.value, name_span, annotation, state.maybe(node.default), kind)


@makes(cst.Parameters)
def _parameters(state: Extract, node: cst.Parameters, _: Span) -> tuple[Param, ...]:
    groups: list[tuple[Any, str]] = [(p, "positional") for p in node.posonly_params]
    groups += [(p, "ordinary") for p in node.params]
    groups += [(node.star_arg, "*")] if isinstance(node.star_arg, cst.Param) else []
    groups += [(p, "keyword") for p in node.kwonly_params]
    groups += [(node.star_kwarg, "**")] if node.star_kwarg else []
    made = [(state.made[id(p)], kind) for p, kind in groups]
    return tuple([Param(p.span, p.name, p.name_span, p.annotation, p.default, kind) for p, kind in made])


@makes(cst.Lambda)
def _lambda(state: Extract, node: cst.Lambda, span: Span) -> e.Expr:
    return e.Lambda(span, state.made[id(node.params)], state.made[id(node.body)])


@makes(cst.CompFor)
def _clause(state: Extract, node: cst.CompFor, _: Span) -> tuple[e.Clause, ...]:
    tests = state.all(test.test for test in node.ifs)
    clause = e.Clause(state.made[id(node.target)], state.made[id(node.iter)], tests)
    return (clause, *(state.made[id(node.inner_for_in)] if node.inner_for_in else ()))


@makes(cst.ListComp, cst.SetComp, cst.GeneratorExp)
def _comprehension(state: Extract, node: cst.ListComp | cst.SetComp | cst.GeneratorExp, span: Span) -> e.Expr:
    kind = {cst.ListComp: "list", cst.SetComp: "set"}.get(type(node), "generator")
    return e.Comprehension(span, kind, state.made[id(node.elt)], None, state.made[id(node.for_in)])


@makes(cst.DictComp)
def _dict_comprehension(state: Extract, node: cst.DictComp, span: Span) -> e.Expr:
    key, value, clauses = state.all((node.key, node.value, node.for_in))
    return e.Comprehension(span, "dict", key, value, clauses)


@makes(cst.Await)
def _await(state: Extract, node: cst.Await, span: Span) -> e.Expr:
    return e.Await(span, state.made[id(node.expression)])


@makes(cst.Yield)
def _yield(state: Extract, node: cst.Yield, span: Span) -> e.Expr:
    if isinstance(node.value, cst.From):
        source: e.Expr = state.made[id(node.value.item)]
        return e.Yield(span, e.Starred(source.span, source))
    return e.Yield(span, state.maybe(node.value))


@makes(cst.NamedExpr)
def _walrus(state: Extract, node: cst.NamedExpr, span: Span) -> e.Expr:
    return e.Walrus(span, state.made[id(node.target)], state.made[id(node.value)])
