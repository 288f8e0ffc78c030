"""How servers of the frameworks around the SDKs are served, from one call on such a server.

Source: the wheels of fastapi-mcp 0.4.0, mcp-use 1.7.1, arcade-mcp-server 1.32.1 and chuk-mcp-server 0.26.1.
"""

from collections.abc import Callable
from dataclasses import dataclass

from mcp_lintel.model.types import Family
from mcp_lintel.program.values import Args, Lit, Value, options, text

ARCADE_TRANSPORT = 3
"""Position of `transport` in arcade-mcp-server's `run(host, port, reload, transport)`."""


@dataclass(frozen=True, slots=True)
class Serving:
    """What one call says: the transports, and whether an environment value may choose another."""

    kinds: frozenset[str]
    open: bool = False


def serving(family: Family, method: str, args: Args, built: Args | None) -> Serving | None:
    """How a call on a server of such a family serves it; None when it does not."""
    reads = READINGS.get(family)
    return None if reads is None else reads(method, args, built)


def _fastapi_mcp(method: str, args: Args, _: Args | None) -> Serving | None:
    if method == "mount":
        return _chosen(args.get("transport"), {"sse": "sse"}, "sse")
    kind = {"mount_http": "http", "mount_sse": "sse"}.get(method)
    return None if kind is None else Serving(frozenset({kind}))


def _mcp_use(method: str, args: Args, _: Args | None) -> Serving | None:
    if method == "streamable_http_app":
        return Serving(frozenset({"http"}))
    if method != "run":
        return None
    return _chosen(args.get("transport", 0), {"stdio": "stdio", "streamable-http": "http", "sse": "sse"}, "http")


def _arcade(method: str, args: Args, _: Args | None) -> Serving | None:
    if method != "run":
        return None
    names = {"stdio": "stdio", "http": "http", "streamable-http": "http", "streamable": "http"}
    found = _chosen(args.get("transport", ARCADE_TRANSPORT), names, "stdio")
    return Serving(found.kinds, open=True)


def _chuk(method: str, args: Args, built: Args | None) -> Serving | None:
    if method == "run_stdio":
        return Serving(frozenset({"stdio"}))
    if method == "run_module":
        found = _chosen(args.get("transport", 0), {"stdio": "stdio", "http": "http"}, "http")
        return Serving(found.kinds, open=found.open or "http" in found.kinds)
    if method != "run":
        return None
    if built is not None and text(built.get("transport")) == "stdio":
        return Serving(frozenset({"stdio"}))
    stdio = args.get("stdio", 3)
    if isinstance(stdio, Lit) and stdio.value is not None:
        return Serving(frozenset({"stdio" if stdio.value else "http"}))
    return Serving(frozenset({"http"}), open=True)


def _chosen(given: Value | None, names: dict[str, str], default: str) -> Serving:
    """The transports that an argument names, or the default for want of one."""
    if given is None:
        return Serving(frozenset({default}))
    words = [text(option) for option in options(given)]
    kinds = frozenset(names[word] for word in words if word in names)
    return Serving(kinds, open=any(word is None for word in words))


READINGS: dict[Family, Callable[[str, Args, Args | None], Serving | None]] = {
    Family.FASTAPI_MCP: _fastapi_mcp,
    Family.MCP_USE: _mcp_use,
    Family.ARCADE: _arcade,
    Family.CHUK: _chuk,
}
