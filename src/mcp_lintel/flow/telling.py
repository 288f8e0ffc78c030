"""What the rules on flows share: which flow is whose, the words for it, and the hit.

Each rule names the kinds of sinks that are its own and what is missing there; the sentence around that is made here, so
that all of them read alike. No message holds a line number, since a finding has to stay itself when lines move.
"""

import re
from dataclasses import dataclass

from mcp_lintel.flow.types import Flow
from mcp_lintel.model.words import split_name
from mcp_lintel.rule import Confidence, Hit, Related

_NAME = re.compile(r"[\w.*\[\]-]+(, [\w.]+)*")
_NAMED_LAST = re.compile(r"`([^`]+)`$")


@dataclass(frozen=True, slots=True)
class Wording:
    """How a kind of sink is spoken of: its weakness, what the value is there, and what a tool meant for it does."""

    cwe: str
    being: str
    purpose: str


_WORDINGS = {
    "shell": Wording("CWE-78", "a command line for a shell", "runs any shell command that a client sends in"),
    "program": Wording("CWE-78", "the program that is started", "has any program run that a client names in"),
    "option": Wording("CWE-88", "an argument of a program", "hands a program any argument that a client sends in"),
    "code": Wording("CWE-95", "code that is run", "runs any code that a client sends in"),
    "query-sql": Wording("CWE-89", "the text of an SQL statement", "runs any SQL statement that a client sends in"),
    "query-ldap": Wording("CWE-90", "the text of an LDAP filter", "runs any LDAP query that a client sends in"),
    "query-xpath": Wording("CWE-643", "the text of an XPath", "evaluates any XPath that a client sends in"),
    "query": Wording("CWE-943", "the text of a query", "runs any query that a client sends in"),
    "path-read": Wording("CWE-22", "a path that is read", "reads any file that a client names in"),
    "repository": Wording("CWE-59", "a repository that is opened", "opens any repository that a client names in"),
    "path-write": Wording("CWE-22", "a path that is written", "writes any file that a client names in"),
    "path-delete": Wording("CWE-22", "a path that is deleted", "deletes any file that a client names in"),
    "path-list": Wording("CWE-22", "a folder that is listed", "lists any folder that a client names in"),
    "path": Wording("CWE-22", "a path", "works on any file that a client names in"),
    "archive": Wording("CWE-22", "an archive that is unpacked", "unpacks any archive that a client sends in"),
    "decompress": Wording("CWE-409", "data that is unpacked in one go", "unpacks whatever a client sends in"),
    "url": Wording("CWE-918", "the address of a request", "sends requests to any address that a client names in"),
    "url-path": Wording("CWE-22", "a part of the path of a request", "requests any path that a client names in"),
    "redirect": Wording("CWE-601", "the target of a redirect", "redirects to any address that a client names in"),
    "deserialise": Wording("CWE-502", "data that can run code", "loads any serialised object that a client sends in"),
    "template": Wording("CWE-1336", "the template itself", "renders any template that a client sends in"),
    "pattern": Wording("CWE-1333", "a regular expression", "searches by any regular expression that a client sends in"),
    "import": Wording("CWE-470", "the name of a module", "imports any module that a client names in"),
    "attribute": Wording("CWE-470", "the name of an attribute", "uses any attribute that a client names in"),
    "markup": Wording("CWE-79", "markup", "writes any markup that a client sends in"),
    "log": Wording("CWE-117", "a part of a log line", "logs whatever a client sends in"),
    "amount-sleep": Wording("CWE-770", "a time to wait", "waits as long as a client says in"),
    "amount-size": Wording("CWE-770", "a size", "makes things as large as a client says in"),
    "amount": Wording("CWE-770", "an amount of work", "does as much work as a client says in"),
}
_BEFORE = {
    "error": "the text of a caught ",
    "environment": "the environment variable ",
    "secret": "the secret ",
    "upstream": "what is read from ",
}
"""By the kind of a source, what stands before one that has a name."""
_OTHER = Wording("CWE-20", "a value", "acts on whatever a client sends in")


