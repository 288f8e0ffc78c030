"""A comment in a text, as the facts hand it to whoever reads ignore comments."""

from dataclasses import dataclass

from mcp_lintel.text.span import Span


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment from its `#` to its end; `own_line` says nothing but blanks stands before it on its line."""

    span: Span
    text: str
    own_line: bool
