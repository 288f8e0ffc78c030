"""Which framework versions a project allows, and how something stands to them.

Decided with `packaging` on published versions and on those that a range names. A lock file narrows nothing here: who
installs the project by its name does not have it. Source of what fastmcp asks of mcp: tables/drift.toml.
"""

import re
from collections.abc import Iterable, Iterator

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from mcp_lintel.artifacts.types import Manifest, Requirement
from mcp_lintel.model.drifttable import Row, Span, table
from mcp_lintel.model.drifttypes import Declared, DriftState, FrameworkRange
from mcp_lintel.model.values import Located

DEVELOPMENT = re.compile(r"dev|test|lint|doc|ci$|build|type|bench", re.IGNORECASE)


class Ranges:
    """The allowed versions of each framework in one project."""

    def __init__(self, manifest: Manifest) -> None:
        self.manifest = manifest
        self._own = manifest.name.lower()
        self._admitted = self._together()

    def silent(self, distribution: str) -> bool:
        """Is nothing to be said: the project is the framework itself, or its range cannot be read?"""
        return self._own in table().names[distribution] or not self.admitted(distribution)

    def admitted(self, distribution: str) -> tuple[Version, ...]:
        """The allowed versions in rising order; every one where none is declared."""
        return self._admitted[distribution]

    def newest(self, distribution: str, within: Span | None = None) -> Version | None:
        """The newest allowed version, or the newest of those that have something."""
        fitting = [v for v in self.admitted(distribution) if within is None or has(within, v)]
        return fitting[-1] if fitting else None

    def declared(self, distribution: str) -> Declared:
        """What the project says of a framework, by itself or through fastmcp."""
        found = self._requirements(distribution)
        through = not found and distribution == "mcp"
        found = found or (self._requirements("fastmcp") or self._bringing() if through else [])
        texts = dict.fromkeys(f"{item.name}{item.specifier}" for item in found)
        names = table().names[distribution]
        locked = dict.fromkeys(lock.version for name in names for lock in self.manifest.locked if lock.name == name)
        exact = {item.specifier.lstrip("=") for item in found}
        place = found[0].place if found else None
        kept = tuple(version for version in locked if version not in exact)
        return Declared(distribution, ", ".join(texts), place, kept, through=through and bool(found))

    def state(self, row: Row, within: Span | None = None) -> tuple[DriftState, str] | None:
        """How a row stands to the newest allowed version that holds `within`, and since when in words.

        None where all is well.
        """
        span, distribution = row.span, row.distribution
        newest = None if self.silent(distribution) else self.newest(distribution, within)
        if newest is None:
            return None
        if span.never:
            return DriftState.NEVER, ""
        if span.gone is not None and newest >= span.gone and (span.back is None or newest < span.back):
            return DriftState.GONE, f"{distribution} {short(span.gone)}"
        if span.since is not None and _base(newest) < span.since:
            return DriftState.NOT_YET, f"{distribution} {short(span.since)}"
        if span.deprecated is not None and newest >= span.deprecated:
            return DriftState.DEPRECATED, f"{distribution} {short(span.deprecated)}"
        if span.since is not None and self._starts_below(span.since, distribution):
            return DriftState.LATER, f"{distribution} {short(span.since)}"
        return None

    def _starts_below(self, since: Version, distribution: str) -> bool:
        """Does the project itself name a lower bound that is below this version?"""
        own = [spec for item in self._requirements(distribution) for spec in _specifiers(item.specifier) or ()]
        bounded = any(spec.operator in (">=", ">", "~=", "==", "===") for spec in own)
        return bounded and any(_base(v) < since for v in self.admitted(distribution))

    def _requirements(self, distribution: str) -> list[Requirement]:
        """Those always installed; those of extras where there are none."""
        names = table().names[distribution]
        always = [item for item in self.manifest.dependencies if item.name in names]
        return always or [item for item in self.manifest.optional if item.name in names]

    def _bringing(self) -> list[Requirement]:
        """The requirements on other frameworks that ask for an mcp."""
        return [item for item in self.manifest.dependencies if item.name in table().brings]

    def _together(self) -> dict[str, tuple[Version, ...]]:
        """What is allowed once fastmcp's own need of an mcp version is heeded."""
        allowed = {name: self._allowed(name) for name in table().versions}
        if not self._requirements("fastmcp") or not allowed["fastmcp"] or not allowed["mcp"]:
            return allowed
        needs = {version: need for version in allowed["fastmcp"] for need in _needs(version)}
        fitting = [v for v, need in needs.items() if any(need.contains(m, prereleases=True) for m in allowed["mcp"])]
        bounded = [v for v in fitting if any(spec.operator == "<" for spec in needs[v])] or fitting
        if bounded:
            wanted = [needs[v] for v in bounded]
            found = (m for m in allowed["mcp"] if any(need.contains(m, prereleases=True) for need in wanted))
            allowed["mcp"] = tuple(found)
            allowed["fastmcp"] = tuple(fitting)
        return allowed

    def _allowed(self, distribution: str) -> tuple[Version, ...]:
        own = self._requirements(distribution)
        sets = [None if item.direct else _specifiers(item.specifier) for item in own]
        if distribution == "mcp":
            sets += [_specifiers(table().brings[item.name]) for item in self._bringing()]
            sets += [None for item in self._requirements("fastmcp") if item.direct and not own]
        if any(found is None for found in sets):
            return ()
        tried = {*table().versions[distribution], *(v for found in sets for v in _named(found or ()))}
        return tuple(v for v in sorted(tried) if all(found is None or _contains(found, v) for found in sets))


