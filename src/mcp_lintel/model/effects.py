"""What a handler does to the world, through every call in the project: reads, writes, deletes, spawns, sends."""

from dataclasses import dataclass

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts.visit import descend
from mcp_lintel.model.callees import Callees
from mcp_lintel.model.deeds import Own, admitted, deeds_in, said_by
from mcp_lintel.model.effecttables import Deed
from mcp_lintel.model.holders import Holders
from mcp_lintel.model.types import Effect
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.program.values import Function
from mcp_lintel.text.span import Place

MAX_REACH = 300
MAX_EFFECTS = 40
Said = tuple[Deed, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """A call of a function of the project; `said` are deeds that its arguments tell."""

    target: Function
    place: Place
    said: Said


class Effects:
    """Reads the effects of handlers; what one function does by itself is worked out once."""

    def __init__(self, reader: Interpreter) -> None:
        self._holders = Holders(reader)
        self._callees = Callees(reader, self._holders)
        self._known: dict[tuple[int, int], tuple[list[Own], list[Edge]]] = {}

    def of(self, *functions: Function) -> tuple[Effect, ...]:
        """What these functions do together, in their own bodies first, then by what they call."""
        found: dict[tuple[str, str, str], Effect] = {}
        for function in dict.fromkeys(functions):
            for effect in self.inside(function.node.body, function):
                found.setdefault((effect.kind, effect.call, effect.medium), effect)
        return tuple(found.values())[:MAX_EFFECTS]

    def inside(self, body: object, function: Function) -> tuple[Effect, ...]:
        """What some statements of a function do."""
        found: dict[tuple[str, str, str], Effect] = {}
        own, edges = self._read(body, function)
        admits = tuple(admitted(body))[:1]
        _note(found, own, None, admits)
        waiting = [(edge, edge.place, _merged(admits, edge.said)) for edge in edges]
        seen: set[tuple[int, int, Said]] = {(id(function.node), id(function.env), ())}
        for edge, at, said in waiting:
            key = id(edge.target.node), id(edge.target.env), said
            if key in seen or len(seen) > MAX_REACH:
                continue
            seen.add(key)
            own, further = self._summary(edge.target)
            _note(found, own, at, said)
            waiting.extend((one, at, _merged(said, one.said)) for one in further)
        return tuple(found.values())

    def _summary(self, function: Function) -> tuple[list[Own], list[Edge]]:
        key = id(function.node), id(function.env)
        if key not in self._known:
            self._known[key] = [], []
            self._known[key] = self._read(function.node.body, function)
        return self._known[key]

    def _read(self, body: object, function: Function) -> tuple[list[Own], list[Edge]]:
        scope = self._holders.scope(function)
        own: list[Own] = []
        edges: list[Edge] = []
        for item in descend(body):
            if isinstance(item, e.Call):
                targets = list(self._callees.of(item, scope))
                place = Place(function.env.path, item.span)
                if targets:
                    said = tuple(said_by(item, scope, self._holders))
                    edges.extend(Edge(target, place, said) for target in targets)
                else:
                    own.extend(deeds_in(item, scope, self._holders, place))
            elif isinstance(item, e.Attribute):
                edges.extend(
                    Edge(one, Place(function.env.path, item.span), ()) for one in self._callees.properties(item, scope)
                )
        return own, edges


def _merged(outer: Said, inner: Said) -> Said:
    """What callers said, those nearer to the deed before others."""
    media = {deed.medium for deed in inner}
    return (*inner, *(deed for deed in outer if deed.medium not in media))


def _note(found: dict[tuple[str, str, str], Effect], own: list[Own], at: Place | None, said: Said) -> None:
    """Add what a function does by itself, with what its callers said decided."""
    told = {deed.medium: deed for deed in said}
    for one in own:
        deed = told.get(one.deed.medium, one.deed) if one.deed.undecided else one.deed
        if deed is one.deed and one.call.endswith("commit") and deed.medium in told:
            continue
        effect = Effect(deed.kind, one.call, one.place, deed.medium, not deed.undecided, at)
        found.setdefault((effect.kind, effect.call, effect.medium), effect)
