"""How a run is told: one file a format, each imported only when it is asked for."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from mcp_lintel.report.options import Options
from mcp_lintel.verdict.finding import Outcome

Renderer = Callable[[Outcome, Options], str]
"""From an outcome to a whole report as text, ending in a line end unless it is empty."""

FORMATS = {
    "text": "mcp_lintel.report.text:render",
    "concise": "mcp_lintel.report.concise:render",
    "json": "mcp_lintel.report.json:render",
    "sarif": "mcp_lintel.report.sarif:render_github",
    "sarif-audit": "mcp_lintel.report.sarif:render_audit",
}
"""Formats of `check`: name to `module:function`."""

INVENTORY_FORMATS = {
    "text": "mcp_lintel.report.inventory:render_text",
    "json": "mcp_lintel.report.inventory:render_json",
}
"""Formats of `inventory`, in the same form."""


def renderer(name: str, formats: dict[str, str] | None = None) -> Renderer:
    """The renderer of a format (of `check` unless another table is given); raises KeyError for an unknown
    name.
    """
    module, _, function = (FORMATS if formats is None else formats)[name].partition(":")
    return cast(Renderer, getattr(import_module(module), function))
