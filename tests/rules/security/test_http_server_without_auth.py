"""How sure the rule is that clients come in over HTTP without being asked who they are."""

from dataclasses import replace

import pytest

from mcp_lintel.model.types import AuthState, Server, Transports
from mcp_lintel.rule import Confidence, Hit

from ..fakes import BOTH, HTTP, NOTHING_KNOWN, OPEN, STDIO, UNKNOWN_TEXT, endpoint, hits_of, place, server, written


def hits(subject: Server) -> list[Hit]:
    return hits_of("http-server-without-auth", subject)


@pytest.mark.parametrize(
    ("transports", "expected"),
    [
        (HTTP, Confidence.HIGH),
        (Transports(frozenset({"sse"}), closed=True), Confidence.HIGH),
        (Transports(frozenset({"http"})), Confidence.MEDIUM),
        (BOTH, Confidence.MEDIUM),
        (OPEN, Confidence.LOW),
    ],
)
def test_the_more_ways_there_are_to_run_it_the_less_sure(transports: Transports, expected: Confidence) -> None:
    assert [hit.confidence for hit in hits(server(at=endpoint(transports=transports)))] == [expected]


@pytest.mark.parametrize("transports", [STDIO, NOTHING_KNOWN])
def test_without_evidence_of_http_there_is_nothing_to_say(transports: Transports) -> None:
    assert not hits(server(at=endpoint(transports=transports)))


@pytest.mark.parametrize("auth", [AuthState.PRESENT, AuthState.CONDITIONAL, AuthState.UNKNOWN])
def test_what_may_authenticate_is_not_called_absent(auth: AuthState) -> None:
    assert not hits(server(at=endpoint(auth=auth)))


def test_an_example_is_no_deployment() -> None:
    assert hits(server(at=endpoint(example=True)))[0].confidence is Confidence.LOW


def test_the_place_where_http_is_chosen_is_shown() -> None:
    transports = Transports(frozenset({"http"}), True, (written("http", 70), written("stdio", 90)))
    (hit,) = hits(server(at=endpoint(transports=transports)))
    assert [(related.place, related.message) for related in hit.related] == [(place(70), "served over http here")]


def test_a_server_without_a_readable_name_is_reported_all_the_same() -> None:
    (hit,) = hits(server(at=replace(endpoint(), name=UNKNOWN_TEXT)))
    assert hit.message.startswith("the server is served")
