"""Which tools the rules on flows are about: those that take what the rule follows."""

import pytest

from mcp_lintel.flow.types import Flow
from mcp_lintel.model.types import Tool
from mcp_lintel.packs import load_rules
from mcp_lintel.report.scorecard.applies import CONDITIONS, aside
from mcp_lintel.trial import read_texts

SERVER = """\
from fastmcp import FastMCP

mcp = FastMCP("shop")


@mcp.tool
def list_orders() -> str: ...


@mcp.tool
def find_order(name: str) -> str: ...


@mcp.tool
def wait_for_order(seconds: int) -> str: ...


mcp.run(transport="{}")
"""
ON_FLOWS = {rule.name for rule in load_rules() if rule.on is Flow}


def tools(transport: str = "http") -> dict[str, Tool]:
    """The tools of the server by name."""
    outcome = read_texts((("server.py", SERVER.format(transport)),))
    return {str(tool.name.value): tool for project in outcome.projects for s in project.servers for tool in s.tools}


@pytest.mark.parametrize(
    ("rule", "reasons"),
    [
        ("client-input-in-shell", {"list_orders": "no tool here takes input"}),
        ("guard-that-does-not-hold", {"list_orders": "no tool here takes input"}),
        (
            "work-sized-by-client",
            {"list_orders": "no tool here takes a number", "find_order": "no tool here takes a number"},
        ),
        ("secret-in-answer", {}),
        ("error-text-exposed", {}),
        ("caller-token-forwarded", {}),
    ],
)
def test_a_rule_concerns_the_tools_that_take_what_it_follows(rule: str, reasons: dict[str, str]) -> None:
    found = {name: why.reason for name, tool in tools().items() if (why := aside(rule, tool)) is not None}
    assert found == reasons


def test_a_server_on_stdio_has_no_caller_with_a_token() -> None:
    whys = [aside("caller-token-forwarded", tool) for tool in tools("stdio").values()]
    assert {why.reason for why in whys if why is not None} == {"no server here is served over HTTP"}
    assert len(whys) == 3


def test_every_rule_with_a_condition_exists() -> None:
    assert set(CONDITIONS) <= {rule.name for rule in load_rules()}
    assert len(ON_FLOWS & set(CONDITIONS)) >= 10
