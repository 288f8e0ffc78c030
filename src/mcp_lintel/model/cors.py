"""Which origins the pages may come from that read a server's answers: every CORSMiddleware of a project.

Source: `CORSMiddleware` of Starlette 0.1 to 1.0, which FastAPI hands on under its own name; it compares origins with
`"*" in allow_origins` and matches `allow_origin_regex` against the whole origin.
"""

import re
from collections.abc import Iterator

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import descend, spelled
from mcp_lintel.model.deeds import path_of
from mcp_lintel.model.given import ENVIRONMENT
from mcp_lintel.model.local import Local
from mcp_lintel.model.served import CorsPolicy
from mcp_lintel.program.core import Event
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.program.values import Args, Items, Lit, Made, Member, Table, Unknown, Value, dotted, options, text

CLASSES = frozenset({"starlette.middleware.cors.CORSMiddleware", "fastapi.middleware.cors.CORSMiddleware"})
ANY = "*"
FRAME = re.compile(r"\(\?:|[()]|^\^|^\\A|\$$|\\[Zz]$")
"""Groups and anchors of a pattern that is matched against the whole origin."""
CATCH_ALL = re.compile(r"(?:https?\??|https?\|https?)?(?:://)?\.[*+]\??")
"""Patterns without their frame that every origin matches, or every one of a scheme."""
MAX_DEPTH = 6


def cors_policies(reader: Interpreter) -> tuple[CorsPolicy, ...]:
    """The policies of a project in the order in which they are set, one for each call."""
    found: dict[object, CorsPolicy] = {}
    reads = _Policies(reader)
    for event in reader.events:
        if _is_cors(event):
            policy = reads.of(event)
            known = found.get(event.place)
            if known is None or (policy.any_origin and policy.credentials and not known.credentials):
                found[event.place] = policy
    return tuple(found.values())


def _is_cors(event: Event) -> bool:
    args = event.args
    named = (args.named.get(name) for name in ("middleware_class", "cls"))
    return any(path_of(value) in CLASSES for value in (event.callee, *args.positional[:1], *named) if value is not None)


class _Policies:
    def __init__(self, reader: Interpreter) -> None:
        self._reader = reader
        self._functions = {function.symbol: function for function in reader.functions}
        self._locals: dict[str, Local] = {}

    def of(self, event: Event) -> CorsPolicy:
        """What one call allows."""
        args = event.args
        origins, pattern = args.get("allow_origins"), text(args.get("allow_origin_regex"))
        sets = [set(self._origins(option, 0)) for option in options(origins)]
        narrow = any(found and ANY not in found for found in sets)
        any_origin = ANY if any(ANY in found for found in sets) else ""
        if not any_origin and origins is not None and not self._settled(event):
            any_origin = ANY if ANY in self._defaults(args, event) else ""
        elif any_origin and not _is_written(origins) and self._settled(event):
            any_origin = ""
        name = "allow_origins"
        if pattern is not None and CATCH_ALL.fullmatch(FRAME.sub("", pattern).replace("\\/", "/")):
            any_origin, name, narrow = any_origin or pattern, name if any_origin else "allow_origin_regex", False
        given = options(args.get("allow_credentials"))
        switches = [one.value for one in given if isinstance(one, Lit)]
        both = True in switches and False in switches
        return CorsPolicy(
            any_origin=any_origin, credentials=True in switches and not (both and narrow),
            place=args.places.get(name, event.place), symbol=event.symbol, sure=not narrow and not both,
            call=event.place,
        )  # fmt: skip

    def _origins(self, value: Value, depth: int) -> Iterator[str]:
        """The origins that a value is known to hold, by default or in any case."""
        if depth > MAX_DEPTH:
            return
        for option in options(value):
            match option:
                case Lit(value=str() as found):
                    yield found
                case Items(items=items):
                    for item in items:
                        yield from self._origins(item, depth + 1)
                case Made(callee=Member(base=base, name="split"), args=args):
                    for found in self._origins(base, depth + 1):
                        yield from (part.strip() for part in found.split(text(args.get("sep", 0)) or None))
                case Made(callee=Member(base=base, name="strip")):
                    yield from (found.strip() for found in self._origins(base, depth + 1))
                case Made(callee=callee, args=args) if dotted(callee) in ENVIRONMENT:
                    default = args.get("default", 1)
                    yield from () if default is None else self._origins(default, depth + 1)

    def _defaults(self, args: Args, event: Event) -> set[str]:
        """The origins that environment variables hold by default which the argument is made of, as it is written."""
        written = args.written.get("allow_origins")
        return set() if written is None else set(self._of_environment(written, self._local(event), 0))

    def _of_environment(self, expr: e.Expr, local: Local, depth: int) -> Iterator[str]:
        for item in descend(expr) if depth < MAX_DEPTH else ():
            match item:
                case e.Call(func=func, args=(_, default)) if spelled(func) in ("os.getenv", "os.environ.get", "getenv"):
                    if isinstance(default.value, e.Constant) and isinstance(default.value.value, str):
                        yield from (part.strip() for part in default.value.value.split(","))
                case e.Name(id=name) if name not in local.open:
                    for value in local.made.get(name, ()):
                        yield from self._of_environment(value, local, depth + 1)

    def _local(self, event: Event) -> Local:
        key = event.symbol or event.place.path
        if key not in self._locals:
            function = self._functions.get(event.symbol)
            self._locals[key] = Local(()) if function is None else Local(function.node.body, function.node.params)
        return self._locals[key]

    def _settled(self, event: Event) -> bool:
        """Does the function treat the case that every origin is allowed by itself, and not only speak of it?"""
        function = self._functions.get(event.symbol)
        for item in descend(function.node.body) if function is not None else ():
            if isinstance(item, s.If) and any(isinstance(o, e.Constant) and o.value == ANY for o in descend(item.test)):
                span = event.place.span
                inside = item.span.start <= span.start and span.end <= item.span.end
                if inside or any(isinstance(one, s.Raise | s.Return | s.Assign) for one in descend(item.body)):
                    return True
        return False


def _is_written(value: Value | None) -> bool:
    """Does a value hold nothing but what is written down?"""
    match value:
        case Lit():
            return True
        case Items(items=items, open=False):
            return all(map(_is_written, items))
        case Unknown() | Table() | None:
            return False
    return False
