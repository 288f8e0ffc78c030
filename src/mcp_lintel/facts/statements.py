"""Statements of a Python file as plain frozen data, and the facts of one whole file."""

from dataclasses import dataclass

from mcp_lintel.facts.expressions import Argument, Expr
from mcp_lintel.text.comment import Comment
from mcp_lintel.text.span import Span


@dataclass(frozen=True, slots=True)
class Stmt:
    """Any statement; `span` are offsets in the file's text, the body included, decorators not."""

    span: Span


Body = tuple[Stmt, ...]


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter of a function; `span` is its star and name, `kind` is positional, ordinary, keyword, `*` or `**`."""

    span: Span
    name: str
    name_span: Span
    annotation: Expr | None
    default: Expr | None
    kind: str = "ordinary"


@dataclass(frozen=True, slots=True)
class Function(Stmt):
    """A `def`: `name_span` is its name's place, `header` goes from the first decorator to the colon."""

    name: str
    name_span: Span
    header: Span
    params: tuple[Param, ...]
    returns: Expr | None
    decorators: tuple[Expr, ...]
    body: Body
    is_async: bool


@dataclass(frozen=True, slots=True)
class Class(Stmt):
    """A `class`: `bases` holds keywords such as `metaclass` too."""

    name: str
    name_span: Span
    header: Span
    bases: tuple[Argument, ...]
    decorators: tuple[Expr, ...]
    body: Body


@dataclass(frozen=True, slots=True)
class Evaluate(Stmt):
    """An expression as a statement."""

    value: Expr


@dataclass(frozen=True, slots=True)
class Assign(Stmt):
    """`targets = value`; an annotated assignment has one target and maybe no value, an augmented one its operator."""

    targets: tuple[Expr, ...]
    value: Expr | None
    annotation: Expr | None = None
    op: str = ""


@dataclass(frozen=True, slots=True)
class Return(Stmt):
    """`return value`."""

    value: Expr | None


@dataclass(frozen=True, slots=True)
class Raise(Stmt):
    """`raise value`."""

    value: Expr | None


@dataclass(frozen=True, slots=True)
class Assert(Stmt):
    """`assert test, message`."""

    test: Expr


@dataclass(frozen=True, slots=True)
class Delete(Stmt):
    """`del target`."""

    target: Expr


@dataclass(frozen=True, slots=True)
class If(Stmt):
    """`if test: body else: orelse`; an `elif` is an `If` alone in `orelse`."""

    test: Expr
    body: Body
    orelse: Body


@dataclass(frozen=True, slots=True)
class For(Stmt):
    """`for target in source: body else: orelse`, also async."""

    target: Expr
    source: Expr
    body: Body
    orelse: Body


@dataclass(frozen=True, slots=True)
class While(Stmt):
    """`while test: body else: orelse`."""

    test: Expr
    body: Body
    orelse: Body


@dataclass(frozen=True, slots=True)
class With(Stmt):
    """`with value as target, …: body`, also async."""

    items: tuple[tuple[Expr, Expr | None], ...]
    body: Body


@dataclass(frozen=True, slots=True)
class Handler:
    """One `except type as name: body`."""

    span: Span
    type: Expr | None
    name: str
    body: Body


@dataclass(frozen=True, slots=True)
class Try(Stmt):
    """`try: body except …: else: orelse finally: final`."""

    body: Body
    handlers: tuple[Handler, ...]
    orelse: Body
    final: Body


@dataclass(frozen=True, slots=True)
class Case:
    """One `case pattern if guard: body`.

    `values` are the constants and dotted names that the pattern compares with, `names` those it binds.
    `irrefutable` is true for `case _` and a bare capture without guard. `positions` are, for a sequence that is
    written out, the values that each of its items is compared with, none where an item is compared otherwise.
    """

    span: Span
    values: tuple[Expr, ...]
    names: tuple[str, ...]
    guard: Expr | None
    body: Body
    irrefutable: bool
    positions: tuple[tuple[Expr, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Match(Stmt):
    """`match subject: cases`."""

    subject: Expr
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Import(Stmt):
    """`import a.b as c` as (module, bound name) pairs; without `as` the first part of the module is bound."""

    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ImportFrom(Stmt):
    """`from module import name as alias`; `level` counts leading dots.

    `names` are (name, bound name); `*` is ("*", "*").
    """

    module: str
    level: int
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Simple(Stmt):
    """`pass`, `break` or `continue`."""

    kind: str


@dataclass(frozen=True, slots=True)
class Scope(Stmt):
    """`global names` or `nonlocal names`."""

    kind: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What one Python file says: its statements and its comments. Holds no tree node and pickles."""

    path: str
    body: Body
    comments: tuple[Comment, ...]