def has(span: Span, version: Version) -> bool:
    """Does a version have something?"""
    if span.never or (span.since is not None and _base(version) < span.since):
        return False
    return span.gone is None or version < span.gone or (span.back is not None and version >= span.back)


def short(version: Version) -> str:
    """A version without the zeros at its end: `3.0`, `2.3.4`."""
    text = str(version)
    return text.removesuffix(".0") if text.count(".") > 1 else text


def framework_ranges(manifest: Manifest) -> Iterator[FrameworkRange]:
    """The declared dependencies on frameworks that who installs the project meets."""
    required = {item.name for item in manifest.dependencies}
    asked = [(item, bool(item.group)) for item in manifest.dependencies]
    asked += [(i, True) for i in manifest.optional if i.name not in required and not DEVELOPMENT.search(i.group)]
    owners = {name: distribution for distribution, names in table().names.items() for name in names}
    for item, optional in asked:
        versions = table().versions.get(owners.get(item.name, ""))
        specifiers = _specifiers(item.specifier)
        if versions is None or specifiers is None or item.direct or manifest.name.lower() in owners:
            continue
        beyond = Version(f"{versions[-1].major + 1}.0.0")
        later = Version(f"{versions[-1].major + 100}.0.0")
        is_open = _contains(specifiers, beyond) or _contains(specifiers, later)
        if owners[item.name] == "mcp" and _bounds_mcp(manifest):
            continue
        written = Located(f"{item.name}{item.specifier}", item.place)
        yield FrameworkRange(item.name, written, short(beyond) if is_open else "", optional)


def _bounds_mcp(manifest: Manifest) -> bool:
    """Does a fastmcp that is bounded itself bound mcp, in each version that the project allows?"""
    asked = [item for item in manifest.dependencies if item.name in table().names["fastmcp"]]
    if any(one.open_from for one in framework_ranges(Manifest(dependencies=tuple(asked)))):
        return False
    allowed = Ranges(Manifest(dependencies=tuple(asked))).admitted("fastmcp") if asked else ()
    return bool(allowed) and all(any(s.operator == "<" for s in need) for v in allowed for need in _needs(v))


def _needs(version: Version) -> list[SpecifierSet]:
    """The mcp versions that a fastmcp asks for."""
    base = _base(version)
    asked = [SpecifierSet(row["mcp"]) for row in table().requires if SpecifierSet(row["fastmcp"]).contains(base)]
    return asked[:1] or [SpecifierSet()]


def _base(version: Version) -> Version:
    return Version(version.base_version)


def _specifiers(text: str) -> SpecifierSet | None:
    try:
        return SpecifierSet(text)
    except InvalidSpecifier:
        return None


def _contains(specifiers: SpecifierSet, version: Version) -> bool:
    return specifiers.contains(version, prereleases=True)


def _named(specifiers: Iterable[object]) -> Iterator[Version]:
    """The versions that stand in a range."""
    for specifier in specifiers:
        try:
            yield Version(str(getattr(specifier, "version", "")).removesuffix(".*"))
        except InvalidVersion:
            continue
