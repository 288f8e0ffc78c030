"""The command that lists what servers offer, and compares it with a list stored before."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mcp_lintel import flags
from mcp_lintel.console import Colour, finish, told
from mcp_lintel.flags import InventoryFormat
from mcp_lintel.settings import Settings

if TYPE_CHECKING:
    from mcp_lintel.verdict.finding import Outcome


def inventory(
    path: flags.OnePath = None,
    *,
    format: Annotated[InventoryFormat, typer.Option("--format", help="The format.")] = InventoryFormat.TEXT,
    diff: flags.Base = None,
    exclude: flags.Exclude = None,
    extend_exclude: flags.ExtendExclude = None,
    respect_gitignore: flags.RespectGitignore = None,
    require_server: flags.RequireServer = None,
    color: flags.ColourChoice = Colour.AUTO,
    config: flags.Config = None,
    isolated: flags.Isolated = False,
    quiet: flags.Quiet = False,
    verbose: flags.Verbose = False,
) -> None:
    """List servers with their transports, auth, tools, parameters, resources and prompts.

    With --diff, tell instead what a client would notice since BASE was stored, and end with 1 when a change breaks
    clients.
    """
    with told(verbose=verbose):
        from mcp_lintel import deliver, run

        base = None if diff is None else deliver.stored_inventory(diff)
        where = (path or Path(),)
        said = {
            "exclude": flags.listed(exclude),
            "extend_exclude": flags.listed(extend_exclude),
            "respect_gitignore": respect_gitignore,
            "require_server": require_server,
        }
        settings = flags.settings_of(where, said, config, isolated, verbose)
        outcome = run.inventory(run.Request(paths=where, settings=settings))
        code, reason = _verdict(outcome, settings)
        if base is None:
            deliver.inventory(outcome, format, color)
        else:
            broken, changes = deliver.difference(outcome, base, format, color)
            reason = f"{changes} and {reason}" if code else changes
            code = code or int(broken)
        deliver.notices(outcome, in_report=False, quiet=quiet, verbose=verbose)
        finish(code, reason, quiet=quiet)


def _verdict(outcome: "Outcome", settings: Settings) -> tuple[int, str]:
    """An inventory's exit code and reason: findings do not count, faults and a missing server do."""
    from mcp_lintel.verdict.judge import count, exit_code

    bare = replace(outcome, findings=())
    code, reason = exit_code(bare, require_server=settings.require_server)
    if code:
        return code, reason
    servers = [server for project in outcome.projects for server in project.servers]
    tools = sum(len(server.tools) for server in servers)
    return 0, f"{count(len(servers), 'server')} with {count(tools, 'tool')}"
