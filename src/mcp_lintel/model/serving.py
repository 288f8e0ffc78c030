"""How the servers of one project are served: what their serving is read from, gathered once."""

from collections.abc import Mapping
from dataclasses import replace

from mcp_lintel.artifacts.types import Artifacts
from mcp_lintel.model.addresses import Reading, addresses
from mcp_lintel.model.around import Around, last_name
from mcp_lintel.model.given import Given
from mcp_lintel.model.middleware import ATTACHING, middleware, with_hooks
from mcp_lintel.model.served import Address, Layer
from mcp_lintel.model.servers import ServerObject
from mcp_lintel.model.surroundings import lifespans, mounts
from mcp_lintel.model.types import Auth, Generation, Server
from mcp_lintel.model.written import Written
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.program.values import Function


class Serving:
    """Adds to each server its addresses, middleware, lifespans and mounts."""

    def __init__(self, reader: Interpreter, artifacts: Artifacts | None) -> None:
        self.given = Given(reader.events)
        self._events = [event for event in reader.events if last_name(event.callee).removesuffix("()") in ATTACHING]
        self._around = Around(reader, self._events)
        self._artifacts = artifacts
        self._written = Written(reader)

    def addresses(self, server: ServerObject, versions: frozenset[Generation]) -> tuple[Address, ...]:
        """Where a server listens."""
        reads = Reading(server, versions, self.given, self._artifacts, self._written)
        return addresses(reads, self._events, self._around)

    def located(self, auth: Auth, server: ServerObject) -> Auth:
        """Authentication with the layer at which its middleware stands."""
        if auth.layer is not Layer.APP:
            return auth
        around = middleware(server, self._events, self._around, self.given)
        return replace(auth, layer=next((one.layer for one in around if one.name == auth.provider), auth.layer))

    def completed(
        self, made: Server, server: ServerObject, by_value: Mapping[int, ServerObject]
    ) -> tuple[Server, tuple[Function, ...]]:
        """The server with what stands around it, and the functions of the project that its middleware calls."""
        around, hooks = with_hooks(server, self._events, self._around, self.given)
        whole = replace(
            made,
            middleware=around,
            lifespans=lifespans(server, self._events, self._around),
            mounts=mounts(server, by_value, self._events, self._around),
        )
        return whole, hooks
