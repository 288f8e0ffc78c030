"""The two servers."""

from fastmcp import FastMCP

m1 = FastMCP("p23-one")
m2 = FastMCP("p23-two")


@m1.tool
def first(word: str) -> str:
    """First."""
    return word


@m2.tool
def second(word: str, times: int = 1) -> str:
    """Second."""
    return word * times
