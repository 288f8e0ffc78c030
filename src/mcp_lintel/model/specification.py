"""Where the OpenAPI specification of a server comes from, and the document itself where the project holds it.

The document is read as data: JSON and YAML below MAX_BYTES; nothing in it is constructed, followed or run.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from mcp_lintel.artifacts.faults import ParseError
from mcp_lintel.artifacts.yamlfile import YamlFile, YamlNode
from mcp_lintel.program.core import Event
from mcp_lintel.program.paths import Paths, candidates
from mcp_lintel.program.values import Items, Lit, Made, Member, Subscripted, Table, Value, dotted
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place

MAX_BYTES = 5_000_000
MAX_DEPTH = 60
MAX_NODES = 400_000
JSON = frozenset({"json.load", "json.loads", "orjson.loads", "ujson.load", "ujson.loads", "simplejson.load"})
YAML = frozenset({"yaml.safe_load", "yaml.load", "yaml.full_load"})
CHANGING = frozenset({"__setitem__", "__delitem__", "pop", "popitem", "update", "clear", "setdefault"})
REMOTE = ("httpx.", "httpx2.", "requests.", "urllib.", "aiohttp.", "urllib3.")

Files = Callable[[str, int], SourceFile | None]
"""A file of the project by its path and the bytes it may have; None where there is none."""


@dataclass(frozen=True, slots=True)
class Specification:
    """A document with the file it was read from, or the reason why it is not known."""

    document: Mapping[str, object] | None
    source: SourceFile | None = None
    reason: str = ""


def specification(value: Value | None, place: Place, project: str, paths: Paths, files: Files) -> Specification:
    """The specification that a value stands for."""
    if isinstance(value, Table):
        found = _plain(value, 0)
        return Specification(found) if isinstance(found, dict) else Specification(None, reason=AT_RUN_TIME)
    if not isinstance(value, Made):
        return Specification(None, reason=AT_RUN_TIME)
    if _from_network(value):
        return Specification(None, reason="their specification is fetched from elsewhere when the server starts")
    reader = dotted(value.callee)
    if reader not in JSON | YAML:
        return Specification(None, reason=AT_RUN_TIME)
    given = value.args.get("fp", 0) or value.args.get("stream") or value.args.get("s")
    named = paths.of(given, place)
    if named is None:
        return Specification(None, reason=f"the file that `{reader}` reads is not known")
    sources = (files(path, MAX_BYTES) for path in candidates(named, project, place.path))
    source = next((one for one in sources if one is not None), None)
    if source is None:
        return Specification(None, reason="the file of their specification is not in the project or is too large")
    document = parsed(source, as_json=reader in JSON)
    if document is None:
        return Specification(None, source, f"their specification {source.path} cannot be read")
    return Specification(document, source)


AT_RUN_TIME = "their specification is put together at run time"


def _from_network(value: Value) -> bool:
    """Is a value what an HTTP client answered?"""
    for _ in range(MAX_DEPTH):
        if dotted(value).startswith(REMOTE):
            return True
        match value:
            case Made(callee=Member(base=base)) | Member(base=base):
                value = base
            case Made(args=args) if args.positional and dotted(value.callee) in JSON | YAML:
                value = args.positional[0]
            case _:
                return False
    return False


def changed(value: Value | None, events: Iterable[Event]) -> bool:
    """Is a document changed after it was read, by an item set or deleted or by a method of dict?"""
    for event in events:
        callee = event.callee
        if isinstance(callee, Member) and callee.name in CHANGING and _root(callee.base) is value:
            return True
    return False


def _root(value: Value) -> Value:
    for _ in range(MAX_DEPTH):
        match value:
            case Subscripted(base=base) | Member(base=base) | Made(callee=Member(base=base)):
                value = base
            case _:
                return value
    return value


def _plain(value: Value, depth: int) -> object:
    """A literal as plain data; None where a part is not known."""
    match value:
        case Lit(value=literal):
            return "" if literal is None else literal
        case Items(items=items, open=False) if depth < MAX_DEPTH:
            members = [_plain(item, depth + 1) for item in items]
            return None if None in members else members
        case Table(items=table, open=False) if depth < MAX_DEPTH:
            found = {str(key): _plain(item, depth + 1) for key, item in table.items()}
            return None if None in found.values() else found
    return None


def parsed(source: SourceFile, *, as_json: bool) -> Mapping[str, object] | None:
    """A JSON or YAML file as plain data; None where it is no mapping or cannot be parsed."""
    try:
        if as_json:
            found = json.loads(source.text)
        else:
            documents = YamlFile(source).documents
            found = Plain().of(documents[0], 0) if documents else None
    except (ValueError, RecursionError, ParseError):
        return None
    return found if isinstance(found, dict) else None


class Plain:
    """Turns YAML nodes into plain data; an anchor used many times is turned once, and the whole is bounded."""

    def __init__(self) -> None:
        self._known: dict[int, object] = {}
        self._left = MAX_NODES

    def of(self, node: YamlNode, depth: int) -> object:
        """A node as data; "" beyond the bounds."""
        self._left -= 1
        if depth > MAX_DEPTH or self._left < 0:
            return ""
        if node.identity not in self._known:
            self._known[node.identity] = ""
            self._known[node.identity] = self._made(node, depth)
        return self._known[node.identity]

    def _made(self, node: YamlNode, depth: int) -> object:
        if node.text is not None:
            return node.scalar
        if node.is_list:
            return [self.of(item, depth + 1) for item in node.list()]
        return {key: self.of(item, depth + 1) for key, item in node.items()}