def is_unguarded(flow: Flow, *kinds: str) -> bool:
    """Does a client's value reach a sink of one of these kinds, without as much as a guard that fails?

    A flow past a guard that does not hold is the matter of the rule on such guards, and of no other.
    """
    return flow.source == "client" and not flow.weak and any(kind in flow.family for kind in kinds)


def wording(flow: Flow) -> Wording:
    """How the flow's sink is spoken of: by its own kind, else by the nearest kind above it."""
    return next((_WORDINGS[kind] for kind in flow.family if kind in _WORDINGS), _OTHER)


def reaching(flow: Flow, lack: str = "") -> str:
    """The sentence on a client's value at a sink; `lack` says what is missing: "nothing confines it to a folder".

    What a tool is there for is told once and for the tool, whose users may accept it knowing what they do.
    """
    words = wording(flow)
    if flow.by_design:
        name, place = _parameter(flow), _place(flow)
        return f"{place or 'the server'} {words.purpose} {name}; if that is its purpose, waive it knowingly"
    told = f"{source(flow)} reaches `{flow.call}` as {words.being}"
    return f"{told}, and {lack}" if lack else told


def source(flow: Flow) -> str:
    """What flows, and where it comes in: "`name` of tool `read_note`", "the secret `API_KEY`"."""
    name, place = _parameter(flow), _place(flow)
    if flow.source == "client":
        return f"{name} of {place}" if place else name
    if name.startswith("`"):
        return f"{_BEFORE.get(flow.source, '')}{name}"
    return f"the text of {name}" if name == "any exception" else name


def is_raised(flow: Flow) -> bool:
    """Is the answer the text of an error that is raised, and not a result?"""
    return flow.call.rpartition(".")[2].endswith(("Error", "ErrorData"))


def is_unforeseen(flow: Flow, broad: tuple[str, ...]) -> bool:
    """Reaches the text of an exception an answer, caught by a handler that names none, or one of the broad ones?"""
    if flow.source != "error" or "answer" not in flow.family:
        return False
    names = [name.rpartition(".")[2] for name in flow.parameter.split(", ")]
    return not all(name.isidentifier() for name in names) or not set(names).isdisjoint(broad)


def variable(flow: Flow) -> str:
    """The name of the environment variable or setting that flows, "" for all of them or something without a name."""
    if _NAME.fullmatch(flow.parameter):
        return flow.parameter
    named = _NAMED_LAST.search(flow.parameter)
    return named[1] if named else ""


def answer(flow: Flow) -> str:
    """Who gives the answer that the flow ends in: "what tool `get_status` answers"."""
    return f"what {_place(flow) or 'the server'} answers"


def hit_of(flow: Flow, message: str, cwe: tuple[str, ...] = (), confidence: Confidence | None = None) -> Hit:
    """The hit at the sink, with every hop; `cwe` are weaknesses of this flow besides the sink's.

    What went through something unknown is told with low confidence.
    """
    return Hit(
        flow.place,
        message,
        flow.symbol,
        flow.tool if flow.surface == "tool" else "",
        confidence=confidence if flow.sure else Confidence.LOW,
        flow=tuple(Related(step.message, step.place) for step in flow.steps),
        cwe=(*cwe, wording(flow).cwe) if flow.source == "client" else cwe,
    )


def snake(name: str) -> str:
    """A name in snake_case, whatever case it is written in."""
    return "_".join(split_name(name))


def names_one_of(name: str, wanted: tuple[str, ...]) -> bool:
    """Has the name one of the words (`api_key` counting as two that follow each other) as a part?"""
    return any(f"_{snake(one)}_" in f"_{snake(name)}_" for one in wanted)


def _parameter(flow: Flow) -> str:
    return f"`{flow.parameter}`" if _NAME.fullmatch(flow.parameter) else flow.parameter or "what a client sends"


def _place(flow: Flow) -> str:
    """The tool, resource or route by the name that clients see."""
    surface = "HTTP route" if flow.surface == "route" else flow.surface
    return f"{surface} `{flow.tool}`" if flow.tool else ""
