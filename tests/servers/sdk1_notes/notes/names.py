"""The names that clients know, kept in one place."""

PREFIX = "notes"
SEARCH = "search_notes"
DELETE = f"{PREFIX}_delete"


class Names:
    EXPORT = "export_notes"
