"""Components that no function is registered for, at the edges: what is read as data, and what is left open."""

import json
from time import monotonic

import pytest

from mcp_lintel.model.routemaps import Names, safe_pattern, slug
from mcp_lintel.model.types import Project
from mcp_lintel.program.values import Lit

from .reading import FASTMCP, ReadProject, fastmcp, only

API = {
    "openapi": "3.1.0",
    "info": {"title": "t", "version": "1"},
    "paths": {
        "/users": {
            "get": {"operationId": "list_users", "responses": {}},
            "post": {"operationId": "add_user", "responses": {}},
        }
    },
}
START = "import json\nfrom pathlib import Path\nfrom fastmcp import FastMCP\n"
BOMB = "\n".join(
    ["openapi: 3.1.0", "a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
)


def files(code: str, major: int = 4, **others: str) -> dict[str, str]:
    """A project with a specification beside its server."""
    given = {"pyproject.toml": fastmcp(major), "server.py": START + code, "api.json": json.dumps(API)}
    return given | {name.replace("__", "."): text for name, text in others.items()}


def shown(project: Project) -> list[str | None]:
    """The tools of the only server."""
    return [tool.name.value for tool in only(project).tools]


def reasons(project: Project) -> list[str]:
    """Why something is left open."""
    return [one.reason for one in project.open_sets]


@pytest.mark.parametrize(
    "given",
    [
        "json.load(open('api.json'))",
        "json.loads(Path('api.json').read_text())",
        "json.loads(Path(__file__).with_name('api.json').read_text(encoding='utf-8'))",
        "json.loads((Path(__file__).parent / 'api.json').read_bytes())",
        "json.load((Path(__file__).resolve().parents[0] / 'api.json').open())",
        "json.load(open(__import__('os').path.join('.', 'api.json')))",
        repr(API),
    ],
)
def test_a_specification_of_the_project_is_read_however_its_path_is_written(given: str, project: ReadProject) -> None:
    found = project(files(f"mcp = FastMCP.from_openapi({given}, name='users')\n"))
    assert shown(found) == ["list_users", "add_user"]
    assert reasons(found) == []


def test_a_file_opened_with_os_path_beside_the_module_is_read(project: ReadProject) -> None:
    code = (
        "import os\nHERE = os.path.dirname(os.path.abspath(__file__))\n"
        "with open(os.path.join(HERE, 'api.json')) as f:\n    SPEC = json.load(f)\n"
        "mcp = FastMCP.from_openapi(openapi_spec=SPEC)\n"
    )
    found = project(files(code))
    assert shown(found) == ["list_users", "add_user"]
    assert only(found).endpoint.name.value == "OpenAPI Server"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("SPEC = json.load(open('missing.json'))", "is not in the project"),
        ("SPEC = json.load(open('../../etc/api.json'))", "is not in the project"),
        ("SPEC = json.load(open('/etc/api.json'))", "is not known"),
        ("import sys\nSPEC = json.load(open(sys.argv[1]))", "is not known"),
        ("import httpx\nSPEC = httpx.get('https://api.example.com').json()", "is fetched from elsewhere"),
        ("import httpx\nSPEC = json.loads(httpx.Client().get('x').text)", "is fetched from elsewhere"),
        ("SPEC = json.load(open('api.json'))\ndel SPEC['paths']['/users']", "is changed after it is read"),
        ("SPEC = json.load(open('api.json'))\nSPEC['paths'].pop('/users')", "is changed after it is read"),
        ("SPEC = json.load(open('broken.json'))", "cannot be read"),
        ("import yaml\nSPEC = yaml.load(open('deep.yaml'))", "cannot be read"),
        ("def make(): return unknown()\nSPEC = make()", "put together at run time"),
    ],
)
def test_a_specification_that_is_not_certain_is_left_open(code: str, reason: str, project: ReadProject) -> None:
    given = files(
        f"{code}\nmcp = FastMCP.from_openapi(SPEC, name='users')\n@mcp.tool\ndef own(a: int): ...\n",
        broken__json="{",
        deep__yaml="[" * 400,
    )
    found = project(given)
    assert shown(found) == ["own"]
    assert [reason in one for one in reasons(found)] == [True]


