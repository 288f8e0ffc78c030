"""How sure the rule is that a default opens a door, and where it says so."""

from dataclasses import replace

import pytest

from mcp_lintel.model.types import Address, AuthState, Layer, Middleware, Server, Setting, Source, Transports
from mcp_lintel.rule import Confidence, Hit

from ..fakes import BOTH, HTTP, STDIO, endpoint, hits_of, place, server

HOST = Setting("host", "0.0.0.0", Source.SETTINGS, place(10), written=(place(50), place(60)))
ADDRESS = Address("http", HOST, None, place(9))


def listening(
    auth: AuthState = AuthState.ABSENT, transports: Transports = HTTP, *addresses: Address, example: bool = False
) -> Server:
    """A server that listens there."""
    at = endpoint(auth=auth, transports=transports, example=example)
    return server(at=replace(at, addresses=addresses or (ADDRESS,)))


def hits(subject: Server) -> list[Hit]:
    return hits_of("server-listens-on-all-interfaces", subject)


@pytest.mark.parametrize(
    ("auth", "transports", "expected"),
    [
        (AuthState.ABSENT, HTTP, Confidence.HIGH),
        (AuthState.CONDITIONAL, HTTP, Confidence.HIGH),
        (AuthState.ABSENT, BOTH, Confidence.MEDIUM),
        (AuthState.PRESENT, HTTP, Confidence.LOW),
    ],
)
def test_how_sure_it_is(auth: AuthState, transports: Transports, expected: Confidence) -> None:
    assert [hit.confidence for hit in hits(listening(auth, transports))] == [expected]


def test_authentication_that_cannot_be_read_is_not_called_absent() -> None:
    assert not hits(listening(AuthState.UNKNOWN))


def test_authentication_and_a_list_of_hosts_are_enough() -> None:
    assert not hits(listening(AuthState.PRESENT, HTTP, replace(ADDRESS, checked=True)))
    trusted = Middleware("TrustedHostMiddleware", Layer.APP, place(70))
    assert not hits(replace(listening(AuthState.PRESENT), middleware=(trusted,)))


def test_a_list_of_hosts_alone_is_not() -> None:
    assert hits(listening(AuthState.ABSENT, HTTP, replace(ADDRESS, checked=True)))


@pytest.mark.parametrize("value", ["127.0.0.1", "localhost", "::1", None, 8000])
def test_other_hosts_say_nothing(value: object) -> None:
    assert not hits(listening(AuthState.ABSENT, HTTP, replace(ADDRESS, host=replace(HOST, value=value))))


def test_nothing_is_said_of_a_server_without_an_address() -> None:
    assert not hits(server(at=endpoint(transports=STDIO)))


def test_an_example_is_no_deployment() -> None:
    assert hits(listening(example=True))[0].confidence is Confidence.LOW


def test_one_default_is_told_once_with_what_says_the_same() -> None:
    (hit,) = hits(listening(AuthState.CONDITIONAL, HTTP, ADDRESS, replace(ADDRESS, place=place(12))))
    assert hit.place == place(50)
    assert [one.place for one in hit.related] == [place(60), place(9)]
    assert hit.message == "server `shop` listens on every interface by default, and authentication is optional"


def test_without_a_known_text_the_argument_is_the_place() -> None:
    (hit,) = hits(listening(AuthState.ABSENT, HTTP, replace(ADDRESS, host=replace(HOST, written=()))))
    assert hit.place == place(10)
