"""Weather on chuk-mcp-server."""

from chuk_mcp_server import ChukMCPServer, tool


@tool(name="station_of", read_only_hint=True)
def station(town: str, radius_km: float = 10.0) -> str:
    """The nearest station; the first server that is built takes it."""
    return town


mcp = ChukMCPServer("weather")
alerts = ChukMCPServer("alerts")
maps = ChukMCPServer("maps")


@mcp.tool
async def forecast(town: str, days: int = 3, _external_access_token: str | None = None) -> str:
    """The forecast."""
    return f"{town}: {days}"


@mcp.tool("report", destructive_hint=True)
def report_storm(town: str, strength: "int | None") -> str:
    """Report a storm."""
    return town


@alerts.tool
def raise_alert(region: str) -> str:
    """Raise an alert."""
    return region


@maps.tool
def draw_map(region: str) -> str:
    """Mounting is not implemented in this version."""
    return region


@mcp.resource("weather://towns")
def towns() -> dict[str, str]:
    """Known towns."""
    return {}


@mcp.resource_template("weather://{town}/now")
def now(town: str) -> dict[str, str]:
    """The weather now."""
    return {"town": town}


@mcp.prompt
def explain(town: str) -> str:
    """Ask for an explanation."""
    return town


mcp.import_server(alerts, prefix="alerts")
mcp.mount(maps, prefix="maps")


@alerts.tool
def clear_alert(region: str) -> str:
    """Added after the import."""
    return region


if __name__ == "__main__":
    mcp.run_stdio()
