"""Tools around carriers: the newest module, written with the standard at hand."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, Field

from parcel_depot.app import mcp


class Carrier(StrEnum):
    """The carriers that collect at the depot."""

    POST = "post"
    COURIER = "courier"
    FREIGHT = "freight"


class Quote(BaseModel):
    """A carrier's price for one parcel, in cents, and the days it takes."""

    carrier: Carrier
    cents: int
    days: int


_CENTS_PER_KILOGRAM = {Carrier.POST: 180, Carrier.COURIER: 420, Carrier.FREIGHT: 95}
_DAYS = {Carrier.POST: 3, Carrier.COURIER: 1, Carrier.FREIGHT: 6}


@mcp.tool()
def list_carriers() -> list[Carrier]:
    """List the carriers that collect parcels at the depot."""
    return list(Carrier)


@mcp.tool()
def calculate_price(
    carrier: Annotated[Carrier, Field(description="Who carries the parcel")],
    kilograms: Annotated[int, Field(ge=1, le=1000, description="Weight, rounded up")],
) -> Quote:
    """Calculate what a carrier takes for a parcel of a given weight, and how long it needs."""
    return Quote(carrier=carrier, cents=_CENTS_PER_KILOGRAM[carrier] * kilograms, days=_DAYS[carrier])


@mcp.tool()
def get_collection_time(
    carrier: Annotated[Carrier, Field(description="Who collects")],
    weekday: Annotated[int, Field(ge=1, le=7, description="Day of the week, Monday is 1")],
) -> str:
    """Get the time of day at which a carrier collects parcels on a weekday."""
    if weekday == 7 or (weekday == 6 and carrier is not Carrier.COURIER):
        return "none"
    return "16:30" if carrier is Carrier.FREIGHT else "18:00"
