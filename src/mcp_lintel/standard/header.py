"""The header of a document: the table under its title.

    # Testing strategy

    | Document     |                                              |
    |--------------|----------------------------------------------|
    | Version      | 1.1.0                                        |
    | Last updated | 2026-11-22                                   |
    | Status       | Adopted                                      |
    | Change log   | 1.1.0 (2026-12-01): fail_under raised to 85. |
    |              | 1.0.0 (2026-11-22): first edition.           |

The first row is a caption and may say anything. Version is two or three numbers with dots, the date is ISO
8601, the status is any word or phrase; a row with an empty first cell goes on with the change log. Other
rows (an owner, say) are allowed and not read.
"""

import re
from dataclasses import dataclass

_ROW = re.compile(r"^\|([^|\n]*)\|([^|\n]*)\|[ \t]*$", re.MULTILINE)
_VERSION = re.compile(r"\d+\.\d+(?:\.\d+)?")
_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_FIELDS = {"Version": "version", "Last updated": "updated", "Status": "status", "Change log": "changes"}


@dataclass(frozen=True, slots=True)
class Header:
    """What the table says; a field that is missing or unreadable is empty."""

    version: str = ""
    updated: str = ""
    status: str = ""
    changes: tuple[str, ...] = ()


def read_header(text: str) -> tuple[Header, tuple[str, ...]]:
    """The header in `text` (from the title to the next heading) and what is wrong with it."""
    rows = _rows(text)
    faults = tuple(
        f"the header has no `{label}`: add the row to the table below the title"
        for label in _FIELDS
        if not rows.get(label)
    )
    version, updated = _first(rows, "Version"), _first(rows, "Last updated")
    if version and not _VERSION.fullmatch(version):
        faults += (f"version `{version}` in the header is not two or three numbers with dots",)
    if updated and not _DATE.fullmatch(updated):
        faults += (f"`Last updated` in the header is `{updated}`, not a date such as 2026-11-22",)
    changes = tuple(rows.get("Change log", ()))
    return Header(version, updated, _first(rows, "Status"), changes), faults


def _first(rows: dict[str, list[str]], label: str) -> str:
    return rows.get(label, [""])[0]


def _rows(text: str) -> dict[str, list[str]]:
    """The cells of the second column by the label of the first, empty cells left out."""
    rows: dict[str, list[str]] = {}
    label = ""
    for match in _ROW.finditer(text):
        first, second = match[1].strip(), match[2].strip()
        label = first or label
        if second and (not first or set(first) - set("-: ")):
            rows.setdefault(label, []).append(second)
    return rows
