"""What fastmcp makes of an operation: tool, resource, template or nothing, and its name.

Source: `OpenAPIProvider` and `RouteMap` of fastmcp 2.14.7, 3.4.9 and 4.1.1; every operation is a tool by default from
2.8.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mcp_lintel.model.openapi import Operation
from mcp_lintel.program.values import Args, Items, Lit, Made, Table, Value, dotted, text

TYPES = {"TOOL", "RESOURCE", "RESOURCE_TEMPLATE", "EXCLUDE"}
LONGEST_NAME = 56
MAX_PATTERN = 200
MAX_PATH = 300
QUANTIFIER = re.compile(r"[*+?{]")
ESCAPED = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]")


@dataclass(frozen=True, slots=True)
class RouteMap:
    """One rule: `methods` None stands for every verb; all `tags` must be on the operation."""

    methods: frozenset[str] | None
    pattern: re.Pattern[str] | None
    tags: frozenset[str]
    kind: str

    def matches(self, operation: Operation) -> bool:
        """Does the rule hold for an operation?"""
        if self.methods is not None and operation.method not in self.methods:
            return False
        if self.pattern is not None and not self.pattern.search(operation.path[:MAX_PATH]):
            return False
        return self.tags <= set(operation.tags)


def route_maps(given: Value | None) -> list[RouteMap] | None:
    """The rules of `route_maps=[…]`; None where one of them cannot be read."""
    if given is None or (isinstance(given, Lit) and given.value is None):
        return []
    if not isinstance(given, Items) or given.open:
        return None
    found = [_route_map(item) for item in given.items]
    known = [one for one in found if one is not None]
    return known if len(known) == len(found) else None


def _route_map(value: Value) -> RouteMap | None:
    if not isinstance(value, Made) or not dotted(value.callee).endswith("RouteMap") or value.args.open:
        return None
    args: Args = value.args
    kind = dotted(args.get("mcp_type") or args.get("route_type")).rpartition(".")[2]
    methods, tags = args.get("methods"), _words(args.get("tags"))
    listed = _words(methods) if isinstance(methods, Items) else None
    every = methods is None or text(methods) == "*"
    pattern = safe_pattern(args.get("pattern"))
    if kind not in TYPES or tags is None or (listed is None and not every) or pattern is False:
        return None
    return RouteMap(listed, pattern if isinstance(pattern, re.Pattern) else None, tags, kind)


def _words(value: Value | None) -> frozenset[str] | None:
    """The strings of a list or set; None where one is not known."""
    if value is None:
        return frozenset()
    if not isinstance(value, Items) or value.open:
        return None
    words = [text(item) for item in value.items]
    return None if None in words else frozenset(word for word in words if word is not None)


def safe_pattern(value: Value | None) -> re.Pattern[str] | bool:
    """A regular expression of the scanned project that cannot run long; True for none given, False for any other.

    Repeated groups and back references are refused, and all but one open-ended repetition, `.*` at the ends left out.
    """
    if value is None:
        return True
    if isinstance(value, Made) and dotted(value.callee) == "re.compile":
        value = value.args.get("pattern", 0) if len(value.args.positional) + len(value.args.named) == 1 else None
    written = text(value)
    if written is None or len(written) > MAX_PATTERN or re.search(r"\\[1-9]|\(\?", written):
        return False
    core = re.sub(r"^\^?(\.\*)+", "", re.sub(r"(\.\*)+\$?$", "", written)) if written not in (".*", "^.*$") else ""
    bare = ESCAPED.sub("x", core)
    if re.search(r"\)[*+?{]", bare) or len(QUANTIFIER.findall(bare)) > 4 or len(re.findall(r"[*+]|,\}", bare)) > 1:
        return False
    try:
        return re.compile(core)
    except (re.error, OverflowError, RecursionError):
        return False


def kind_of(operation: Operation, maps: Iterable[RouteMap]) -> str:
    """What becomes of an operation: the first rule that holds decides, a tool where none does."""
    return next((one.kind for one in maps if one.matches(operation)), "TOOL")


def slug(words: str) -> str:
    """A name of letters, digits and single underscores."""
    joined = re.sub(r"[^a-zA-Z0-9_]", "", re.sub(r"[\s\-\.]+", "_", words))
    return re.sub(r"_+", "_", joined).strip("_")


class Names:
    """Gives each component of one specification its name; a name that is taken gets `_2`, `_3` behind it."""

    def __init__(self, renamed: Mapping[str, str]) -> None:
        self._renamed = renamed
        self._used: dict[str, Counter[str]] = {}

    def of(self, operation: Operation, kind: str) -> str:
        """The name of the component that an operation becomes."""
        name = operation.summary or f"{operation.method}_{operation.path}"
        if operation.operation_id:
            name = self._renamed.get(operation.operation_id, operation.operation_id.split("__")[0])
        name = slug(name)[:LONGEST_NAME]
        used = self._used.setdefault(kind, Counter())
        used[name] += 1
        return name if used[name] == 1 else f"{name}_{used[name]}"


def renames(given: Value | None) -> dict[str, str] | None:
    """The names in `mcp_names={…}` by operation id; None where they cannot be read."""
    if given is None or (isinstance(given, Lit) and given.value is None):
        return {}
    if not isinstance(given, Table) or given.open:
        return None
    found = {str(key): text(value) for key, value in given.items.items()}
    return None if None in found.values() else {key: value for key, value in found.items() if value is not None}
