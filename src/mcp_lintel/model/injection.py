"""What of injection depends on the version: which contexts are recognised, and what dependencies ask of a client.

Source: mcp 1.2 to 1.13 know a context by its class alone, so that one in quotes, in a union or in a module with
`from __future__ import annotations` is an input; 1.14 and later resolve the annotation. fastmcp 4.2 and later add the
`CallArgument()` parameters of a dependency to the tool's own.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from packaging.version import InvalidVersion, Version

from mcp_lintel.artifacts.types import Manifest
from mcp_lintel.model.driftrange import Ranges
from mcp_lintel.model.drifttable import Span, table
from mcp_lintel.model.frameworks import INJECTING_MODULES
from mcp_lintel.model.types import Family
from mcp_lintel.program.values import Env, Ext, Function, Items, Lit, Made, Subscripted, Value, dotted, options, text

RESOLVES_FROM = Version("1.14")
REFERS_FROM = Version("4.2")
MAX_DEPTH = 6


@dataclass(frozen=True, slots=True)
class Injection:
    """How the framework versions in use inject: the locked one, else the newest that the declared range allows."""

    by_class_alone: bool = False
    """Does the SDK in use look at the class of an annotation only?"""
    refers: bool = True
    """Do dependencies in the fastmcp in use add the arguments that they refer to?"""

    @staticmethod
    def of(manifest: Manifest) -> "Injection":
        """What holds for a project."""
        ranges = Ranges(manifest)
        sdk = _in_use("mcp", Span(gone=Version("2.0")), manifest, ranges)
        fastmcp = _in_use("fastmcp", Span(), manifest, ranges)
        return Injection(sdk is not None and sdk < RESOLVES_FROM, fastmcp is None or fastmcp >= REFERS_FROM)

    def overlooks(self, annotation: Value, family: Family, env: Env) -> bool:
        """Is a context in this annotation not recognised?"""
        if not self.by_class_alone or family is not Family.SDK_FASTMCP:
            return False
        future = env.module.names.get("annotations")
        if isinstance(future, Ext) and future.name == "__future__.annotations":
            return True
        wrapped = isinstance(annotation, Subscripted) and dotted(annotation).rpartition(".")[2] != "Context"
        return isinstance(annotation, Lit) or wrapped


def _in_use(distribution: str, within: Span, manifest: Manifest, ranges: Ranges) -> Version | None:
    """The newest locked version, else the newest that is allowed; None where neither is known."""
    locked = [v for name in table().names[distribution] for v in manifest.locked_versions(name)]
    try:
        return max(map(Version, locked), default=None) or ranges.newest(distribution, within)
    except InvalidVersion:
        return None


@dataclass(frozen=True, slots=True)
class Reference:
    """An argument of the call that a dependency refers to: `owner` takes it as the parameter `parameter`."""

    name: str
    parameter: str
    owner: Function
    default: Value | None


def references(default: Value | None, annotation: Value | None, depth: int = 0) -> Iterator[Reference]:
    """What the dependency that fills a parameter in refers to, through the dependencies of that one."""
    for made in _dependencies(default, annotation):
        factory = next((o for o in options(made.args.get("dependency", 0)) if isinstance(o, Function)), None)
        if factory is None or depth > MAX_DEPTH or dotted(made.callee).rpartition(".")[2] != "Depends":
            continue
        for param in factory.node.params:
            given = factory.defaults.get(param.name)
            for call in _dependencies(given, None):
                if dotted(call.callee).rpartition(".")[2] == "CallArgument" and "optional" not in call.args.named:
                    name = text(call.args.get("parameter", 0)) or param.name
                    yield Reference(name, param.name, factory, call.args.get("default"))
            yield from references(given, None, depth + 1)


def _dependencies(default: Value | None, annotation: Value | None) -> Iterator[Made]:
    extras: list[Value] = []
    if isinstance(annotation, Subscripted) and isinstance(annotation.index, Items):
        extras = annotation.index.items[1:]
    for value in (*options(default), *extras):
        if isinstance(value, Made) and dotted(value.callee).partition(".")[0] in INJECTING_MODULES:
            yield value
