"""Text of strangers made safe for HTML and SVG, and the small parts that pages are made of."""

import re
from collections.abc import Iterable
from html import escape

from mcp_lintel.report.visible import visible

_CODE = re.compile(r"`([^`]+)`")


def text(value: str) -> str:
    """The text on one line, control characters made visible, fit for an element and for an attribute."""
    return escape(visible(" ".join(value.split())), quote=True)


def prose(value: str) -> str:
    """The same with what stands between backticks as code."""
    return _CODE.sub(r"<code>\1</code>", text(value))


def place(path: str, line: int) -> str:
    """A file and a line as code."""
    return f'<code class="place">{text(path)}{f":{line}" if line else ""}</code>'


def listed(items: Iterable[str], kind: str = "") -> str:
    """A list of parts that are safe already; "" for none."""
    made = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul{f' class={chr(34)}{kind}{chr(34)}' if kind else ''}>{made}</ul>" if made else ""
