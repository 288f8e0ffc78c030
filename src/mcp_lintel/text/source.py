"""Reading a file as text, without following links out of the scanned root and without guessing."""

import io
import tokenize
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG

from mcp_lintel.text.span import LineIndex, Position, Span

MAX_BYTES = 5_000_000
"""Files above this many bytes are generated or data; they are named as not read."""


class SourceError(Exception):
    """A file that cannot be read as text; the message says what is wrong and what to do."""


@dataclass(frozen=True)
class SourceFile:
    """One file as text: `path` relative to the scanned root, `text` without a byte order mark."""

    path: str
    text: str = field(repr=False)

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the text, as hex."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def lines(self) -> LineIndex:
        """The line index of the text."""
        return LineIndex(self.text)

    def position(self, offset: int) -> Position:
        """The line and column of an offset, both from 1."""
        return self.lines.position(offset)

    def line_text(self, line: int) -> str:
        """The text of line `line` (from 1) without its line end."""
        start, end = self.lines.line_span(line)
        return self.text[start:end].rstrip("\r\n")

    def snippet(self, span: Span) -> str:
        """The text a span covers."""
        return self.text[span.start : span.end]


def read_source(root: Path, path: str, max_bytes: int = MAX_BYTES) -> SourceFile:
    """Read `path` (relative to `root`) as the language or UTF-8 says; raises SourceError with the reason."""
    full = root / path
    try:
        if not full.resolve().is_relative_to(root.resolve()):
            raise SourceError("is a link that leads out of the scanned folder; it was not read")
        status = full.stat()
        if not S_ISREG(status.st_mode):
            raise SourceError("is not a regular file; it was not read")
        if status.st_size > max_bytes:
            raise SourceError(f"is {status.st_size:,} bytes, above the limit of {max_bytes:,}; exclude it or split it")
        data = full.read_bytes()
    except FileNotFoundError as error:
        raise SourceError("does not exist; it was not read") from error
    except RuntimeError as error:  # how Python before 3.13 reports links in a circle
        raise SourceError("cannot be read: its links lead in a circle") from error
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror or error}") from error
    return SourceFile(path, decode(data, python=path.endswith((".py", ".pyi"))))


def decode(data: bytes, *, python: bool) -> str:
    """Bytes as text, line ends kept; a Python file's own encoding line counts. Raises SourceError."""
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        raise SourceError(f"holds a null byte on line {line}; it is not text")
    encoding = encoding_of(data, python=python)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SourceError(
            f"is not valid {error.encoding.upper()} (byte {error.start}, line {line}); save it as UTF-8"
        ) from error
    except (LookupError, UnicodeError) as error:  # a codec that is not for text, or refuses every text
        raise SourceError(f"names an encoding that cannot be used: {encoding}; save it as UTF-8") from error


def encoding_of(data: bytes, *, python: bool) -> str:
    """The encoding in which a file is read: what a Python file declares, else UTF-8 with or without a byte order
    mark, `utf-8-sig`. Raises SourceError.
    """
    return _declared(data) if python else "utf-8-sig"


def _declared(data: bytes) -> str:
    """The encoding that a Python file's first two lines declare, UTF-8 without; raises SourceError."""
    try:
        return tokenize.detect_encoding(io.BytesIO(data).readline)[0]
    except SyntaxError as error:
        if error.msg.startswith("invalid or missing"):  # no declaration at all: decoding names the place
            return "utf-8-sig"
        raise SourceError(f"names an encoding that cannot be used: {error.msg}; save it as UTF-8") from error
