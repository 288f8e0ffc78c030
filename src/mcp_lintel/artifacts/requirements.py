"""Dependencies as text: one requirement (PEP 508) and whole requirements files."""

import re
from collections.abc import Iterator

from mcp_lintel.artifacts.types import LockedVersion, Requirement
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place, Span

_LOOSE = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[([^\]]*)\])?\s*([^;#@]*)")


def normalised(name: str) -> str:
    """A distribution name in its normal form (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def requirement(text: str, place: Place, group: str = "") -> Requirement | None:
    """A requirement from its text; one that is not valid PEP 508 is read loosely, None when it names nothing."""
    from packaging.requirements import InvalidRequirement
    from packaging.requirements import Requirement as Parsed

    try:
        parsed = Parsed(text)
    except InvalidRequirement:
        loose = _LOOSE.match(text)
        if loose is None:
            return None
        extras = tuple(part.strip() for part in (loose[2] or "").split(",") if part.strip())
        direct = text[loose.end() :].lstrip().startswith("@")
        return Requirement(normalised(loose[1]), loose[3].strip(), place, extras, "", group, direct)
    extras = tuple(sorted(parsed.extras))
    marker = str(parsed.marker) if parsed.marker else ""
    direct = parsed.url is not None
    return Requirement(normalised(parsed.name), str(parsed.specifier), place, extras, marker, group, direct)


def requirement_lines(source: SourceFile) -> Iterator[Requirement]:
    """The requirements of a requirements file (pip's requirements file format); options and links are passed over."""
    for number in range(1, len(source.lines) + 1):
        line = source.line_text(number)
        text = re.sub(r"(?:^|\s)#.*", "", line).strip().rstrip("\\").strip()
        if not text or text.startswith(("-", ".", "/")) or "://" in text.split("@")[0]:
            continue
        text = re.split(r"\s--\w", text)[0].strip()
        start = source.lines.line_span(number).start + line.index(text[:1])
        found = requirement(text, Place(source.path, Span(start, start + len(text))))
        if found is not None:
            yield found


def pinned(requirements: Iterator[Requirement] | tuple[Requirement, ...], path: str) -> Iterator[LockedVersion]:
    """The exact versions among requirements: one `==` or `===` without a wildcard."""
    for item in requirements:
        found = re.fullmatch(r"={2,3}\s*([^,*\s]+)", item.specifier)
        if found:
            yield LockedVersion(item.name, found[1], path)
