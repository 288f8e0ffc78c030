"""Tools around shipments."""

import logging
from typing import Any

from parcel_depot import store
from parcel_depot.app import mcp

logger = logging.getLogger(__name__)


@mcp.tool()
def shipment(reference):
    """Look a shipment up by its reference."""
    logger.info(f"looking up shipment {reference}")
    found = store.rows("SELECT * FROM shipments WHERE reference = ?", [reference])
    return found[0] if found else {"error": "not found"}


@mcp.tool()
def createShipment(order: dict, options: Any = None) -> dict:
    """Book a shipment for an order.

    The order is whatever the shop sends us.
    """
    logger.info("booking %s parcels for %s" % (order.get("parcels"), order.get("customer")))
    store.change(
        "INSERT INTO shipments (reference, customer, parcels) VALUES (?, ?, ?)",
        [order["reference"], order["customer"], order.get("parcels", 1)],
    )
    return {"success": True, "options": options}


@mcp.tool()
def update_shipment(reference: str, **fields) -> dict:
    """Change fields of a shipment that was booked earlier."""
    for name, value in fields.items():
        store.change(f"UPDATE shipments SET {name} = ? WHERE reference = ?", [value, reference])
    logger.debug("updated shipment " + reference)
    return {"success": True, "changed": sorted(fields)}


@mcp.tool()
def delete_shipment(reference: str, reason: str = "") -> dict:
    """Delete a shipment and everything that was recorded for it."""
    deleted = store.change("DELETE FROM shipments WHERE reference = ?", [reference])
    logger.warning("deleted {} because {}".format(reference, reason))
    return {"deleted": deleted}


@mcp.tool(name="label printer v2")
def print_label(reference: str, copies: int = 1) -> str:
    """Make the text of an address label for a shipment."""
    return f"*** {reference} ***\n" * copies


@mcp.tool()
def process_data(data: list) -> dict:
    return {"rows": len(data), "kinds": sorted({type(item).__name__ for item in data})}
