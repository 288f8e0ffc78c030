"""Decorators that stand between a tool and its registration."""

from collections.abc import Callable
from functools import wraps
from typing import Any


def audited(function: Callable[..., Any]) -> Callable[..., Any]:
    """Keep the signature."""

    @wraps(function)
    async def inner(*args: Any, **kwargs: Any) -> Any:
        return await function(*args, **kwargs)

    return inner


def hidden(function: Callable[..., Any]) -> Callable[..., Any]:
    """Lose the signature."""

    async def inner(first: str, second: int = 2) -> Any:
        return await function(first, second)

    return inner
