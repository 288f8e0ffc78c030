"""What a client may send for a parameter: the shape of a type annotation.

Source of the mapping: pydantic 2's JSON schema of standard types, which both the official SDK and fastmcp publish.
"""

from dataclasses import replace

from mcp_lintel.facts.extract import extract
from mcp_lintel.facts.statements import Evaluate
from mcp_lintel.facts.syntax import SyntaxFault
from mcp_lintel.model.classes import NAMED_TUPLES, ROOT_MODELS, annotated, enum_values, is_dataclass, root_of
from mcp_lintel.model.constraints import constraints_of, jsonable
from mcp_lintel.model.fieldinfo import constrained
from mcp_lintel.model.types import Constraints, Kind, Shape
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.program.operators import ENUMS
from mcp_lintel.program.values import (
    Class,
    Env,
    Ext,
    Items,
    Lit,
    Made,
    Subscripted,
    Union,
    Unknown,
    Value,
    dotted,
)
from mcp_lintel.text.source import SourceFile

SCALARS: dict[str, Kind] = {
    "str": Kind.STRING, "int": Kind.INTEGER, "float": Kind.NUMBER, "complex": Kind.SEMANTIC, "bool": Kind.BOOLEAN,
    "object": Kind.ANY, "any": Kind.ANY, "bytes": Kind.SEMANTIC, "list": Kind.ARRAY, "tuple": Kind.ARRAY,
    "set": Kind.ARRAY, "frozenset": Kind.ARRAY, "dict": Kind.MAPPING,
}  # fmt: skip
SEQUENCES = frozenset(
    (
        "List",
        "Sequence",
        "Iterable",
        "Set",
        "FrozenSet",
        "Tuple",
        "MutableSequence",
        "Collection",
        "AbstractSet",
        "Deque",
    )
)
MAPPINGS = frozenset({"Dict", "Mapping", "MutableMapping", "OrderedDict", "DefaultDict"})
MODEL_BASES: tuple[str, ...] = (
    *("pydantic.BaseModel", "pydantic.main.BaseModel", "pydantic.RootModel", "msgspec.Struct", "sqlmodel.SQLModel"),
    *("typing.TypedDict", "typing_extensions.TypedDict"),
)
BOUNDED: dict[str, tuple[Kind, dict[str, object]]] = {
    "PositiveInt": (Kind.INTEGER, {"gt": 0}), "NonNegativeInt": (Kind.INTEGER, {"ge": 0}),
    "NegativeInt": (Kind.INTEGER, {"lt": 0}), "NonPositiveInt": (Kind.INTEGER, {"le": 0}),
    "PositiveFloat": (Kind.NUMBER, {"gt": 0}), "NonNegativeFloat": (Kind.NUMBER, {"ge": 0}),
    "StrictStr": (Kind.STRING, {}), "StrictInt": (Kind.INTEGER, {}), "StrictFloat": (Kind.NUMBER, {}),
    "StrictBool": (Kind.BOOLEAN, {}), "JsonValue": (Kind.ANY, {}), "Json": (Kind.SEMANTIC, {}),
    "FiniteFloat": (Kind.NUMBER, {}), "ByteSize": (Kind.INTEGER, {"ge": 0}),
    "constr": (Kind.STRING, {}), "conint": (Kind.INTEGER, {}), "confloat": (Kind.NUMBER, {}),
    "conlist": (Kind.ARRAY, {}),
}  # fmt: skip
WRAPPERS = frozenset({"Required", "NotRequired", "Final", "ClassVar", "ReadOnly", "SkipValidation"})
MAX_DEPTH = 8


