"""What the rules on flows say of what is no parameter: secrets, the environment, exceptions, answers of others."""

from typing import Any

import pytest

from mcp_lintel.rule import Confidence

from ..fakes import flow
from ..told import told


@pytest.mark.parametrize(
    ("sink", "source", "parameter", "call", "rule"),
    [
        ("log", "secret", "API_KEY", "logger.info", "secret-logged"),
        ("log", "token", "the caller's token", "logger.info", "secret-logged"),
        ("log", "environment", "SHOP_API_KEY", "logger.info", "secret-logged"),
        ("log", "environment", "HOME", "logger.info", ""),
        ("log", "environment", "API_KEY_NAME", "logger.info", ""),
        ("log", "error", "the text of an exception", "logger.info", ""),
        ("answer", "secret", "API_KEY", "return", "secret-in-answer"),
        ("answer", "environment", "TZ", "return", ""),
        ("answer", "environment", "the environment", "return", "secret-in-answer"),
        ("answer", "error", "Exception", "return", "error-text-exposed"),
        ("answer", "error", "ValueError, Exception", "return", "error-text-exposed"),
        ("answer", "error", "any exception", "return", "error-text-exposed"),
        ("answer", "error", "ValueError, httpx.HTTPError", "return", ""),
        ("answer", "error", "Exception", "ToolError", "unforeseen-error-told"),
        ("answer", "error", "httpx.HTTPError", "exceptions.ToolError", ""),
        ("answer", "error", "Exception", "ctx.error", ""),
        ("answer", "client", "name", "return", ""),
        ("answer", "upstream", "the answer of `client.get`", "return", "foreign-text-unmarked"),
        ("credential", "token", "the caller's token", "client.get", "caller-token-forwarded"),
        ("log", "secret", "MAX_TOKENS", "logger.info", ""),
        ("log", "secret", "the secret that `get_secret` gives", "logger.info", "secret-logged"),
        ("answer", "secret", "the secret that `get_secret` gives", "return", "secret-in-answer"),
        ("credential", "client", "the header `Authorization`", "client.get", "caller-token-forwarded"),
        ("credential", "client", "name", "client.get", ""),
        ("credential", "secret", "API_KEY", "client.get", ""),
    ],
)
def test_what_is_no_parameter_has_rules_of_its_own(
    sink: str, source: str, parameter: str, call: str, rule: str
) -> None:
    subject = flow(sink, "text", "any", source=source, parameter=parameter, call=call, whole=True)
    assert list(told(subject)) == ([rule] if rule else [])


@pytest.mark.parametrize(
    ("parameter", "secret"),
    [
        ("password", True),
        ("user.apiKey", True),
        ("token_count", False),
        ("primary_key", False),
        ("keyword", False),
        ("nextPageToken", False),
        ("continuation_token", False),
        ("token", True),
    ],
)
def test_a_parameter_is_a_secret_by_its_name(parameter: str, secret: bool) -> None:
    assert ("secret-logged" in told(flow("log", "text", "any", parameter=parameter))) is secret


@pytest.mark.parametrize(
    ("more", "confidence"),
    [
        ({"source": "environment", "parameter": "STORE_URL"}, Confidence.LOW),
        ({"source": "environment", "parameter": "STORE_PASSWORD"}, None),
        ({"source": "environment", "parameter": "the environment"}, None),
        ({"source": "environment", "parameter": "an environment variable"}, Confidence.MEDIUM),
        ({"source": "error", "parameter": "any exception", "over_http": False}, Confidence.LOW),
        ({"source": "error", "parameter": "any exception"}, None),
    ],
)
def test_how_sure_it_is_that_an_answer_should_not_have_it(more: dict[str, Any], confidence: Confidence | None) -> None:
    (hit,) = told(flow("answer", "text", "any", call="return", **more)).values()
    assert hit.confidence is confidence
    assert hit.message.endswith(" reaches what tool `read_note` answers")


@pytest.mark.parametrize(
    ("source", "name", "words"),
    [
        ("environment", "STORE_URL", "the environment variable `STORE_URL`"),
        ("environment", "the environment variable `STORE_URL`", "the environment variable `STORE_URL`"),
        ("environment", "the environment", "the environment"),
        ("secret", "API_KEY", "the secret `API_KEY`"),
        ("token", "the caller's token", "the caller's token"),
        ("error", "Exception", "the text of a caught `Exception`"),
        ("error", "KeyError, Exception", "the text of a caught `KeyError, Exception`"),
        ("error", "any exception", "the text of any exception"),
        ("upstream", "the answer of `client.get`", "the answer of `client.get`"),
    ],
)
def test_what_flows_is_called_by_what_it_is(source: str, name: str, words: str) -> None:
    (hit,) = told(flow("answer", "text", "any", source=source, parameter=name, call="return")).values()
    assert hit.message.startswith(f"{words} reaches")


def test_marked_text_of_others_may_be_returned() -> None:
    subject = flow("answer", "text", "any", source="upstream", parameter="the answer of `get`", part="untrusted_text")
    assert told(subject) == {}
