"""Tools that the provider finds."""

from fastmcp.tools import tool


@tool
def raise_alert(text: str, level: int = 1) -> str:
    """Raise."""
    return text


@tool(name="clear_alert")
def clear(alert: str) -> str:
    """Clear."""
    return alert


def helper(text: str) -> str:
    """No tool."""
    return text
