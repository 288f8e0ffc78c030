import uvicorn
from fastmcp import FastMCP
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Mount

mcp = FastMCP("gate")


@mcp.tool
def open_gate(number: int) -> int:
    """Open a gate."""
    return number


class TokenAuth:
    def __init__(self, app) -> None:
        self.app = app

    async def __call__(self, scope, receive, send) -> None:
        await self.app(scope, receive, send)


inner = mcp.http_app(middleware=[Middleware(CORSMiddleware, allow_origins=["https://example.com"])])
app = Starlette(routes=[Mount("/gate", app=inner)], lifespan=inner.lifespan)
app.add_middleware(TokenAuth)

if __name__ == "__main__":
    uvicorn.run("gate.app:app", host="127.0.0.1", port=8400)
