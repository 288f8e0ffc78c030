"""What a call is given, and where each value comes from: a literal, the environment, settings, a command line.

Secrets are never kept: of an argument whose name may hold one, only where it comes from.
"""

from collections.abc import Iterable, Iterator

from mcp_lintel.artifacts.secret import looks_secret
from mcp_lintel.model.served import Setting, Source
from mcp_lintel.program.core import Event
from mcp_lintel.program.values import (
    Args,
    Bound,
    Class,
    Function,
    Instance,
    Items,
    Lit,
    Made,
    Member,
    Subscripted,
    Unknown,
    Value,
    dotted,
    options,
    text,
)
from mcp_lintel.text.span import Place

CONVERTERS = frozenset(
    {
        "int",
        "str",
        "float",
        "bool",
        "AnyHttpUrl",
        "HttpUrl",
        "AnyUrl",
        "URL",
        "Path",
        "SecretStr",
        "cast",
        "TypeAdapter",
    }
)
ENVIRONMENT = frozenset(
    {"os.getenv", "os.environ.get", "os.environ", "decouple.config", "environ.get", "starlette.config.Config()"}
)
SETTINGS = ("pydantic_settings.BaseSettings", "pydantic.BaseSettings", "pydantic.v1.BaseSettings")
PARSED = ("parse_args()", "parse_known_args()", "parse_args", "parse_known_args")
SECRET = frozenset({"public_key", "client_secret", "jwt_signing_key", "tokens", "signing_key", "secret", "storage"})
PUBLIC = frozenset(
    {
        "token_endpoint_auth_method",
        "jwks_uri",
        "token_verifier",
        "upstream_token_endpoint",
        "token_endpoint",
        "tokeninfo_url",
    }
    | {"validate_token_resource", "issuer_url", "upstream_revocation_endpoint", "valid_scopes", "require_expiration"}
)


class Given:
    """Reads arguments; knows the fields of settings objects and the options of command lines of the project."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._fields: dict[int, str] = {}
        self._options: dict[str, Value | None] = {}
        for event in events:
            made = event.result
            if isinstance(made, Instance) and made.cls.derives(*SETTINGS):
                self._fields.update({id(value): name for name, value in made.attrs.items()})
            elif dotted(event.callee).rpartition(".")[2] in ("add_argument", "option"):
                for name, default in _option(event.args):
                    self._options.setdefault(name, default)

    def setting(self, name: str, value: Value, place: Place) -> Setting:
        """One argument as a setting."""
        secret = name in SECRET or (looks_secret(name) and name not in PUBLIC)
        source, found, detail = self._read(value, 0)
        return Setting(name, None if secret else found, source, place, detail, secret)

    def settings(self, args: Args, names: tuple[str, ...], place: Place) -> tuple[Setting, ...]:
        """The arguments of a call, positional ones under the given names; objects that are built are left out."""
        found = [(names[i], v, args.places.get(i, place)) for i, v in enumerate(args.positional) if i < len(names)]
        found += [(name, value, args.places.get(name, place)) for name, value in args.named.items()]
        return tuple(self.setting(name, value, at) for name, value, at in found)

    def _read(self, value: Value, depth: int) -> tuple[Source, object, str]:
        alternatives = options(value)
        if len(alternatives) > 1:
            return self._either([self._read(one, depth + 1) for one in alternatives])
        if id(value) in self._fields:
            return Source.SETTINGS, _plain(value), self._fields[id(value)]
        match value:
            case Lit(value=literal):
                return Source.LITERAL, literal, ""
            case Items(open=False):
                return (Source.LITERAL, _plain(value), "") if _is_plain(value) else (Source.UNKNOWN, None, "")
            case Subscripted(base=base, index=index) if dotted(base) in ENVIRONMENT:
                return Source.ENVIRONMENT, None, text(index) or ""
            case Made(callee=callee, args=args) if dotted(callee) in ENVIRONMENT:
                return Source.ENVIRONMENT, _plain(args.get("default", 1)), text(args.get("key", 0)) or ""
            case Made(callee=callee, args=args) if dotted(callee).rpartition(".")[2] in CONVERTERS and depth < 5:
                inner = args.positional[0] if args.positional else args.get("url") or args.get("value")
                return (Source.UNKNOWN, None, "") if inner is None else self._converted(callee, inner, depth)
            case Made(callee=callee, args=args) if dotted(callee).rpartition(".")[2] in ("Option", "Argument"):
                return Source.COMMAND_LINE, _plain(args.get("default", 0)), ""
            case Unknown(reason=reason) if reason.startswith("field `"):
                return Source.SETTINGS, None, reason[7:-1]
            case Member(base=Instance(cls=cls), name=name) if cls.derives(*SETTINGS):
                return Source.SETTINGS, None, name
            case Member(base=base, name=name) if dotted(base).endswith(PARSED):
                default = self._options.get(name)
                _, found, _ = (Source.UNKNOWN, None, "") if default is None else self._read(default, depth + 1)
                return Source.COMMAND_LINE, found, name
            case Function() | Class() | Bound() | Instance() | Made():
                return Source.LITERAL, None, _name(value)
        return Source.UNKNOWN, None, ""

    def _converted(self, callee: Value, inner: Value, depth: int) -> tuple[Source, object, str]:
        source, found, detail = self._read(inner, depth + 1)
        if dotted(callee) == "builtins.int" and isinstance(found, str) and found.isdecimal():
            found = int(found)
        return source, found, detail

    @staticmethod
    def _either(found: list[tuple[Source, object, str]]) -> tuple[Source, object, str]:
        """One of several: what comes from outside decides, with the literal beside it as its default."""
        outside = [one for one in found if one[0] not in (Source.LITERAL, Source.UNKNOWN)]
        defaults = list(dict.fromkeys(str(v) for s, v, _ in found if v is not None))
        known = [v for _, v, _ in found if v is not None]
        value = known[0] if len(defaults) == 1 else None
        if outside:
            return outside[0][0], value, outside[0][2]
        return Source.UNKNOWN, None, ""


def _name(value: Value) -> str:
    """What an object is, by its class or function."""
    node = getattr(value.cls if isinstance(value, Instance) else value, "node", None)
    return dotted(value).removesuffix("()").rpartition(".")[2] or str(getattr(node, "name", ""))


def _plain(value: Value | None) -> object:
    match value:
        case Lit(value=literal):
            return literal
        case Items(items=items):
            return tuple(_plain(item) for item in items)
    return None


def _is_plain(value: Items) -> bool:
    return all(isinstance(item, Lit) for item in value.items)


def _option(args: Args) -> Iterator[tuple[str, Value | None]]:
    """The names under which a command-line option is read, with its default."""
    flags = [text(value) or "" for value in args.positional]
    long = [flag for flag in flags if flag.startswith("--")] or flags[:1]
    for flag in long:
        yield text(args.get("dest")) or flag.lstrip("-").replace("-", "_"), args.get("default")
