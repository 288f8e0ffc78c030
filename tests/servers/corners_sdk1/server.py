"""Unusual ways to put tools on a server of the official SDK."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from typing import Annotated, Any, Optional

from mcp.server.fastmcp import Context, FastMCP
from pydantic import BaseModel, Field

from wraps import audited, hidden

mcp = FastMCP("corners")
tool = mcp.tool
read_only = partial(mcp.tool, title="Read")


class Names(str, Enum):
    FIRST = "first_name"


@dataclass
class Job:
    """One job."""

    name: str
    steps: list[str] = field(default_factory=list)


class Limits(BaseModel):
    """How much is allowed."""

    most: int = 3


@tool(name="aliased")
def through_an_alias(a: int) -> int:
    return a


@read_only(name="partly_applied")
def through_a_partial(a: int, *, b: bool = False) -> int:
    return a


@mcp.tool()
@audited
async def kept_signature(table: str, limit: int = 5) -> str:
    """Kept."""
    return table


@mcp.tool(name="lost_signature")
@hidden
async def lost(table: str) -> str:
    """Lost."""
    return table


@mcp.tool(name=Names.FIRST.value)
def by_enum(job: Job, limits: Limits = Limits()) -> str:
    return job.name


@mcp.tool(name="stacked_two")
@mcp.tool(name="stacked_one")
def stacked(a: str) -> str:
    return a


def acme(name: str) -> Callable[[Any], Any]:
    """Registers under the company's prefix."""

    def decorate(function: Any) -> Any:
        mcp.add_tool(function, name=f"acme_{name}", description=f"{name} of Acme")
        return function

    return decorate


@acme("sell")
def sell_item(item: str, price: Annotated[float, Field(gt=0)]) -> str:
    return item


def start_vm(vm: str) -> str:
    """Start."""
    return vm


def stop_vm(vm: str, force: bool = False) -> str:
    """Stop."""
    return vm


for handler in (start_vm, stop_vm):
    mcp.tool(name=f"vm_{handler.__name__}")(handler)

TABLE = {"show_disk": (start_vm, "Show"), "drop_disk": (stop_vm, "Drop")}
for name, (handler, text) in TABLE.items():
    mcp.add_tool(handler, name=name, description=text)


def make(operation: str, default: int) -> Callable[..., int]:
    """A function of its own for each operation."""

    def call(value: int, times: int = default) -> int:
        return value * times

    call.__name__ = f"do_{operation}"
    call.__doc__ = f"Do {operation}"
    return call


for operation in ("double", "treble"):
    mcp.tool()(make(operation, 2))


class Base:
    """Tools that subclasses share."""

    def __init__(self, server: FastMCP) -> None:
        self.server = server
        for method in (self.inspect, self.repair):
            self.server.add_tool(method)

    def inspect(self, part: str) -> str:
        """Inspect."""
        return part

    def repair(self, part: str) -> str:
        """Repair."""
        return part


class Special(Base):
    """Overrides one of them."""

    def repair(self, part: str, tool: str = "hammer", ctx: Optional[Context] = None) -> str:
        """Repair with a tool."""
        return f"{part} {tool}"

    @classmethod
    def of(cls, server: FastMCP) -> "Special":
        return cls(server)


Special.of(mcp)


@mcp.tool(name="taken")
def first_of_two(one: str) -> str:
    return one


@mcp.tool(name="taken")
def second_of_two(two: str) -> str:
    return two


@mcp.tool()
def defaults(
    a: Annotated[int, Field(default=3)],
    b: Annotated[str, Field(description="b")] = "x",
    c: list[str] = Field(default_factory=list),
    d: str = Field(...),
    e: Optional[str] = None,
    f: str | None = Field(description="f"),
) -> str:
    return b


mcp.add_tool(lambda word: word, name="shout", description="Shout")
mcp.add_tool(start_vm, "positional_name")
