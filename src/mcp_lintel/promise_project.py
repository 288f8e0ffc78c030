"""The project around an example of a document: what a reader takes for granted when a page shows one file."""

import re

from mcp_lintel.standard.examples import Example

SERVER = """\
from fastmcp import FastMCP

mcp = FastMCP("release-desk")

if __name__ == "__main__":
    mcp.run()
"""
LOGS = """\
import structlog

structlog.configure(processors=[structlog.processors.JSONRenderer()])
"""
PYPROJECT = """\
[project]
name = "release-desk"
version = "1.0.0"
dependencies = ["{}"]

[tool.coverage.run]
source = ["release_desk"]

[tool.coverage.report]
fail_under = 100
"""
TESTS = "def test_nothing() -> None: ...\n"
_REQUIREMENTS = (
    (re.compile(r"^\s*(?:from|import)\s+fastmcp\b", re.MULTILINE), "fastmcp>=4,<5"),
    (re.compile(r"^\s*(?:from|import)\s+mcp\.server\.fastmcp\b", re.MULTILINE), "mcp>=1.20,<2"),
    (re.compile(r"^\s*(?:from|import)\s+mcp\b", re.MULTILINE), "mcp>=2,<3"),
)
_MARK = re.compile(r"[ \t]*#[ \t]*<-[ \t]*[a-z0-9-]*[ \t]*$", re.MULTILINE)
"""Taken out, since in a Dockerfile a comment at the end of a line is part of the instruction."""
_OWN_SERVER = re.compile(r"\b(?:FastMCP|MCPServer|Server)\(")
_OWN_LOGS = re.compile(r"\b(?:structlog\.configure|basicConfig|dictConfig|addHandler)\(")


def project_of(example: Example) -> tuple[tuple[str, str], ...]:
    """The texts of a project that holds the example's file, by path.

    Where the example has none, the project has a server on stdio, logs rendered as JSON, the package
    `release_desk` with a test and a gate, and a requirement of the framework: the generation the code is
    written for, else fastmcp 4.
    """
    python = example.code if example.language == "python" else ""
    server = "app.py" if example.file == "server.py" else "server.py"
    texts = {
        "release_desk/__init__.py": "",
        "tests/test_release_desk.py": TESTS,
        "pyproject.toml": PYPROJECT.format(_requirement(python)),
    }
    if not defines_server(python):
        texts[server] = SERVER
    if not _OWN_LOGS.search(python):
        texts["logs.py"] = LOGS
    return tuple(sorted((texts | {example.file: _MARK.sub("", example.code)}).items()))


def defines_server(code: str) -> bool:
    """Does Python code make a server itself?"""
    return _OWN_SERVER.search(code) is not None


def _requirement(code: str) -> str:
    return next((needed for pattern, needed in _REQUIREMENTS if pattern.search(code)), "fastmcp>=4,<5")
