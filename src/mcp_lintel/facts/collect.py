"""What each finished node of a walk became, and the table of makers that turn nodes into facts."""

import ast
import re
import warnings
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import libcst as cst

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts.syntax import Walk
from mcp_lintel.text.comment import Comment
from mcp_lintel.text.span import Span

Maker = Callable[["Extract", Any, Span], object]
MAKERS: dict[type, Maker] = {}
NOWHERE = Span(0, 0)
ESCAPE = re.compile(r"\\(?:N\{[^}]*\}|x.{0,2}|u.{0,4}|U.{0,8}|[0-7]{1,3}|.)", re.DOTALL)
"""An escape sequence of a string that is not raw (language reference, 2.4.1.1)."""


def makes(*kinds: type) -> Callable[[Maker], Maker]:
    """Register a function as the maker of facts for the given node types."""

    def register(maker: Maker) -> Maker:
        MAKERS.update(dict.fromkeys(kinds, maker))
        return maker

    return register


@cache
def _is_expression(kind: type) -> bool:
    """Is a kind of node an expression? Asked of every node without a maker, so the answer is kept."""
    return issubclass(kind, cst.BaseExpression)


class Extract:
    """The state of one walk: what each finished node became."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.made: dict[int, Any] = {}
        self.comments: list[Comment] = []
        self.spans: dict[int, Span] = {}

    def leave(self, node: cst.CSTNode, state: Walk) -> None:
        """Make the facts of one node."""
        maker = MAKERS.get(type(node))
        if maker is not None:
            self.spans = state.spans
            self.made[id(node)] = maker(self, node, state.spans.get(id(node), NOWHERE))
        elif type(node) is cst.Comment:
            self.comment(node, state.position)
        elif _is_expression(type(node)):
            self.made[id(node)] = e.Opaque(state.spans.get(id(node), NOWHERE))

    def comment(self, node: cst.Comment, end: int) -> None:
        """Note a comment that ends at `end`."""
        start = end - len(node.value)
        line = max(self.text.rfind("\n", 0, start), self.text.rfind("\r", 0, start)) + 1
        self.comments.append(Comment(Span(start, end), node.value, not self.text[line:start].strip()))

    def maybe(self, node: cst.CSTNode | None) -> Any:
        """What an optional child became."""
        return None if node is None else self.made[id(node)]

    def all(self, nodes: Iterable[cst.CSTNode]) -> tuple[Any, ...]:
        """What several children became."""
        made = self.made
        return tuple([made[id(node)] for node in nodes])


def evaluated(text: str) -> str | bytes | None:
    """The value of a string literal as written, or None where Python would refuse it."""
    quote = text[0]
    if quote in "\"'" and "\\" not in text and "\r" not in text:
        return text[3:-3] if text.startswith(quote * 3) and len(text) >= 6 else text[1:-1]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about unknown escapes: the file's affair, not the user's terminal's
            value = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return None
    return value if isinstance(value, str | bytes) else None


def unescaped(text: str, *, raw: bool) -> str | None:
    """The value of the literal text between the braces of an f-string, or None where Python would refuse it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("{{", "{").replace("}}", "}")
    if raw or "\\" not in text:
        return text
    values = [evaluated(f'"""{escape}"""') for escape in ESCAPE.findall(text)]
    if not all(isinstance(value, str) for value in values):
        return None
    known = iter(values)
    return ESCAPE.sub(lambda _: str(next(known)), text)
