"""Options on a command line, with the words that belong to them."""

import shlex
from collections.abc import Iterator, Sequence

from mcp_lintel.text.span import Place, Span

Argument = tuple[str, Place]
"""A word with its place."""

_VALUED_TEXT = """
    -k -m -n -p -c -o -W -r --config-file --override-ini --rootdir --ignore --deselect --maxfail
    --durations --tb --cov-config --cov-report --cov-context --cov-fail-under --junitxml --junit-xml
    --dist --basetemp --numprocesses --timeout
"""
VALUED = frozenset(_VALUED_TEXT.split())
"""Options of pytest, pytest-cov and pytest-xdist that take the next word as their value."""


def options(arguments: Sequence[Argument], plain: frozenset[str] = frozenset()) -> Iterator[tuple[str, str, Place]]:
    """Options with their values and places; `--cov` takes the next word unless that is an option, as argparse
    does."""
    index = 0
    while index < len(arguments):
        word, at = arguments[index]
        index += 1
        name, equals, value = word.partition("=")
        if not word.startswith("-"):
            continue
        if not equals and word.startswith(("-p", "-c", "-o")) and not word.startswith("--") and len(word) > 2:
            name, value = word[:2], word[2:]
        elif not equals and (name in VALUED or name in plain or name == "--cov") and index < len(arguments):
            following = arguments[index]
            if name != "--cov" or not following[0].startswith("-"):
                value, at = following[0], _joined(at, following[1]) if "fail-under" in name else following[1]
                index += 1
        yield name, value, at


def _joined(first: Place, last: Place) -> Place:
    """From an option to its value, where both stand in one file."""
    if first.path != last.path or last.span.end < first.span.start:
        return last
    return Place(first.path, Span(first.span.start, last.span.end))


def opaque(word: str) -> bool:
    """May a word add options that cannot be seen? What a caller passes on (`$@`, `{posargs}`) does not count."""
    return word.startswith("$") and word not in ("$@", "$*", "$1") and not word.startswith("$(pwd")


def split(text: str) -> list[str]:
    """Words of an options text; one with an open quote is cut at blanks."""
    try:
        return shlex.split(text)
    except ValueError:
        return text.split()
