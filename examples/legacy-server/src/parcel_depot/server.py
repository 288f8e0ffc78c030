"""Starts the depot server."""

import os

from parcel_depot import carriers, shipments, stock  # noqa: F401  (registers the tools)
from parcel_depot.app import mcp
from parcel_depot.logs import setup_logging


def main() -> None:
    setup_logging()
    transport = os.environ.get("DEPOT_TRANSPORT", "streamable-http")
    if transport == "stdio":
        mcp.run(transport="stdio")
    else:
        mcp.run(transport="streamable-http")


if __name__ == "__main__":
    main()
