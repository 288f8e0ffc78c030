"""Writing ignore comments into the files of a run: encoding, line ends and permissions stay."""

import os
import secrets
import shutil
from codecs import BOM_UTF8
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from mcp_lintel.discover import UsageError
from mcp_lintel.text.comment import Comment
from mcp_lintel.text.source import MAX_BYTES, SourceError, SourceFile, encoding_of, read_source
from mcp_lintel.text.span import Span
from mcp_lintel.verdict.finding import Finding, Outcome
from mcp_lintel.verdict.ignore import read_ignores
from mcp_lintel.verdict.suppress_bulk import add_ignores


@dataclass(frozen=True, slots=True)
class Placed:
    """How many findings got a comment, in how many files, and the findings that none can cover."""

    findings: int
    files: int
    missed: tuple[Finding, ...]


def place_ignores(outcome: Outcome, folder: Path, reason: str) -> Placed:
    """Write a comment for every finding of the run that stands; its paths start at `folder`.

    All files are worked out before the first is written. Raises UsageError for a reason that a comment cannot
    hold, and for a file that cannot be read or written or has changed since the run.
    """
    _check(reason)
    groups: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in outcome.active:
        groups[finding.place.path].append(finding)
    changes: list[tuple[Path, bytes]] = []
    missed: list[Finding] = []
    for path, findings in sorted(groups.items()):
        source = outcome.sources.get(path)
        text, left = add_ignores(source, findings, reason) if source else ("", findings)
        missed += left
        if source and text != source.text:
            changes.append((folder / path, _bytes(folder, source, text)))
    for target, data in changes:
        _replace(target, data)
    return Placed(len(outcome.active) - len(missed), len(changes), tuple(missed))


def _check(reason: str) -> None:
    """Would the reason be read back as it was given? Raises UsageError."""
    text = f"# lintel: ignore[a-rule] {reason}"
    (read, *more) = read_ignores("", [Comment(Span(0, len(text)), text, True)])
    worded = any(character.isalnum() for character in reason)
    if more or read.reason != reason or not worded or not reason.isprintable():
        raise UsageError("--add-ignore: the reason must be one line of words, without `#` between blanks")


def _bytes(folder: Path, source: SourceFile, text: str) -> bytes:
    """The new text in the encoding of the file as it is now."""
    try:
        now = read_source(folder, source.path)
        data = (folder / source.path).read_bytes()
    except (SourceError, OSError) as error:
        raise UsageError(f"{source.path}: {error}; nothing was written") from error
    if now.text != source.text or len(data) > MAX_BYTES:
        raise UsageError(f"{source.path}: has changed while it was read; nothing was written, run again")
    encoding = encoding_of(data, python=source.path.endswith((".py", ".pyi")))
    if encoding == "utf-8-sig" and not data.startswith(BOM_UTF8):
        encoding = "utf-8"
    try:
        if source.text.encode(encoding) != data:
            raise UsageError(f"{source.path}: does not survive {encoding}; save it as UTF-8. Nothing was written")
        return text.encode(encoding)
    except UnicodeEncodeError as error:
        told = f"its encoding {encoding} cannot hold the reason"
        raise UsageError(f"{source.path}: {told}; nothing was written") from error


def _replace(path: Path, data: bytes) -> None:
    """Put new bytes in the place of a file at one stroke, with its permissions. Raises UsageError."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        if path.is_symlink() or not os.access(path, os.W_OK):
            raise UsageError(f"{path}: cannot be written; allow it, or leave the file out")
        draft.write_bytes(data)
        shutil.copymode(path, draft)
        draft.replace(path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from error
    finally:
        draft.unlink(missing_ok=True)
