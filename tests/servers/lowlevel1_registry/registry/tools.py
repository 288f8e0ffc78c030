"""The tools."""

from typing import Any

from .base import BaseTool


class Chat(BaseTool):
    def get_name(self) -> str:
        return "chat"

    def get_description(self) -> str:
        return "Talk about a question."


class Plan(BaseTool):
    def get_name(self) -> str:
        return "make_plan"

    def get_description(self) -> str:
        return "Make a plan."

    def more(self) -> dict[str, Any]:
        return {"steps": {"type": "integer", "minimum": 1}}


class Version(BaseTool):
    def get_name(self) -> str:
        return "get_version"

    def get_description(self) -> str:
        return "Tell the version."
