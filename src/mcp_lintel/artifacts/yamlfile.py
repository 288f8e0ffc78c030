"""A YAML file as nodes with their places; nothing is constructed, so tags in a scanned file cannot do anything."""

from collections.abc import Iterator
from typing import Any

from mcp_lintel.artifacts.faults import ParseError
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place, Span

_MAX_DEPTH = 200


class YamlNode:
    """A node of a document with handy look-ups; anchors are followed, merge
    keys (`<<`) are applied, last of doubled keys wins."""

    __slots__ = ("_node", "source")

    def __init__(self, source: SourceFile, node: Any) -> None:
        self.source = source
        self._node = node

    @property
    def text(self) -> str | None:
        """A scalar's value as text, None for a mapping or a list."""
        return self._node.value if self._node.id == "scalar" else None

    @property
    def scalar(self) -> str | int | float | bool | None:
        """A plain scalar as YAML 1.1 understands it; every other one as its text."""
        kind = str(self._node.tag).rpartition(":")[2]
        text = str(self._node.value)
        if kind == "bool":
            return text.lower() in ("true", "yes", "on")
        if kind == "null":
            return None
        try:
            return int(text) if kind == "int" else float(text) if kind == "float" else text
        except ValueError:
            return text

    @property
    def identity(self) -> int:
        """The same number for a node and every alias of it, as long as the file is kept."""
        return id(self._node)

    @property
    def style(self) -> str:
        """How a scalar is written: `|`, `>`, a quote, or "" for plain."""
        return getattr(self._node, "style", None) or ""

    @property
    def span(self) -> Span:
        """The node's span, quotes and block markers included."""
        return Span(self._node.start_mark.index, self._node.end_mark.index)

    @property
    def place(self) -> Place:
        """The node's place; a multi-line block without the blank lines that follow it."""
        start, end = self.span
        return Place(self.source.path, Span(start, start + len(self.source.text[start:end].rstrip())))

    def items(self) -> list[tuple[str, "YamlNode"]]:
        """A mapping's entries by key text; empty for anything else."""
        found: dict[str, YamlNode] = {}
        for key, value in _pairs(self._node, set()):
            found[key] = YamlNode(self.source, value)
        return list(found.items())

    def get(self, *keys: str) -> "YamlNode | None":
        """The node under `keys`, or None."""
        node: YamlNode | None = self
        for key in keys:
            node = dict(node.items()).get(key) if node is not None else None
        return node

    def list(self) -> "list[YamlNode]":
        """A sequence's items; a single scalar counts as a list of one, anything else as empty."""
        if self._node.id == "sequence":
            return [YamlNode(self.source, item) for item in self._node.value]
        return [self] if self._node.id == "scalar" else []

    @property
    def is_list(self) -> bool:
        """Is the node a sequence?"""
        return bool(self._node.id == "sequence")


class YamlFile:
    """The documents of one YAML file."""

    def __init__(self, source: SourceFile) -> None:
        """Parse the text. Raises ParseError with the line."""
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            _check_depth(source.text, loader)
            nodes = [node for node in yaml.compose_all(source.text, Loader=loader) if node is not None]
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            reason = error.problem or error.context or "it cannot be parsed"
            raise ParseError(mark.line + 1 if mark else 0, f"is not valid YAML: {reason}") from error
        except yaml.YAMLError as error:
            raise ParseError(0, "is not valid YAML: it holds a character that YAML does not allow") from error
        except RecursionError as error:
            raise ParseError(0, "is nested too deeply to be read as YAML") from error
        self.source = source
        self.documents = [YamlNode(source, node) for node in nodes]


def _check_depth(text: str, loader: Any) -> None:
    """Composing is recursive, in C without a guard: deep nesting would end the process. Raises ParseError."""
    import yaml

    depth = 0
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _MAX_DEPTH:
                line = event.start_mark.line + 1 if event.start_mark else 0
                raise ParseError(line, "is nested too deeply to be read as YAML")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _pairs(node: Any, seen: set[int]) -> Iterator[tuple[str, Any]]:
    if node.id != "mapping" or id(node) in seen:
        return
    seen.add(id(node))
    merges = [value for key, value in node.value if key.id == "scalar" and key.value == "<<"]
    for merge in merges:
        parts = merge.value[::-1] if merge.id == "sequence" else [merge]
        for part in parts:
            yield from _pairs(part, seen)
    for key, value in node.value:
        if key.id == "scalar" and key.value != "<<":
            yield key.value, value
