"""The inventory as JSON that other programs rely on, `schema_version` 1."""

from mcp_lintel.report.inventory.make import make
from mcp_lintel.report.inventory.types import (
    SCHEMA_VERSION,
    ComponentEntry,
    EffectEntry,
    EvidenceEntry,
    Inventory,
    ParameterEntry,
    ServerEntry,
    Spot,
    ToolEntry,
    TypeEntry,
)
from mcp_lintel.report.jsontext import dumps
from mcp_lintel.report.options import PLAIN, Options
from mcp_lintel.verdict.finding import Outcome


def render(outcome: Outcome, options: Options = PLAIN) -> str:
    """The servers and open sets of all projects; what cannot be read is null and named in `unread`."""
    return dumps(document(make(outcome)))


def document(inventory: Inventory) -> dict[str, object]:
    """The inventory as JSON has it; `read.inventory` is the way back."""
    return {
        "schema_version": SCHEMA_VERSION,
        "servers": [_server(server) for server in inventory.servers],
        "open": [{**_at(one.spot), "reason": one.reason} for one in inventory.open],
    }


def _server(server: ServerEntry) -> dict[str, object]:
    auth = server.auth
    attached = {"path": None, "line": None} if auth.spot is None else _at(auth.spot)
    return {
        "name": server.name,
        "project": server.project,
        "example": server.example,
        "framework": server.framework,
        "generations": list(server.generations),
        **_at(server.spot),
        "transports": list(server.transports),
        "transports_closed": server.closed,
        "transport_evidence": [_evidence(one) for one in server.evidence],
        "host": server.host,
        "port": server.port,
        "auth": {
            "state": auth.state,
            "provider": auth.provider,
            **attached,
            "layer": auth.layer,
            "settings": [{"name": one.name, "value": one.value, "source": one.source} for one in auth.settings],
        },
        "middleware": [
            {"name": one.name, "layer": one.layer, **_at(one.spot), "conditional": one.conditional}
            for one in server.middleware
        ],
        "tools": [_tool(tool) for tool in server.tools],
        "resources": [_component(one) for one in server.resources],
        "prompts": [_component(one) for one in server.prompts],
    }


def _evidence(one: EvidenceEntry) -> dict[str, object]:
    return {"transport": one.transport, "evidence": one.what, **_at(one.spot)}


def _tool(tool: ToolEntry) -> dict[str, object]:
    return {
        "name": tool.name,
        "function": tool.function,
        **_at(tool.spot),
        "description": tool.description,
        "parameters": [_parameter(parameter) for parameter in tool.parameters],
        "annotations": dict(tool.hints),
        "title": tool.title,
        "conditional": tool.conditional,
        "effects": [_effect(one) for one in tool.effects],
        "unread": sorted(tool.unread),
    }


def _effect(one: EffectEntry) -> dict[str, object]:
    return {"kind": one.kind, "call": one.call, **_at(one.spot)}


def _parameter(parameter: ParameterEntry) -> dict[str, object]:
    kind = parameter.type
    return {
        "name": parameter.name,
        "required": parameter.required,
        "type": kind.kind,
        "description": parameter.description,
        "constraints": dict(kind.limits),
        **_details(kind),
        "default": None if parameter.default is None else {"value": parameter.default.value},
        "form": parameter.form,
        "unread": sorted(parameter.unread),
    }


def _details(kind: TypeEntry) -> dict[str, object]:
    """What a type is beside its kind and its limits; nothing for one that was read without."""
    if not kind.detailed:
        return {}
    parts = [{"type": part.kind, "constraints": dict(part.limits), **_details(part)} for part in kind.parts]
    return {"nullable": kind.nullable, "type_name": kind.name, "validated": kind.custom, "parts": parts}


def _component(component: ComponentEntry) -> dict[str, object]:
    return {
        "name": component.name,
        "function": component.function,
        **_at(component.spot),
        "description": component.description,
        "conditional": component.conditional,
        "unread": sorted(component.unread),
    }


def _at(spot: Spot) -> dict[str, object]:
    return {"path": spot.path, "line": spot.line}
