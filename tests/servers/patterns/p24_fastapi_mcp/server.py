"""The routes of an application as tools."""

from fastapi import FastAPI
from fastapi_mcp import FastApiMCP

api = FastAPI()


@api.get("/users/{user}", operation_id="get_user")
def get_user(user: str) -> str:
    """Get a user."""
    return user


@api.get("/health")
def health() -> str:
    """Named by FastAPI, which makes up an operation id."""
    return "ok"


mcp = FastApiMCP(api, name="p24")
mcp.mount_http()
