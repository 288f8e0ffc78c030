"""The hub: mounted parts and tools of its own, behind signed tokens."""

from fastmcp import Context, FastMCP
from fastmcp.dependencies import CurrentContext
from fastmcp.server.auth.providers.jwt import JWTVerifier
from fastmcp.tools import Tool

from hub.parts import mail

hub = FastMCP(
    "hub",
    auth=JWTVerifier(jwks_uri="https://login.example.com/keys", issuer="https://login.example.com", audience="hub"),
)


@hub.tool
def whoami(context: Context = CurrentContext()) -> str:
    """Say who is calling."""
    return context.client_id or ""


@hub.tool(name="get_status", tags={"read"}, annotations={"readOnlyHint": True})
async def status(part: str = "all") -> dict[str, str]:
    """Get the state of a part."""
    return {part: "up"}


class Reports:
    """Reports that share a folder."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def build(self, month: int, year: int) -> str:
        """Build the report of a month."""
        return f"{self.folder}/{year}-{month}"


reports = Reports("reports")
hub.tool(name="build_report")(reports.build)
hub.add_tool(Tool.from_function(lambda word: word[::-1], name="reverse_word"))
hub.mount(mail, namespace="mail", tool_names={"send": "send_message"})


def main() -> None:
    """Serve over HTTP."""
    hub.run(transport="http", port=9000)
