"""The command that tells every setting: as a page, or as a JSON schema for editors."""

from enum import StrEnum
from typing import Annotated

import typer

from mcp_lintel import flags
from mcp_lintel.console import hand_over, told


class SettingsFormat(StrEnum):
    """The formats of the settings reference."""

    MARKDOWN = "markdown"
    JSON_SCHEMA = "json-schema"


def settings(
    format: Annotated[SettingsFormat, typer.Option("--format", help="The format.")] = SettingsFormat.MARKDOWN,
    verbose: flags.Verbose = False,
) -> None:
    """Tell every setting with its default, flag and environment variable."""
    with told(verbose=verbose):
        from mcp_lintel.report import settings as reference

        hand_over(reference.json_schema() if format is SettingsFormat.JSON_SCHEMA else reference.markdown())
