"""The sums of an inventory, in words."""

from collections.abc import Sequence

from mcp_lintel.report.inventory.types import Inventory, ServerEntry, ToolEntry
from mcp_lintel.verdict.judge import count


def total(inventory: Inventory) -> str:
    """`2 servers, 61 tools (40 read-only by their hints), 1 prompt, 1 open set`.

    What there is none of is left out, but servers and tools.
    """
    resources = sum(len(server.resources) for server in inventory.servers)
    prompts = sum(len(server.prompts) for server in inventory.servers)
    more = ((resources, "resource"), (prompts, "prompt"), (len(inventory.open), "open set"))
    parts = [count(len(inventory.servers), "server"), _tools(inventory.tools)]
    return ", ".join([*parts, *(count(number, what) for number, what in more if number)])


def server_total(server: ServerEntry) -> str:
    """The tools of one server: `61 tools (40 read-only by their hints, 3 conditional)`."""
    return _tools(server.tools)


def _tools(tools: Sequence[ToolEntry]) -> str:
    counts = (
        (sum(tool.hints.get("readOnlyHint") is True for tool in tools), "read-only by their hints"),
        (sum(not tool.hints and "annotations" not in tool.unread for tool in tools), "without hints"),
        (sum(tool.conditional for tool in tools), "conditional"),
    )
    told = ", ".join(f"{number:,} {word}" for number, word in counts if number)
    return f"{count(len(tools), 'tool')} ({told})" if told else count(len(tools), "tool")
