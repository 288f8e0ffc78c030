"""The commands that show the rules and the standard: explain, rules, standard and standard check."""

from pathlib import Path
from typing import Annotated

import typer

from mcp_lintel import flags
from mcp_lintel.console import finish, hand_over, told
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


def list_clauses(
    context: typer.Context,
    format: Annotated[ListFormat, typer.Option("--format", help="The format.")] = ListFormat.TEXT,
    standard: flags.StandardDir = None,
    rules: flags.RulesDir = None,
    verbose: flags.Verbose = False,
) -> None:
    """List the documents and clauses of the standard, with the rules that check them."""
    if context.invoked_subcommand:
        context.obj = (standard, rules)
        return
    with told(verbose=verbose):
        from mcp_lintel.packs import load_rules
        from mcp_lintel.report import listing
        from mcp_lintel.standard.load import load_standard

        show = listing.standard_json if format is ListFormat.JSON else listing.standard_table
        hand_over(show(load_standard(standard), load_rules(rules)))


def check_standard(
    context: typer.Context,
    standard: flags.StandardDir = None,
    rules: flags.RulesDir = None,
    verbose: flags.Verbose = False,
) -> None:
    """Check that documents and rules are bound to each other in both directions."""
    with told(verbose=verbose):
        from mcp_lintel import packs
        from mcp_lintel.standard.check import problems
        from mcp_lintel.standard.load import read_standard

        before: tuple[Path | None, Path | None] = context.obj or (None, None)
        read, damages = read_standard(standard or before[0])
        loaded = packs.load_rules(rules or before[1])
        lines = problems(packs.facts(loaded), read, damages)
        hand_over("\n".join(lines))
        if lines:
            finish(1, f"{len(lines)} problems in the standard or its rules")
        finish(0, f"{len(read.clauses)} clauses and {len(loaded)} rules agree")
