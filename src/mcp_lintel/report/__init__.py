"""How a run is told: one file a format, each imported only when it is asked for."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from mcp_lintel.report.diff.types import Comparison
from mcp_lintel.report.options import Options
from mcp_lintel.verdict.finding import Outcome

Renderer = Callable[[Outcome, Options], str]
"""From an outcome to a whole report as text, ending in a line end unless it is empty."""

DiffRenderer = Callable[[Comparison, Options], str]
"""The same for what a comparison of two inventories found."""

FORMATS = {
    "text": "mcp_lintel.report.text:render",
    "concise": "mcp_lintel.report.concise:render",
    "json": "mcp_lintel.report.json:render",
    "jsonl": "mcp_lintel.report.json:render_lines",
    "sarif": "mcp_lintel.report.sarif:render_github",
    "sarif-audit": "mcp_lintel.report.sarif:render_audit",
    "github": "mcp_lintel.report.github:render",
    "github-summary": "mcp_lintel.report.markdown:render_summary",
    "gitlab": "mcp_lintel.report.gitlab:render",
    "junit": "mcp_lintel.report.junit:render",
    "rdjson": "mcp_lintel.report.rdjson:render",
    "azure": "mcp_lintel.report.azure:render",
    "markdown": "mcp_lintel.report.markdown:render",
    "html": "mcp_lintel.report.html:render",
}
"""Formats of `check`: name to `module:function`."""

INVENTORY_FORMATS = {
    "text": "mcp_lintel.report.inventory.text:render",
    "json": "mcp_lintel.report.inventory.write:render",
    "markdown": "mcp_lintel.report.inventory.markdown:render",
}
"""Formats of `inventory`, in the same form."""

DIFF_FORMATS = {
    "text": "mcp_lintel.report.diff.text:render",
    "json": "mcp_lintel.report.diff.document:render",
    "markdown": "mcp_lintel.report.diff.markdown:render",
}
"""Formats of `inventory --diff`, in the same form."""


def renderer(name: str, formats: dict[str, str] | None = None) -> Renderer:
    """The renderer of a format (of `check` unless another table is given); raises KeyError for an unknown
    name.
    """
    return cast(Renderer, _function((FORMATS if formats is None else formats)[name]))


def differ(name: str) -> DiffRenderer:
    """The renderer of a comparison; raises KeyError for an unknown name."""
    return cast(DiffRenderer, _function(DIFF_FORMATS[name]))


def _function(where: str) -> object:
    module, _, function = where.partition(":")
    return getattr(import_module(module), function)
