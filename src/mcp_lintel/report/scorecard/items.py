"""What was looked at, as items with a name, a file and a line."""

from collections.abc import Mapping, Sequence
from posixpath import normpath

from mcp_lintel.model.types import Located, LogCall, LoggingSetup, Parameter, Project, Server, Tool
from mcp_lintel.report.places import region
from mcp_lintel.report.scorecard.kinds import kind
from mcp_lintel.report.scorecard.types import Item
from mcp_lintel.report.secrets import masked
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place
from mcp_lintel.verdict.check import all_subjects


class Subjects:
    """The subjects of a run by number and by the name of their type; what lies outside of the named folder is left
    out.
    """

    def __init__(self, projects: Sequence[Project], sources: Mapping[str, SourceFile]) -> None:
        self._sources = sources
        self._numbered = {n: one for n, one in enumerate(all_subjects(projects)) if not _outside(one)}

    def these(self, numbers: Sequence[int]) -> list[object]:
        """The subjects of the given numbers."""
        return [self._numbered[number] for number in numbers if number in self._numbered]

    def of(self, type_name: str) -> list[object]:
        """The subjects of a type."""
        return [one for one in self._numbered.values() if type(one).__name__ == type_name]

    def item(self, subject: object) -> Item:
        """A subject as an item."""
        where = place_of(subject)
        if where is None:
            return Item(label(subject), str(getattr(subject, "path", "")), 0)
        return Item(label(subject), where.path, region(where, self._sources).start.line)


def label(subject: object) -> str:
    """A subject in a few words; what looks like a secret is masked."""
    match subject:
        case Tool():
            text = f"tool `{subject.name.value or subject.local_name or '?'}`"
        case Parameter():
            text = f"parameter `{subject.name}` of tool `{subject.tool or '?'}`"
        case Server():
            text = f"server `{subject.endpoint.name.value or subject.endpoint.symbol or '?'}`"
        case LogCall():
            text = f"log call `{subject.level}`" + (f" in tool `{subject.tool}`" if subject.tool else "")
        case LoggingSetup():
            text = f"the set-up of logs ({subject.calls} calls)"
        case Project():
            text = f"project {normpath(subject.path)}"
        case _:
            text = _named(subject)
    return masked(text, python=True)


def place_of(subject: object) -> Place | None:
    """Where a subject stands; None for one without a place of its own."""
    found = getattr(subject, "place", None)
    if isinstance(found, Place):
        return found
    if isinstance(subject, Server):
        return subject.endpoint.place
    if isinstance(subject, LoggingSetup):
        return next(iter((*subject.json, *subject.text)), subject.first)
    for name in ("requirement", "path", "name"):
        value = getattr(subject, name, None)
        if isinstance(value, Located):
            return value.place
    return None


def _named(subject: object) -> str:
    """A subject of any other type, by its kind and what it is called."""
    what = kind(type(subject).__name__).many.removeprefix("subjects of the kind ")
    for attribute in ("name", "requirement", "call", "what"):
        value = getattr(subject, attribute, None)
        value = value.value if isinstance(value, Located) else value
        if isinstance(value, str) and value:
            return f"{what}: {value}" if "`" in value else f"{what}: `{value}`"
    return what


def _outside(subject: object) -> bool:
    where = place_of(subject)
    return where is not None and where.path.startswith("../")