def test_anchors_used_many_times_do_not_multiply(project: ReadProject) -> None:
    code = (
        "import yaml\nmcp = FastMCP.from_openapi(yaml.safe_load(open('api.yaml')))\n@mcp.tool\ndef own(a: int): ...\n"
    )
    start = monotonic()
    assert shown(project(files(code, api__yaml=BOMB))) == ["own"]
    assert monotonic() - start < 10


def test_references_in_a_circle_end(project: ReadProject) -> None:
    loop = {"$ref": "#/components/schemas/A"}
    node = {"type": "object", "properties": {"next": loop, "all": {"type": "array", "items": loop}}}
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/B"}}}}
    document = API | {
        "paths": {"/a": {"post": {"operationId": "walk", "requestBody": body}}},
        "components": {"schemas": {"A": loop, "B": node}},
    }
    given = files("mcp = FastMCP.from_openapi(json.load(open('a.json')))\n", a__json=json.dumps(document))
    (tool,) = only(project(given)).tools
    assert [(one.name, one.required) for one in tool.parameters] == [("next", False), ("all", False)]


@pytest.mark.parametrize("setting", ["route_map_fn=choose", "mcp_component_fn=choose"])
def test_a_function_that_chooses_makes_every_tool_conditional(setting: str, project: ReadProject) -> None:
    code = f"def choose(*given): ...\nmcp = FastMCP.from_openapi(json.load(open('api.json')), {setting})\n"
    found = project(files(code))
    assert [tool.conditional for tool in only(found).tools] == [True, True]
    assert len(reasons(found)) == 1


def test_rules_that_cannot_be_read_leave_the_tools_open(project: ReadProject) -> None:
    code = (
        "mcp = FastMCP.from_openapi(json.load(open('api.json')), route_maps=made())\n@mcp.tool\ndef own(a: int): ...\n"
    )
    found = project(files(code))
    assert (shown(found), len(reasons(found))) == (["own"], 1)


def test_a_provider_behind_a_namespace_and_a_flag(project: ReadProject) -> None:
    code = (
        "import os\nfrom fastmcp.server.providers.openapi import OpenAPIProvider\nmcp = FastMCP('users')\n"
        "if os.getenv('API'):\n"
        "    mcp.add_provider(OpenAPIProvider(json.load(open('api.json'))), namespace='api')\n"
    )
    found = only(project(files(code)))
    assert [(tool.name.value, tool.conditional) for tool in found.tools] == [
        ("api_list_users", True),
        ("api_add_user", True),
    ]


def test_a_mounted_server_of_a_specification_keeps_its_prefix(project: ReadProject) -> None:
    code = "mcp = FastMCP('outer')\nmcp.mount(FastMCP.from_openapi(json.load(open('api.json'))), 'api')\n"
    assert shown(project(files(code, 3))) == ["api_list_users", "api_add_user"]


@pytest.mark.parametrize(
    "pattern", [r"(a+)+$", r"(a|a)*b", r"a*a*a*b", r"a?a?a?a?a?a?b", r"(\w)\1", r"(?=x)", "[", "a" * 300]
)
def test_a_pattern_that_might_run_long_or_is_none_is_not_tried(pattern: str) -> None:
    assert safe_pattern(Lit(pattern)) is False


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        (r".*", "/a", True),
        (r"^/admin/.*", "/admin/x", True),
        (r"^/admin/.*", "/x/admin/y", False),
        (r".*/users/\{id\}$", "/v1/users/{id}", True),
        (r"^/v[12]/(users|teams)$", "/v2/teams", True),
    ],
)
def test_a_simple_pattern_is_tried(pattern: str, path: str, matches: bool) -> None:
    found = safe_pattern(Lit(pattern))
    assert not isinstance(found, bool)
    assert bool(found.search(path)) is matches


@pytest.mark.parametrize(
    ("words", "name"),
    [("Create Thing!", "Create_Thing"), ("PUT_/z/{id}", "PUT_zid"), ("a.b - c", "a_b_c"), ("__x__", "x")],
)
def test_names_are_made_of_letters_digits_and_single_underscores(words: str, name: str) -> None:
    assert slug(words) == name


