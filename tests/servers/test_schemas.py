"""Parameters as a client receives them: the schema of every tool of a running server, against what was read of it."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mcp_lintel.model.types import Tool

from .agreement import differences
from .environments import FASTMCP2, FASTMCP3, FASTMCP4, Environments
from .reading import HERE, read
from .test_other_frameworks import ARCADE, CHUK, FASTAPI_MCP, FROM_FASTAPI, MCP_USE, QUIET

pytestmark = pytest.mark.network

SERVED = [
    ("fm4_types", "press.server", "mcp", FASTMCP4),
    ("sdk1_types", "press.server", "mcp", FASTMCP2),
    ("sdk1_types", "press.listed", "server", FASTMCP2),
    ("sdk1_notes", "notes.server", "mcp", FASTMCP2),
    ("sdk1_clusters", "clusters.app", "app", FASTMCP2),
    ("sdk2_inventory", "warehouse.server", "server", FASTMCP4),
    ("lowlevel1_files", "files.server", "server", FASTMCP2),
    ("lowlevel1_registry", "registry.server", "server", FASTMCP2),
    ("lowlevel2_weather", "weather.server", "server", FASTMCP4),
    ("fm2_store", "store.server", "mcp", FASTMCP2),
    ("fm3_hub", "hub.main", "hub", FASTMCP3),
    ("fm4_hub", "hub.app", "mcp", FASTMCP4),
    ("fm4_signatures", "billing.server", "mcp", FASTMCP4),
    ("corners_sdk1", "server", "mcp", FASTMCP2),
    ("corners_fm2", "server", "mcp", FASTMCP2),
    ("corners_fm4", "server", "mcp", FASTMCP4),
    ("others/mcp_use1", "shop.server", "server", MCP_USE),
    ("others/arcade1", "desk.server", "app", ARCADE),
    ("others/chuk1", "weather.server", "mcp", CHUK),
    ("others/chuk_globals", "server", "mcp", CHUK),
    ("others/fastapi_mcp1", "parcels.server", "mcp", FASTAPI_MCP),
    ("others/from_fastapi4", "server", "mcp", FROM_FASTAPI),
    ("others/openapi2", "library.server", "mcp", FASTMCP2),
    ("others/openapi4", "library.server", "mcp", FASTMCP4),
    ("others/filesystem4", "shelf.server", "mcp", FASTMCP4),
]
EXTRA = "`json_schema_extra` is told to the client, and nothing holds the value to it"
PLAIN = "this framework leaves out that null is taken, or defaults; the signature has them"
BODY = "FastAPI leaves a default of None out of the schema of a body"
ADDED = "fastmcp tells the place of a parameter that it renamed"
OPERATION = "defaults in a specification are not read"
SAID = {
    "fm4_types limited: q: max_length 12 is not read": EXTRA,
    "sdk1_types limited: q: max_length 12 is not read": EXTRA,
    "others/mcp_use1 orders_cancel: reason: nullable True is shown as False": PLAIN,
    "others/arcade1 HelpDesk_ListTickets: state: nullable True is shown as False": PLAIN,
    "others/arcade1 HelpDesk_ListTickets: limit: default 10 is shown as nothing": PLAIN,
    "others/arcade1 HelpDesk_GetHttpstatus: verbose: default False is shown as nothing": PLAIN,
    "others/arcade1 HelpDesk_Reopen: note: default '' is shown as nothing": PLAIN,
    "others/chuk1 report: strength: nullable True is shown as False": PLAIN,
    "others/fastapi_mcp1 list_parcels: state: default None is shown as nothing": BODY,
    "others/fastapi_mcp1 send_parcel: note: default None is shown as nothing": BODY,
    "others/from_fastapi4 change_parcel: note: default None is shown as nothing": BODY,
    "others/from_fastapi4 change_parcel: parcel_id__path: described as None, shown as '(Path parameter)'": ADDED,
    "others/openapi2 replace_book_now: isbn__path: described as None, shown as '(Path parameter)'": ADDED,
    "others/openapi4 replace_book_now: isbn__path: described as None, shown as '(Path parameter)'": ADDED,
    "others/openapi2 listBooks: limit: default 20 is not read": OPERATION,
    "others/openapi4 listBooks: limit: default 20 is not read": OPERATION,
}
"""Differences that are known, with the reason; each must be found."""


def shown_by(python: Path, folder: Path, module: str, attribute: str) -> dict[str, dict[str, Any]]:
    """The tools of a running server, whole, by name."""
    command = [str(python), "-W", "ignore", str(HERE / "probe_schemas.py"), str(folder), module, attribute]
    environment = QUIET | {"PYTHONPYCACHEPREFIX": str(python.parent.parent / "compiled")}
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env=environment)
    assert run.returncode == 0, run.stderr
    shown: dict[str, dict[str, Any]] = json.loads(run.stdout.splitlines()[-1])
    return shown


def tools_of(folder: Path, module: str) -> dict[str, Tool]:
    """The tools that were read of the servers made in a module, or of the only server."""
    servers = [server for project in read(folder) for server in project.servers]
    path = f"{module.replace('.', '/')}.py"
    made = [server for server in servers if server.endpoint.place.path == path] or servers
    return {str(tool.name.value): tool for server in made for tool in server.tools}


def contradictions(tool: Tool, shown: dict[str, Any]) -> Iterator[str]:
    """Where a tool as it was read contradicts what a client was shown of it."""
    schema = shown["inputSchema"]
    properties, required = schema.get("properties") or {}, schema.get("required") or []
    names = [parameter.name for parameter in tool.parameters]
    if not tool.open_parameters and sorted(names) != sorted(properties):
        yield f"parameters {sorted(names)} are shown as {sorted(properties)}"
    for parameter in tool.parameters:
        if parameter.name not in properties:
            yield f"{parameter.name} is not shown"
            continue
        if parameter.required != (parameter.name in required):
            yield f"{parameter.name}: required {parameter.required}"
        yield from differences(parameter, properties[parameter.name], schema)
    yield from of_hints(tool, shown)


def of_hints(tool: Tool, shown: dict[str, Any]) -> Iterator[str]:
    """How hints and title differ; `?` is a hint that was not read."""
    hints = {name: value for name, value in tool.annotations.items() if value is not None}
    told = {k: v for k, v in (shown.get("annotations") or {}).items() if hints.get(k) != "?" and v is not None}
    known = {name: value for name, value in hints.items() if value != "?"}
    if not tool.open_hints and known != told:
        yield f"hints {known} are shown as {told}"
    if (tool.title is None or tool.title.known) and (tool.title.value if tool.title else None) != shown.get("title"):
        yield f"title {tool.title.value if tool.title else None!r} is shown as {shown.get('title')!r}"


@pytest.mark.parametrize(
    ("name", "module", "attribute", "pins"), [pytest.param(*row, id=f"{row[0]}-{row[1]}") for row in SERVED]
)
def test_the_schema_of_every_tool_is_what_was_read(
    name: str, module: str, attribute: str, pins: tuple[str, ...], environments: Environments
) -> None:
    folder = HERE / name
    shown = shown_by(environments.python(pins), folder, module, attribute)
    tools = tools_of(folder, module)
    assert [tool for tool in shown if tool not in tools] == []
    words = {tool: contradictions(tools[tool], shown[tool]) for tool in shown}
    found = {f"{name} {tool}: {word}" for tool, told in words.items() for word in told}
    assert found == {word for word in SAID if word.startswith(f"{name} ") and word.split()[1].rstrip(":") in shown}
