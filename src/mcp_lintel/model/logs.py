"""Log calls of a project and how its logs are set up, by the loggers that names stand for.

Source: the standard library's logging, structlog, loguru, python-json-logger.
"""

import re
from collections.abc import Iterator, Sequence

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import descend, spelled
from mcp_lintel.model.types import Endpoint, LogCall, LoggingSetup, MessageForm
from mcp_lintel.program.core import Event
from mcp_lintel.program.values import Bound, Class, Env, Function, Instance, Items, Lit, Value, dotted, options, text
from mcp_lintel.text.span import Place

LEVELS = frozenset({"debug", "info", "warning", "warn", "error", "exception", "critical", "fatal", "log"})
LOGGER_MAKERS = re.compile(
    r"(?:logging|structlog|loguru|fastmcp\.utilities\.logging|mcp\.server\.\w+\.utilities\.logging)(?:\.stdlib)?"
    r"(?:\.(?:getLogger|get_logger|logger|getChild))?(?:\(\))?(?:\.(?:bind|getChild|opt|getLogger)\(\))*"
)
JSON_NAMES = (
    "JSONRenderer",
    "JsonFormatter",
    "JSONFormatter",
    "StructuredLoggingMiddleware",
    "JsonLogFormatter",
    "LogstashFormatter",
)
JSON_LOGGING = re.compile(r"json_?(?:log(?:ging|ger)?_?)?(?:formatter|renderer|logging|logger|logs?)$", re.IGNORECASE)
SETUPS = ("logging.basicConfig", "logging.config.dictConfig", "logging.config.fileConfig", "structlog.configure")


class Names:
    """What a written name stands for in one file: its module's names, and attributes set on `self`."""

    def __init__(self, env: Env | None) -> None:
        self.env = env
        self._loggers: dict[int, dict[str, str]] = {}

    def logger(self, base: e.Expr, cls: Class | None, around: tuple[s.Function, ...]) -> str:
        """The dotted name of a logger: of the module, of `self`, or a local of one of the functions around it."""
        name = self.dotted(base, cls)
        if LOGGER_MAKERS.fullmatch(name) or not isinstance(base, e.Name):
            return name
        return next((found for f in reversed(around) if (found := self._local_loggers(f).get(base.id))), "")

    def _local_loggers(self, function: s.Function) -> dict[str, str]:
        """The loggers a function makes for itself; looked for only where a log call asks."""
        if id(function) not in self._loggers:
            found = self._loggers[id(function)] = {}
            for item in descend(function.body, into_functions=False):
                match item:
                    case s.Assign(targets=(e.Name(id=target), *_), value=e.Call() as made):
                        found[target] = self.dotted(made)
        return self._loggers[id(function)]

    def dotted(self, expr: e.Expr, cls: Class | None = None) -> str:
        """The outside dotted name of an expression, `()` marking calls; "" when it has none."""
        match expr:
            case e.Name(id=name):
                found = self.env.find(name) if self.env is not None else None
                return next((d for o in options(found) if (d := dotted(o))), "")
            case e.Attribute(value=e.Name(id="self" | "cls"), attr=attr) if cls is not None:
                found = cls.find(attr)
                return dotted(found) or ("logging.getLogger()" if re.fullmatch(r"_*(?:logger|log)", attr) else "")
            case e.Attribute(value=value, attr=attr):
                head = self.dotted(value, cls)
                return f"{head}.{attr}" if head else ""
            case e.Call(func=func):
                head = self.dotted(func, cls)
                return f"{head}()" if head else ""
        return ""


def log_calls(body: s.Body, env: Env, tools: dict[str, str], symbol: str) -> Iterator[LogCall]:
    """Every call of a logger's method below a module's statements; `tools` maps handler symbols to tool names."""
    names = Names(env)
    yield from _in_scope(body, names, None, symbol, tools, ())


def _in_scope(
    body: object, names: Names, cls: Class | None, symbol: str, tools: dict[str, str], around: tuple[s.Function, ...]
) -> Iterator[LogCall]:
    for item in descend(body, into_functions=False):
        if isinstance(item, s.Function):
            yield from _in_scope(item.body, names, cls, f"{symbol}.{item.name}", tools, (*around, item))
        elif isinstance(item, s.Class):
            found = names.env.find(item.name) if names.env is not None else None
            own = found if isinstance(found, Class) else cls
            yield from _in_scope(item.body, names, own, f"{symbol}.{item.name}", tools, around)
        elif isinstance(item, e.Call):
            call = _log_call(item, names, cls, symbol, tools, around)
            if call is not None:
                yield call


