"""On which releases a write to standard output does harm, and how sure that is."""

import pytest

from mcp_lintel.model.types import Endpoint, Generation, StdoutWrite, Transports
from mcp_lintel.rule import Confidence, Hit

from ..fakes import BOTH, HTTP, NOTHING_KNOWN, STDIO, endpoint, hits_of, place

SDK1, SDK2, FM2, FM3, FM4 = Generation


def write(*endpoints: Endpoint, at_import: bool = False, reach: str = "tool list_orders") -> list[Hit]:
    subject = StdoutWrite(place(), "print", at_import, reach, "server.list_orders", endpoints)
    return hits_of("stdout-written-on-stdio-server", subject)


def sure(hits: list[Hit]) -> list[Confidence | None]:
    return [hit.confidence for hit in hits]


@pytest.mark.parametrize(
    ("generations", "expected"),
    [
        ((SDK1,), [Confidence.HIGH]),
        ((FM2, FM3), [Confidence.HIGH]),
        ((FM3, FM4), [Confidence.MEDIUM]),
        ((SDK1, SDK2), [Confidence.MEDIUM]),
        ((SDK2,), []),
        ((FM4,), []),
    ],
)
def test_while_serving_it_depends_on_the_release(
    generations: tuple[Generation, ...], expected: list[Confidence]
) -> None:
    assert sure(write(endpoint(*generations, transports=STDIO))) == expected


@pytest.mark.parametrize("generation", Generation)
def test_before_serving_every_release_is_disturbed(generation: Generation) -> None:
    at = endpoint(generation, transports=STDIO)
    assert sure(write(at, at_import=True, reach="at import")) == [Confidence.HIGH]
    assert sure(write(at, reach="before the server runs")) == [Confidence.HIGH]


@pytest.mark.parametrize(
    ("transports", "expected"),
    [
        (HTTP, []),
        (BOTH, [Confidence.HIGH]),
        (NOTHING_KNOWN, [Confidence.LOW]),
        (Transports(frozenset({"http"})), [Confidence.LOW]),
    ],
)
def test_only_a_server_that_may_run_on_stdio_is_disturbed(transports: Transports, expected: list[Confidence]) -> None:
    assert sure(write(endpoint(SDK1, transports=transports))) == expected


def test_of_several_servers_the_surest_counts_and_is_told_once() -> None:
    endpoints = [endpoint(FM4, transports=STDIO), endpoint(FM3, FM4, transports=STDIO), endpoint(FM3, transports=STDIO)]
    assert sure(write(*endpoints)) == [Confidence.HIGH]


def test_a_write_that_reaches_no_server_is_none_of_ours() -> None:
    assert not write()


def test_the_message_names_the_release_a_loose_dependency_allows() -> None:
    assert "up to fastmcp 3" in write(endpoint(FM3, FM4, transports=STDIO))[0].message
    assert "up to" not in write(endpoint(FM3, transports=STDIO))[0].message
