"""What a client of every pattern's server is shown, by generation (reference section 15).

Versions that have an environment are run; the others (1.12.4, 2.0.0, 2.5.2, 2.12.5, 4.2.1) are not.
"""

from ..environments import FASTMCP2, FASTMCP3, FASTMCP4
from .cases import LOW_LEVEL, case

FM = ("fm2", "fm3", "fm4")
SDK = ("sdk1", "sdk2")
LEAKED = {"leaked": "word ctx=", "injected": "word"}
FORMS = {"fetch_page": "url", "g2": "url depth=", "g3": "url depth=", "i": "first", "h": "x", "j": "x"}
WRAPPED = {"drop": "table", "trim": "table rows="}
GENERATED = {"list_users": "params limit=", "drop_user": "params limit="}
MOUNTED = {"ops_kept": "host", "ops_net_trace": "host hops="}
IMPORTED = {"ops_ping": "host", "ops_late": "host", "inv_count": "sku"}
BARE = {"fetch_page": "url", "h": "x"}
IN_CLASS = (("decorator-form-not-taken", "@mcp.tool()"),)
NOT_TAKEN = (("decorator-form-not-taken", "@mcp.tool"),)
VARIADIC = (("variadic-tool-parameter", "async def inner(*args: Any, **kwargs: Any) -> Any:"),)
UNRESOLVED = (("context-imported-for-checkers-only", "def t(ctx: Context, n: int) -> int:"),)
MOVED = (
    ("argument-position-moved", 'mcp.mount("ops", child)'),
    ("argument-position-moved", 'asyncio.run(mcp.import_server("inv", stock))'),
)
OLD_IMPORT = ("framework-interface-removed", 'asyncio.run(mcp.import_server("inv", stock))')
NEW_IMPORT = ("framework-interface-removed", 'asyncio.run(mcp.import_server(stock, "inv"))')
TRANSFORMED = {
    "all_search": "words limit=", "all_plain": "a", "all_added": "first z", "all_guarded": "first y z=",
    "all_reach": "node hops=", "all_p_shop_weld": "seam", "all_list_resources": "", "all_read_resource": "uri",
}  # fmt: skip
MIXED = {
    "inherited": "word", "put": "item times=", "desk-inherited": "word", "desk-put": "item times=",
}  # fmt: skip
ROUTES, EXPLAIN = ("data://ops/net/routes/{host}",), ("ops_net_explain",)

