"""What a request brings to a route."""

from pathlib import Path

import pytest

from .twins.seen import expect

FM4 = {"pyproject.toml": '[project]\nname = "desk"\nversion = "1"\ndependencies = ["fastmcp>=4,<5"]\n'}
ROUTED = {
    "body as JSON": "data = await request.json()\nos.system([|data['name']|])",
    "query": "os.system([|request.query_params['name']|])",
    "query with a default": "os.system([|request.query_params.get('name', 'ls')|])",
    "path": "os.system([|request.path_params['name']|])",
    "header": "os.system([|request.headers.get('x-name', '')|])",
    "cookie": "os.system([|request.cookies['name']|])",
    "body": "os.system([|(await request.body()).decode()|])",
    "form": "form = await request.form()\nos.system([|form['name']|])",
    "name of an uploaded file": "form = await request.form()\nos.system([|form['file'].filename|])",
    "address": "os.system([|request.url.path|])",
    "checked": "data = await request.json()\nif data['name'] not in ('ls', 'pwd'):\n    return JSONResponse({})\nos.system(data['name'])",
    "read by a model": "job = Job.model_validate(await request.json())\nos.system(str(job.count))\nos.system([|job.name|])",
    "method": "if request.method == 'POST':\n    os.system('ls')",
    "in a helper": "async def told(r: Request) -> str:\n    return (await r.json())['name']\nos.system([|await told(request)|])",
}
ROUTE = """
import os
from fastmcp import FastMCP
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import JSONResponse

mcp = FastMCP("desk")


class Job(BaseModel):
    name: str
    count: int


@mcp.custom_route("/hook/{name}", methods=["GET", "POST"])
async def hook(request: Request) -> JSONResponse:
"""


@pytest.mark.parametrize("body", ROUTED.values(), ids=ROUTED.keys())
def test_what_a_request_brings_flows_from_a_route(body: str, tmp_path: Path) -> None:
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    expect(f'{ROUTE}{lines}    return JSONResponse({{"done": True}})\n', "client-input-in-shell", tmp_path, FM4)
