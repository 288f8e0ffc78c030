"""Routes on a router."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Header, Path, Query, Request
from pydantic import BaseModel, Field

router = APIRouter(prefix="/parcels", tags=["parcels"])


class Parcel(BaseModel):
    """A parcel that is sent."""

    address: str
    weight_grams: int = Field(gt=0, le=30_000)
    note: str | None = None


def page(offset: int = 0, limit: Annotated[int, Query(le=100)] = 20) -> tuple[int, int]:
    """Where a list starts and how long it is."""
    return offset, limit


@router.get("/", operation_id="list_parcels")
def list_parcels(bounds: Annotated[tuple[int, int], Depends(page)], state: str | None = None) -> list[str]:
    """List parcels."""
    return []


@router.get("/{parcel_id}")
async def track_parcel(
    parcel_id: Annotated[str, Path(min_length=3)], request: Request, x_trace: Annotated[str, Header()] = ""
) -> str:
    """Track a parcel."""
    return parcel_id


@router.post("/", operation_id="send_parcel", tags=["writes"])
def send_parcel(parcel: Parcel, express: bool = False) -> str:
    """Send a parcel."""
    return parcel.address


@router.put("/{parcel_id}/stops", operation_id="set_stops")
def set_stops(parcel_id: str, first: Annotated[str, Body()], last: Annotated[str, Body()] = "") -> str:
    """Set the stops of a parcel."""
    return parcel_id


@router.delete("/{parcel_id:path}", operation_id="drop_parcel", tags=["danger"])
def drop_parcel(parcel_id: str) -> None:
    """Drop a parcel."""


@router.get("/internal/state", include_in_schema=False)
def internal_state() -> str:
    """Not published."""
    return ""
