"""Expressions of a Python file as plain frozen data: what remains of a tree when layout is forgotten.

Every node carries its span in code points; parentheses around an expression are not part of its span.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcp_lintel.text.span import Span

if TYPE_CHECKING:
    from mcp_lintel.facts.statements import Param


@dataclass(frozen=True, slots=True)
class Expr:
    """Any expression; `span` are offsets in the file's text."""

    span: Span


@dataclass(frozen=True, slots=True)
class Constant(Expr):
    """A literal: str, bytes, int, float, complex, bool, None or Ellipsis."""

    value: object


@dataclass(frozen=True, slots=True)
class Name(Expr):
    """A bare name."""

    id: str


@dataclass(frozen=True, slots=True)
class Attribute(Expr):
    """`value.attr`."""

    value: Expr
    attr: str


@dataclass(frozen=True, slots=True)
class Subscript(Expr):
    """`value[index]`; several indexes are a tuple display."""

    value: Expr
    index: Expr


@dataclass(frozen=True, slots=True)
class Slice(Expr):
    """`lower:upper:step` inside a subscript."""

    lower: Expr | None
    upper: Expr | None
    step: Expr | None


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a call: `star` is "", "*" or "**"."""

    span: Span
    value: Expr
    name: str = ""
    star: str = ""


@dataclass(frozen=True, slots=True)
class Call(Expr):
    """`func(args)`."""

    func: Expr
    args: tuple[Argument, ...]

    def keyword(self, name: str) -> Expr | None:
        """The value of the keyword argument `name`, if it is written out."""
        return next((a.value for a in self.args if a.name == name), None)


@dataclass(frozen=True, slots=True)
class Starred(Expr):
    """`*value` in a display."""

    value: Expr


@dataclass(frozen=True, slots=True)
class Display(Expr):
    """A list, tuple or set written out; `kind` is its name."""

    kind: str
    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class DictDisplay(Expr):
    """A dict written out; an item without key is `**value`."""

    items: tuple[tuple[Expr | None, Expr], ...]


@dataclass(frozen=True, slots=True)
class Formatted(Expr):
    """An f-string or an implicit concatenation: constants and interpolated expressions in order."""

    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Binary(Expr):
    """`left op right` for arithmetic and bit operators."""

    left: Expr
    op: str
    right: Expr


@dataclass(frozen=True, slots=True)
class Boolean(Expr):
    """`left and right`, `left or right`."""

    left: Expr
    op: str
    right: Expr


@dataclass(frozen=True, slots=True)
class Compare(Expr):
    """A chain of comparisons: `left`, then (operator, right side) in order."""

    left: Expr
    rest: tuple[tuple[str, Expr], ...]


@dataclass(frozen=True, slots=True)
class Unary(Expr):
    """`not x`, `-x`, `+x`, `~x`."""

    op: str
    operand: Expr


@dataclass(frozen=True, slots=True)
class Conditional(Expr):
    """`body if test else orelse`."""

    test: Expr
    body: Expr
    orelse: Expr


@dataclass(frozen=True, slots=True)
class Lambda(Expr):
    """`lambda params: body`."""

    params: "tuple[Param, ...]"
    body: Expr


@dataclass(frozen=True, slots=True)
class Clause:
    """One `for target in source if tests` of a comprehension."""

    target: Expr
    source: Expr
    tests: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Comprehension(Expr):
    """A comprehension; `kind` is list, set, dict or generator; `value` is set for a dict only."""

    kind: str
    element: Expr
    value: Expr | None
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Await(Expr):
    """`await value`."""

    value: Expr


@dataclass(frozen=True, slots=True)
class Yield(Expr):
    """`yield value`; `yield from value` is a `yield` of the starred value."""

    value: Expr | None


@dataclass(frozen=True, slots=True)
class Walrus(Expr):
    """`target := value`."""

    target: Expr
    value: Expr


@dataclass(frozen=True, slots=True)
class Opaque(Expr):
    """An expression this version does not know; it is treated as unknown."""
