"""The command that holds a project against the whole standard, clause by clause."""

from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mcp_lintel import flags
from mcp_lintel.console import Colour, MisuseError, finish, hand_over, told, write_report
from mcp_lintel.rule import Confidence, Severity
from mcp_lintel.settings import Settings

if TYPE_CHECKING:
    from mcp_lintel.report.scorecard.types import Scorecard


class ReportFormat(StrEnum):
    """The formats of a scorecard."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"


Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to this file.  [default: stdout]", show_default=False),
]


def report(
    path: flags.OnePath = None,
    *,
    format: Annotated[ReportFormat, typer.Option("--format", help="The format.")] = ReportFormat.TEXT,
    output: Output = None,
    select: flags.Select = None,
    ignore: flags.Ignore = None,
    extend_select: flags.ExtendSelect = None,
    extend_ignore: flags.ExtendIgnore = None,
    exclude: flags.Exclude = None,
    extend_exclude: flags.ExtendExclude = None,
    respect_gitignore: flags.RespectGitignore = None,
    confidence: flags.ShownConfidence = None,
    require_server: flags.RequireServer = None,
    baseline: flags.BaselineFile = None,
    waivers: flags.WaiversFile = None,
    today: flags.Today = None,
    color: flags.ColourChoice = Colour.AUTO,
    config: flags.Config = None,
    isolated: flags.Isolated = False,
    standard: flags.StandardDir = None,
    rules: flags.RulesDir = None,
    quiet: flags.Quiet = False,
    verbose: flags.Verbose = False,
) -> None:
    """Tell by document and clause what a project meets, breaks or waives, and on what evidence.

    Findings of every severity break their clause; those below --confidence leave it undecided. The exit code is 0
    whatever is broken: `check` is the gate.
    """
    with told(verbose=verbose):
        _is_folder(path)
        _can_be_written(output)
        said = {
            "select": flags.listed(select),
            "ignore": flags.listed(ignore),
            "extend_select": flags.listed(extend_select),
            "extend_ignore": flags.listed(extend_ignore),
            "exclude": flags.listed(exclude),
            "extend_exclude": flags.listed(extend_exclude),
            "respect_gitignore": respect_gitignore,
            "confidence": confidence,
            "require_server": require_server,
            "baseline": flags.file_path(baseline),
            "waivers": flags.file_path(waivers),
            "standard": standard.resolve() if standard else None,
        }
        where = (path or Path(),)
        settings = flags.settings_of(where, said, config, isolated, verbose)
        card, code, reason = _scorecard(where, settings, rules, flags.day(today))
        _deliver(card, format, output, color)
        finish(code, reason, quiet=quiet)


def _scorecard(
    where: tuple[Path, ...], settings: Settings, rules: Path | None, today: date | None
) -> "tuple[Scorecard, int, str]":
    """The scorecard, and the exit code with its reason."""
    from mcp_lintel import packs, run
    from mcp_lintel.report.scorecard.make import make
    from mcp_lintel.standard.load import load_standard
    from mcp_lintel.verdict.judge import exit_code

    everything = replace(settings, severity=Severity.NOTE, confidence=Confidence.LOW)
    outcome = run.check(run.Request(where, everything, rules, evidence=True, today=today))
    bound = [(rule.name, rule.clause) for rule in packs.load_rules(rules)]
    card = make(outcome, load_standard(settings.standard), bound, settings.confidence)
    code, reason = exit_code(replace(outcome, findings=()), require_server=settings.require_server)
    return card, code, reason if code else _in_short(card)


def _in_short(card: "Scorecard") -> str:
    from mcp_lintel.report.scorecard.types import ALL, State

    tally = card.tallies[ALL]
    counts = ", ".join(f"{tally.states[state]} {state}" for state in State if tally.states[state])
    return f"{tally.clauses} clauses: {counts}"


def _deliver(card: "Scorecard", format: ReportFormat, output: Path | None, colour: Colour) -> None:
    """Write the scorecard to its file or to stdout; raises MisuseError for a file that cannot be written."""
    import os
    import shutil
    import sys

    from mcp_lintel.console import wants_colour
    from mcp_lintel.report.options import Options
    from mcp_lintel.report.scorecard import scorecard_renderer

    render = scorecard_renderer(format)
    if output is not None:
        write_report(output, render(card, Options()))
        return
    people = format is ReportFormat.TEXT
    width = shutil.get_terminal_size().columns if people and sys.stdout.isatty() else None
    hand_over(render(card, Options(people and wants_colour(colour, os.environ, sys.stdout), width)))


def _is_folder(path: Path | None) -> None:
    if path is not None and path.is_file():
        raise MisuseError(f"{path}: is a file; a scorecard is of a project, so name its folder")


def _can_be_written(output: Path | None) -> None:
    """Say before any work what is wrong with the place of the report."""
    if output is None:
        return
    if output.is_dir():
        raise MisuseError(f"--output {output}: is a folder; name a file in it")
    if not output.absolute().parent.is_dir():
        raise MisuseError(f"--output {output}: there is no folder {output.parent}; make it first")
