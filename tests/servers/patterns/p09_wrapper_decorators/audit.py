"""Decorators between a function and its registration."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any


def audited(fn: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    """Keeps the signature."""

    @wraps(fn)
    async def inner(*a: Any, **k: Any) -> Any:
        return await fn(*a, **k)

    return inner


def limited(times: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Keeps the signature, with an argument of its own."""

    def decorate(fn: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(fn)
        async def inner(*args: Any, **kwargs: Any) -> Any:
            return await fn(*args, **kwargs)

        return inner

    return decorate


def plain(fn: Callable[..., Any]) -> Callable[..., Any]:
    """Loses the signature and the name."""

    async def inner(*args: Any, **kwargs: Any) -> Any:
        return await fn(*args, **kwargs)

    return inner
