"""What a client can call: tools, resource templates, prompts, completions and routes, in every framework."""

from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest

from .twins.seen import expect

SDK1 = {"pyproject.toml": '[project]\nname = "desk"\nversion = "1"\ndependencies = ["mcp>=1.20,<2"]\n'}
SDK2 = {"pyproject.toml": '[project]\nname = "desk"\nversion = "1"\ndependencies = ["mcp>=2,<3"]\n'}
FM2 = {"pyproject.toml": '[project]\nname = "desk"\nversion = "1"\ndependencies = ["fastmcp>=2,<3"]\n'}
FM4 = {"pyproject.toml": '[project]\nname = "desk"\nversion = "1"\ndependencies = ["fastmcp>=4,<5"]\n'}


@dataclass(frozen=True, slots=True)
class Entered:
    """A server, and the tool and parameter that each finding names, in the order of the marks."""

    code: str
    named: tuple[tuple[str | None, str], ...]
    project: dict[str, str]


ONE = (("use", "name"),)
HIGH = {
    "fastmcp 4": Entered(
        """
        import os
        from fastmcp import Context, FastMCP
        mcp = FastMCP("desk")

        @mcp.tool
        async def use(name: str, ctx: Context) -> str:
            os.system([|name|])
            os.system(ctx.request_id)
            return "done"
        """,
        ONE,
        FM4,
    ),
    "fastmcp 2": Entered(
        """
        import os
        from fastmcp import FastMCP
        mcp = FastMCP("desk")

        @mcp.tool()
        def use(name: str) -> str:
            os.system([|name|])
            return "done"
        """,
        ONE,
        FM2,
    ),
    "SDK 1": Entered(
        """
        import os
        from mcp.server.fastmcp import Context, FastMCP
        mcp = FastMCP("desk")

        @mcp.tool()
        def use(name: str, ctx: Context) -> str:
            os.system([|name|])
            return "done"
        """,
        ONE,
        SDK1,
    ),
    "SDK 2": Entered(
        """
        import os
        from mcp.server.mcpserver import Context, MCPServer
        server = MCPServer("desk")

        @server.tool()
        def use(name: str, ctx: Context) -> str:
            os.system([|name|])
            return "done"
        """,
        ONE,
        SDK2,
    ),
    "another name": Entered(
        """
        import os
        from fastmcp import FastMCP
        mcp = FastMCP("desk")

        @mcp.tool(name="run_it")
        def use(name: str) -> str:
            os.system([|name|])
            return "done"
        """,
        (("run_it", "name"),),
        FM4,
    ),
    "added by call": Entered(
        """
        import os
        from fastmcp import FastMCP
        mcp = FastMCP("desk")

        def use(name: str) -> str:
            os.system([|name|])
            return "done"

        mcp.tool(use)
        """,
        ONE,
        FM4,
    ),
    "method of an object": Entered(
        """
        import os
        from fastmcp import FastMCP
        mcp = FastMCP("desk")

        class Desk:
            def __init__(self, folder: str) -> None:
                self.folder = folder
                mcp.tool(self.use)

            def use(self, name: str) -> str:
                os.system([|f"{self.folder}/{name}"|])
                os.system(self.folder)
                return "done"

        desk = Desk("/srv")
        """,
        ONE,
        FM4,
    ),
    "in a function that registers": Entered(
        """
        import os
        from fastmcp import FastMCP

        def register(mcp: FastMCP, prefix: str) -> None:
            @mcp.tool
            def use(name: str) -> str:
                os.system(prefix)
                os.system([|f"{prefix} {name}"|])
                return "done"

        mcp = FastMCP("desk")
        register(mcp, "nice")
        """,
        ONE,
        FM4,
    ),
    "resource template": Entered(
        """
        from fastmcp import FastMCP
        mcp = FastMCP("desk")

        @mcp.resource("notes://{name}/lines/{count}")
        def note(name: str, count: int) -> str:
            import os
            os.system(f"head -n {count}")
            os.system([|name|])
            return "done"
        """,
        ((None, "name"),),
        FM4,
    ),
    "resource without placeholder": Entered(
        """
        import os
        from fastmcp import FastMCP
        mcp = FastMCP("desk")

        @mcp.resource("notes://all")
        def notes() -> str:
            os.system("ls")
            return "done"

        @mcp.tool
        def use() -> str:
            return "done"
        """,
        (),
        FM4,
    ),
    "prompt": Entered(
        """
        import os
        from fastmcp import FastMCP
        mcp = FastMCP("desk")

        @mcp.prompt
        def plan(name: str) -> str:
            os.system([|name|])
            return "plan"
        """,
        ((None, "name"),),
        FM4,
    ),
    "completion": Entered(
        """
        import os
        from mcp.server.mcpserver import MCPServer
        mcp = MCPServer("desk")

        @mcp.completion()
        async def complete(ref, argument, context):
            os.system([|argument.value|])
            return None
        """,
        ((None, "argument"),),
        SDK2,
    ),
    "answer to elicitation": Entered(
        """
        import os
        from fastmcp import Context, FastMCP
        mcp = FastMCP("desk")

        @mcp.tool
        async def use(ctx: Context) -> str:
            answer = await ctx.elicit("Which one?", response_type=str)
            if answer.action == "accept":
                os.system([|answer.data|])
            return "done"
        """,
        (("use", ""),),
        FM4,
    ),
    "header of the request": Entered(
        """
        import os
        from fastmcp import FastMCP
        from fastmcp.server.dependencies import get_http_headers
        mcp = FastMCP("desk")

        @mcp.tool
        def use() -> str:
            os.system([|get_http_headers().get("x-name", "")|])
            return "done"
        """,
        (("use", ""),),
        FM4,
    ),
    "subclass of the server": Entered(
        """
        import os
        from fastmcp import FastMCP

        class Desk(FastMCP):
            def __init__(self) -> None:
                super().__init__("desk")
                self.tool(self.use)

            def use(self, name: str) -> str:
                os.system([|name|])
                return "done"

        mcp = Desk()
        """,
        ONE,
        FM4,
    ),
    "mixin": Entered(
        """
        import os
        from fastmcp import FastMCP
        from fastmcp.contrib.mcp_mixin import MCPMixin, mcp_tool

        class Desk(MCPMixin):
            def __init__(self, prefix: str) -> None:
                self.prefix = prefix

            @mcp_tool()
            def use(self, name: str) -> str:
                os.system([|f"{self.prefix} {name}"|])
                os.system(self.prefix)
                return "done"

        mcp = FastMCP("desk")
        Desk("nice").register_all(mcp)
        """,
        ((None, "name"),),
        FM4,
    ),
    "hidden argument of a transformed tool": Entered(
        """
        import os
        from fastmcp import FastMCP
        from fastmcp.tools import Tool
        from fastmcp.tools.tool_transform import ArgTransform
        mcp = FastMCP("desk")

        def run(command: str, prefix: str = "nice") -> str:
            os.system([|command|])
            os.system(prefix)
            return "done"

        arguments = {"prefix": ArgTransform(hide=True, default="nice"), "command": ArgTransform(name="name")}
        mcp.add_tool(Tool.from_tool(Tool.from_function(run), name="use", transform_args=arguments))
        """,
        ONE,
        FM4,
    ),
    "mounted server": Entered(
        """
        import os
        from fastmcp import FastMCP
        mcp = FastMCP("desk")
        inner = FastMCP("inner")

        @inner.tool
        def use(name: str) -> str:
            os.system([|name|])
            return "done"

        mcp.mount(inner, namespace="inner")
        """,
        ((None, "name"),),
        FM4,
    ),
    "middleware": Entered(
        """
        import os
        from fastmcp import FastMCP
        from fastmcp.server.middleware import Middleware, MiddlewareContext

        class Noting(Middleware):
            async def on_call_tool(self, context: MiddlewareContext, call_next):
                os.system([|context.message.arguments["name"]|])
                return await call_next(context)

        mcp = FastMCP("desk")
        mcp.add_middleware(Noting())

        @mcp.tool
        def use(name: str) -> str:
            return "done"
        """,
        ((None, ""),),
        FM4,
    ),
    "not a tool": Entered(
        """
        import os
        from fastmcp import FastMCP
        mcp = FastMCP("desk")

        def run(name: str) -> str:
            os.system(name)
            return "done"

        @mcp.tool
        def use(name: str) -> str:
            return "done"

        if __name__ == "__main__":
            run(input())
            mcp.run()
        """,
        (),
        FM4,
    ),
    "two servers with one function": Entered(
        """
        import os
        from fastmcp import FastMCP
        first = FastMCP("first")
        second = FastMCP("second")

        def use(name: str) -> str:
            os.system([|name|])
            return "done"

        first.tool(use)
        second.tool(use)
        """,
        ONE,
        FM4,
    ),
    "resource template with many parts": Entered(
        """
        import os
        from fastmcp import FastMCP
        mcp = FastMCP("desk")

        @mcp.resource("notes://{name*}{?kind}")
        def note(name: str, kind: str = "ls") -> str:
            os.system([|name|])
            os.system([|kind|])
            return "done"
        """,
        ((None, "name"), (None, "kind")),
        FM4,
    ),
    "prompt with a typed argument": Entered(
        """
        import os
        from typing import Literal
        from fastmcp import FastMCP
        mcp = FastMCP("desk")

        @mcp.prompt
        def plan(kind: Literal["ls", "pwd"], count: int) -> str:
            os.system(kind)
            os.system(f"head -n {count}")
            return "plan"
        """,
        (),
        FM4,
    ),
    "sampled text": Entered(
        """
        import os
        from fastmcp import Context, FastMCP
        mcp = FastMCP("desk")

        @mcp.tool
        async def use(ctx: Context) -> str:
            answer = await ctx.sample("Which one?")
            os.system([|answer.text|])
            return "done"
        """,
        (("use", ""),),
        {"pyproject.toml": FM4["pyproject.toml"].replace(">=4,<5", ">=3,<4")},
    ),
}


@pytest.mark.parametrize("case", HIGH.values(), ids=HIGH.keys())
def test_what_a_client_sends_flows_from_the_entry(case: Entered, tmp_path: Path) -> None:
    found = expect(dedent(case.code), "client-input-in-shell", tmp_path, case.project)
    findings = sorted(found.findings, key=lambda finding: finding.place.span)
    assert len(findings) == len(case.named)
    for finding, (tool, parameter) in zip(findings, case.named, strict=True):
        assert tool is None or finding.tool == tool
        assert not parameter or f"`{parameter}" in finding.message
