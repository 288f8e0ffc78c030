"""The tools as data."""

from mcp_types import Tool

FORECAST = "get_forecast"

TOOLS = [
    Tool(
        name=FORECAST,
        description="Forecast for a place",
        input_schema={
            "type": "object",
            "properties": {
                "latitude": {"type": "number", "minimum": -90, "maximum": 90},
                "longitude": {"type": "number", "minimum": -180, "maximum": 180},
                "days": {"type": "integer", "minimum": 1, "maximum": 14},
            },
            "required": ["latitude", "longitude"],
        },
    ),
    Tool(
        name="list_alerts",
        description="Warnings in a region",
        inputSchema={
            "type": "object",
            "properties": {"region": {"type": "string"}, "since": {"type": "string", "format": "date-time"}},
            "required": ["region"],
        },
    ),
]
