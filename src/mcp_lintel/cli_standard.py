"""The commands about the standard: list its clauses, check its documents, copy them out."""

from pathlib import Path
from typing import Annotated, Any

import typer

from mcp_lintel import flags
from mcp_lintel.console import finish, hand_over, tell, told
from mcp_lintel.flags import StandardFormat


def list_clauses(
    context: typer.Context,
    format: Annotated[StandardFormat, typer.Option("--format", help="The format.")] = StandardFormat.TEXT,
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

        show = {
            StandardFormat.TEXT: listing.standard_table,
            StandardFormat.JSON: listing.standard_json,
            StandardFormat.MARKDOWN: listing.standard_markdown,
        }[format]
        hand_over(show(load_standard(standard), load_rules(rules)))


def check_standard(
    context: typer.Context,
    standard: flags.StandardDir = None,
    rules: flags.RulesDir = None,
    verbose: flags.Verbose = False,
) -> None:
    """Check that documents and rules are bound to each other, and that the examples keep their word."""
    with told(verbose=verbose):
        from mcp_lintel import packs
        from mcp_lintel.promises import broken_promises
        from mcp_lintel.standard.check import problems
        from mcp_lintel.standard.load import read_standard
        from mcp_lintel.verdict.judge import count

        own = standard or _before(context)[0]
        read, damages = read_standard(own)
        loaded = packs.load_rules(rules or _before(context)[1])
        lines = problems(packs.facts(loaded), read, damages, whole=own is None)
        if not lines:
            bound, switched_off = packs.bind(loaded, read)
            for message in switched_off:
                tell(f"notice: {message}")
            lines = tuple(broken_promises(read, bound, loaded))
        hand_over("\n".join(lines))
        if lines:
            finish(1, f"{count(len(lines), 'problem')} in the standard or its rules")
        finish(0, f"{count(len(read.clauses), 'clause')} and {count(len(loaded), 'rule')} agree")


def init_standard(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder; it is made when it is not there.")],
    verbose: flags.Verbose = False,
) -> None:
    """Copy the documents into a folder, to edit them and to be checked against them."""
    with told(verbose=verbose):
        from mcp_lintel.standard.load import copy_documents
        from mcp_lintel.verdict.judge import count

        written = copy_documents(folder, _before(context)[0])
        hand_over("\n".join(path.as_posix() for path in written))
        shown = folder.as_posix()
        finish(
            0,
            f"{count(len(written), 'document')} written; use them with `--standard {shown}`, "
            f'or with the setting `standard = "{shown}"`',
        )


def _before(context: typer.Context) -> tuple[Any, Any]:
    """The folders of standard and rules that were given before the name of the sub-command."""
    return context.obj or (None, None)
