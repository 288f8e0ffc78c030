"""What the tools take and do."""

from collections.abc import Awaitable, Callable
from typing import Any

from pydantic import BaseModel, Field

from calc.names import T


class AddArgs(BaseModel):
    """Two numbers."""

    first: int
    second: int = 1


class RootArgs(BaseModel):
    """One number."""

    value: float = Field(gt=0, description="What to take the root of")


async def do_add(args: AddArgs) -> int:
    """Add."""
    return args.first + args.second


async def do_root(args: RootArgs) -> float:
    """Root."""
    return float(args.value**0.5)


HANDLERS: dict[T, tuple[Callable[[Any], Awaitable[Any]], type[BaseModel]]] = {
    T.ADD: (do_add, AddArgs),
    T.ROOT: (do_root, RootArgs),
    T.GONE: (do_add, AddArgs),
}
