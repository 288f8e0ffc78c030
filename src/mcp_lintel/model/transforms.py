"""What changes the components of a server of fastmcp on their way to a client, in the order in which it is added.

Source: fastmcp 3.0 to 4.2, `add_transform`, `transforms=`, `enable`, `disable`; fastmcp 2.8 to 3.4,
`add_tool_transformation` and `tool_transformations=`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from mcp_lintel.model.placed import Placed, Words, words
from mcp_lintel.model.registrations import Change
from mcp_lintel.model.servers import MethodCall, ServerObject
from mcp_lintel.model.supplied import SUPPLIED, Supply
from mcp_lintel.model.types import OpenSet
from mcp_lintel.model.visibility import Criteria, Visibility, criteria
from mcp_lintel.program.values import Instance, Items, Lit, Made, Table, Value, dotted, options, text, truth
from mcp_lintel.text.span import Place

CATALOGUES = frozenset({"BM25SearchTransform", "RegexSearchTransform", "CodeMode"})
"""Transforms that show tools which find and call the server's own instead of these."""
SHOWING = {"enable": True, "disable": False}
UNDECIDED = frozenset({0})
"""Stands for a test that has no number of its own."""


class Rule(Protocol):
    """Changes components."""

    def applied(self, parts: Sequence[Placed]) -> list[Placed]:
        """The components after the rule."""


@dataclass(frozen=True, slots=True)
class Namespace:
    """Puts a word before names, and into the path of URIs; the word is None where it cannot be read."""

    word: str | None
    conditions: frozenset[int]

    def applied(self, parts: Sequence[Placed]) -> list[Placed]:
        """The components under their new names, and under the old ones where that depends."""
        return [one for part in parts for one in self._named(part)]

    def _named(self, part: Placed) -> Iterator[Placed]:
        known = part.name is not None and self.word is not None
        new = replace(part, name=namespaced(part.name or "", part.kind, self.word or "") if known else None)
        new.renamed = True
        yield from _alternatives(part, new, self.conditions)


def namespaced(name: str, kind: str, word: str) -> str:
    """A name behind a word, as fastmcp 2.4 and later join them."""
    if kind != "resource":
        return f"{word}_{name}"
    scheme, separator, rest = name.partition("://")
    return f"{scheme}://{word}/{rest}" if separator else name


def _alternatives(old: Placed, new: Placed, conditions: frozenset[int]) -> Iterator[Placed]:
    """The new one, and the old one too where the rule is behind an undecided test."""
    if conditions - set(old.conditions):
        yield old.perhaps()
        yield new.perhaps()
    else:
        yield new


@dataclass(frozen=True, slots=True)
class ToolRenames:
    """Renames and changes tools by name: `configs` maps names to `ToolTransformConfig` objects."""

    configs: Table
    conditions: frozenset[int]

    def applied(self, parts: Sequence[Placed]) -> list[Placed]:
        """The components, the tools named changed."""
        return [one for part in parts for one in self._changed(part)]

    def _changed(self, part: Placed) -> Iterator[Placed]:
        config = self.configs.items.get(part.name) if part.kind == "tool" and part.name is not None else None
        if config is None:
            yield part
            return
        conditions = self.conditions | (UNDECIDED if id(config) in self.configs.maybe else set())
        if not isinstance(config, Made):
            yield part.perhaps()
        elif (conditions - set(part.conditions)) and text(config.args.get("name")) in (None, part.name):
            yield configured(part, config, sure=False)
        else:
            yield from _alternatives(part, configured(part, config), conditions)


def configured(part: Placed, config: Made, *, sure: bool = True) -> Placed:
    """A tool after one `ToolTransformConfig`."""
    args = config.args
    change = Change(config.place, args.get("arguments"), args.get("description"), sure=sure and not args.open)
    name, tags = args.get("name"), words(args.get("tags"))
    new = replace(part, changes=(*part.changes, change), tags=tags if tags.known or not tags.whole else part.tags)
    if name is not None and not (isinstance(name, Lit) and name.value is None):
        new = replace(new, name=text(name), renamed=True)
    if "enabled" in args.named:
        verdict = truth(args.named["enabled"])
        new = replace(new, visible=verdict if sure else None)
    return new


