"""Names and texts."""

COMPANY = "acme"
P = f"{COMPANY}_eu"
DESC = {"q": "What to look for", "limit": "How many at most"}
COMMON = {"annotations": {"readOnlyHint": True}, "tags": {"search"}}