def test_names_that_are_taken_are_numbered() -> None:
    from mcp_lintel.model.openapi import Operation

    names = Names({"b": "Renamed One"})
    given = [Operation("GET", "/a", "get__1"), Operation("GET", "/b", "get__2"), Operation("GET", "/c", "b")]
    assert [names.of(one, "TOOL") for one in given] == ["get", "get_2", "Renamed_One"]


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("", ["a", "b", "c"]),
        ("include_operations=['a']", ["a"]),
        ("exclude_operations=['a']", ["b", "c"]),
        ("include_tags=['x']", ["b"]),
        ("include_operations=['a'], include_tags=['x']", ["a", "b"]),
    ],
)
def test_filters_of_fastapi_mcp(setting: str, expected: list[str], project: ReadProject) -> None:
    code = (
        "from fastapi import FastAPI\nfrom fastapi_mcp import FastApiMCP\napp = FastAPI()\n"
        "@app.get('/a', operation_id='a')\ndef a(): ...\n"
        "@app.get('/b', operation_id='b', tags=['x'])\ndef b(): ...\n"
        "@app.post('/c', operation_id='c')\ndef c(): ...\n"
        f"mcp = FastApiMCP(app, {setting})\n"
    )
    found = project({"server.py": code})
    assert shown(found) == expected
    assert only(found).endpoint.name.value == "FastAPI"


def test_a_router_that_is_not_known_leaves_an_app_open(project: ReadProject) -> None:
    code = (
        "from fastapi import FastAPI\nfrom fastapi_mcp import FastApiMCP\nimport elsewhere\napp = FastAPI()\n"
        "app.include_router(elsewhere.router)\n@app.get('/a', operation_id='a')\ndef a(): ...\nmcp = FastApiMCP(app)\n"
    )
    found = project({"server.py": code})
    assert (shown(found), reasons(found)) == (["a"], ["tools are routes of an app, and not all of them are known"])


def test_tools_put_into_a_private_table_are_an_open_set(project: ReadProject) -> None:
    code = FASTMCP + "for tool in found():\n    mcp._tool_manager._tools[tool.name] = tool\n"
    assert reasons(project({"server.py": code})) == ["tools are put into the server's own table of tools by hand"]


def test_a_tool_that_a_lifespan_registers_is_read(project: ReadProject) -> None:
    code = """
        from contextlib import asynccontextmanager
        from fastmcp import FastMCP
        @asynccontextmanager
        async def lifespan(server):
            inner = FastMCP("only while it runs")
            @server.tool
            def late(word: str) -> str: ...
            yield {}
        mcp = FastMCP("box", lifespan=lifespan)
    """
    assert shown(project({"server.py": code})) == ["late"]


def test_completions_and_routes_are_listed(project: ReadProject) -> None:
    code = FASTMCP + (
        "child = FastMCP('child')\n@child.custom_route('/inner', methods=['POST'])\nasync def inner(request): ...\n"
        "mcp.mount(child, 'c')\n@mcp.completion()\nasync def complete(ref, argument, context): ...\n"
        "import os\nPATH = os.environ['ROUTE']\n@mcp.custom_route(PATH, ['get', 'head'])\nasync def any_path(request): ...\n"
        "if os.getenv('METRICS'):\n    @mcp.custom_route('/metrics', methods=['GET'])\n    async def metrics(request): ...\n"
        "@mcp.tool\ndef own(a: int): ...\n"
    )
    server = only(project({"server.py": code, "pyproject.toml": fastmcp(4)}))
    assert [one.name.value for one in server.completions] == ["complete"]
    assert {(one.path.value, one.methods, one.function, one.conditional) for one in server.routes} == {
        ("/inner", ("POST",), "server.inner", False),
        (None, ("GET", "HEAD"), "server.any_path", False),
        ("/metrics", ("GET",), "server.metrics", True),
    }


@pytest.mark.parametrize(
    ("statement", "made"),
    [
        (
            "from mcp.server import Server",
            "server = Server('s')\n@server.completion()\nasync def complete(r, a, c): ...",
        ),
        (
            "from mcp.server import Server",
            "async def complete(ctx, params): ...\nserver = Server('s', on_completion=complete)",
        ),
    ],
)
def test_a_low_level_completion_is_listed(statement: str, made: str, project: ReadProject) -> None:
    server = only(project({"server.py": f"{statement}\n{made}\n"}))
    assert [one.function for one in server.completions] == ["server.complete"]
