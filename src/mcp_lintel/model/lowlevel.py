"""Tools of a low-level server: what its list handler returns, joined with the branch of its call handler.

Source: mcp 1.x decorators `list_tools`/`call_tool`, mcp 2.x constructor keywords `on_list_tools`/`on_call_tool` and
`add_request_handler`.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import descend
from mcp_lintel.model.frameworks import TOOL_CLASSES
from mcp_lintel.model.registrations import UNSURE, Handler, handler_of
from mcp_lintel.model.servers import ServerObject
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.program.values import Env, Instance, Items, Made, Union, Unknown, Value, dotted, options, text
from mcp_lintel.text.span import Place

REQUESTS = {"tools/list": "list_tools", "tools/call": "call_tool", "resources/list": "list_resources"}
REQUESTS |= {"prompts/list": "list_prompts", "resources/templates/list": "list_resource_templates"}
REQUESTS |= {"prompts/get": "get_prompt", "resources/read": "read_resource", "completion/complete": "completion"}
REQUESTS |= {"resources/subscribe": "subscribe_resource"}


@dataclass(eq=False, slots=True)
class Listed:
    """What a list handler returns: the components it makes, each with whether it does so on some paths only, and why
    some may be missing."""

    made: list[tuple[Made, bool]]
    open_reason: str
    place: Place


def handlers(server: ServerObject, request: str) -> Iterator[tuple[Value, Place, tuple[int, ...]]]:
    """The handlers of a request (`list_tools`, `call_tool`, …) with their places and conditions."""
    if server.built is not None:
        passed = server.built.get(f"on_{request}")
        if passed is not None:
            yield passed, server.built.places.get(f"on_{request}", server.place), server.conditions
    for call in server.calls:
        event = call.event
        if call.method == request and call.args.positional and call.applied is not None:
            yield call.args.positional[0], event.place, event.conditions
        elif call.method == "add_request_handler":
            named = text(call.args.get("method", 0))
            handler = call.args.get("handler", 2)
            if named is not None and REQUESTS.get(named) == request and handler is not None:
                yield handler, event.place, event.conditions


def effective(server: ServerObject, request: str) -> list[tuple[Value, Place, tuple[int, ...]]]:
    """The handlers of a request that may answer it: each one replaces those before it (mcp 1.0 to 2.3).

    One behind an undecided test leaves those before it in force on the other paths.
    """
    found: list[tuple[Value, Place, tuple[int, ...]]] = []
    for handler, place, conditions in handlers(server, request):
        around = set(conditions) - set(server.conditions)
        kept = [(h, p, c if UNSURE in c else (*c, UNSURE)) for h, p, c in found if around - set(c)]
        found = [*kept, (handler, place, conditions)]
    return found


def listed(server: ServerObject, request: str, reader: Interpreter) -> list[tuple[Listed, tuple[int, ...]]]:
    """What each list handler of a server returns."""
    found = []
    for handler, place, conditions in effective(server, request):
        target = handler_of(handler)
        where = target.function.place if target is not None else place
        found.append((_read(reader.probe(handler, place), where), conditions))
    return found


def _read(value: Value, place: Place) -> Listed:
    alternatives = [Listed([], "", place) for _ in options(value)]
    for option, result in zip(options(value), alternatives, strict=True):
        _gather(option, result)
    if len(alternatives) == 1:
        return alternatives[0]
    reasons = [one.open_reason for one in alternatives if one.open_reason]
    return Listed(_joined([one.made for one in alternatives]), reasons[-1] if reasons else "", place)


def _joined(alternatives: list[list[tuple[Made, bool]]]) -> list[tuple[Made, bool]]:
    """Components of lists of which one is returned: those with one name are one, unsure unless all lists have it."""
    first: dict[str | int, Made] = {}
    sure: Counter[str | int] = Counter()
    for made in alternatives:
        for one, unsure in made:
            key = text(one.args.get("name", 0)) or id(one)
            first.setdefault(key, one)
            sure[key] += not unsure
    return [(one, sure[key] < len(alternatives)) for key, one in first.items()]


def _gather(value: Value, result: Listed, unsure: bool = False) -> None:
    match value:
        case Items(items=items, open=is_open, maybe=maybe):
            for item in items:
                _gather(item, result, unsure or id(item) in maybe)
            if is_open:
                result.open_reason = "the list is completed at run time"
        case Made() if dotted(value.callee) in TOOL_CLASSES or dotted(value.callee).rpartition(".")[2] in COMPONENTS:
            result.made.append((value, unsure))
        case Made():
            inner = value.args.get("tools") or value.args.get("resources") or value.args.get("prompts")
            for option in options(inner):
                _gather(option, result, unsure)
            if inner is None:
                result.open_reason = f"the list comes from `{dotted(value.callee) or 'a call'}`"
        case Instance(built=Made() as built):
            _gather(built, result, unsure)
        case Union(alternatives):
            for alternative in alternatives:
                _gather(alternative, result, True)
        case Unknown(reason=reason):
            result.open_reason = reason


COMPONENTS = frozenset({"Resource", "ResourceTemplate", "Prompt", "Tool"})


def branch(handler: Handler | None, name: str, reader: Interpreter) -> s.Body | None:
    """The statements of a call handler that serve one tool, or None when no branch names it."""
    node = handler.function.node if handler is not None else None
    if handler is None or not isinstance(node, s.Function):
        return None
    env = handler.function.env
    for item in descend(node.body, into_functions=False):
        if isinstance(item, s.If) and _compares(item.test, name, reader, env):
            return item.body
        if isinstance(item, s.Match):
            for case in item.cases:
                if any(_is_text(value, name, reader, env) for value in case.values):
                    return case.body
    return None


def _compares(test: e.Expr, name: str, reader: Interpreter, env: Env) -> bool:
    match test:
        case e.Compare(left=left, rest=(("==", right),)):
            return _is_text(left, name, reader, env) or _is_text(right, name, reader, env)
        case e.Boolean(left=left, op="or", right=right):
            return _compares(left, name, reader, env) or _compares(right, name, reader, env)
    return False


def _is_text(expr: e.Expr, name: str, reader: Interpreter, env: Env) -> bool:
    if isinstance(expr, e.Constant):
        return expr.value == name
    if isinstance(expr, e.Attribute | e.Name | e.Subscript):
        return text(reader.look(expr, env)) == name
    return False
