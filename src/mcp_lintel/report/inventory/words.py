"""Types, limits, hints and effects in a word or two; every word of strangers made visible."""

import json
from collections.abc import Iterable, Mapping, Sequence

from mcp_lintel.report.inventory.types import (
    UNREAD,
    EffectEntry,
    EvidenceEntry,
    ParameterEntry,
    ServerEntry,
    SettingEntry,
    Spot,
    ToolEntry,
    TypeEntry,
)
from mcp_lintel.report.visible import visible
from mcp_lintel.verdict.judge import count

UNKNOWN = "?"
"""Stands for a name that cannot be read."""
LONGEST = 48
"""Characters shown of one value, such as a pattern."""
MOST_VALUES = 6
"""Values of an enumeration that are shown."""
EFFECTS = ("reads", "writes", "deletes", "spawns", "sends")
HINTS: Mapping[str, tuple[str, str]] = {
    "readOnlyHint": ("read-only", "not read-only"),
    "destructiveHint": ("destructive", "not destructive"),
    "idempotentHint": ("idempotent", "not idempotent"),
    "openWorldHint": ("open world", "closed world"),
}
"""A hint of the protocol in words: when it is true, when it is false."""
_NAMED = frozenset({"semantic", "unknown"})


def named(name: str | None) -> str:
    """A name on one line; `?` when it cannot be read."""
    return UNKNOWN if name is None else visible(name)


def type_words(kind: TypeEntry) -> str:
    """A type with its limits: `integer 1..50`, `array[string]`, `"a" | "b" or null`."""
    told = " ".join(part for part in (_base(kind), *_limits(kind)) if part)
    return f"{told} or null" if kind.nullable else told


def parameter_words(parameter: ParameterEntry) -> str:
    """`name: type`; `name?: type` for one that may be left out."""
    star = parameter.form if parameter.form.startswith("*") else ""
    stars = star.removesuffix("args").removesuffix("kw")
    mark = "" if parameter.required else "?"
    return f"{stars}{visible(parameter.name)}{mark}: {type_words(parameter.type)}"


def value_words(value: object) -> str:
    """A value as JSON on one line, cut to `LONGEST` characters."""
    return _cut(visible(json.dumps(value, ensure_ascii=False)))


def hint_words(hints: Mapping[str, object]) -> list[str]:
    """The hints that are stated; what they say of a tool that only reads is left out, since it says nothing."""
    reads = hints.get("readOnlyHint") is True
    told = []
    for name, (yes, no) in HINTS.items():
        value = hints.get(name)
        if value is None or (reads and name in ("destructiveHint", "idempotentHint")):
            continue
        told.append(yes if value is True else no if value is False else f"{name} not read")
    return told


def tool_hints(tool: ToolEntry) -> list[str]:
    """The hints of a tool, with a word for those that cannot be read."""
    return [*hint_words(tool.hints), *(["hints not read"] if "annotations" in tool.unread else [])]


def effect_words(effects: Iterable[EffectEntry]) -> list[str]:
    """The kinds of effect, each once, in a fixed order."""
    kinds = {effect.kind for effect in effects}
    return [kind for kind in EFFECTS if kind in kinds] + [visible(kind) for kind in sorted(kinds - {*EFFECTS})]


def setting_words(setting: SettingEntry) -> str:
    """`issuer = "https://login.example.com"`, `audience from environment`; a secret's value is not known here."""
    value = "" if setting.value is None else f" = {value_words(setting.value)}"
    source = "" if setting.source == "literal" and value else f" from {setting.source}"
    return visible(f"{setting.name}{value}{source}")


def evidence_words(server: ServerEntry) -> list[tuple[str, Spot]]:
    """From what the transports were read, once a place: `http, sse: `run()` with a command-line choice`."""
    spots: dict[Spot, list[EvidenceEntry]] = {}
    for one in server.evidence:
        spots.setdefault(one.spot, []).append(one)
    told = []
    for spot, entries in spots.items():
        kinds = ", ".join(sorted({one.transport for one in entries}))
        told.append((visible(f"{kinds}: {max((one.what for one in entries), key=len)}"), spot))
    return told


def _base(kind: TypeEntry) -> str:
    """The type without limits."""
    if kind.kind == "union" and kind.parts:
        return " or ".join(dict.fromkeys(type_words(part) for part in kind.parts))
    if kind.kind == "choice":
        return "" if "enum" in kind.limits else f"one of {visible(kind.name) or 'some values'}"
    if kind.kind in _NAMED:
        return visible(kind.name) or kind.kind
    if kind.kind == "model":
        return f"object {visible(kind.name)}".rstrip()
    inner = ", ".join(type_words(part) for part in kind.parts)
    return f"{visible(kind.kind)}[{inner}]" if inner else visible(kind.kind)


def _limits(kind: TypeEntry) -> list[str]:
    limits = kind.limits
    parts = [_range(limits, ("ge", "gt"), ("le", "lt")) if kind.kind != "union" else ""]
    length = _range(limits, ("min_length", ""), ("max_length", ""))
    parts += [f"length {length}" if length else ""]
    if "enum" in limits:
        parts.append(("" if kind.kind == "choice" else "in ") + _values(limits["enum"]))
    for name, word in (("multiple_of", "step"), ("max_digits", "digits up to")):
        parts += [f"{word} {_limit(limits[name])}"] if name in limits else []
    if "pattern" in limits:
        parts.append(f"matching {_cut(visible(str(limits['pattern'])))}")
    parts += ["validated"] if kind.custom else []
    return [part for part in parts if part]


def _range(limits: Mapping[str, object], low: tuple[str, str], high: tuple[str, str]) -> str:
    """`1..50`, `>=1`, `>0 <=1`."""
    if low[0] in limits and high[0] in limits and low[1] not in limits and high[1] not in limits:
        return f"{_limit(limits[low[0]])}..{_limit(limits[high[0]])}"
    signs = ((low[1], ">"), (low[0], ">="), (high[1], "<"), (high[0], "<="))
    return " ".join(f"{sign}{_limit(limits[name])}" for name, sign in signs if name in limits)


def _limit(value: object) -> str:
    return UNREAD if value == UNREAD else value_words(value)


def _values(found: object) -> str:
    """The values of an enumeration, the first of many."""
    values: Sequence[object] = found if isinstance(found, list) else [found]
    shown = [value_words(value) for value in values[:MOST_VALUES]]
    more = [f"... ({count(len(values), 'value')})"] if len(values) > MOST_VALUES else []
    return " | ".join([*shown, *more])


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."
