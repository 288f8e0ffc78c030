"""The same servers, started in memory by the frameworks themselves: what a client is shown equals what was read."""

import json
import subprocess
from pathlib import Path

import pytest

from .corners import CORNERS
from .environments import FASTMCP2, FASTMCP3, FASTMCP4, Environments
from .reading import HERE, only_server, signatures, written

pytestmark = pytest.mark.network

SERVED = [
    ("sdk1_notes", "notes.server", "mcp", FASTMCP2),
    ("sdk1_clusters", "clusters.app", "app", FASTMCP2),
    ("lowlevel1_files", "files.server", "server", FASTMCP2),
    ("sdk2_inventory", "warehouse.server", "server", FASTMCP4),
    ("lowlevel2_weather", "weather.server", "server", FASTMCP4),
    ("fm2_store", "store.server", "mcp", FASTMCP2),
    ("fm3_hub", "hub.main", "hub", FASTMCP3),
    ("fm4_hub", "hub.app", "mcp", FASTMCP4),
    ("lowlevel1_registry", "registry.server", "server", FASTMCP2),
    ("fm4_signatures", "billing.server", "mcp", FASTMCP4),
]


def served(python: Path, folder: Path, module: str, attribute: str) -> dict[str, dict[str, bool]]:
    """What a client of the running server is shown: parameters by tool, each with whether it is required."""
    command = [str(python), "-W", "ignore", str(HERE / "probe.py"), str(folder), module, attribute]
    compiled = {"PYTHONPYCACHEPREFIX": str(python.parent.parent / "compiled")}
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env=compiled)
    assert run.returncode == 0, run.stderr
    shown: dict[str, dict[str, bool]] = json.loads(run.stdout)
    return shown


@pytest.mark.parametrize(
    ("name", "module", "attribute", "pins"),
    [pytest.param(*row, id=row[0]) for row in SERVED],
)
def test_a_running_server_shows_what_was_read(
    name: str, module: str, attribute: str, pins: tuple[str, ...], environments: Environments
) -> None:
    folder = HERE / name
    shown = served(environments.python(pins), folder, module, attribute)
    tools = only_server(folder).tools
    read = signatures(only_server(folder))
    always = {tool.name.value for tool in tools if not tool.conditional}
    assert {name: one for name, one in read.items() if name in always or name in shown} == shown


@pytest.mark.parametrize(
    ("name", "pins"), [("corners_sdk1", FASTMCP2), ("corners_fm2", FASTMCP2), ("corners_fm4", FASTMCP4)]
)
def test_the_expectation_of_unusual_forms_is_what_a_running_server_shows(
    name: str, pins: tuple[str, ...], environments: Environments
) -> None:
    shown = served(environments.python(pins), HERE / name, "server", "mcp")
    assert {tool: written(parameters) for tool, parameters in shown.items()} == CORNERS[name]
