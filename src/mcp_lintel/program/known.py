"""The register of outside functions whose results are computed."""

from collections.abc import Callable

from mcp_lintel.program.core import Core
from mcp_lintel.program.values import Args, Value
from mcp_lintel.text.span import Place

Handler = Callable[[Core, Args, Place], Value | None]
FUNCTIONS: dict[str, Handler] = {}


def knows(*names: str) -> Callable[[Handler], Handler]:
    """Register what the named outside functions do; a handler that gives None leaves the call an event."""

    def register(handler: Handler) -> Handler:
        FUNCTIONS.update(dict.fromkeys(names, handler))
        return handler

    return register
