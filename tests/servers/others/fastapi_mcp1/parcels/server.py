"""A parcel service whose routes are tools."""

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi_mcp import AuthConfig, FastApiMCP

from parcels.routes import router

app = FastAPI(title="Parcels")
app.include_router(router, prefix="/v1")


def authenticated(request: Request) -> None:
    """Refuse callers without a token."""
    if "authorization" not in request.headers:
        raise HTTPException(401)


@app.get("/health", tags=["danger"])
def health() -> str:
    """Is it well?"""
    return "ok"


mcp = FastApiMCP(app, exclude_tags=["danger"], auth_config=AuthConfig(dependencies=[Depends(authenticated)]))
mcp.mount_http()


@app.get("/late", operation_id="too_late")
def late() -> str:
    """Added after the tools were made."""
    return "late"
