"""What one call of something outside the project does, with the help of its arguments."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import descend, spelled
from mcp_lintel.model.bodies import effect_of, opens_for_writing
from mcp_lintel.model.effecttables import HTTP_VERBS, QUERIES, SQL, Deed
from mcp_lintel.model.effectwords import deed_of, sql_kind
from mcp_lintel.model.holders import Holders
from mcp_lintel.model.scopes import Scope
from mcp_lintel.program.values import Class, Ext, Instance, Made, Member, Value, options
from mcp_lintel.text.span import Place

OPENERS = frozenset({"builtins.open", "io.open", "aiofiles.open", "gzip.open", "codecs.open", "bz2.open", "lzma.open"})
ARCHIVES = frozenset({"zipfile.ZipFile", "tarfile.open"})
ON_FILES = re.compile(r"^(?:os|shutil)\.|\.(?:write_\w+|read_\w+|iterdir|rglob|unlink|rmdir)$")
SQL_NOUNS = frozenset({"FROM", "INTO", "TABLE", "SET", "VALUES", "TABLES", "DATABASES", "INDEX", "VIEW"})
MEDIA = {"spawns": "process", "sends": "network"}


@dataclass(frozen=True, slots=True)
class Own:
    """One deed of a body with the call as it is written."""

    deed: Deed
    call: str
    place: Place


def path_of(value: Value) -> str:
    """The dotted outside name of what a value calls, `()` marking calls; a class of the project by its outside base."""
    match value:
        case Ext(name=name):
            return name
        case Member(base=base, name=name):
            head = path_of(base)
            return f"{head}.{name}" if head else ""
        case Made(callee=callee):
            head = path_of(callee)
            return f"{head}()" if head else ""
        case Instance(cls=cls):
            outside = next((one.name for one in cls.lineage() if isinstance(one, Ext)), "")
            return f"{outside}()" if outside and not outside.startswith(("builtins.", "abc.", "typing.")) else ""
        case Class():
            return ""
    return ""


def name_of(call: e.Call) -> str:
    """The callee as it is written; its last name alone where it starts with more than a name."""
    return spelled(call.func) or (call.func.attr if isinstance(call.func, e.Attribute) else "a call")


def deeds_in(call: e.Call, scope: Scope, holders: Holders, place: Place) -> Iterator[Own]:
    """What a call does that runs nothing of the project."""
    name = name_of(call)
    paths = [path for path in map(path_of, options(holders.held(call.func, scope))) if path]
    found = [deed for path in paths for deed in (_deed(path, call, scope, holders),) if deed is not None]
    if not paths or all(path.startswith("builtins.") and "." not in name for path in paths):
        found += _by_words(name, call, scope, holders)
    for deed in dict.fromkeys(found):
        yield Own(deed, name, place)


def _deed(path: str, call: e.Call, scope: Scope, holders: Holders) -> Deed | None:
    plain = path.replace("()", "")
    if plain in OPENERS or plain in ARCHIVES or (plain.startswith("pathlib.Path") and plain.endswith(".open")):
        return Deed("writes" if opens_for_writing(call, 0 if plain.endswith("Path.open") else 1) else "reads", "file")
    deed = deed_of(path)
    if deed is not None and deed.medium == "network" and plain.endswith(".post"):
        return _posted(call, scope, holders) or deed
    if deed is None or not deed.undecided:
        return deed
    told = next(_told(call, scope, holders, deed.medium), None)
    return deed if told is None else told


def _posted(call: e.Call, scope: Scope, holders: Holders) -> Deed | None:
    """What a posted GraphQL document does, None for anything else; only a mutation changes something."""
    sent = call.keyword("json")
    documents = [sent, *(v for _, v in scope.bound.get(sent.id, ()))] if isinstance(sent, e.Name) else [sent]
    for document in documents:
        for key, value in document.items if isinstance(document, e.DictDisplay) else ():
            if isinstance(key, e.Constant) and key.value == "query":
                texts = list(_texts(value, scope, holders))
                return Deed("sends" if any("mutation" in one for one in texts) else "reads", "network", not texts)
    return None


def _by_words(name: str, call: e.Call, scope: Scope, holders: Holders) -> list[Deed]:
    """What a call on an object of an unknown kind does, where the words alone say it."""
    if name.rpartition(".")[2] in QUERIES:
        told = next(_told(call, scope, holders, "database"), None)
        if told is not None:
            return [told]
    kind = effect_of(name if "." in name else f"_.{name}")
    medium = MEDIA.get(kind or "", "file" if ON_FILES.search(name) else "database")
    return [] if kind is None else [Deed(kind, medium)]


def said_by(call: e.Call, scope: Scope, holders: Holders) -> Iterator[Deed]:
    """What the arguments of a call of the project say that it does: an SQL text, an HTTP method."""
    for medium in ("database", "network"):
        yield from _told(call, scope, holders, medium)


def _told(call: e.Call, scope: Scope, holders: Holders, medium: str) -> Iterator[Deed]:
    for argument in call.args:
        for text in _texts(argument.value, scope, holders):
            kind = sql_kind(text) if medium == "database" else HTTP_VERBS.get(text)
            if kind is not None and (medium == "network" or _is_sql(text)):
                yield Deed(kind, medium)
                return
        if medium == "database" and isinstance(argument.value, e.Call):
            built = spelled(_innermost(argument.value)).rpartition(".")[2]
            if built in ("select", "insert", "update", "delete"):
                yield Deed({"select": "reads", "delete": "deletes"}.get(built, "writes"), medium)
                return


def admitted(body: object) -> Iterator[Deed]:
    """What a guard lets through: `if not query.startswith("SELECT"): raise` leaves queries that read."""
    for item in descend(body, into_functions=False):
        match item:
            case s.If(test=e.Unary(op="not", operand=test), body=(*_, s.Raise() | s.Return())):
                for call in (one for one in descend(test) if isinstance(one, e.Call)):
                    words = [a.value.value for a in call.args if isinstance(a.value, e.Constant)]
                    if spelled(call.func).endswith("startswith") and words and SQL.get(str(words[0]).lower().strip()):
                        yield Deed(SQL[str(words[0]).lower().strip()], "database")


def _innermost(call: e.Call) -> e.Expr:
    """The first call of a chain: `select` in `select(User).where(…)`."""
    func: e.Expr = call.func
    while isinstance(func, e.Attribute) and isinstance(func.value, e.Call):
        func = func.value.func
    return func


def _texts(expr: e.Expr, scope: Scope, holders: Holders, names: frozenset[str] = frozenset()) -> Iterator[str]:
    """The literal texts an argument may start with; `names` are on the way (`x = x + …`)."""
    match expr:
        case e.Constant(value=str() as text):
            yield text
        case e.Formatted(parts=(e.Constant(value=str() as text), *_)):
            yield text
        case e.Binary(left=left):
            yield from _texts(left, scope, holders, names)
        case e.Call(func=e.Name(id="text"), args=(argument, *_)):
            yield from _texts(argument.value, scope, holders, names)
        case e.Name(id=name) if name not in names:
            for how, value in scope.bound.get(name, ())[:3]:
                if how == "value" and not isinstance(value, e.Name):
                    yield from _texts(value, scope, holders, names | {name})


def _is_sql(text: str) -> bool:
    """Is it more than a sentence that starts with such a word?"""
    upper = text.lstrip().upper()
    return bool(set(upper.split()) & SQL_NOUNS) or upper.startswith(("PRAGMA", "SELECT ", "SHOW "))
