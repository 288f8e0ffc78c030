"""The commands that show the rules: explain and rules."""

from typing import Annotated

import typer

from mcp_lintel import flags
from mcp_lintel.console import hand_over, told
from mcp_lintel.flags import ListFormat


def explain(
    name: Annotated[str, typer.Argument(metavar="NAME|CLAUSE", help="A rule's name or a clause's id.")],
    standard: flags.StandardDir = None,
    rules: flags.RulesDir = None,
    verbose: flags.Verbose = False,
) -> None:
    """Show the page of a rule or a clause."""
    with told(verbose=verbose):
        from mcp_lintel.packs import load_rules
        from mcp_lintel.report import pages
        from mcp_lintel.standard.load import load_standard

        hand_over(pages.explain(name, load_rules(rules), load_standard(standard)))


def list_rules(
    format: Annotated[ListFormat, typer.Option("--format", help="The format.")] = ListFormat.TEXT,
    standard: flags.StandardDir = None,
    rules: flags.RulesDir = None,
    verbose: flags.Verbose = False,
) -> None:
    """List the rules."""
    with told(verbose=verbose):
        from mcp_lintel.packs import load_rules
        from mcp_lintel.report import pages
        from mcp_lintel.standard.load import load_standard

        show = pages.rules_json if format is ListFormat.JSON else pages.rules_table
        hand_over(show(load_rules(rules), load_standard(standard)))
