"""Servers of the frameworks around the SDKs, and servers without handwritten tools: what is read is what is shown."""

import json
import subprocess
from functools import cache
from pathlib import Path

import pytest

from .environments import FASTMCP2, FASTMCP4, folder_of, made, unavailable
from .reading import HERE, Facts, facts, only_server, read

FOLDER = HERE / "others"
FASTAPI_MCP = ("fastapi-mcp==0.4.0", "mcp==1.30.0", "fastapi==0.165.0")
FROM_FASTAPI = (*FASTMCP4, "fastapi==0.165.0")
MCP_USE = ("mcp-use==1.7.1",)
ARCADE = ("arcade-mcp-server==1.32.1",)
CHUK = ("chuk-mcp-server==0.26.1",)
QUIET = {"MCP_USE_ANONYMIZED_TELEMETRY": "false", "ARCADE_USAGE_TRACKING": "0", "DO_NOT_TRACK": "1"}
"""Settings that keep the frameworks from reporting their use."""
FASTMCP = "fastmcp.FastMCP"
LIBRARY = {
    "opening_hours": "day",
    "listBooks": "query= limit= X-Tenant",
    "Add_Book": "X-Tenant isbn title shelf=",
    "Read_One_Book": "isbn",
    "replace_book_now": "isbn__path isbn= title= shelf=",
    "setTags": "isbn new_tags",
    "listBooks_2": "reader days=",
    "an_operation_whose_name_is_much_longer_than_fifty_six_ch": "",
}
LIBRARY_RESOURCES = ("resource://branch/{branch}", "resource://GET_status")

EXPECTED = {
    "mcp_use1": Facts(
        "shop",
        "mcp_use.server.MCPServer",
        "sdk1",
        "http",
        "absent",
        {"find_products": "words limit=", "orders_place": "sku amount=", "orders_cancel": "order_id reason="},
        ("shop://hours", "orders://open"),
        ("orders_summarise",),
    ),
    "arcade1": Facts(
        "help_desk",
        "arcade_mcp_server.MCPApp",
        "",
        "http …",
        "absent",
        {
            "HelpDesk_ListTickets": "queue state= limit=",
            "HelpDesk_GetHttpstatus": "verbose=",
            "HelpDesk_CloseTicket": "ticket_id",
            "HelpDesk_Reopen": "ticket_id note=",
            "HelpDesk_Escalate_now": "ticket_id",
        },
        ("desk://queues",),
    ),
    "chuk1": Facts(
        "weather",
        "chuk_mcp_server.ChukMCPServer",
        "",
        "stdio",
        "absent",
        {
            "forecast": "town days=",
            "report": "town strength",
            "station_of": "town radius_km=",
            "alerts.raise_alert": "region",
        },
        ("weather://towns", "weather://{town}/now"),
        ("explain",),
    ),
    "chuk_globals": Facts(
        None,
        "chuk_mcp_server.ChukMCPServer",
        "",
        "stdio",
        "absent",
        {"time_in": "town seconds=", "set_alarm": "at"},
        ("clock://towns",),
        ("plan",),
    ),
    "fastapi_mcp1": Facts(
        "Parcels",
        "fastapi_mcp.FastApiMCP",
        "sdk1",
        "http",
        "present AuthConfig",
        {
            "list_parcels": "offset= limit= state=",
            "track_parcel_v1_parcels__parcel_id__get": "parcel_id",
            "send_parcel": "express= address weight_grams note=",
            "set_stops": "parcel_id first last=",
        },
    ),
    "from_fastapi4": Facts(
        "Parcels",
        FASTMCP,
        "fm4",
        "stdio",
        "absent",
        {
            "track_parcel": "parcel_id verbose= x-trace=",
            "change_parcel": "parcel_id__path parcel_id weight_grams note=",
            "print_labels": "copies= words",
            "note": "text",
        },
        ("resource://list_states",),
    ),
    "openapi2": Facts("library", FASTMCP, "fm2", "http", "absent", LIBRARY, LIBRARY_RESOURCES),
    "openapi4": Facts("library", FASTMCP, "fm4", "http", "absent", LIBRARY, LIBRARY_RESOURCES),
    "filesystem4": Facts(
        "shelf",
        FASTMCP,
        "fm4",
        "stdio",
        "absent",
        {
            "find_book": "isbn",
            "count_books": "shelf",
            "return_book": "isbn",
            "lend_book": "isbn days=",
            "shelve_book": "isbn shelf=",
            "staff_on_duty": "day",
        },
        ("books://{isbn}",),
        ("recommend",),
    ),
}
SERVED = [
    ("mcp_use1", "shop.server", "server", MCP_USE),
    ("arcade1", "desk.server", "app", ARCADE),
    ("chuk1", "weather.server", "mcp", CHUK),
    ("chuk_globals", "server", "mcp", CHUK),
    ("fastapi_mcp1", "parcels.server", "mcp", FASTAPI_MCP),
    ("from_fastapi4", "server", "mcp", FROM_FASTAPI),
    ("openapi2", "library.server", "mcp", FASTMCP2),
    ("openapi4", "library.server", "mcp", FASTMCP4),
    ("filesystem4", "shelf.server", "mcp", FASTMCP4),
]


