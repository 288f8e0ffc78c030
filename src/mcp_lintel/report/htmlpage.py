"""The frame of an HTML report: style and script stand inside, and a policy lets nothing else load or run."""

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape
from pathlib import Path

from mcp_lintel.report.markup import spans
from mcp_lintel.report.visible import visible


def page(title: str, body: str, footer: str) -> str:
    """A whole page; `body` and `footer` are HTML, `title` is text."""
    style, script = _asset("findings.css"), _asset("findings.js")
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; base-uri 'none'; "
        "form-action 'none'"
    )
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{text(title)}</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the findings</a>
{body}
<footer><p>{footer}</p></footer>
<script>{script}</script>
</body>
</html>
"""


def text(value: str, *, keep: bool = False) -> str:
    """Text of strangers as HTML, for content and quoted attributes; `keep` is for what `visible` has seen already."""
    return escape(value if keep else visible(value))


def prose(sentence: str) -> str:
    """One of our sentences as HTML; what it has between backticks stands as code."""
    return "".join(f"<code>{text(part)}</code>" if quoted else text(part) for quoted, part in spans(sentence))


def choice(name: str, label: str, values: Iterable[str]) -> str:
    """A labelled list to choose one value or all from."""
    options = "".join(f'<option value="{text(value)}">{text(value)}</option>' for value in values)
    every = '<option value="">all</option>'
    return f'<p><label for="{name}">{label}</label><select id="{name}">{every}{options}</select></p>'


def _asset(name: str) -> str:
    return "\n" + Path(__file__).with_name(name).read_text(encoding="utf-8")


def _digest(content: str) -> str:
    """The content's hash as a policy names it (Content Security Policy Level 3, section 2.3.1)."""
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"