def _log_call(
    call: e.Call, names: Names, cls: Class | None, symbol: str, tools: dict[str, str], around: tuple[s.Function, ...]
) -> LogCall | None:
    if not (isinstance(call.func, e.Attribute) and call.func.attr in LEVELS and call.args):
        return None
    logger = names.logger(call.func.value, cls, around)
    if not LOGGER_MAKERS.fullmatch(logger) or names.env is None:
        return None
    at = 1 if call.func.attr == "log" else 0
    plain = [a for a in call.args if not a.name and not a.star]
    message = plain[at].value if len(plain) > at else call.keyword("msg") or call.keyword("event")
    if message is None:
        return None
    path = names.env.path
    form = message_form(message, lazy=len(plain) > at + 1)
    tool = next((tools[key] for key in tools if symbol == key or symbol.startswith(key + ".")), "")
    return LogCall(Place(path, call.span), Place(path, message.span), call.func.attr, logger, form, symbol, tool)


def message_form(message: e.Expr, *, lazy: bool) -> MessageForm:
    """How the message of a log call is made."""
    match message:
        case e.Constant():
            return MessageForm.LAZY if lazy else MessageForm.CONSTANT
        case e.Formatted(parts=parts):
            constant = all(isinstance(part, e.Constant) for part in parts)
            return MessageForm.CONSTANT if constant else MessageForm.FSTRING
        case e.Binary(left=left, op="%") if _is_text(left):
            return MessageForm.PERCENT
        case e.Binary(left=left, op="+", right=right) if _is_text(left) or _is_text(right):
            return MessageForm.CONCATENATION
        case e.Call(func=e.Attribute(value=value, attr="format")) if _is_text(value):
            return MessageForm.FORMAT
    return MessageForm.OTHER


def _is_text(expr: e.Expr) -> bool:
    match expr:
        case e.Constant(value=str()) | e.Formatted():
            return True
        case e.Binary(left=left, op="+", right=right):
            return _is_text(left) or _is_text(right)
    return False


def logging_setup(
    events: Sequence[Event],
    bodies: Sequence[tuple[str, s.Body]],
    calls: Sequence[LogCall],
    endpoints: tuple[Endpoint, ...],
) -> LoggingSetup:
    """How the logs of a project are set up, from the calls that set them up and the JSON renderers named anywhere."""
    json_places: list[Place] = []
    text_places: list[Place] = []
    unknown = False
    for event in events:
        name = dotted(event.callee)
        if name in SETUPS:
            if _names_json(event):
                json_places.append(event.place)
            elif name in ("logging.basicConfig", "structlog.configure"):
                text_places.append(event.place)
            else:
                unknown = True
        elif name.endswith(".setFormatter") and not _names_json(event):
            text_places.append(event.place)
        elif name == "loguru.logger.add" and _is_true(event.args.get("serialize")):
            json_places.append(event.place)
    for path, body in bodies:
        for item in descend(body):
            named = isinstance(item, e.Name | e.Attribute) and _is_json_name(spelled(item).rpartition(".")[2])
            if named or (
                isinstance(item, e.Constant) and isinstance(item.value, str) and item.value.endswith(JSON_NAMES)
            ):
                json_places.append(Place(path, item.span))  # type: ignore[attr-defined]
    first = min((c.place for c in calls), key=lambda p: (p.path, p.span), default=None)
    return LoggingSetup(tuple(json_places), tuple(text_places), len(calls), first, unknown, endpoints)


def _is_true(value: Value | None) -> bool:
    return isinstance(value, Lit) and value.value is True


def _is_json_name(name: str) -> bool:
    """Does a name say that log lines are rendered as JSON: `JsonFormatter`, `json_logging`, `setup_json_logger`?"""
    return name.endswith(JSON_NAMES) or JSON_LOGGING.search(name) is not None


def _names_json(event: Event) -> bool:
    values = [*event.args.positional, *event.args.named.values()]
    return any(_value_names_json(value, 0) for value in values)


def _value_names_json(value: Value, depth: int) -> bool:
    if depth > 4:
        return False
    if isinstance(value, Items):
        return any(_value_names_json(item, depth + 1) for item in value.items)
    if isinstance(value, Instance):
        return _is_json_name(value.cls.node.name)
    if isinstance(value, Bound | Function):
        return False
    return _is_json_name(dotted(value).removesuffix("()").rpartition(".")[2]) or "json" in (text(value) or "").lower()
