"""How twin servers are written down: one small server a kind of sink, in versions that differ in a few lines.

The tool's body is what differs; everything behind it stays the same, so that only what reaches the sink, or the guard
in front of it, can make the difference. `[|…|]` stands around the argument at the sink.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from textwrap import dedent, indent

from mcp_lintel.testing import PYPROJECT

WEAK = "guard-that-does-not-hold"

SERVER = '''\
from fastmcp import FastMCP
from fastmcp.exceptions import ToolError

import checks
{imports}
mcp = FastMCP("desk")


@mcp.tool
def {signature} -> {answer}:
    """What the desk does here."""
{body}
'''


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a server: the tool's body, the rule that reports it ("" for none), and files that differ.

    `checks` is the text of checks.py, where guards live that stand in another function.
    """

    body: str
    rule: str = ""
    checks: str = ""
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of sink: its rule, the tool with its parameter, the files behind it, and the versions by name.

    `parameter` is "" where something else than client input flows. `hops` are, in order, pieces of the lines on the
    way from the tool to the sink, each as `file: piece`. `server` replaces the usual server file; it holds `{body}`.
    """

    name: str
    rule: str
    signature: str
    parameter: str
    versions: Mapping[str, Version]
    hops: tuple[str, ...]
    imports: str = ""
    answer: str = "str"
    files: Mapping[str, str] = field(default_factory=dict)
    server: str = SERVER
    tool: str | None = ""
    """The name in the finding; "" for the tool's own, None where there is no tool."""

    @property
    def tool_name(self) -> str:
        """The tool that a finding must name."""
        return self.tool or self.signature.partition("(")[0]

    def project(self, version: Version) -> dict[str, str]:
        """The files of one version, with marks only where something is reported."""
        body = indent(dedent(version.body).strip("\n"), "    ")
        parts = {"imports": self.imports, "signature": self.signature, "answer": self.answer, "body": body}
        server = self.server
        for part, text in parts.items():
            server = server.replace("{" + part + "}", text)
        checks = dedent(version.checks) or '"""What the desk accepts."""\n'
        texts = {
            "server.py": server,
            "desk/__init__.py": "",
            "checks.py": checks.lstrip("\n"),
            **self.files,
            **version.files,
        }
        texts = {path: dedent(text).lstrip("\n") for path, text in texts.items()}
        if not version.rule:
            texts = {path: text.replace("[|", "").replace("|]", "") for path, text in texts.items()}
        return {"pyproject.toml": PYPROJECT.format("fastmcp"), **texts}
