"""What a case is: a pattern's server on one framework generation, and what a client of it is shown."""

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..environments import FASTMCP2, FASTMCP3, FASTMCP4
from ..reading import Facts

FOLDER = Path(__file__).parent
SDK_FASTMCP, MCPSERVER = "mcp.server.fastmcp.FastMCP", "mcp.server.mcpserver.MCPServer"
LOW_LEVEL, FASTMCP = "mcp.server.lowlevel.Server", "fastmcp.FastMCP"

TO_SDK2 = (
    ("mcp.server.fastmcp import FastMCP as Srv", "mcp.server.mcpserver import MCPServer as Srv"),
    ("mcp.server.fastmcp import FastMCP", "mcp.server.mcpserver import MCPServer as FastMCP"),
    ("mcp.server.fastmcp import Context", "mcp.server.mcpserver import Context"),
)
TO_FASTMCP = (("from mcp.server.fastmcp import FastMCP", "from fastmcp import FastMCP"),)
TO_FASTMCP4 = (*TO_FASTMCP, ("mcp.server.fastmcp import Context", "mcp.server.mcpserver import Context"))


@dataclass(frozen=True, slots=True)
class Target:
    """A generation: the server class, a dependency, the environment that runs it, and how imports are rewritten."""

    family: str
    dependency: str
    environment: tuple[str, ...]
    edits: tuple[tuple[str, str], ...] = ()


TARGETS = {
    "sdk1": Target(SDK_FASTMCP, "mcp==1.30.0", FASTMCP2),
    "sdk2": Target(MCPSERVER, "mcp==2.3.0", FASTMCP4, TO_SDK2),
    "fm2": Target(FASTMCP, "fastmcp==2.14.7", FASTMCP2, TO_FASTMCP),
    "fm3": Target(FASTMCP, "fastmcp==3.4.9", FASTMCP3, TO_FASTMCP),
    "fm4": Target(FASTMCP, "fastmcp==4.1.1", FASTMCP4, TO_FASTMCP4),
}


@dataclass(frozen=True, slots=True)
class Case:
    """A pattern on one generation.

    `start` is where the server is found, `runs` the environments that can run it, `switch` the environment (and the
    flags, under `argv`) of a second run for conditional tools, `opened` the lines of open sets, `refused` the
    exception that importing raises. What is refused is listed all the same, for it is what the author means;
    `reported` says which rules name it, each with the line it is reported at.
    """

    folder: str
    facts: Facts
    dependency: str
    start: tuple[str, str] = ("server", "mcp")
    runs: tuple[tuple[str, ...], ...] = ()
    edits: tuple[tuple[str, str], ...] = ()
    switch: Mapping[str, str] = field(default_factory=dict)
    conditional: frozenset[str] = frozenset()
    opened: tuple[str, ...] = ()
    refused: str = ""
    reported: tuple[tuple[str, str], ...] = ()

    @property
    def label(self) -> str:
        """What the case is called in a report."""
        return f"{self.folder}-{self.facts.name}-{self.dependency}"

    def copied(self, to: Path) -> Path:
        """The pattern's folder with this case's dependency and imports, as a new folder below `to`."""
        folder = to / re.sub(r"[^\w.-]", "_", self.label)
        shutil.copytree(FOLDER / self.folder, folder, ignore=shutil.ignore_patterns("__pycache__"))
        manifest = folder / "pyproject.toml"
        manifest.write_text(
            re.sub(r"^dependencies = .*$", f'dependencies = ["{self.dependency}"]', manifest.read_text(), flags=re.M)
        )
        for path in folder.rglob("*.py"):
            text = path.read_text()
            for old, new in self.edits:
                text = text.replace(old, new)
            path.write_text(text)
        return folder


def case(
    folder: str,
    generation: str,
    tools: dict[str, str],
    *,
    name: str = "",
    dependency: str = "",
    framework: str | None = None,
    transports: str = "stdio",
    auth: str = "absent",
    resources: tuple[str, ...] = (),
    prompts: tuple[str, ...] = (),
    start: tuple[str, str] = ("server", "mcp"),
    runs: tuple[tuple[str, ...], ...] | None = None,
    switch: Mapping[str, str] | None = None,
    conditional: frozenset[str] = frozenset(),
    opened: tuple[str, ...] = (),
    refused: str = "",
    reported: tuple[tuple[str, str], ...] = (),
) -> Case:
    """A case with what its generation tells: the first word of the folder names the server.

    Another `dependency` than the generation's own is not run unless `runs` says where.
    """
    target = TARGETS[generation.split(maxsplit=1)[0]]
    family = target.family if framework is None else framework
    facts = Facts(
        name or folder.split("_", maxsplit=1)[0], family, generation, transports, auth, tools, resources, prompts
    )
    where = runs if runs is not None else () if dependency else (target.environment,)
    chosen, edits = dependency or target.dependency, target.edits if " " not in generation else ()
    return Case(folder, facts, chosen, start, where, edits, switch or {}, conditional, opened, refused, reported)
