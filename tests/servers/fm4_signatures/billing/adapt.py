"""Decorators that give a function another signature than it was written with."""

import functools
import inspect
from collections.abc import Callable
from enum import Enum
from typing import Any, get_type_hints


class Hidden(Enum):
    HIDE = "hide"


HIDE = Hidden.HIDE


def without(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A function that fills one parameter in itself."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        async def wrapper(*args: Any, **kwargs: Any) -> Any:
            return await function("token", *args, **kwargs)

        signature = inspect.signature(function)
        wrapper.__signature__ = signature.replace(
            parameters=[one for one in signature.parameters.values() if one.name != name]
        )
        return wrapper

    return decorate


def adapted(function: Callable[..., Any], /, **mappers: Any) -> Callable[..., Any]:
    """A function whose parameters come from mappers, which take parameters of their own."""
    original = inspect.signature(function)
    hints = get_type_hints(function, include_extras=True)
    hidden = {name for name, mapper in mappers.items() if mapper is HIDE}
    taken: dict[str, inspect.Parameter] = {}
    for mapper in (one for one in mappers.values() if callable(one)):
        for name, parameter in inspect.signature(mapper).parameters.items():
            if name not in hidden:
                taken[name] = parameter
    parameters = [
        *taken.values(),
        *(
            one.replace(annotation=hints.get(one.name, one.annotation))
            for name, one in original.parameters.items()
            if name not in mappers and name not in taken
        ),
    ]
    parameters.sort(key=lambda one: one.default is not inspect.Parameter.empty)

    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    wrapper.__signature__ = original.replace(parameters=parameters)
    wrapper.__annotations__ = {one.name: one.annotation for one in parameters}
    return wrapper
