"""Which API generations a server may run on: from locked versions, else declared ranges, else what it imports.

Source: the wheels of mcp and fastmcp; fastmcp 2 and 3 run on mcp 1, fastmcp 4 on mcp 2.
"""

from collections.abc import Sequence

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from mcp_lintel.artifacts.types import Manifest
from mcp_lintel.model.types import Family, Generation

PROBES: dict[Generation, tuple[str, ...]] = {
    Generation.SDK1: ("1.2.0", "1.6.0", "1.9.4", "1.12.4", "1.16.0", "1.20.0", "1.23.0", "1.26.0", "1.30.0"),
    Generation.SDK2: ("2.0.0", "2.1.0", "2.2.0", "2.3.0"),
    Generation.FM2: ("2.0.0", "2.3.4", "2.5.2", "2.8.0", "2.10.0", "2.12.5", "2.14.0", "2.14.7"),
    Generation.FM3: ("3.0.0", "3.2.0", "3.4.11"),
    Generation.FM4: ("4.0.0", "4.1.6", "4.2.1"),
}
"""Published versions of each generation that a range is tried on."""
POSSIBLE: dict[Family, tuple[Generation, ...]] = {
    Family.SDK_FASTMCP: (Generation.SDK1,),
    Family.SDK_MCPSERVER: (Generation.SDK2,),
    Family.SDK_LOWLEVEL: (Generation.SDK1, Generation.SDK2),
    Family.FASTMCP: (Generation.FM2, Generation.FM3, Generation.FM4),
    Family.FASTAPI_MCP: (Generation.SDK1,),
    Family.MCP_USE: (Generation.SDK1,),
    Family.ARCADE: (),
    Family.CHUK: (),
}
DISTRIBUTIONS = {Family.FASTMCP: ("fastmcp", "fastmcp-slim")}


def generations(family: Family, manifest: Manifest, *, keyword_handlers: bool | None = None) -> frozenset[Generation]:
    """The generations a server of this family may run on; empty for one that stands on no SDK.

    `keyword_handlers` says of a low-level server whether its handlers are constructor keywords (2.x) or decorators
    (1.x).
    """
    possible = POSSIBLE[family]
    if keyword_handlers is not None and family is Family.SDK_LOWLEVEL:
        return frozenset({Generation.SDK2 if keyword_handlers else Generation.SDK1})
    return _declared(family, manifest) or frozenset(possible)


def admitted(family: Family, manifest: Manifest) -> bool:
    """May a server of this family run on what is declared? A framework that nothing is said of may be there."""
    return bool(_declared(family, manifest)) or not _is_declared(family, manifest)


def certain(family: Family, manifest: Manifest) -> bool:
    """Is the family's framework always installed, in versions that all have it?"""
    names = DISTRIBUTIONS.get(family, ("mcp",))
    always = Manifest(dependencies=manifest.dependencies, locked=manifest.locked)
    if not any(item.name in names for item in always.dependencies):
        return False
    others = {
        g for other, possible in POSSIBLE.items() for g in possible if DISTRIBUTIONS.get(other, ("mcp",)) == names
    }
    found = _found(names, tuple(others), always)
    return bool(found) and found <= set(POSSIBLE[family])


def _is_declared(family: Family, manifest: Manifest) -> bool:
    names = DISTRIBUTIONS.get(family, ("mcp",))
    return any(manifest.locked_versions(name) or manifest.specifiers(name) for name in names)


def _declared(family: Family, manifest: Manifest) -> frozenset[Generation]:
    return _found(DISTRIBUTIONS.get(family, ("mcp",)), POSSIBLE[family], manifest)


def _found(names: Sequence[str], possible: Sequence[Generation], manifest: Manifest) -> frozenset[Generation]:
    """Those generations of several that the locked versions are of, else those that a declared range admits."""
    for name in names:
        locked = [_version(v) for v in manifest.locked_versions(name)]
        found = {g for g in possible for v in locked if v is not None and _major(g) == v.major}
        if found:
            return frozenset(found)
    for name in names:
        for text in manifest.specifiers(name):
            found = {g for g in possible if _admits(text, g)}
            if found:
                return frozenset(found)
    return frozenset()


def _major(generation: Generation) -> int:
    return int(generation.value[-1])


def _version(text: str) -> Version | None:
    try:
        return Version(text)
    except InvalidVersion:
        return None


def _admits(specifier: str, generation: Generation) -> bool:
    try:
        allowed = SpecifierSet(specifier)
    except InvalidSpecifier:
        return True
    return any(allowed.contains(version, prereleases=True) for version in PROBES[generation])
