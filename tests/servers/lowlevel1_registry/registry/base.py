"""What every tool of the registry is."""

from abc import ABC, abstractmethod
from typing import Any


class BaseTool(ABC):
    """A tool that names and describes itself."""

    def __init__(self) -> None:
        self.name = self.get_name()
        self.description = self.get_description()

    @abstractmethod
    def get_name(self) -> str: ...

    @abstractmethod
    def get_description(self) -> str: ...

    def get_schema(self) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {"prompt": {"type": "string"}, **self.more()},
            "required": ["prompt"],
        }

    def more(self) -> dict[str, Any]:
        return {}
