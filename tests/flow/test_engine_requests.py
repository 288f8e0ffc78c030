"""What the server itself keeps with a request is not sent by a client; a token among it is the caller's."""

from pathlib import Path
from textwrap import dedent

import pytest

from .twins.seen import expect

HEAD = """
import logging
import os

from fastmcp import FastMCP
from fastmcp.server.dependencies import get_http_request
from starlette.requests import Request
from starlette.responses import JSONResponse

mcp = FastMCP("desk")
logger = logging.getLogger(__name__)

"""
CASES = {
    "token by name": (
        "secret-logged",
        """
        @mcp.tool
        def show() -> str:
            request = get_http_request()
            logger.info("token %s", [|request.state.user_token|])
            return "shown"
        """,
    ),
    "token by getattr": (
        "secret-logged",
        """
        @mcp.tool
        def show() -> str:
            request: Request = get_http_request()
            token = getattr(request.state, "user_token", None)
            logger.info([|f"token ...{str(token)[-4:]}"|])
            return "shown"
        """,
    ),
    "no secret": (
        "secret-logged",
        """
        @mcp.tool
        def show() -> str:
            logger.info("client %s", get_http_request().state.client_id)
            return "shown"
        """,
    ),
    "what middleware put there": (
        "client-input-in-shell",
        """
        @mcp.custom_route("/run", methods=["POST"])
        async def run(request: Request) -> JSONResponse:
            os.system(request.state.job)
            os.system([|request.query_params["job"]|])
            return JSONResponse({})
        """,
    ),
}


@pytest.mark.parametrize(("rule", "code"), CASES.values(), ids=CASES.keys())
def test_the_state_of_a_request_is_the_server_s_own(rule: str, code: str, tmp_path: Path) -> None:
    expect(HEAD + dedent(code), rule, tmp_path)