class Shapes:
    """Resolves annotations of one project; `reader` evaluates forward references."""

    def __init__(self, reader: Interpreter) -> None:
        self.reader = reader

    def of(self, value: Value | None, env: Env, depth: int = 0) -> Shape:
        """The shape of an annotation's value in the scope it is written in."""
        if depth > MAX_DEPTH:
            return Shape(Kind.UNKNOWN)
        match value:
            case Ext(name=name):
                return self._outside(name)
            case Class():
                return self._class(value, depth)
            case Subscripted(base=base, index=index):
                return self._subscripted(
                    dotted(base) or getattr(getattr(base, "node", None), "name", ""), base, index, env, depth
                )
            case Lit(value=None):
                return Shape(Kind.NULL, "None")
            case Lit(value=str() as text):
                return self.of(self.forward(text, env), env, depth + 1)
            case Made():
                return self._made(value, env, depth)
            case Union(alternatives):
                known = [o for o in alternatives if not isinstance(o, Unknown)]
                return self.of(known[0], env, depth + 1) if known else Shape(Kind.UNKNOWN)
        return Shape(Kind.UNKNOWN)

    def forward(self, text: str, env: Env) -> Value:
        """The value of an annotation written as a string."""
        try:
            body = extract(SourceFile(env.path, text.strip() + "\n")).body
        except SyntaxFault:
            return Unknown("an annotation that does not parse")
        statement = body[0] if body else None
        return self.reader.look(statement.value, env) if isinstance(statement, Evaluate) else Unknown()

    @staticmethod
    def _outside(name: str) -> Shape:
        head, _, last = name.rpartition(".")
        if head == "builtins":
            return Shape(SCALARS.get(last, Kind.UNKNOWN), last)
        if last in BOUNDED and head.startswith("pydantic"):
            kind, limits = BOUNDED[last]
            return Shape(kind, last, Constraints(limits))
        if name in ("typing.Any", "typing_extensions.Any"):
            return Shape(Kind.ANY, "Any")
        if head in ("typing", "collections.abc", "collections", "typing_extensions"):
            if last in ("LiteralString", "AnyStr", "Text"):
                return Shape(Kind.STRING, last)
            kind = Kind.ARRAY if last in SEQUENCES else Kind.MAPPING if last in MAPPINGS else Kind.UNKNOWN
            return Shape(kind, last)
        if name in (
            "pathlib.Path",
            "pathlib.PurePath",
            "pathlib.PosixPath",
            "pydantic.FilePath",
            "pydantic.DirectoryPath",
        ):
            return Shape(Kind.PATH, last)
        if head.partition(".")[0] in (
            "datetime",
            "uuid",
            "decimal",
            "ipaddress",
            "pydantic",
            "pydantic_core",
            "re",
            "fractions",
        ):
            return Shape(Kind.SEMANTIC, last)
        return Shape(Kind.UNKNOWN, last)

    def _class(self, cls: Class, depth: int) -> Shape:
        name = cls.node.name
        if cls.derives(*ENUMS):
            values = enum_values(cls, self.reader)
            return Shape(Kind.CHOICE, name, Constraints({} if values is None else {"enum": values}))
        if cls.derives(*NAMED_TUPLES):
            return self._named_tuple(cls, depth)
        if cls.derives(*ROOT_MODELS):
            return self._root(cls, depth)
        if cls.derives(*MODEL_BASES) or is_dataclass(cls):
            return Shape(Kind.MODEL, name, cls=cls)
        for ancestor in cls.lineage():
            if isinstance(ancestor, Ext) and ancestor.name in (
                "builtins.str",
                "builtins.int",
                "builtins.float",
                "builtins.dict",
            ):
                return Shape(SCALARS[ancestor.name.rpartition(".")[2]], name, Constraints(custom=True))
        return Shape(Kind.UNKNOWN, name)

    def _named_tuple(self, cls: Class, depth: int) -> Shape:
        """A list with one item a field, of which those with defaults may be missing at its end."""
        fields = annotated(cls)
        least = sum(name not in cls.body.names for name in fields)
        parts = tuple(self.of(self.reader.look(one, home.env), home.env, depth + 1) for one, home, _ in fields.values())
        return Shape(Kind.ARRAY, cls.node.name, _length(least, len(parts)), parts, cls=cls)

    def _root(self, cls: Class, depth: int) -> Shape:
        """A model that is the one value in it."""
        written = annotated(cls).get("root")
        found = root_of(cls) if written is None else self.reader.look(written[0], written[1].env)
        inner = self.of(found, cls.env, depth + 1)
        return replace(inner, name=cls.node.name)

    def _subscripted(self, name: str, base: Value, index: Value, env: Env, depth: int) -> Shape:
        last = name.rpartition(".")[2]
        parts = index.items if isinstance(index, Items) else [index]
        if last == "Literal":
            return _literal(parts)
        if last == "Annotated":
            return self._annotated(parts, env, depth)
        if last in ("Optional", "Union"):
            return self._union([*parts, *([Lit(None)] if last == "Optional" else [])], env, depth)
        if (last in WRAPPERS or name in ROOT_MODELS) and parts:
            return self.of(parts[0], env, depth + 1)
        if last in SEQUENCES or last in ("list", "tuple", "set", "frozenset"):
            items = tuple(self.of(p, env, depth + 1) for p in parts if not (isinstance(p, Lit) and p.value is ...))
            fixed = last in ("tuple", "Tuple") and len(items) == len(parts)
            return Shape(Kind.ARRAY, last, _length(len(items), len(items)) if fixed else Constraints(), items)
        if last in MAPPINGS or last == "dict":
            return Shape(Kind.MAPPING, last, parts=tuple(self.of(p, env, depth + 1) for p in parts))
        return self.of(base, env, depth + 1)

    def _annotated(self, parts: list[Value], env: Env, depth: int) -> Shape:
        if not parts:
            return Shape(Kind.UNKNOWN)
        shape = self.of(parts[0], env, depth + 1)
        for extra in parts[1:]:
            shape = constrained(shape, constraints_of(extra))
        return shape

    def _union(self, parts: list[Value], env: Env, depth: int) -> Shape:
        shapes = [self.of(part, env, depth + 1) for part in parts]
        nullable = any(s.kind is Kind.NULL or s.nullable for s in shapes)
        flat = [p for s in shapes if s.kind is not Kind.NULL for p in (s.parts if s.kind is Kind.UNION else (s,))]
        if not flat:
            return Shape(Kind.NULL, "None")
        if len(flat) == 1:
            return replace(flat[0], nullable=nullable)
        return Shape(Kind.UNION, "Union", parts=tuple(flat), nullable=nullable)

    def _made(self, made: Made, env: Env, depth: int) -> Shape:
        name = dotted(made.callee)
        last = name.rpartition(".")[2]
        if last == "NewType":
            return self.of(made.args.get("tp", 1), env, depth + 1)
        if last == "TypeAliasType":
            return self.of(made.args.get("value", 1), env, depth + 1)
        if last in BOUNDED and name.startswith("pydantic"):
            return Shape(BOUNDED[last][0], last, constraints_of(made))
        if last in ("Enum", "StrEnum"):
            return Shape(Kind.CHOICE, last)
        if last in ("namedtuple", "NamedTuple"):
            return Shape(Kind.ARRAY, last, Constraints(custom=True))
        if last in ("create_model", "TypedDict", "make_dataclass"):
            return Shape(Kind.MODEL, last)
        return Shape(Kind.UNKNOWN, last)


def _length(least: int, most: int) -> Constraints:
    """The limits of a tuple that is as long as it is written."""
    return Constraints({"min_length": least, "max_length": most})


def _literal(parts: list[Value]) -> Shape:
    """The values of `Literal[…]`, those of an alias within it too; null is not one of them."""
    values: list[object] = []
    nullable = False
    for part in parts:
        if isinstance(part, Subscripted) and dotted(part.base).endswith("Literal"):
            inner = _literal(part.index.items if isinstance(part.index, Items) else [part.index])
            found = inner.constraints.limits["enum"]
            values += found if isinstance(found, list) else []
            nullable = nullable or inner.nullable
        elif isinstance(part, Lit) and part.value is None:
            nullable = True
        else:
            values.append(jsonable(part))
    if not values:
        return Shape(Kind.NULL if nullable else Kind.UNKNOWN, "Literal")
    return Shape(Kind.CHOICE, "Literal", Constraints({"enum": values}), nullable=nullable)
