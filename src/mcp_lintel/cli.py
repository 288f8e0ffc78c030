"""The command line: what the user asked for goes to the run, its outcome to the reports, with a reason."""

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mcp_lintel import __version__, cli_pages, cli_standard, flags
from mcp_lintel.console import Colour, finish, hand_over, tell, told
from mcp_lintel.flags import Format, ListFormat, SarifProfile
from mcp_lintel.settings import Settings, resolve, split_list

if TYPE_CHECKING:
    from mcp_lintel.verdict.finding import Outcome

_HELP: dict[str, Any] = {
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "add_completion": False,
    "context_settings": {"help_option_names": ["-h", "--help"], "max_content_width": 100},
}
app = typer.Typer(
    name="mcp-lintel",
    help="Hold Python MCP servers to a written architecture. The code is read; it is never run or imported.",
    epilog="Exit codes: 0 clean, 1 findings, 2 wrong use or settings, 3 could not analyse.",
    no_args_is_help=True,
    **_HELP,
)


def _version(wanted: bool) -> None:
    if wanted:
        hand_over(f"mcp-lintel {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", "-V", help="Show the version.", is_eager=True, callback=_version)
    ] = False,
) -> None:
    """Hold the options of the command itself."""


@app.command()
def check(
    paths: flags.Paths = None,
    *,
    select: flags.Select = None,
    ignore: flags.Ignore = None,
    extend_select: flags.ExtendSelect = None,
    extend_ignore: flags.ExtendIgnore = None,
    exclude: flags.Exclude = None,
    extend_exclude: flags.ExtendExclude = None,
    force_exclude: flags.ForceExclude = False,
    respect_gitignore: flags.RespectGitignore = None,
    severity: flags.ShownSeverity = None,
    confidence: flags.ShownConfidence = None,
    fail_on: flags.FailOn = None,
    exit_zero: flags.ExitZero = False,
    require_server: flags.RequireServer = None,
    output_format: flags.OutputFormat = Format.TEXT,
    sarif_profile: flags.Profile = SarifProfile.GITHUB,
    report: flags.Reports = None,
    color: flags.ColourChoice = Colour.AUTO,
    config: flags.Config = None,
    isolated: flags.Isolated = False,
    standard: flags.StandardDir = None,
    rules: flags.RulesDir = None,
    quiet: flags.Quiet = False,
    verbose: flags.Verbose = False,
    statistics: flags.Statistics = False,
) -> None:
    """Report where servers depart from the standard."""
    with told(verbose=verbose):
        from mcp_lintel import deliver, run
        from mcp_lintel.verdict.judge import exit_code

        files = flags.report_files(report or [])
        where = tuple(paths or [Path()])
        said = {
            "select": _listed(select),
            "ignore": _listed(ignore),
            "extend_select": _listed(extend_select),
            "extend_ignore": _listed(extend_ignore),
            "exclude": _listed(exclude),
            "extend_exclude": _listed(extend_exclude),
            "force_exclude": force_exclude or None,
            "respect_gitignore": respect_gitignore,
            "severity": severity,
            "confidence": confidence,
            "fail_on": fail_on,
            "require_server": require_server,
            "standard": standard.resolve() if standard else None,
        }
        settings = _settings(where, said, config, isolated, verbose)
        outcome = run.check(run.Request(paths=where, settings=settings, rules_dir=rules))
        code, reason = exit_code(
            outcome,
            fail_on=settings.fail_on,
            exit_zero=exit_zero,
            require_server=settings.require_server,
        )
        deliver.to_files(outcome, files, sarif_profile, code)
        deliver.to_stdout(outcome, output_format, sarif_profile, color, code)
        deliver.notices(outcome, in_report=output_format is Format.TEXT, quiet=quiet, verbose=verbose)
        if statistics:
            deliver.statistics(outcome)
        finish(code, reason, quiet=quiet)


@app.command()
def inventory(
    path: flags.OnePath = None,
    *,
    format: Annotated[ListFormat, typer.Option("--format", help="The format.")] = ListFormat.TEXT,
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
    """List servers with their transports, auth, tools, parameters, resources and prompts."""
    with told(verbose=verbose):
        from mcp_lintel import deliver, run

        where = (path or Path(),)
        said = {
            "exclude": _listed(exclude),
            "extend_exclude": _listed(extend_exclude),
            "respect_gitignore": respect_gitignore,
            "require_server": require_server,
        }
        settings = _settings(where, said, config, isolated, verbose)
        outcome = run.inventory(run.Request(paths=where, settings=settings))
        deliver.inventory(outcome, format, color)
        deliver.notices(outcome, in_report=False, quiet=quiet, verbose=verbose)
        finish(*_listed_all(outcome, settings), quiet=quiet)


app.command("explain")(cli_pages.explain)
app.command("rules")(cli_pages.list_rules)
standard_app = typer.Typer(help="List the clauses of the standard, check its documents, or copy them out.", **_HELP)
standard_app.callback(invoke_without_command=True)(cli_standard.list_clauses)
standard_app.command("check")(cli_standard.check_standard)
standard_app.command("init")(cli_standard.init_standard)
app.add_typer(standard_app, name="standard")


def _listed(values: list[str] | None) -> tuple[str, ...] | None:
    return None if values is None else split_list(values)


def _settings(
    paths: tuple[Path, ...], said: Mapping[str, object], config: Path | None, isolated: bool, verbose: bool
) -> Settings:
    """The settings for a run on `paths`, looked for from the folder that holds them all upwards."""
    start = Path(os.path.commonpath([path.absolute() for path in paths]))
    settings = resolve(start, said, os.environ, config=config, isolated=isolated)
    if verbose:
        tell(f"settings: {settings.source or 'no file'}")
    return settings


def _listed_all(outcome: "Outcome", settings: Settings) -> tuple[int, str]:
    """An inventory's exit code and reason: findings do not count, faults and a missing server do."""
    from mcp_lintel.verdict.judge import count, exit_code

    bare = replace(outcome, findings=())
    code, reason = exit_code(bare, require_server=settings.require_server)
    if code:
        return code, reason
    servers = [server for project in outcome.projects for server in project.servers]
    tools = sum(len(server.tools) for server in servers)
    return 0, f"{count(len(servers), 'server')} with {count(tools, 'tool')}"
