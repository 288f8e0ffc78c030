"""JSON as reports write it: readable, in a fixed order, always encodable as UTF-8."""

import json
import re
from collections.abc import Mapping

_SURROGATE = re.compile("[\ud800-\udfff]")


def dumps(document: Mapping[str, object]) -> str:
    """The document with two blanks a level and a line end; half surrogates (from undecodable file names)
    as escapes.
    """
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"