FIRST = [
    *(case("p01_wrong_context", g, LEAKED) for g in FM),
    *(case("p01_wrong_context_sdk", g, LEAKED) for g in SDK),
    *(case("p02_import_fallback", g, {"add": "first second="}) for g in SDK),
    case(
        "p02_import_fallback", "sdk1 sdk2", {"add": "first second="}, framework="", dependency="mcp>=1.20,<3",
        runs=(FASTMCP2, FASTMCP4),
    ),
    *(
        case("p03_side_effect_imports", g, {"describe": "order", "cancel": "order reason=", "count": "sku"}, start=("inv.app", "mcp"))
        for g in SDK
    ),
    *(
        case("p03_side_effect_imports", g, {"describe": "sku long=", "cancel": "order reason=", "count": "sku"}, start=("inv.app", "mcp"))
        for g in FM
    ),
    case(
        "p04_register_functions", "sdk1", {"read": "key", "write": "key value ttl="}, start=("keys.main", "mcp"),
        switch={"KEYS_RW": "1"}, conditional=frozenset({"write"}),
    ),
    case(
        "p04_register_functions", "sdk1", {"read": "key", "write": "key value ttl="}, name="p04-admin",
        transports="http", start=("keys.main", "admin"),
    ),
    *(case("p05_handler_class", g, {"list_clusters": "region=", "scale": "cluster nodes"}) for g in SDK),
    *(case("p06_method_in_class_body", g, {"run": "self job", "sound": "job"}) for g in (*SDK, "fm2")),
    *(
        case("p06_method_in_class_body", g, {"run": "self job", "sound": "job"}, refused="TypeError", reported=IN_CLASS)
        for g in ("fm3", "fm4")
    ),
    *(case("p07_call_forms", g, FORMS) for g in FM),
    *(case("p07_bare_decorator", g, BARE, refused="TypeError", reported=NOT_TAKEN) for g in SDK),
    case("p07_bare_decorator", "fm2", BARE, dependency="fastmcp==2.5.2", reported=NOT_TAKEN),
    *(case("p08_aliases_and_partials", g, {"a": "key", "b": "key depth=", "c": "key", "d": "key"}) for g in FM),
    *(case("p09_wrapper_decorators", g, {**WRAPPED, "lost": "args kwargs"}) for g in SDK),
    *(
        case("p09_wrapper_decorators", g, {**WRAPPED, "lost": "args kwargs"}, refused="ValueError", reported=VARIADIC)
        for g in FM
    ),
    case("p10_decorator_factory", "sdk1", {"acme_buy": "item price", "acme_sell": "item price="}),
    case(
        "p11_loops_and_tables",
        "sdk1",
        {
            "vm_list_vms": "zone=", "vm_stop_vm": "vm", "vm_resize_vm": "vm cores", "disk_show": "name",
            "disk_stop": "vm", "net_show": "name", "net_resize": "vm cores",
        },
    ),
    case("p12_reflection", "fm3", {"known": "port"}, opened=("mcp.tool(getattr(plugins, attr))",)),
    case("p13_generated_functions", "sdk1", GENERATED),
    case("p13_generated_from_file", "sdk1", {}, opened=("mcp.tool()(make(op))",)),
    *(
        case(
            "p14_conditional", g, {"show": "bucket", "purge": "bucket", "beta_trial": "bucket"},
            switch={"READ_ONLY": "1", "argv": "--beta"}, conditional=frozenset({"purge", "beta_trial"}),
        )
        for g in ("fm2", "fm3")
    ),
]  # fmt: skip

