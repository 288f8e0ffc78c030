"""What a version of fastmcp makes of composition: how it joins names, what a rename does, who wins a name.

Source: fastmcp 2.0 to 4.2 (reference section 2.4). A range of versions that says several things has several eras.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from packaging.version import InvalidVersion, Version

from mcp_lintel.artifacts.types import Manifest
from mcp_lintel.model.driftrange import Ranges
from mcp_lintel.model.generations import DISTRIBUTIONS, PROBES
from mcp_lintel.model.types import Family, Generation

V2_1, V2_2, V2_4 = Version("2.1"), Version("2.2"), Version("2.4")


@dataclass(frozen=True, slots=True)
class Era:
    """Versions that compose servers alike.

    `joint` stands between a prefix and a name; `spelled` says that a mount's own separators are heeded, `plus` that
    resources are joined with `+`, `copies` that a mount copies as `import_server` does. In the days of fastmcp 2
    (`second`) an entry of `tool_names` replaces the whole name, the last server mounted wins a name, and
    transformations are for a server's own tools.
    """

    joint: str = "_"
    spelled: bool = False
    plus: bool = False
    copies: bool = False
    second: bool = False


def era(version: Version) -> Era:
    """The era of a version of fastmcp."""
    if version.major > 2:
        return Era()
    joint = "/" if version < V2_1 else "_"
    return Era(joint, spelled=V2_1 <= version < V2_4, plus=version < V2_4, copies=version < V2_2, second=True)


def eras(family: Family, generations: frozenset[Generation], manifest: Manifest) -> tuple[Era, ...]:
    """The eras a server may run in, the latest first: of each of its generations the newest version allowed."""
    if family is not Family.FASTMCP:
        return (Era(),)
    allowed = (*Ranges(manifest).admitted("fastmcp"), *_locked(manifest))
    found: dict[Era, None] = {}
    for generation in sorted(generations, reverse=True):
        fitting = [version for version in _locked(manifest) if _of(generation, version)]
        fitting = fitting or [version for version in allowed if _of(generation, version)]
        newest = Version(PROBES[generation][-1])
        found[era(max(fitting, default=newest))] = None
    return tuple(found) or (Era(),)


def _of(generation: Generation, version: Version) -> bool:
    return version.major == int(generation.value[-1])


def _locked(manifest: Manifest) -> Iterator[Version]:
    locked: Iterable[str] = (v for name in DISTRIBUTIONS[Family.FASTMCP] for v in manifest.locked_versions(name))
    for text in locked:
        try:
            yield Version(text)
        except InvalidVersion:
            continue
