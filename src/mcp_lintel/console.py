"""The terminal's side of a run: streams, colour, report files, and one line for whatever went wrong."""

import os
import secrets
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import NoReturn, TextIO

import typer

from mcp_lintel.settings import SettingsError

USAGE = 2
FAULT = 3


class Colour(StrEnum):
    """When text output is coloured."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class MisuseError(Exception):
    """Something the user asked for that cannot be done; the message is one line for stderr."""


def wants_colour(choice: Colour, environment: Mapping[str, str], stream: TextIO) -> bool:
    """Is `stream` in colour? The flag says first, then NO_COLOR, TERM=dumb, FORCE_COLOR, the terminal."""
    if choice is not Colour.AUTO:
        return choice is Colour.ALWAYS
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb":
        return False
    return bool(environment.get("FORCE_COLOR")) or stream.isatty()


def tell(message: str) -> None:
    """Write one line to stderr, line ends and control characters inside it made visible."""
    from mcp_lintel.report.visible import visible

    with suppress(BrokenPipeError):
        print(visible(message.replace("\n", " ")), file=sys.stderr, flush=True)


def hand_over(report: str) -> None:
    """Write a report to stdout as UTF-8; a reader that stops early, such as `head`, changes nothing else."""
    data = report.encode("utf-8", "backslashreplace")
    if data and not data.endswith(b"\n"):
        data += b"\n"
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_report(path: Path, report: str) -> None:
    """Write a report to a file at one stroke: readers see the old file or the new one. Raises MisuseError."""
    data = report.encode("utf-8", "backslashreplace")
    try:
        target = path.resolve()
        if target.exists() and not target.is_file():
            target.write_bytes(data)  # a device or a pipe cannot be replaced
            return
        draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
        try:
            draft.write_bytes(data)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise MisuseError(f"report {path}: cannot be written: {error.strerror}") from error


def add_report(path: Path, report: str) -> None:
    """Write a report to the end of a file that belongs to others too. Raises MisuseError."""
    try:
        with path.open("ab") as file:
            file.write(report.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise MisuseError(f"report {path}: cannot be written: {error.strerror}") from error


def finish(code: int, reason: str, *, quiet: bool = False) -> NoReturn:
    """End with an exit code and say why on the last line of stderr; `quiet` says nothing of success."""
    if code or not quiet:
        tell(f"mcp-lintel: {reason}")
    raise typer.Exit(code)


@contextmanager
def told(*, verbose: bool) -> Iterator[None]:
    """Turn what goes wrong inside into one line and an exit code: 2 for the user's mistakes, 3 for ours."""
    try:
        yield
    except (typer.Exit, typer.Abort, KeyboardInterrupt):
        raise
    except Exception as error:
        if isinstance(error, _misuses()):
            finish(USAGE, f"{error} (exit {USAGE})")
        if verbose:
            import traceback

            traceback.print_exc()
        hint = "" if verbose else "; run again with -v for the traceback"
        finish(FAULT, f"internal fault: {type(error).__name__}: {error}{hint} (exit {FAULT})")


def _misuses() -> tuple[type[Exception], ...]:
    """The errors that are the user's to mend; asked for only when one was raised, to keep the start quick."""
    try:
        from mcp_lintel.packs import PackError
        from mcp_lintel.report.pages import UnknownNameError
        from mcp_lintel.run import UsageError
        from mcp_lintel.standard.types import StandardError
    except ImportError:  # a broken installation, which is itself the fault to tell
        return (MisuseError, SettingsError)
    return (MisuseError, SettingsError, PackError, StandardError, UnknownNameError, UsageError)
