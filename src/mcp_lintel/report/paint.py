"""Colour for people, as plain terminal codes; without colour everything passes unchanged."""

from mcp_lintel.rule import Severity

_CODES = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}


class Paint:
    """Wraps text in colour codes (ECMA-48 SGR) when `on`."""

    def __init__(self, on: bool) -> None:
        self._on = on

    def severity(self, severity: Severity, text: str) -> str:
        """Red for an error, yellow for a warning, cyan for a note."""
        return self._wrap(_CODES[severity], text)

    def strong(self, text: str) -> str:
        """For headings."""
        return self._wrap("1", text)

    def quiet(self, text: str) -> str:
        """For what is read second."""
        return self._wrap("2", text)

    def good(self, text: str) -> str:
        """For good news."""
        return self._wrap("32", text)

    def _wrap(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._on and text.strip() else text
