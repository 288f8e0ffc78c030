"""The range of a framework is bounded below its next major version.

## Why
For a library an upper bound is often a nuisance. Here it is needed: new major versions have moved what servers
import in their first line, and a server that is started by a command on a user's machine is resolved afresh there,
without the project's lock file.

## What is read
The requirements on the `distributions` of clause DEV-34 that are always installed, or that an extra asks for, in
`pyproject.toml`, `setup.cfg`, `setup.py`, requirements files or an installed distribution's metadata. A range is
open when it allows the major version after the newest published one.

## What is not reported
Groups for development and tests, and requirements whose version cannot be read. A range that allows several
published major versions is bounded as long as it ends before the next. An open range of mcp
beside a fastmcp that is bounded and bounds mcp itself.

## Fix
Add the bound: `fastmcp>=4.1.1,<5`, `mcp>=2.3,<3`. `~=4.1` and `==4.1.1` are bounds, too.

## Evidence
Judged 12 hits on 35 releases of 29 published servers in November 2026: all were true. Nine of them import
what mcp 2 has not, or decorate a low-level server.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mcp_lintel.model.types import FrameworkRange
from mcp_lintel.rule import Bad, Good, Hit, Severity, rule

PROJECT = '[project]\nname = "shop"\nversion = "1"\ndependencies = [{}]\n'
CODE = 'from fastmcp import FastMCP\n\nmcp = FastMCP("shop")\n'


@dataclass(frozen=True, slots=True)
class Options:
    """`distributions` are the frameworks, by normalised name."""

    distributions: tuple[str, ...]


@rule(
    "framework-range-unbounded",
    on=FrameworkRange,
    clause="DEV-34",
    severity=Severity.NOTE,
    options=Options,
    examples=(
        Bad(CODE, files={"pyproject.toml": PROJECT.format('[|"fastmcp>=3.0"|], "pydantic>=2.9,<3"')}),
        Bad(CODE, files={"requirements.txt": "[|fastmcp|]\n[|mcp>=1.20|]\n", "pyproject.toml": ""}),
        Bad(CODE, files={"pyproject.toml": PROJECT.format('[|"fastmcp>=3.0,!=3.1.0"|]')}),
        Good(CODE, files={"pyproject.toml": PROJECT.format('"fastmcp>=4.1.1,<5", "mcp~=2.3"')}),
        Good(CODE, files={"pyproject.toml": PROJECT.format('"fastmcp==4.1.*", "mcp>=2"')}),
        Good(
            CODE, files={"pyproject.toml": PROJECT.format('"fastmcp>=4,<5"') + '[dependency-groups]\ndev = ["mcp"]\n'}
        ),
    ),
)
def framework_range_unbounded(declared: FrameworkRange, options: Options) -> Iterator[Hit]:
    if declared.open_from and declared.distribution in options.distributions:
        text = declared.requirement.value
        message = f"`{text}` has no upper bound and allows {declared.distribution} {declared.open_from}"
        yield Hit(declared.requirement.place, message)
