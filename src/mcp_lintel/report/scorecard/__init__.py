"""The scorecard: what of the standard a server meets, and on what evidence."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from mcp_lintel.report.options import Options
from mcp_lintel.report.scorecard.types import Scorecard

ScorecardRenderer = Callable[[Scorecard, Options], str]
"""From a scorecard to a whole report as text, ending in a line end."""

SCORECARD_FORMATS = {
    "text": "mcp_lintel.report.scorecard.text:render",
    "markdown": "mcp_lintel.report.scorecard.markdown:render",
    "json": "mcp_lintel.report.scorecard.document:render",
    "html": "mcp_lintel.report.scorecard.page:render",
}
"""Formats of `report`: name to `module:function`."""


def scorecard_renderer(name: str) -> ScorecardRenderer:
    """The renderer of a format, imported only now; raises KeyError for an unknown name."""
    module, _, function = SCORECARD_FORMATS[name].partition(":")
    return cast(ScorecardRenderer, getattr(import_module(module), function))
