"""Descriptions that stand apart from what they describe: docstrings of handlers, of their parameters, and of classes.

Source: fastmcp 2.14.7, 3.4.9 and 4.1.1 (reference section 9.1): the docstring describes parameters since 3.2.4, and
references to classes are replaced by their schemas, which hold the docstring, since 3.0. The SDK does neither.
"""

from mcp_lintel.facts import statements as s
from mcp_lintel.model.classes import class_words
from mcp_lintel.model.docsections import parameter_words
from mcp_lintel.model.registrations import Handler
from mcp_lintel.model.types import Generation, Located, Provenance
from mcp_lintel.program.attributes import docstring
from mcp_lintel.program.values import Class, Subscripted, Value, text
from mcp_lintel.text.span import Place

Generations = frozenset[Generation]
PARSED = frozenset({Generation.FM4})
MAY_PARSE = frozenset({Generation.FM3, Generation.FM4})
"""Some versions of fastmcp 3 read docstrings, which of them a generation does not tell."""
INLINED = frozenset({Generation.FM3, Generation.FM4})


def handler_docstring(handler: Handler) -> tuple[str | None, Place] | None:
    """A handler's docstring, None for one that cannot be read, with its place; None when it has none."""
    for function in (handler.function, handler.signature):
        if "__doc__" in function.attrs:
            return text(function.attrs["__doc__"]), function.place
    node = handler.signature.node
    found = docstring(node.body) if isinstance(node, s.Function) else None
    if found is None or not isinstance(node, s.Function):
        return None
    return found, Place(handler.signature.env.path, node.body[0].span)


class Apart:
    """The descriptions of the parameters of one handler that do not stand at them."""

    def __init__(self, handler: Handler, generations: Generations) -> None:
        self._generations = generations
        found = handler_docstring(handler) if generations & MAY_PARSE else None
        self._unread = found is not None and found[0] is None
        self._words = parameter_words(found[0]) if found is not None and found[0] is not None else {}

    def of(self, name: str, base: Value | None, place: Place) -> Located[str] | None:
        """The description of a parameter whose type is `base`; UNKNOWN where versions differ."""
        if self._unread:
            return Located(None, place, Provenance.UNKNOWN)
        own, inner = self._words.get(name), self._class(base, place)
        if own is not None and self._generations <= PARSED:
            return Located(own, place, Provenance.RESOLVED)
        return Located(None, place, Provenance.UNKNOWN) if own is not None else inner

    def _class(self, base: Value | None, place: Place) -> Located[str] | None:
        if not self._generations & INLINED:
            return None
        words = class_words(base) if isinstance(base, Class) else None
        generic = isinstance(base, Subscripted) and isinstance(base.base, Class)
        if generic or (words is not None and not self._generations <= INLINED):
            return Located(None, place, Provenance.UNKNOWN)
        return None if words is None else Located(words, place, Provenance.RESOLVED)
