"""Text as SARIF writes it."""

import re
from typing import Any

from mcp_lintel.report.visible import visible

Json = dict[str, Any]

_SURROGATE = re.compile("[\ud800-\udfff]")


def sentence(text: str) -> str:
    """Text as a SARIF message: one line, dynamic parts in single quotes, a capital first, a full stop at the end.

    A message makes links of `[text](target)` (section 3.11.6), which a stranger's text must not.
    """
    text = visible(text.strip()).replace("`", "'").replace("](", "] (")
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."


def wellformed(value: Json) -> Json:
    """The document with half surrogates, which SARIF's readers refuse, as U+FFFD."""
    made: Json = _wellformed(value)
    return made


def _wellformed(value: Any) -> Any:
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_wellformed(one) for one in value]
    if isinstance(value, dict):
        return {key: _wellformed(one) for key, one in value.items()}
    return value
