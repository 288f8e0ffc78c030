"""What a project writes: log calls, how its logs are set up, and what goes to standard output."""

from dataclasses import dataclass
from enum import StrEnum

from mcp_lintel.model.endpoint import Endpoint
from mcp_lintel.text.span import Place


class MessageForm(StrEnum):
    """How a log call's message is made."""

    CONSTANT = "constant"
    LAZY = "lazy percent arguments"
    FSTRING = "f-string"
    PERCENT = "% operator"
    FORMAT = ".format()"
    CONCATENATION = "concatenation"
    OTHER = "expression"


@dataclass(frozen=True, slots=True)
class LogCall:
    """A call of a logger's method in server source: `message` is the first argument's place."""

    place: Place
    message: Place
    level: str
    logger: str
    form: MessageForm
    symbol: str
    tool: str = ""


@dataclass(frozen=True, slots=True)
class StdoutWrite:
    """A write to standard output in a server's own code.

    `what` is the call as people name it (`print`, `sys.stdout.write`); `at_import` says it runs when the module is
    imported;
    `reach` tells how it is reached (`tool scan_host`, `at import`, `before the server runs`), and `endpoints` are
    the servers it can disturb.
    """

    place: Place
    what: str
    at_import: bool
    reach: str
    symbol: str
    endpoints: tuple[Endpoint, ...]
    tool: str = ""


@dataclass(frozen=True, slots=True)
class LoggingSetup:
    """How one project sets up its logs.

    `json` are the places that switch JSON rendering on, `text` those that set up plain text, `calls` the number of
    log calls in
    server source, `first` the first of them; `unknown` says a setup exists that could not be read.
    """

    json: tuple[Place, ...]
    text: tuple[Place, ...]
    calls: int
    first: Place | None
    unknown: bool
    endpoints: tuple[Endpoint, ...]
