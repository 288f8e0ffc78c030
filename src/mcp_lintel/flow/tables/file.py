"""Reading one library table: every entry is checked, and a bad one is told with its file, place and remedy."""

from collections.abc import Callable, Iterator, Mapping

from mcp_lintel.flow.tables.entry import Entry, TableError, near
from mcp_lintel.flow.tables.rows import (
    ALL,
    SELF,
    SOURCES,
    GuardCall,
    HandOn,
    Kind,
    Propagator,
    Row,
    Rows,
    Sanitiser,
    Sink,
    Source,
)

POSITIONS = ("anywhere", "start", "host", "segment")
FORMS = ("", "argv")
TARGETS = ("result", "self", "nothing")
OUTCOMES = ("returns", "true", "false")
RESTS = ("positional", "iterable", "unpacked", "folded", "keywords", "none")
GIVES = ("result", "callable", "nothing")
VIEWS = ("", "part", "first", "host", "scheme", "name", "resolved", "absolute", "lowered", "parsed")


def read_text(text: str, file: str) -> Rows:
    """The rows of one table. Raises TableError."""
    import tomli

    try:
        data = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise TableError(f"{file}:{error.lineno}: is not valid TOML: {error.msg}") from None
    rows = Rows()
    for head, entries in data.items():
        if head == "kinds":
            rows.kinds.update((kind.name, kind) for kind in _kinds(entries, file))
        elif head in MAKERS:
            if not isinstance(entries, list):
                raise TableError(f"{file}: `{head}` must be a list of entries; write `[[{head}]]`")
            rows.rows.extend(MAKERS[head](Entry(file, head, i, item)) for i, item in enumerate(entries, 1))
        else:
            known = ["kinds", *MAKERS]
            raise TableError(f"{file}: unknown entry `{head}`{near(head, known)}")
    return rows


def _kinds(entries: object, file: str) -> Iterator[Kind]:
    for name, item in entries.items() if isinstance(entries, dict) else [("", None)]:
        if not isinstance(item, dict):
            raise TableError(f"{file}: `kinds` must hold one table for each kind; write `[kinds.NAME]`")
        entry = Entry(file, f"kinds.{name}", 1, item)
        entry.where = f"{file}: [kinds.{name}]"
        parent = entry.word("parent", "")
        position, words = entry.word("position", "anywhere", POSITIONS), entry.word("words")
        behind, weakness = entry.word("behind", ""), entry.word("weakness", "")
        yield Kind(name, parent, position, words, behind, weakness, entry.names("sound"))
        entry.finish()


def _sink(entry: Entry) -> Sink:
    methods = entry.names("methods")
    row = Sink(
        entry.word("kind"),
        entry.calls(needed=not methods),
        entry.arguments("argument"),
        **entry.conditions(),
        form=entry.word("form", "", FORMS),
        receivers=entry.names("receivers"),
        every=entry.flag("every"),
        named=entry.flag("named"),
        methods=methods,
        confirmed=entry.names("confirmed"),
    )
    if methods and not row.receivers:
        raise entry.fault("`methods` are for objects of unknown kind; name them in `receivers`, or write `calls`")
    entry.finish()
    return row


def _source(entry: Entry) -> Source:
    kind = entry.word("kind", among=SOURCES)
    calls, attributes = _either(entry)
    name, receivers = entry.word("name", "`{call}`"), entry.names("receivers")
    row = Source(kind, name, calls, attributes, receivers, entry.flag("secret"))
    entry.finish()
    return row


def _propagator(entry: Entry) -> Propagator:
    calls, attributes = _either(entry)
    row = Propagator(
        calls,
        attributes,
        entry.arguments("from", [SELF] if attributes else [ALL]),
        entry.word("to", "result", TARGETS),
        entry.word("view", "", VIEWS),
        frozenset(entry.names("clears")),
        entry.names("receivers"),
    )
    entry.finish()
    return row


def _either(entry: Entry) -> tuple[tuple[str, ...], tuple[str, ...]]:
    calls, attributes = entry.calls(needed=False), entry.calls("attributes", needed=False)
    if not calls and not attributes:
        raise entry.fault("names neither `calls` nor `attributes`; name at least one")
    return calls, attributes


def _sanitiser(entry: Entry) -> Sanitiser:
    row = Sanitiser(entry.calls(), frozenset(entry.names("clears", needed=True)), **entry.conditions())
    entry.finish()
    return row


def _guard(entry: Entry) -> GuardCall:
    row = GuardCall(
        entry.calls(),
        entry.word("when", among=OUTCOMES),
        frozenset(entry.names("clears", needed=True)),
        entry.arguments("argument", [0]),
    )
    entry.finish()
    return row


def _hand_on(entry: Entry) -> HandOn:
    row = HandOn(
        entry.calls(),
        entry.arguments("function"),
        entry.word("rest", "positional", RESTS),
        entry.arguments("args", ["args"]),
        entry.arguments("kwargs", ["kwargs"]),
        entry.word("gives", "result", GIVES),
        entry.names("receivers"),
    )
    entry.finish()
    return row


MAKERS: Mapping[str, Callable[[Entry], Row]] = {
    "sink": _sink,
    "source": _source,
    "propagator": _propagator,
    "sanitiser": _sanitiser,
    "guard": _guard,
    "hand-on": _hand_on,
}
"""What reads an entry, by the name of its list."""
