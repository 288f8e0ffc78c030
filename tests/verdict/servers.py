"""Servers with faults, as many people would have written the same one, and the findings of a whole run on them."""

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from hypothesis import strategies as st

from mcp_lintel import run
from mcp_lintel.rule import Confidence, Severity
from mcp_lintel.settings import Settings
from mcp_lintel.verdict.finding import Finding, Outcome

PYPROJECT = '[project]\nname = "orders"\nversion = "1"\ndependencies = ["fastmcp>=2.10,<3"]\n'
HEAD = """import logging
import subprocess

from fastmcp import FastMCP

mcp = FastMCP("orders")
log = logging.getLogger(__name__)
"""
TOOLS = (
    '''@mcp.tool
def process_data(order_id: int, options: dict) -> str:
    """Tell the state of an order."""
    {local} = str(order_id)
    log.info(f"order {{{local}}} with {{options['a']}}")
    return {local}
''',
    '''@mcp.tool(name="getOrder")
def get_order(query: dict[str, dict]) -> str:
    """Tell an order."""
    {local} = query.get("id", "none")
    print({local}, "was", "asked for")
    return str({local})
''',
    """@mcp.tool(description="Run one of the programs of the shop, with what the caller gives it")
async def run_it(name: str, flags: list, extra: dict[str, object]) -> str:
    {local} = subprocess.run(f"shop {{name}}", shell=True, capture_output=True)
    print({local})
    print({local})
    return str({local}.stdout)
""",
    """@mcp.tool
def delete_orders(orders: "dict", sure: bool = False) -> str:
    {local} = f"{{len(orders)}} gone"
    log.warning("deleted " + {local})
    return {local}
""",
)
MORE = '''@mcp.tool
def count_orders_{number}(year: bool) -> int:
    """Count the orders of one year."""
    return year
'''
TAIL = 'if __name__ == "__main__":\n    mcp.run()\n'

gaps = st.sampled_from(["\n", "\n\n\n\n", "\n\n# What comes next is old.\n\n", "\n\nLIMIT = 3\n\n\n"])
servers = st.builds(
    lambda tools, local, parts: (
        HEAD + "".join(gap + tool.format(local=local) for tool, gap in zip(tools, parts, strict=True)) + "\n\n" + TAIL
    ),
    st.permutations(TOOLS),
    st.sampled_from(["found", "x", "the_result_of_what_was_asked_for"]),
    st.lists(gaps, min_size=len(TOOLS), max_size=len(TOOLS)),
)
"""The same faults, in any order, with other local names and other lines between."""


def formatted(text: str, width: int, quotes: str) -> str:
    """The text as a formatter writes it."""
    styles = (f"line-length={width}", f'format.quote-style="{quotes}"', "format.skip-magic-trailing-comma=true")
    words = [part for style in styles for part in ("--config", style)]
    command = [sys.executable, "-m", "ruff", "format", "--isolated", *words, "-"]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


def outcome(files: Mapping[str, str], **more: object) -> Outcome:
    """A run that shows everything, on a project of these files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path, text in {"pyproject.toml": PYPROJECT, ".git/HEAD": "", **files}.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8", newline="")
        baseline = more.pop("baseline", None)
        if baseline is not None:
            (folder / "known.json").write_text(str(baseline), encoding="utf-8")
        settings = Settings(
            severity=Severity.NOTE,
            confidence=Confidence.LOW,
            baseline=folder / "known.json" if baseline is not None else None,
        )
        return run.check(run.Request((folder,), settings, entries=True))


def names(found: Outcome) -> list[str]:
    """The fingerprints of a run, sorted."""
    return sorted(finding.fingerprint for finding in found.findings)


def of_python(found: Outcome) -> list[Finding]:
    return [finding for finding in found.findings if finding.place.path.endswith(".py")]