def rules(call: MethodCall, server: ServerObject) -> Iterator[Rule | OpenSet]:
    """What one call of a server's method changes."""
    conditions, place = frozenset(call.event.conditions) - set(server.conditions), call.event.place
    if call.method in SHOWING and call.applied is None:
        yield from _shown(call, SHOWING[call.method], conditions)
    elif call.method == "add_tool_transformation":
        name, config = text(call.args.get("tool_name", 0)), call.args.get("transformation", 1)
        if name is None or config is None:
            yield OpenSet(place, "a tool is transformed that is not known")
        else:
            yield ToolRenames(Table({name: config}), conditions)
    elif call.method == "add_transform":
        given = options(call.args.get("transform", 0))
        for option in given:
            yield from transform(option, place, conditions | (UNDECIDED if len(given) > 1 else set()))


def _shown(call: MethodCall, shows: bool, conditions: frozenset[int]) -> Iterator[Rule | OpenSet]:
    covered = criteria(call.args)
    only = call.args.get("only")
    if not covered.readable():
        yield OpenSet(call.event.place, f"`{call.method}` covers components that are not known")
    if only is not None and truth(only) is not False:
        yield Visibility(False, Criteria(everything=True), conditions if truth(only) else conditions | UNDECIDED)
    yield Visibility(shows, covered, conditions)


def transform(value: Value, place: Place, conditions: frozenset[int]) -> Iterator[Rule | OpenSet]:
    """What one transform object changes."""
    kind = dotted(value).removesuffix("()").rpartition(".")[2] if isinstance(value, Made) else ""
    if isinstance(value, Made) and kind == "ToolTransform":
        yield from renames(value.args.get("transforms", 0), place, conditions)
    elif isinstance(value, Made) and kind == "Namespace":
        yield Namespace(text(value.args.get("prefix", 0)), conditions)
    elif isinstance(value, Made) and kind == "Visibility":
        shows = value.args.get("enabled", 0)
        yield Visibility(None if shows is None else truth(shows), criteria(value.args), conditions)
    elif kind == "VersionFilter":
        yield Visibility(None, Criteria(keys=Words(whole=False), versions=True), conditions)
    elif kind in SUPPLIED:
        yield Supply(kind, place, conditions)
    elif kind in CATALOGUES:
        yield OpenSet(place, f"`{kind}` shows tools that find and call the others instead of these")
    else:
        named = value.cls.node.name if isinstance(value, Instance) else kind
        what = f"the transform `{named}`" if named else "a transform that is not known"
        yield OpenSet(place, f"{what} changes components at run time")


def renames(value: Value | None, place: Place, conditions: frozenset[int]) -> Iterator[Rule | OpenSet]:
    """What a table of `ToolTransformConfig` objects changes."""
    if isinstance(value, Table):
        yield ToolRenames(value, conditions)
    if not isinstance(value, Table) or value.open:
        yield OpenSet(place, "tools are transformed by a table that cannot be read")


def built_rules(server: ServerObject) -> Iterator[Rule | OpenSet]:
    """What a constructor's arguments change: transforms, and the tags that a server of fastmcp 2 is limited to."""
    given = {} if server.built is None else server.built.named
    for option in options(given.get("transforms")):
        for one in option.items if isinstance(option, Items) else ():
            yield from transform(one, server.place, frozenset())
    for name, others in (("exclude_tags", False), ("include_tags", True)):
        tags = words(given.get(name))
        if tags.known or not tags.whole:
            yield Visibility(False, Criteria(tags=tags), frozenset(), others=others)
        if not tags.whole:
            yield OpenSet(server.place, f"`{name}` hides components by tags that are not known")
