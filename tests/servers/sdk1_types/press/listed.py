"""The press as a low-level server: schemas written out, and made from models."""

import json
from typing import Any

from mcp.server import Server
from mcp.types import TextContent, Tool, ToolAnnotations
from pydantic import TypeAdapter

from press.models import Box, Order, Rush

server: Server[Any, Any] = Server("press-listed")
TITLE = {"type": "string", "minLength": 1, "description": "What stands on it"}
PAPER = {
    "type": "object",
    "properties": {"grams": {"type": "integer", "default": 80}, "name": {"type": "string"}},
    "required": ["name"],
}
WRITTEN: dict[str, Any] = {
    "type": "object",
    "properties": {
        "title": TITLE,
        "copies": {"type": "integer", "minimum": 1, "maximum": 500, "default": 1},
        "ratio": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1, "multipleOf": 0.25},
        "speed": {"type": "string", "enum": ["slow", "fast"], "default": "slow"},
        "speed_or_null": {"type": ["string", "null"], "enum": ["slow", None], "default": None},
        "only": {"const": "only"},
        "flag": {"type": "boolean", "default": False},
        "paper": {**PAPER, "description": "What is printed on"},
        "papers": {"type": "array", "items": PAPER, "minItems": 1, "maxItems": 3, "uniqueItems": True},
        "words": {"type": "array", "items": {"type": "string", "maxLength": 9}, "default": []},
        "either": {"anyOf": [{"type": "string", "maxLength": 3}, {"type": "integer"}, {"type": "null"}]},
        "limited_either": {"oneOf": [{"type": "string"}, {"type": "integer"}], "maxLength": 3},
        "several": {"type": ["string", "integer"], "maxLength": 3, "minimum": 2},
        "when": {"type": "string", "format": "date-time"},
        "where": {"type": "string", "format": "uri", "maxLength": 90},
        "file": {"type": "string", "format": "path"},
        "open": {"type": "object", "additionalProperties": {"type": "integer"}},
        "closed": {"type": "object", "additionalProperties": False},
        "anything": {},
        "yes": True,
        "told": {"description": "Any value"},
        "implied": {"minLength": 2},
        "referenced": {"$ref": "#/$defs/Ink"},
        "both": {"allOf": [{"$ref": "#/$defs/Ink"}], "default": "red"},
        "either_ref": {"anyOf": [{"$ref": "#/$defs/Ink"}, {"type": "null"}], "default": None},
        "null": {"type": "null"},
        "coded": {"type": "string", "pattern": "^[A-Z]{3}$"},
    },
    "required": ["title", "paper"],
    "$defs": {"Ink": {"type": "string", "enum": ["black", "red"], "title": "Ink"}},
}


def prop(kind: str, words: str, **more: Any) -> dict[str, Any]:
    """One property."""
    return {"type": kind, "description": words, **more}


@server.list_tools()  # type: ignore[no-untyped-call, untyped-decorator]
async def list_tools() -> list[Tool]:
    """What the press takes."""
    return [
        Tool(name="written", description="Written out", inputSchema=WRITTEN),
        Tool(
            name="helped",
            inputSchema={
                "type": "object",
                "properties": {
                    "word": prop("string", "A word", maxLength=9),
                    "count": prop("integer", "How often", minimum=1, default=2),
                },
                "required": [key for key in ("word",)],
            },
            annotations=ToolAnnotations(title="Helped", readOnlyHint=True, destructiveHint=False),
        ),
        Tool(name="order", inputSchema=Order.model_json_schema(), annotations=ToolAnnotations(idempotentHint=True)),
        Tool(name="rush", inputSchema=Rush.model_json_schema()),
        Tool(name="rush_by_name", inputSchema=Rush.model_json_schema(by_alias=False)),
        Tool(name="old_style", inputSchema=Rush.schema()),
        Tool(name="boxed", inputSchema=TypeAdapter(Box).json_schema()),
        Tool(name="loaded", inputSchema=json.loads('{"type": "object", "properties": {"a": {"type": "integer"}}}')),
        Tool(name="copied", inputSchema={**WRITTEN, "required": []}),
        Tool(name="empty", inputSchema={"type": "object"}),
    ]


@server.call_tool()  # type: ignore[untyped-decorator]
async def call_tool(name: str, arguments: dict[str, Any]) -> list[TextContent]:
    """Print."""
    return [TextContent(type="text", text=f"{name}: {arguments}")]
