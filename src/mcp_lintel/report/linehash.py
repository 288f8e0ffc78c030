"""`primaryLocationLineHash`: the fingerprint by which GitHub follows an alert from one commit to the next.

A hash of the hundred characters from a line's start on, blanks left out, so that it survives lines added
above. The algorithm is that of github/codeql-action, `src/fingerprints.ts`.
"""

from collections import Counter
from struct import unpack

WINDOW = 100
_BASE = 37
_MASK = (1 << 64) - 1
_FIRST = pow(_BASE, WINDOW, 1 << 64)
_END = 0xFFFF
_BLANKS = str.maketrans("", "", " \t")


def line_hashes(text: str) -> list[str]:
    """The hash of each line of the text, lines as LF, CRLF and lone CR part them: `hexadecimal:count`.

    The count, from 1, tells lines with equal hashes apart. An empty text has one line.
    """
    units = _units(text)
    starts = [0, *(i + 1 for i, unit in enumerate(units) if unit == 10)]
    windows = _windows(units)
    seen: Counter[str] = Counter()
    hashes = []
    for start in starts:
        value = f"{windows[start]:x}"
        seen[value] += 1
        hashes.append(f"{value}:{seen[value]}")
    return hashes


def _units(text: str) -> list[int]:
    """The UTF-16 code units that count, closed by the end mark."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_BLANKS)
    data = text.encode("utf-16-le", "surrogatepass")
    return [*unpack(f"<{len(data) // 2}H", data), _END]


def _windows(units: list[int]) -> list[int]:
    """For each unit the hash of the window that starts with it, zeros after the end."""
    padded = [*units, *([0] * WINDOW)]
    value = 0
    hashes = []
    for i, unit in enumerate(padded):
        old = padded[i - WINDOW] if i >= WINDOW else 0
        value = (value * _BASE + unit - _FIRST * old) & _MASK
        if i >= WINDOW - 1:
            hashes.append(value)
    return hashes