@cache
def python(pins: tuple[str, ...]) -> Path:
    """The interpreter of an environment; skips the test where it cannot be made."""
    fault = made(pins)
    if fault:
        unavailable(f"{' '.join(pins)} could not be installed: {fault}")
    return folder_of(pins) / "bin" / "python"


@pytest.mark.parametrize("name", [*EXPECTED])
def test_a_server_is_read_as_a_client_sees_it(name: str) -> None:
    assert facts(only_server(FOLDER / name)) == EXPECTED[name]


@pytest.mark.parametrize("name", [*EXPECTED])
def test_nothing_of_these_servers_is_left_open(name: str) -> None:
    tools = only_server(FOLDER / name).tools
    assert [opened.reason for project in read(FOLDER / name) for opened in project.open_sets] == []
    assert [tool.name.value for tool in tools if tool.conditional or tool.open_parameters] == []


@pytest.mark.network
@pytest.mark.parametrize(("name", "module", "attribute", "pins"), [pytest.param(*row, id=row[0]) for row in SERVED])
def test_the_expectation_is_what_a_running_server_shows(
    name: str, module: str, attribute: str, pins: tuple[str, ...]
) -> None:
    interpreter = python(pins)
    command = [str(interpreter), "-W", "ignore", str(FOLDER / "probe.py"), str(FOLDER / name), module, attribute]
    environment = QUIET | {"PYTHONPYCACHEPREFIX": str(interpreter.parent.parent / "compiled")}
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env=environment)
    assert run.returncode == 0, run.stderr
    shown = json.loads(run.stdout.splitlines()[-1])
    expected = EXPECTED[name]
    wanted = {
        tool: {one.rstrip("="): not one.endswith("=") for one in parameters.split()}
        for tool, parameters in expected.tools.items()
    }
    assert shown["tools"] == wanted
    assert sorted(shown["resources"]) == sorted(expected.resources)
    assert sorted(shown["prompts"]) == sorted(expected.prompts)


def test_what_only_a_run_shows_is_an_open_set_with_its_reason() -> None:
    server = only_server(FOLDER / "proxy4")
    opened = [one.reason for project in read(FOLDER / "proxy4") for one in project.open_sets]
    assert [tool.name.value for tool in server.tools] == ["ping"]
    assert opened == [
        "a proxy passes on the components of the server at tools.example.com",
        "a proxy passes on the components of another server",
        "resources are the files of a folder of skills",
        "tools are operations, and their specification is fetched from elsewhere when the server starts",
    ]


def test_hints_of_chuk_and_of_a_folder_are_read() -> None:
    hints = {tool.name.value: tool.annotations for tool in only_server(FOLDER / "chuk1").tools if tool.annotations}
    assert hints == {"report": {"destructiveHint": True}, "station_of": {"readOnlyHint": True}}
    lent = next(tool for tool in only_server(FOLDER / "filesystem4").tools if tool.name.value == "lend_book")
    assert lent.annotations == {"destructiveHint": False}
    assert lent.function == "shelf.parts.books.lend"


def test_an_operation_stands_where_its_specification_names_it() -> None:
    tool = next(tool for tool in only_server(FOLDER / "openapi4").tools if tool.name.value == "Add_Book")
    text = (FOLDER / "openapi4" / tool.place.path).read_text("utf-8")
    assert text[slice(*tool.place.span)] == '"addBook"'
    limits = {one.name: one.shape.constraints.limits for one in tool.parameters}
    assert limits["title"] == {"min_length": 1}
    assert limits["shelf"] == {"enum": ["upper", "lower"]}
