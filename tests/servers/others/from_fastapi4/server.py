"""The routes of an app as tools of fastmcp."""

from typing import Annotated

from fastapi import Body, FastAPI, Header
from fastmcp import FastMCP
from fastmcp.server.providers.openapi import MCPType, RouteMap
from pydantic import BaseModel


class Parcel(BaseModel):
    """A parcel that is sent."""

    parcel_id: str
    weight_grams: int
    note: str | None = None


app = FastAPI(title="Parcels", generate_unique_id_function=lambda route: f"{route.name}__v1")


@app.get("/parcels/{parcel_id}")
def track_parcel(parcel_id: str, verbose: bool = False, x_trace: Annotated[str, Header()] = "") -> str:
    """Track a parcel."""
    return parcel_id


@app.put("/parcels/{parcel_id}")
def change_parcel(parcel_id: str, parcel: Parcel) -> str:
    """Change a parcel; both the path and the body hold its id."""
    return parcel_id


@app.post("/labels", operation_id="print_labels")
def labels(words: list[str], copies: int = 1) -> str:
    """Print labels."""
    return ""


@app.post("/notes")
def add_note(text: Annotated[str, Body(embed=True)]) -> str:
    """Add a note."""
    return text


@app.get("/states")
def list_states() -> list[str]:
    """Known states."""
    return []


@app.delete("/parcels/{parcel_id}")
def drop_parcel(parcel_id: str) -> None:
    """Drop a parcel."""


mcp = FastMCP.from_fastapi(
    app,
    route_maps=[
        RouteMap(methods=["DELETE"], mcp_type=MCPType.EXCLUDE),
        RouteMap(methods=["GET"], pattern=r"^/states$", mcp_type=MCPType.RESOURCE),
    ],
    mcp_names={"add_note__v1": "note"},
)

if __name__ == "__main__":
    mcp.run()
