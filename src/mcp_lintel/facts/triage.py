"""A cheap first look at a Python file with `ast`: is it Python at all, and does it speak of a server framework?

It stands before libcst for safety too: the compiler's own parser refuses what is nested too deeply, where libcst 1.9
would end the process.
"""

import ast
import re
import threading
import warnings
from dataclasses import dataclass

from mcp_lintel.facts.syntax import SyntaxFault, parse
from mcp_lintel.text.source import SourceFile

FRAMEWORK = re.compile(
    r"^[ \t]*(?:from|import)[ \t]+(?:mcp|fastmcp|mcp_types|fastapi_mcp|mcp_use|arcade_mcp_server|chuk_mcp_server)\b",
    re.MULTILINE,
)
"""An import of a server framework, wherever it stands in a file."""


BRACKETS = re.compile(r"[()\[\]{}]")
MAX_NESTING = 200
MAX_FALLBACK = 400_000
"""Characters: a file that only libcst can read must be small enough to be parsed on the stack given to it."""
STACK = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Triage:
    """What the first look tells: `framework` says that the file imports a server framework."""

    path: str
    framework: bool


def triage(source: SourceFile) -> Triage:
    """The first look at one file; raises SyntaxFault with the line where it stops being Python 3."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(source.text)
    except SyntaxError as error:
        message = (error.msg or "invalid syntax").split(" (")[0]
        if "too many nested" not in message and _newer_python(source.text):
            return Triage(source.path, FRAMEWORK.search(source.text) is not None)
        if "too many nested" in message:
            raise SyntaxFault(f"is nested too deeply to analyse ({message})", error.lineno or 0) from error
        hint = "; is it Python 2?" if "print" in message or "exec" in message else ""
        raise SyntaxFault(f"is not valid Python: {message}{hint}", error.lineno or 0) from error
    except (RecursionError, MemoryError) as error:
        raise SyntaxFault("is nested too deeply to analyse") from error
    except ValueError as error:
        raise SyntaxFault(f"is not valid Python: {error}") from error
    return Triage(source.path, FRAMEWORK.search(source.text) is not None)


def _newer_python(text: str) -> bool:
    """Does libcst read what the running Python cannot, such as syntax of a later version?

    libcst is not safe on deep nesting, so it is asked on a large stack, and only where brackets are not nested deeply.
    """
    if len(text) > MAX_FALLBACK or _nesting(text) > MAX_NESTING:
        return False
    verdict: list[bool] = []

    def attempt() -> None:
        try:
            parse(text)
            verdict.append(True)
        except SyntaxFault:
            verdict.append(False)

    before = threading.stack_size(STACK)
    try:
        thread = threading.Thread(target=attempt)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    return bool(verdict and verdict[0])


def _nesting(text: str) -> int:
    """How deeply brackets nest at most; brackets in strings count too, which can only make the answer too high."""
    depth = deepest = 0
    for bracket in BRACKETS.findall(text):
        depth = depth + 1 if bracket in "([{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest
