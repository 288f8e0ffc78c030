"""Small whole servers, one a framework family and form: the inventory is what a client of each is shown."""

import pytest

from .corners import CORNERS
from .reading import HERE, Facts, facts, named, only_server, read, signatures, written

SDK_FASTMCP, MCPSERVER = "mcp.server.fastmcp.FastMCP", "mcp.server.mcpserver.MCPServer"
LOW_LEVEL, FASTMCP = "mcp.server.lowlevel.Server", "fastmcp.FastMCP"

ELSEWHERE = frozenset({"fm3_serving", "fm4_asgi", "sdk1_serving", "sdk2_serving", "fm4_types", "sdk1_types"})
"""Servers that `test_serving` and `test_schemas` expect."""
EXPECTED = {
    "sdk1_notes": Facts(
        "notes",
        SDK_FASTMCP,
        "sdk1",
        "stdio",
        "absent",
        {
            "count_notes": "tag=",
            "create_note": "title body tags=",
            "read_note": "note_id",
            "search_notes": "query limit=",
            "notes_delete": "note_id",
            "export_notes": "path overwrite=",
            "archive_note": "note_id reason=",
            "list_tags": "order=",
            "rename_tag": "old new",
        },
        ("notes://{note_id}",),
        ("summarise",),
    ),
    "sdk1_clusters": Facts(
        "clusters",
        SDK_FASTMCP,
        "sdk1",
        "http sse",
        "present AuthSettings",
        {
            "list_clusters": "label=",
            "scale_cluster": "cluster nodes",
            "drain_node": "node force=",
            "ping_cluster": "cluster timeout_seconds=",
        },
    ),
    "sdk2_inventory": Facts(
        "warehouse",
        MCPSERVER,
        "sdk2",
        "http",
        "absent",
        {"check_stock": "sku", "place_order": "order", "move_item": "sku shelf amount=", "find_item": "words"},
    ),
    "lowlevel1_registry": Facts(
        "registry",
        LOW_LEVEL,
        "sdk1",
        " …",
        "absent",
        {"chat": "prompt", "make_plan": "prompt steps=", "get_version": "prompt", "dump_state": ""},
    ),
    "fm4_signatures": Facts(
        "billing",
        FASTMCP,
        "fm4",
        " …",
        "absent",
        {
            "list_invoices": "customer limit=",
            "send_invoice": "account region= number note=",
            "get_balance": "customer",
        },
    ),
    "fm2_store": Facts(
        "store",
        FASTMCP,
        "fm2",
        "http stdio …",
        "absent",
        {
            "list_products": "category=",
            "get_product": "sku",
            "rate_product": "sku stars",
            "cancel_order": "order",
            "refund_order": "order amount",
            "reset_store": "confirm",
            "cart_add_item": "cart sku amount=",
            "cart_empty": "cart",
        },
    ),
    "fm3_hub": Facts(
        "hub",
        FASTMCP,
        "fm3",
        "http",
        "present JWTVerifier",
        {
            "whoami": "",
            "get_status": "part=",
            "build_report": "month year",
            "reverse_word": "word",
            "mail_send_message": "message urgent=",
            "mail_drafts_save": "text",
        },
    ),
    "fm4_hub": Facts(
        "library",
        FASTMCP,
        "fm4",
        "http",
        "absent",
        {
            "search_books": "words filters=",
            "reserve_book": "book",
            "count_books": "shelf=",
            "loans_lend_book": "book reader until",
            "loans_prolong": "loan days=",
        },
    ),
    "lowlevel1_files": Facts(
        "files",
        LOW_LEVEL,
        "sdk1",
        "stdio",
        "absent",
        {
            "read_file": "path encoding=",
            "write_file": "path text",
            "find_files": "pattern limit= hidden=",
            "list_roots": "",
        },
    ),
    "lowlevel2_weather": Facts(
        "weather",
        LOW_LEVEL,
        "sdk2",
        "stdio",
        "absent",
        {"get_forecast": "latitude longitude days=", "list_alerts": "region since="},
    ),
}


@pytest.mark.parametrize("name", [*EXPECTED])
def test_the_inventory_is_what_a_client_sees(name: str) -> None:
    assert facts(only_server(HERE / name)) == EXPECTED[name]


@pytest.mark.parametrize("name", [*EXPECTED])
def test_nothing_of_the_server_is_left_open(name: str) -> None:
    assert [opened.reason for project in read(HERE / name) for opened in project.open_sets] == []


def test_every_server_beside_this_test_is_expected() -> None:
    folders = {path.parent.name for path in HERE.glob("*/pyproject.toml")}
    assert folders - ELSEWHERE == {*EXPECTED, *CORNERS}
    assert folders >= ELSEWHERE


def test_a_tool_that_a_variable_switches_on_is_conditional() -> None:
    tools = only_server(HERE / "fm2_store").tools
    assert [tool.name.value for tool in tools if tool.conditional] == ["reset_store"]


def test_a_tool_stands_where_its_handler_is_written_and_belongs_to_the_outer_server() -> None:
    tool = next(t for t in only_server(HERE / "fm2_store").tools if t.name.value == "cart_empty")
    assert tool.place.path == "store/carts.py"
    assert tool.local_name == "empty"
    assert tool.function == "store.carts.clear"
    assert tool.endpoint.name.value == "store"


def test_hints_are_read_from_objects_and_from_dicts() -> None:
    tools = {t.name.value: t for folder in ("sdk1_clusters", "fm3_hub") for t in only_server(HERE / folder).tools}
    assert tools["list_clusters"].annotations == {"readOnlyHint": True}
    assert tools["get_status"].annotations == {"readOnlyHint": True}
    assert tools["scale_cluster"].annotations == {}


def test_a_description_comes_from_the_registration_or_else_from_the_docstring() -> None:
    tools = {t.name.value: t.description for t in only_server(HERE / "sdk1_notes").tools}
    told = {name: description.value for name, description in tools.items() if description is not None}
    assert told["search_notes"] == "Search notes by words."
    assert told["archive_note"] == "Put a note aside."
    assert told["list_tags"] == "List every tag that is in use."
    assert len(told) == 9


def corner_tools(name: str) -> dict[str, str]:
    """The tools that are read of a server with unusual forms."""
    return {tool: written(one) for tool, one in signatures(named(HERE / name, "corners")).items()}


@pytest.mark.parametrize("name", [*CORNERS])
def test_unusual_forms_are_read(name: str) -> None:
    assert corner_tools(name) == CORNERS[name]


@pytest.mark.parametrize("name", [*CORNERS])
def test_mounted_servers_are_no_servers_of_their_own(name: str) -> None:
    assert [server.endpoint.name.value for project in read(HERE / name) for server in project.servers] == ["corners"]


def test_what_the_environment_switches_is_conditional() -> None:
    tools = {tool.name.value: tool.conditional for tool in only_server(HERE / "lowlevel1_registry").tools}
    assert tools == {"chat": True, "make_plan": True, "get_version": False, "dump_state": True}


def test_a_parameter_of_a_changed_signature_keeps_its_place_and_limits() -> None:
    tools = {tool.name.value: tool for tool in only_server(HERE / "fm4_signatures").tools}
    number = next(one for one in tools["send_invoice"].parameters if one.name == "number")
    account = next(one for one in tools["send_invoice"].parameters if one.name == "account")
    assert number.shape.constraints.limits["ge"] == 1
    assert number.description is not None
    assert number.description.value == "Its number."
    assert account.place.path == "billing/server.py"
    assert not any(tool.open_parameters for tool in tools.values())
    assert tools["get_balance"].annotations == {"readOnlyHint": True}
