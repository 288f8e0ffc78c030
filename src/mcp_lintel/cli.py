"""The command line: what the user asked for goes to the run, its outcome to the reports, with a reason."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from mcp_lintel import (
    __version__,
    cli_baseline,
    cli_inventory,
    cli_pages,
    cli_report,
    cli_settings,
    cli_standard,
    cli_waivers,
    flags,
)
from mcp_lintel.console import Colour, finish, hand_over, told
from mcp_lintel.flags import Format, SarifProfile

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
    baseline: flags.BaselineFile = None,
    diff_against: flags.DiffAgainst = None,
    waivers: flags.WaiversFile = None,
    waivers_due: flags.WaiversDue = None,
    flow_tables: flags.FlowTables = None,
    add_ignore: flags.AddIgnore = None,
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
    today: flags.Today = None,
) -> None:
    """Report where servers depart from the standard."""
    with told(verbose=verbose):
        from mcp_lintel import deliver, run
        from mcp_lintel.verdict.judge import exit_code

        files = flags.report_files(report or [])
        where = tuple(paths or [Path()])
        said = {
            "select": flags.listed(select),
            "ignore": flags.listed(ignore),
            "extend_select": flags.listed(extend_select),
            "extend_ignore": flags.listed(extend_ignore),
            "exclude": flags.listed(exclude),
            "extend_exclude": flags.listed(extend_exclude),
            "force_exclude": force_exclude or None,
            "respect_gitignore": respect_gitignore,
            "severity": severity,
            "confidence": confidence,
            "fail_on": fail_on,
            "require_server": require_server,
            "standard": standard.resolve() if standard else None,
            "baseline": flags.file_path(baseline),
            "waivers": flags.file_path(waivers),
            "flow_tables": flags.file_paths(flow_tables),
        }
        settings = flags.settings_of(where, said, config, isolated, verbose)
        request = run.Request(
            paths=where, settings=settings, rules_dir=rules, today=flags.day(today), waivers_due=waivers_due
        )
        if diff_against is not None:
            from mcp_lintel.against import past

            request = replace(request, past=past(request, diff_against))
        outcome = run.check(request)
        if add_ignore is not None:
            deliver.ignores(outcome, where, add_ignore)
            outcome = run.check(request)
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


app.command("inventory")(cli_inventory.inventory)
app.command("report")(cli_report.report)
app.add_typer(cli_baseline.app(**_HELP), name="baseline")
app.command("waive")(cli_waivers.waive)
app.command("explain")(cli_pages.explain)
app.command("rules")(cli_pages.list_rules)
app.command("settings")(cli_settings.settings)
standard_app = typer.Typer(help="List the clauses of the standard, check its documents, or copy them out.", **_HELP)
standard_app.callback(invoke_without_command=True)(cli_standard.list_clauses)
standard_app.command("check")(cli_standard.check_standard)
standard_app.command("init")(cli_standard.init_standard)
app.add_typer(standard_app, name="standard")
