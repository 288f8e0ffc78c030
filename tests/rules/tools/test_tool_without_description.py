"""Which texts say nothing, and which only look short."""

from dataclasses import replace

import pytest

from mcp_lintel.model.types import Family, Tool
from mcp_lintel.rule import Confidence, Hit

from ..fakes import UNKNOWN_TEXT, endpoint, hits_of, tool


def hits(subject: Tool) -> list[Hit]:
    return hits_of("tool-without-description", subject)


@pytest.mark.parametrize(
    "text", ["", "  \n", "TODO", "todo: write", "...", "N/A", "No description.", "Description here"]
)
def test_a_text_that_is_none_is_reported(text: str) -> None:
    (hit,) = hits(tool("create_order", description=text))
    assert hit.confidence is Confidence.HIGH


@pytest.mark.parametrize("text", ["create_order", "Create order.", "Creates an order", "Create the order tool"])
def test_a_text_that_repeats_the_name_is_reported(text: str) -> None:
    (hit,) = hits(tool("create_order", description=text))
    assert hit.confidence is Confidence.MEDIUM


@pytest.mark.parametrize(
    "text", ["Create an order for one item", "Order something", "创建订单", "List the todos", "Todo list of the user"]
)
def test_one_line_that_says_something_is_enough(text: str) -> None:
    assert not hits(tool("create_order", description=text))


def test_an_unknown_description_is_not_absent() -> None:
    assert not hits(replace(tool("create_order"), description=UNKNOWN_TEXT))


def test_a_handler_that_was_not_found_may_have_a_docstring() -> None:
    subject = replace(tool("create_order", description=None), function="")
    assert not hits(subject)


def test_a_low_level_tool_has_no_docstring_to_fall_back_on() -> None:
    at = endpoint(family=Family.SDK_LOWLEVEL)
    assert hits(replace(tool("create_order", at, description=None), function=""))
