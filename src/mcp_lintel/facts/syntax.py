"""Parsing with libcst, and the one walk that gives every node its exact span.

libcst finds positions by generating code and noting where each node starts. `Walk` does the same with a state that only
counts characters and hands each finished node to a callback, children before parents, so that positions and facts
come out of one pass. The spans are those of `libcst.metadata.PositionProvider` (libcst 1.8 and 1.9), as offsets.
"""

from collections.abc import Callable
from typing import Any

from libcst import (
    AssignEqual,
    Colon,
    Comma,
    CSTNode,
    CSTValidationError,
    Dot,
    EmptyLine,
    FormattedStringText,
    LeftCurlyBrace,
    LeftParen,
    LeftSquareBracket,
    Module,
    Newline,
    ParenthesizedWhitespace,
    ParserSyntaxError,
    RightCurlyBrace,
    RightParen,
    RightSquareBracket,
    Semicolon,
    SimpleWhitespace,
    Slice,
    TemplatedStringText,
    TrailingWhitespace,
    TypeParameters,
    parse_module,
)

from mcp_lintel.text.span import Span

MAX_NESTING = 200
"""Nodes inside one another; facts within this bound compare, hash and pickle within Python's recursion limit."""
UNRECORDED = frozenset({Slice, FormattedStringText, TemplatedStringText, TypeParameters})
"""The nodes that extraction asks for and libcst records no position of; they have no blanks around them."""
LAYOUT: frozenset[type] = frozenset(
    {AssignEqual, Colon, Comma, Dot, EmptyLine, LeftCurlyBrace, LeftParen, LeftSquareBracket, Newline}
    | {ParenthesizedWhitespace, RightCurlyBrace, RightParen, RightSquareBracket, Semicolon, SimpleWhitespace}
    | {TrailingWhitespace}
)
"""Blanks and punctuation: half of all nodes, and nothing is made of them."""
TOO_DEEP = "is nested too deeply to analyse"


class SyntaxFault(Exception):  # noqa: N818 - the fault is in the file read, not in the reading
    """A file that is not Python as this tool reads it; `line` is from 1, or 0 where unknown."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def parse(text: str) -> Module:
    """The libcst module of a text; raises SyntaxFault."""
    try:
        return parse_module(text)
    except ParserSyntaxError as error:
        raise SyntaxFault("is not valid Python", error.raw_line) from error
    except CSTValidationError as error:
        raise SyntaxFault(f"is not valid Python: {error}") from error
    except UnicodeError as error:
        raise SyntaxFault("holds characters that are not text (lone surrogates)") from error
    except RecursionError as error:
        raise SyntaxFault(TOO_DEEP) from error


class Walk:
    """A code-generation state that writes nothing: `position` is the offset reached, `spans` what is known so far, by
    the node's identity: libcst's own hash of a node is a call too many here.

    It offers what libcst calls on its own `CodegenState`; `leave` is called for every node when its code is complete.
    """

    def __init__(self, module: Module, leave: Callable[[CSTNode, "Walk"], None]) -> None:
        self.default_indent = module.default_indent
        self.default_newline = module.default_newline
        self.provider: object = None
        self.tokens = [""]
        self.position = 0
        self.spans: dict[int, Span] = {}
        self._indents: list[str] = []
        self._indent_width = 0
        self._open: list[tuple[CSTNode, int, CSTNode | None, CSTNode | None]] = []
        self._leave = leave
        self.indent_tokens = self._indents

    def increase_indent(self, value: str) -> None:
        """Enter a block."""
        self._indents.append(value)
        self._indent_width += len(value)

    def decrease_indent(self) -> None:
        """Leave a block."""
        self._indent_width -= len(self._indents.pop())

    def add_indent_tokens(self) -> None:
        """Pass over the indentation of a line."""
        self.position += self._indent_width

    def add_token(self, value: str) -> None:
        """Pass over a token."""
        self.position += len(value)

    def pop_trailing_newline(self) -> None:
        """The end of a file without line end; nothing after it has a position."""

    def before_codegen(self, node: CSTNode) -> None:
        """Note where a node starts that does not come to `record_syntactic_position`."""
        if type(node) in UNRECORDED:
            self.spans[id(node)] = Span(self.position, self.position)

    def after_codegen(self, node: CSTNode) -> None:
        """Hand on a node whose children are all done, unless it is only layout."""
        kind = type(node)
        if kind in LAYOUT:
            return
        if kind in UNRECORDED:
            self.spans[id(node)] = Span(self.spans[id(node)].start, self.position)
        self._leave(node, self)

    def record_syntactic_position(
        self, node: CSTNode, *, start_node: CSTNode | None = None, end_node: CSTNode | None = None
    ) -> "Walk":
        """A context for the node's own code, without the blanks around it; raises SyntaxFault when too deep."""
        if len(self._open) >= MAX_NESTING:
            raise SyntaxFault(TOO_DEEP)
        self._open.append((node, self.position, start_node, end_node))
        return self

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        node, start, start_node, end_node = self._open.pop()
        spans = self.spans
        first = spans.get(id(start_node)) if start_node is not None else None
        last = spans.get(id(end_node)) if end_node is not None else None
        spans[id(node)] = Span(start if first is None else first.start, self.position if last is None else last.end)


def walk(module: Module, leave: Callable[[CSTNode, Walk], None]) -> Walk:
    """Visit every node of a module in source order, children first; raises SyntaxFault when it is nested too deeply."""
    state: Any = Walk(module, leave)
    try:
        module._codegen(state)
    except RecursionError as error:
        raise SyntaxFault(TOO_DEEP) from error
    return state  # type: ignore[no-any-return]
