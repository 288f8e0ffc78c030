"""Duties."""

from fastmcp.tools import tool


@tool
def on_duty(day: str) -> str:
    """Who is on duty?"""
    return day
