"""What rules look at, in words: how a kind of subject is called, why there may be none, and what it is read from."""

import re
from dataclasses import dataclass

_CAPITALS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_PACKAGING = ("*.toml", "*.cfg", "*.ini", "*.txt", "*.lock", "setup.py")
_COVERAGE = ("*.toml", "*.cfg", "*.ini", ".coveragerc", "Makefile", ".github/*", "*.yml", "*.yaml")
_DEPLOYMENT = ("*.yml", "*.yaml", "*ockerfile*")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of subject.

    `absent` says why a rule on it has nothing to look at; `unknown` that such a rule is not decided rather than not
    applicable. `basis` is the kind that was searched where subjects are themselves suspicions, such as drifts:
    finding none there is a verdict; for those that are `followed` only if nothing stopped that. `reads` are patterns
    of the files it is read from, none for Python modules; `listed` says that an open set of registrations may hide
    some.
    """

    many: str
    absent: str
    unknown: bool = False
    basis: str = ""
    reads: tuple[str, ...] = ()
    listed: bool = False
    followed: bool = False


NO_SERVER = "no MCP server was found"
KINDS = {
    "Server": Kind("servers", NO_SERVER),
    "Tool": Kind("tools", "no server here offers a tool", listed=True),
    "Parameter": Kind("parameters of tools", "no tool here takes a parameter", listed=True),
    "Resource": Kind("resources", "no server here offers a resource", listed=True),
    "Prompt": Kind("prompts", "no server here offers a prompt", listed=True),
    "Route": Kind("HTTP routes", "no server here adds an HTTP route of its own"),
    "Flow": Kind(
        "flows of client input", "no tool here runs code of the project", basis="Tool", listed=True, followed=True
    ),
    "HttpCall": Kind("outgoing HTTP calls", "no outgoing HTTP call was found in the server's code"),
    "LogCall": Kind("log calls", "the server's code writes no log"),
    "LoggingSetup": Kind("set-ups of logs", "the server's code neither writes logs nor sets them up"),
    "StdoutWrite": Kind("writes to standard output", NO_SERVER, basis="Server"),
    "ShellCommand": Kind("commands for a shell", NO_SERVER, basis="Server", followed=True),
    "CorsPolicy": Kind("settings for pages of other origins", NO_SERVER, basis="Server"),
    "Drift": Kind("uses of a framework", NO_SERVER, basis="Server", reads=_PACKAGING),
    "ContextParameter": Kind("context parameters", "no tool, resource or prompt takes a framework's context"),
    "FrameworkRange": Kind(
        "declared framework versions", "no declared dependency on an MCP framework was found", True, reads=_PACKAGING
    ),
    "CoverageSettings": Kind(
        "set-ups of coverage", "there are neither tests nor settings for coverage", reads=_COVERAGE
    ),
    "Suite": Kind("test suites", "there are no tests"),
    "Dockerfile": Kind("Dockerfiles", "there is no Dockerfile", reads=_DEPLOYMENT),
    "Workload": Kind("Kubernetes workloads", "there is no Kubernetes manifest", reads=_DEPLOYMENT),
    "Workflow": Kind("CI workflows", "there is no CI workflow", reads=_DEPLOYMENT),
    "Project": Kind("projects", "no project with an MCP server was found"),
    "Module": Kind("modules", "no module of a server was found"),
}
"""By the name of the subjects' type; `kind` makes one for any other type."""


def kind(type_name: str) -> Kind:
    """The kind of a type of subjects; one that is not known here is called by its name."""
    known = KINDS.get(type_name)
    if known is not None:
        return known
    words = " ".join(w if w.isupper() else w.lower() for w in _CAPITALS.split(type_name))
    return Kind(f"subjects of the kind {words}", f"nothing of the kind {words} was found", reads=("*",))
