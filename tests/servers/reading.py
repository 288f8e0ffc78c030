"""The inventory of a server's folder, written as short as people would write it."""

from dataclasses import dataclass
from pathlib import Path

from mcp_lintel.model.types import Project, Server
from mcp_lintel.run import Request, inventory
from mcp_lintel.settings import Settings

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Facts:
    """What a server is: `transports` ends with `…` when more may be possible, `tools` maps names to `a b=`."""

    name: str | None
    framework: str
    generations: str
    transports: str
    auth: str
    tools: dict[str, str]
    resources: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()


def read(folder: Path) -> tuple[Project, ...]:
    """The projects in a folder."""
    return inventory(Request(paths=(folder,), settings=Settings())).projects


def only_server(folder: Path) -> Server:
    """The one server in a folder."""
    servers = [server for project in read(folder) for server in project.servers]
    assert len(servers) == 1, [server.endpoint.name.value for server in servers]
    return servers[0]


def named(folder: Path, name: str) -> Server:
    """The server with this name in a folder."""
    return next(s for project in read(folder) for s in project.servers if s.endpoint.name.value == name)


def signatures(server: Server) -> dict[str, dict[str, bool]]:
    """Parameters by tool, each with whether a client must send it."""
    return {str(tool.name.value): {p.name: p.required for p in tool.parameters} for tool in server.tools}


def written(parameters: dict[str, bool]) -> str:
    """`a b=`: `b` may be left out."""
    return " ".join(name if required else f"{name}=" for name, required in parameters.items())


def facts(server: Server) -> Facts:
    """A server's facts in the short form."""
    endpoint = server.endpoint
    transports = " ".join(sorted(endpoint.transports.kinds)) + ("" if endpoint.transports.closed else " …")
    return Facts(
        endpoint.name.value,
        endpoint.family.value,
        " ".join(sorted(endpoint.generations)),
        transports,
        f"{endpoint.auth.state} {endpoint.auth.provider}".strip(),
        {name: written(parameters) for name, parameters in signatures(server).items()},
        tuple(str(one.name.value) for one in server.resources),
        tuple(str(one.name.value) for one in server.prompts),
    )
