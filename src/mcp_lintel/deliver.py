"""Hands the reports of a run to where they were asked for, and tells the rest on stderr."""

import os
import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from mcp_lintel.console import Colour, MisuseError, add_report, hand_over, tell, wants_colour, write_report
from mcp_lintel.flags import Format, InventoryFormat, SarifProfile
from mcp_lintel.report import INVENTORY_FORMATS, differ, renderer
from mcp_lintel.report.commands import defused
from mcp_lintel.report.inventory.types import Inventory, NotAnInventoryError
from mcp_lintel.report.options import Options
from mcp_lintel.report.visible import visible
from mcp_lintel.verdict.finding import NoticeKind, Outcome
from mcp_lintel.verdict.judge import UNREAD, count

_SERVICES = frozenset(
    {
        Format.SARIF,
        Format.GITHUB,
        Format.GITHUB_SUMMARY,
        Format.GITLAB,
        Format.JUNIT,
        Format.RDJSON,
        Format.AZURE,
    }
)
_GRAVE = UNREAD | {NoticeKind.INTERNAL, NoticeKind.BASELINE, NoticeKind.WAIVER}


def to_files(outcome: Outcome, files: Sequence[tuple[Format, Path]], profile: SarifProfile, code: int) -> None:
    """Write each report to its file; raises MisuseError for one that cannot be written."""
    for format, path in files:
        told = _told(outcome, format, profile, Options(exit_code=code))
        if format is Format.GITHUB_SUMMARY and str(path) == os.environ.get("GITHUB_STEP_SUMMARY"):
            add_report(path, told)
        else:
            write_report(path, told)


def to_stdout(outcome: Outcome, format: Format, profile: SarifProfile, colour: Colour, code: int) -> None:
    """Write the report to stdout, in colour and as wide as the terminal where it is for people."""
    people = format is Format.TEXT
    options = Options(
        colour=people and wants_colour(colour, os.environ, sys.stdout),
        width=shutil.get_terminal_size().columns if people and sys.stdout.isatty() else None,
        exit_code=code,
    )
    hand_over(_told(outcome, format, profile, options))


def inventory(outcome: Outcome, format: InventoryFormat, colour: Colour) -> None:
    """Write the inventory to stdout."""
    hand_over(renderer(format, INVENTORY_FORMATS)(outcome, _list_options(format, colour)))


def stored_inventory(path: Path) -> Inventory:
    """The inventory in a file; raises MisuseError."""
    from mcp_lintel.report.inventory.read import inventory as read

    make = "make one with `mcp-lintel inventory --format json`"
    try:
        return read(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise MisuseError(f"--diff {path}: cannot be read: {error.strerror}; {make}") from error
    except UnicodeDecodeError as error:
        raise MisuseError(f"--diff {path}: is not UTF-8; {make}") from error
    except NotAnInventoryError as error:
        raise MisuseError(f"--diff {path}: {error}; {make}") from error


def difference(outcome: Outcome, base: Inventory, format: InventoryFormat, colour: Colour) -> tuple[bool, str]:
    """Write to stdout what a client would notice since `base`; whether that breaks one, and the counts in words."""
    from mcp_lintel.report.diff.compare import compare
    from mcp_lintel.report.diff.told import verdict
    from mcp_lintel.report.inventory.make import make

    found = compare(base, make(outcome))
    hand_over(differ(format)(found, _list_options(format, colour)))
    return found.breaking, verdict(found)


def _list_options(format: InventoryFormat, colour: Colour) -> Options:
    """In colour and as wide as the terminal where it is for people."""
    people = format is InventoryFormat.TEXT
    return Options(
        colour=people and wants_colour(colour, os.environ, sys.stdout),
        width=shutil.get_terminal_size().columns if people and sys.stdout.isatty() else None,
    )


def notices(outcome: Outcome, *, in_report: bool, quiet: bool, verbose: bool) -> None:
    """Tell on stderr what was not looked at, with `verbose` the rest; `in_report`: it is told already."""
    if in_report or quiet:
        return
    for notice in outcome.notices:
        if verbose or notice.kind in _GRAVE:
            where = f"{notice.path}:{notice.line}" if notice.line else notice.path
            tell(defused(visible(f"{where}: {notice.message}" if where else notice.message)))


def ignores(outcome: Outcome, paths: Sequence[Path], reason: str) -> None:
    """Write an ignore comment for each finding that stands and tell how many; raises UsageError."""
    from mcp_lintel.discover import frame
    from mcp_lintel.verdict.rebase import named_folder
    from mcp_lintel.verdict.suppress_write import place_ignores

    placed = place_ignores(outcome, named_folder(frame(paths)[0], paths), reason)
    tell(f"ignore comments for {count(placed.findings, 'finding')} written to {count(placed.files, 'file')}")
    for path, number in sorted(Counter(finding.place.path for finding in placed.missed).items()):
        tell(f"{path}: {count(number, 'finding')} where no comment can stand; use a waiver instead")


def statistics(outcome: Outcome) -> None:
    """Tell on stderr how many findings stand by rule, the most frequent first."""
    counts = Counter(finding.rule for finding in outcome.active)
    for rule, number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        tell(f"{number:>6,}  {rule}")
    tell(f"{count(counts.total(), 'finding')} by {count(len(counts), 'rule')}")


def _told(outcome: Outcome, format: Format, profile: SarifProfile, options: Options) -> str:
    """The report; one that a service reads has its paths from the current folder, where services look for files."""
    audit = format is Format.SARIF and profile is SarifProfile.AUDIT
    folder = os.path.relpath(outcome.root) if Path(outcome.root).is_dir() else "."
    if format in _SERVICES and not audit and folder.split(os.sep)[0] not in (".", ".."):
        from mcp_lintel.report.below import below

        outcome = below(outcome, Path(folder).as_posix())
    return renderer("sarif-audit" if audit else format)(outcome, options)
