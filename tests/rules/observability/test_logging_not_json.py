"""When plain logs are reported, where, and how sure that is."""

from dataclasses import replace

import pytest

from mcp_lintel.model.types import LoggingSetup, Transports
from mcp_lintel.rule import Confidence, Hit

from ..fakes import BOTH, HTTP, STDIO, endpoint, hits_of, place

TEXT = LoggingSetup((), (place(10),), 3, place(90), False, (endpoint(transports=HTTP),))


def hits(setup: LoggingSetup) -> list[Hit]:
    return hits_of("logging-not-json", setup)


def test_a_text_set_up_is_reported_at_its_place() -> None:
    assert [(hit.place, hit.confidence) for hit in hits(TEXT)] == [(place(10), None)]


def test_without_any_set_up_the_first_call_is_shown_with_less_certainty() -> None:
    assert [(hit.place, hit.confidence) for hit in hits(replace(TEXT, text=()))] == [(place(90), Confidence.MEDIUM)]


@pytest.mark.parametrize(("transports", "expected"), [(STDIO, Confidence.MEDIUM), (BOTH, None)])
def test_on_stdio_only_the_rule_is_less_sure(transports: Transports, expected: Confidence | None) -> None:
    assert hits(replace(TEXT, endpoints=(endpoint(transports=transports),)))[0].confidence is expected


@pytest.mark.parametrize(
    "setup",
    [
        replace(TEXT, json=(place(),)),
        replace(TEXT, unknown=True),
        replace(TEXT, calls=0, first=None),
        replace(TEXT, endpoints=()),
    ],
)
def test_json_doubt_silence_or_no_server_is_not_reported(setup: LoggingSetup) -> None:
    assert not hits(setup)
