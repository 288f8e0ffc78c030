"""In which order functions that nobody calls are read: who builds a server comes before who takes one."""

from .reading import events, read


def test_who_builds_a_server_is_read_before_who_is_given_one() -> None:
    source = """
        from mcp.server.fastmcp import FastMCP
        class Ours(FastMCP): ...
        def add_tools(server: FastMCP):
            server.add_tool(seen)
        def build():
            server = Ours("ours")
            add_tools(server)
        def cli():
            build()
    """
    found = events(read(source), "mcp.server.fastmcp.FastMCP().add_tool")
    assert [type(event.callee.base).__name__ for event in found] == ["Instance"]  # type: ignore[attr-defined]
