"""The flags of the command line, each declared once, with the words that its help shows."""

import os
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from mcp_lintel.console import Colour, MisuseError, tell
from mcp_lintel.rule import Confidence, Severity
from mcp_lintel.settings import Settings, resolve, split_list, suggestion


class Format(StrEnum):
    """The formats of a report."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    JSONL = "jsonl"
    SARIF = "sarif"
    GITHUB = "github"
    GITHUB_SUMMARY = "github-summary"
    GITLAB = "gitlab"
    JUNIT = "junit"
    RDJSON = "rdjson"
    AZURE = "azure"
    MARKDOWN = "markdown"
    HTML = "html"


class SarifProfile(StrEnum):
    """What SARIF holds: for `github` what code scanning shall show as alerts, for `audit` everything."""

    GITHUB = "github"
    AUDIT = "audit"


class ListFormat(StrEnum):
    """The formats of lists."""

    TEXT = "text"
    JSON = "json"


class InventoryFormat(StrEnum):
    """The formats of an inventory and of a comparison of two."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


class StandardFormat(StrEnum):
    """The formats of the standard's list of clauses."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


_NAMES = "NAME[,NAME]"
_PATTERNS = "GLOB[,GLOB]"

Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="PATH",
        help="Files or folders to report on; the whole project is read all the same.  [default: .]",
        show_default=False,
    ),
]
OnePath = Annotated[Path | None, typer.Argument(metavar="PATH", help="The project.  [default: .]", show_default=False)]
Base = Annotated[
    Path | None,
    typer.Option(
        "--diff",
        metavar="BASE",
        help="Compare with an inventory stored by --format json; end with 1 when a change breaks clients.",
    ),
]
Select = Annotated[
    list[str] | None,
    typer.Option("--select", metavar=_NAMES, help="Only these rules: names, clauses or rule folders."),
]
Ignore = Annotated[list[str] | None, typer.Option("--ignore", metavar=_NAMES, help="Not these rules.")]
ExtendSelect = Annotated[list[str] | None, typer.Option("--extend-select", metavar=_NAMES, help="These rules too.")]
ExtendIgnore = Annotated[list[str] | None, typer.Option("--extend-ignore", metavar=_NAMES, help="Nor these rules.")]
Exclude = Annotated[
    list[str] | None,
    typer.Option("--exclude", metavar=_PATTERNS, help="Leave these files out, not the usual ones."),
]
ExtendExclude = Annotated[
    list[str] | None, typer.Option("--extend-exclude", metavar=_PATTERNS, help="Leave these files out too.")
]
ForceExclude = Annotated[
    bool, typer.Option("--force-exclude", help="Leave excluded files out even when they are named as PATH.")
]
RespectGitignore = Annotated[
    bool | None,
    typer.Option(
        "--respect-gitignore/--no-respect-gitignore",
        help="Leave out what git ignores.  [default: yes]",
        show_default=False,
    ),
]
ShownSeverity = Annotated[
    Severity | None,
    typer.Option("--severity", help="The least severity to show.  [default: warning]", show_default=False),
]
ShownConfidence = Annotated[
    Confidence | None,
    typer.Option("--confidence", help="The least confidence to show.  [default: medium]", show_default=False),
]
FailOn = Annotated[
    Severity | None,
    typer.Option("--fail-on", help="The least severity to fail on.  [default: warning]", show_default=False),
]
ExitZero = Annotated[bool, typer.Option("--exit-zero", help="End with 0 even when there are findings.")]
RequireServer = Annotated[bool | None, typer.Option("--require-server", help="End with 3 when there is no MCP server.")]
OutputFormat = Annotated[Format, typer.Option("--output-format", help="The format of the report on stdout.")]
Profile = Annotated[SarifProfile, typer.Option("--sarif-profile", help="What every SARIF report holds.")]
Reports = Annotated[
    list[str] | None,
    typer.Option("--report", metavar="FORMAT=PATH", help="Write a report to a file too; may be repeated."),
]
ColourChoice = Annotated[
    Colour, typer.Option("--color", help="Colour for text; NO_COLOR and FORCE_COLOR are heard too.")
]
Config = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="The settings file, instead of the nearest.")
]
Isolated = Annotated[bool, typer.Option("--isolated", help="Look for no settings file.")]
StandardDir = Annotated[
    Path | None, typer.Option("--standard", metavar="DIR", help="The documents, instead of those shipped.")
]
RulesDir = Annotated[
    Path | None,
    typer.Option("--rules", metavar="DIR", help="A folder of further rules. It is run: name only your own."),
]
BaselineFile = Annotated[
    Path | None, typer.Option("--baseline", metavar="FILE", help="Fail on what is not in this baseline only.")
]
DiffAgainst = Annotated[
    str | None,
    typer.Option("--diff-against", metavar="REF", help="Fail on what is new since HEAD left REF only. Needs git."),
]
WaiversFile = Annotated[
    Path | None, typer.Option("--waivers", metavar="FILE", help="The waivers, instead of the project's waivers.toml.")
]
FlowTables = Annotated[
    list[str] | None,
    typer.Option("--flow-tables", metavar="FILE,…", help="Further tables of sinks and sources."),
]
WaiversDue = Annotated[
    int | None,
    typer.Option("--waivers-due", metavar="DAYS", min=0, help="List findings whose waiver ends within so many days."),
]
AddIgnore = Annotated[
    str | None,
    typer.Option("--add-ignore", metavar="REASON", help="Write an ignore comment for every finding that is shown."),
]
Today = Annotated[str | None, typer.Option("--today", metavar="DATE", help="The date of today.", hidden=True)]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="On stderr, say only what failed.")]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="On stderr, say more; show tracebacks.")]
Statistics = Annotated[bool, typer.Option("--statistics", help="Count the findings by rule, on stderr.")]


def report_files(values: list[str]) -> list[tuple[Format, Path]]:
    """Each `FORMAT=PATH` as a pair; raises MisuseError for an unknown format or a missing folder."""
    pairs = []
    for value in values:
        name, equals, path = value.partition("=")
        formats = [str(known) for known in Format]
        if not equals or not path:
            raise MisuseError(f"--report {value}: must be FORMAT=PATH, such as sarif=mcp-lintel.sarif")
        if name not in formats:
            hint = suggestion(name, formats) or f"; formats: {', '.join(formats)}"
            raise MisuseError(f"--report {value}: unknown format `{name}`{hint}")
        target = Path(path)
        if target.is_dir():
            raise MisuseError(f"--report {value}: {path} is a folder; name a file in it")
        if not target.absolute().parent.is_dir():
            raise MisuseError(f"--report {value}: there is no folder {target.parent}; make it first")
        pairs.append((Format(name), target))
    return pairs


def listed(values: list[str] | None) -> tuple[str, ...] | None:
    """The values of a flag that may be repeated and holds lists; None when it was not given."""
    return None if values is None else split_list(values)


def day(text: str | None) -> date | None:
    """The date that a flag names; raises MisuseError."""
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise MisuseError(f"--today {text}: must be a date such as 2030-12-31") from None


def file_path(path: Path | None) -> Path | None:
    """A file that a flag names, as an absolute path."""
    return path.resolve() if path else None


def file_paths(values: list[str] | None) -> tuple[Path, ...] | None:
    """The files that a flag lists, as absolute paths; None where it was not given."""
    return None if values is None else tuple(Path(path).resolve() for path in listed(values) or ())


def settings_of(
    paths: tuple[Path, ...], said: Mapping[str, object], config: Path | None, isolated: bool, verbose: bool
) -> Settings:
    """The settings for a run on `paths`, looked for from the folder that holds them all upwards."""
    start = Path(os.path.commonpath([path.absolute() for path in paths]))
    settings = resolve(start, said, os.environ, config=config, isolated=isolated)
    if verbose:
        tell(f"settings: {settings.source or 'no file'}")
    return settings
