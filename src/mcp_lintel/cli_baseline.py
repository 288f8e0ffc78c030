"""The commands about the baseline: write what is found today, and take out what is found no more."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from mcp_lintel import flags
from mcp_lintel.console import finish, told, write_report

if TYPE_CHECKING:
    from mcp_lintel.settings import Settings
    from mcp_lintel.verdict.finding import Outcome

Output = Annotated[
    Path | None,
    typer.Option("--output", metavar="FILE", help="The file to write.  [default: .mcp-lintel-baseline.json]"),
]


class WriteFirst(TyperGroup):
    """A group whose command `write` is meant where no command is named: `baseline` and `baseline PATH` write."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The words with `write` before them, unless they start with a command or ask for help."""
        named = args[:1] and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named else ["write", *args])


def write(
    paths: flags.Paths = None,
    *,
    output: Output = None,
    select: flags.Select = None,
    ignore: flags.Ignore = None,
    extend_select: flags.ExtendSelect = None,
    extend_ignore: flags.ExtendIgnore = None,
    exclude: flags.Exclude = None,
    extend_exclude: flags.ExtendExclude = None,
    severity: flags.ShownSeverity = None,
    confidence: flags.ShownConfidence = None,
    config: flags.Config = None,
    isolated: flags.Isolated = False,
    standard: flags.StandardDir = None,
    rules: flags.RulesDir = None,
    waivers: flags.WaiversFile = None,
    today: flags.Today = None,
    quiet: flags.Quiet = False,
    verbose: flags.Verbose = False,
) -> None:
    """Write every finding of today into the baseline: `check --baseline` fails on new ones only."""
    with told(verbose=verbose):
        from mcp_lintel import deliver, run
        from mcp_lintel.verdict.baseline_file import baseline_text
        from mcp_lintel.verdict.judge import count

        where = tuple(paths or [Path()])
        said = {
            "select": flags.listed(select),
            "ignore": flags.listed(ignore),
            "extend_select": flags.listed(extend_select),
            "extend_ignore": flags.listed(extend_ignore),
            "exclude": flags.listed(exclude),
            "extend_exclude": flags.listed(extend_exclude),
            "severity": severity,
            "confidence": confidence,
            "standard": standard.resolve() if standard else None,
            "waivers": flags.file_path(waivers),
        }
        settings = flags.settings_of(where, said, config, isolated, verbose)
        plain = replace(settings, baseline=None)
        outcome = run.check(run.Request(where, plain, rules, entries=True, today=flags.day(today)))
        deliver.notices(outcome, in_report=False, quiet=quiet, verbose=verbose)
        _stop_if_incomplete(outcome)
        path = output or _path(settings, where)
        write_report(path, baseline_text(outcome.entries))
        use = "" if settings.baseline else f"; use it with `check --baseline {path}` or the setting `baseline`"
        finish(0, f"{count(len(outcome.entries), 'finding')} written to {path}{use}", quiet=quiet)


def prune(
    paths: flags.Paths = None,
    *,
    baseline: flags.BaselineFile = None,
    config: flags.Config = None,
    isolated: flags.Isolated = False,
    standard: flags.StandardDir = None,
    rules: flags.RulesDir = None,
    waivers: flags.WaiversFile = None,
    today: flags.Today = None,
    quiet: flags.Quiet = False,
    verbose: flags.Verbose = False,
) -> None:
    """Take out of the baseline what is found no more; nothing is ever added."""
    with told(verbose=verbose):
        from mcp_lintel import deliver, run
        from mcp_lintel.verdict.baseline_file import baseline_text, read_baseline
        from mcp_lintel.verdict.judge import count

        where = tuple(paths or [Path()])
        said = {
            "standard": standard.resolve() if standard else None,
            "waivers": flags.file_path(waivers),
            "baseline": flags.file_path(baseline),
        }
        settings = flags.settings_of(where, said, config, isolated, verbose)
        path = _path(settings, where)
        entries = read_baseline(path)
        named = replace(settings, baseline=path.resolve())
        outcome = run.check(run.Request(where, named, rules, today=flags.day(today)))
        _stop_if_incomplete(outcome)
        deliver.notices(outcome, in_report=False, quiet=True, verbose=verbose)
        kept = set(entries) - set(outcome.stale)
        if outcome.stale:
            write_report(path, baseline_text(kept))
        words = "1 entry" if len(outcome.stale) == 1 else f"{len(outcome.stale):,} entries"
        finish(0, f"{words} taken out of {path}, {count(len(kept), 'finding')} left", quiet=quiet)


def _path(settings: "Settings", where: tuple[Path, ...]) -> Path:
    """The baseline that the settings name, else the usual one at the top of the project."""
    from mcp_lintel.discover import frame
    from mcp_lintel.verdict.baseline_file import DEFAULT_NAME

    path = settings.baseline or frame(where)[0] / DEFAULT_NAME
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _stop_if_incomplete(outcome: "Outcome") -> None:
    """End with 3 when a rule or a step failed: what was not found is not known to be gone."""
    from mcp_lintel.verdict.judge import exit_code

    code, reason = exit_code(outcome, exit_zero=True)
    if code:
        finish(code, f"{reason}; no baseline was written")


def app(**more: Any) -> typer.Typer:
    """The group `baseline` with its commands."""
    made = typer.Typer(
        cls=WriteFirst, help="Write today's findings down, so that `check --baseline` fails on new ones only.", **more
    )
    made.command("write")(write)
    made.command("prune")(prune)
    return made
