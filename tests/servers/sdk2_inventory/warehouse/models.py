"""What travels between client and warehouse."""

from enum import Enum

from pydantic import BaseModel, Field


class Shelf(str, Enum):
    """Where an item may lie."""

    COLD = "cold"
    DRY = "dry"


class Order(BaseModel):
    """An order for one item."""

    sku: str = Field(pattern=r"^[A-Z]{3}-\d{4}$")
    amount: int = Field(ge=1, le=500)
