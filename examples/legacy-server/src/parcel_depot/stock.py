"""Tools around what lies in the depot."""

import logging
import sys

from parcel_depot import store
from parcel_depot.app import mcp

log = logging.getLogger("depot.stock")

print("depot: loading stock tools")


@mcp.tool()
def get_stock(article: str) -> dict:
    """Tell how many pieces of an article lie in the depot."""
    print("get_stock called with", article)
    found = store.rows("SELECT pieces FROM stock WHERE article = ?", [article])
    return {"article": article, "pieces": found[0]["pieces"] if found else 0}


@mcp.tool()
def set_stock(article: str, pieces: int) -> dict:
    """Set the number of pieces of an article after a count."""
    log.info(f"{article}: stock set to {pieces}")
    store.change("UPDATE stock SET pieces = ? WHERE article = ?", [pieces, article])
    return {"article": article, "pieces": pieces}


@mcp.tool(name="get_stock")
def get_stock_by_shelf(shelf: str) -> list[dict]:
    """Tell what lies on one shelf of the depot."""
    sys.stdout.write(f"shelf {shelf}\n")
    return store.rows("SELECT article, pieces FROM stock WHERE shelf = ?", [shelf])


@mcp.tool()
def stock_report() -> str:
    rows = store.rows("SELECT article, pieces FROM stock ORDER BY article")
    return "\n".join(f"{row['article']}: {row['pieces']}" for row in rows)
