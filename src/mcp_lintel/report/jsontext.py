"""JSON as reports write it: readable, in a fixed order, always encodable as UTF-8, harmless in a job's log."""

import json
import re
from collections.abc import Mapping

_SURROGATE = re.compile("[\ud800-\udfff]")
_MARK = re.compile(r"##(?=(?:vso)?\[)", re.I)


def dumps(document: Mapping[str, object]) -> str:
    """The document with two blanks a level and a line end; half surrogates (from undecodable file names)
    as escapes.
    """
    return encodable(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def one_line(document: Mapping[str, object]) -> str:
    """The document on a line of its own."""
    return encodable(json.dumps(document, ensure_ascii=False)) + "\n"


def encodable(text: str) -> str:
    """JSON text with half surrogates, and the marks that a build service obeys (`report/commands.py`), as escapes."""
    return _MARK.sub(r"#\\u0023", _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text))
