"""A cheap first look at a Python file with `ast`: is it Python at all, and does it speak of a server framework?

It stands before libcst for safety too: the compiler's own parser refuses what is nested too deeply, where libcst 1.9 would end
the process.
"""

import ast
import re
import warnings
from dataclasses import dataclass

from mcp_lintel.facts.syntax import SyntaxFault
from mcp_lintel.text.source import SourceFile

FRAMEWORK = re.compile(r"^[ \t]*(?:from|import)[ \t]+(?:mcp|fastmcp|mcp_types)\b", re.MULTILINE)
"""An import of a server framework, wherever it stands in a file."""


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
        if "too many nested" in message:
            raise SyntaxFault(f"is nested too deeply to analyse ({message})", error.lineno or 0) from error
        hint = "; is it Python 2?" if "print" in message or "exec" in message else ""
        raise SyntaxFault(f"is not valid Python: {message}{hint}", error.lineno or 0) from error
    except (RecursionError, MemoryError) as error:
        raise SyntaxFault("is nested too deeply to analyse") from error
    except ValueError as error:
        raise SyntaxFault(f"is not valid Python: {error}") from error
    return Triage(source.path, FRAMEWORK.search(source.text) is not None)
