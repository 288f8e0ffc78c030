"""Reads fields of JSON objects with their types, and says where one is not as it must be."""

import json
from collections.abc import Mapping
from typing import NoReturn

from mcp_lintel.report.inventory.types import NotAnInventoryError
from mcp_lintel.report.visible import visible

_WORDS = {str: "text", bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}


def parse(text: str) -> "Fields":
    """The JSON object that a text is; raises NotAnInventoryError."""
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise NotAnInventoryError(f"is not JSON (line {error.lineno}, column {error.colno})") from error
    except (RecursionError, ValueError) as error:
        raise NotAnInventoryError("is not JSON that can be read: too deep, or a number too long") from error
    if not isinstance(found, dict):
        raise NotAnInventoryError(f"is {_WORDS.get(type(found), 'null')}, not an object")
    return Fields(found, "")


class Fields:
    """One JSON object and its path in the document, such as `servers[0].tools[3]`."""

    def __init__(self, found: Mapping[str, object], path: str) -> None:
        self._found = found
        self._path = path

    def has(self, name: str) -> bool:
        """Is the key there?"""
        return name in self._found

    def value(self, name: str) -> object:
        """The value as it stands; None when the key is missing."""
        return self._found.get(name)

    def text(self, name: str) -> str:
        """A text that must be there."""
        found = self.value(name)
        return found if isinstance(found, str) else self._refuse(name, "text", found)

    def text_or_none(self, name: str) -> str | None:
        """A text, or None when it is null or missing."""
        return None if self.value(name) is None else self.text(name)

    def number(self, name: str) -> int:
        """A whole number that must be there."""
        found = self.value(name)
        whole = isinstance(found, int) and not isinstance(found, bool)
        return found if whole and isinstance(found, int) else self._refuse(name, "a whole number", found)

    def number_or_none(self, name: str) -> int | None:
        """A whole number, or None when it is null or missing."""
        return None if self.value(name) is None else self.number(name)

    def flag(self, name: str, *, absent: bool | None = None) -> bool:
        """True or false; `absent` stands in for a missing key."""
        found = self._found.get(name, absent)
        return found if isinstance(found, bool) else self._refuse(name, "true or false", found)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts that must be there."""
        return tuple(
            one if isinstance(one, str) else self._refuse(f"{name}[{number}]", "text", one)
            for number, one in enumerate(self._items(name))
        )

    def mapping(self, name: str) -> Mapping[str, object]:
        """An object that must be there, as it stands."""
        found = self.value(name)
        return found if isinstance(found, dict) else self._refuse(name, "an object", found)

    def one(self, name: str) -> "Fields":
        """An object that must be there, to be read further."""
        return Fields(self.mapping(name), self._at(name))

    def each(self, name: str, *, absent: bool = False) -> tuple["Fields", ...]:
        """A list of objects; with `absent` a missing key is an empty one."""
        if absent and not self.has(name):
            return ()
        return tuple(
            Fields(one, self._at(f"{name}[{number}]"))
            if isinstance(one, dict)
            else self._refuse(f"{name}[{number}]", "an object", one)
            for number, one in enumerate(self._items(name))
        )

    def _items(self, name: str) -> list[object]:
        found = self.value(name)
        return found if isinstance(found, list) else self._refuse(name, "a list", found)

    def _at(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name

    def _refuse(self, name: str, wanted: str, found: object) -> NoReturn:
        told = _WORDS.get(type(found), "null") if found is not None or self.has(name) else "missing"
        raise NotAnInventoryError(f"is no inventory: `{visible(self._at(name))}` must be {wanted}, and is {told}")