SECOND = [
    case("p15_nested_mounts", "fm2", {"p": "host", **MOUNTED}, resources=ROUTES, prompts=EXPLAIN),
    *(case("p15_nested_mounts", g, {"ops_p": "host", **MOUNTED}, resources=ROUTES, prompts=EXPLAIN) for g in ("fm3", "fm4")),
    case(
        "p15_nested_mounts", "fm2 fm3", {"p": "host", "ops_p": "host", **MOUNTED}, resources=ROUTES, prompts=EXPLAIN,
        dependency="fastmcp>=2.14.1,<4", runs=(FASTMCP2, FASTMCP3), conditional=frozenset({"p", "ops_p"}),
    ),
    case("p15_static_mount", "fm2", {"ops/ping": "host"}, dependency="fastmcp==2.0.0"),
    case("p16_old_mount_order", "fm2", IMPORTED, dependency="fastmcp==2.5.2"),
    case("p16_old_mount_order", "fm2", IMPORTED, dependency="fastmcp==2.12.5"),
    *(case("p16_old_mount_order", g, IMPORTED, refused="AttributeError", reported=MOVED) for g in ("fm2", "fm3")),
    case("p16_old_mount_order", "fm4", IMPORTED, refused="AttributeError", reported=(*MOVED, OLD_IMPORT)),
    *(case("p16_new_mount_order", g, IMPORTED) for g in ("fm2", "fm3")),
    case("p16_new_mount_order", "fm4", IMPORTED, refused="AttributeError", reported=(NEW_IMPORT,)),
    case(
        "p17_lowlevel_dispatch", "sdk1", {"add": "first second=", "root": "value", "lost": ""}, framework=LOW_LEVEL,
        start=("calc.server", "app"),
    ),
    case("p18_late_handlers", "sdk2", {"forecast": "city days="}, framework=LOW_LEVEL, start=("server", "srv")),
    case("p18_replaced_list", "sdk2", {"measure": "station"}, framework=LOW_LEVEL, start=("server", "srv")),
    *(case(f"p19_hidden_{g}", g, {"find": "q"}, transports="http") for g in FM),
    case("p19_hidden_fm4", "fm4", {"find": "q tenant"}, transports="http", dependency="fastmcp==4.2.1"),
    *(case("p20_future_annotations", g, {"t": "n m="}) for g in SDK),
    case("p20_future_annotations", "sdk1", {"t": "ctx n m="}, dependency="mcp==1.12.4"),
    *(
        case("p20_type_checking", g, {"sound": "n", "t": "n"}, refused="InvalidSignature", reported=UNRESOLVED)
        for g in SDK
    ),
    case("p21_constants_and_files", "fm3", {"acme_eu_search": "q limit="}, name="acme-p21"),
    case(
        "p22_factory", "fm3", {"ping": "host"}, transports="stdio …", auth="conditional JWTVerifier",
        start=("server", "build"),
    ),
    *(
        case(
            "p23_asgi_composition", g, tools, name=name, transports="http", auth="present MyBearerMiddleware",
            start=("web.app", attribute),
        )
        for g in ("fm3", "fm4")
        for name, attribute, tools in (
            ("p23-one", "m1", {"first": "word"}), ("p23-two", "m2", {"second": "word times="}),
        )
    ),
    case(
        "p24_openapi", "fm3", {"written": "word", "getUser": "id"}, transports="http",
    ),
    *(
        case("p24_filesystem", g, {"raise_alert": "text level=", "clear_alert": "alert"}, transports="http")
        for g in ("fm3", "fm4")
    ),
    case(
        "p24_proxy", "fm3", {}, transports="http", runs=(),
        opened=('mcp = create_proxy({"mcpServers": {"gh": {"url": URL}, "db": {"command": "db-mcp"}}}, name="p24")',),
    ),
    case(
        "p24_fastapi_mcp", "sdk1", {"get_user": "user", "health_health_get": ""}, transports="http",
        framework="fastapi_mcp.FastApiMCP", dependency="fastapi-mcp==0.4.0",
    ),
    *(case("p25_mutation_sdk", g, {"health": "host"}) for g in SDK),
    case("p25_mutation_fm2", "fm2", {"health": "host", "query": "words", "extra": "word"}),
    *(case("p25_mutation_fm3", g, {"health": "host", "query": "words", "extra": "word"}) for g in ("fm3", "fm4")),
    *(case("p25_transforms_fm3", g, TRANSFORMED) for g in ("fm3", "fm4")),
    *(
        case(
            "p25_visibility_fm3", g, {"open_one": "a", "by_key": "a", "guarded": "a", "sub_kept": "a"},
            prompts=("hints",), switch={"NO_GUARDED": "1"}, conditional=frozenset({"guarded"}),
        )
        for g in ("fm3", "fm4")
    ),
    case(
        "p25_unread_targets", "fm3", {"first": "a", "second": "a", "later": "a"}, resources=("data://facts",),
        conditional=frozenset({"first", "second"}), opened=("mcp.local_provider.remove_tool(name)",),
    ),
    *(
        case("p25_mixin", g, MIXED, resources=("desk://top", "r+desk://top"), prompts=("ask", "q_ask")) for g in FM
    ),
    *(case("duplicates_on_one_server", g, {"taken": "one"}) for g in SDK),
    *(case("duplicates_on_one_server", g, {"taken": "two"}) for g in FM),
    case("duplicates_by_mounts", "fm2", {"own": "one", "shared": "two"}),
    *(case("duplicates_by_mounts", g, {"own": "parent", "shared": "one"}) for g in ("fm3", "fm4")),
]  # fmt: skip
CASES = FIRST + SECOND
