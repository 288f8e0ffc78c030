"""What the project's own classes are as types: the values of enums, the items of named tuples, the root of a model.

Source: pydantic 2's JSON schema of enums, `typing.NamedTuple` and `RootModel`.
"""

from inspect import cleandoc

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import spelled
from mcp_lintel.model.constraints import UNREAD, jsonable
from mcp_lintel.program.attributes import docstring
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.program.values import Class, Ext, Function, Subscripted, Value, dotted, options
from mcp_lintel.text.span import Place

ROOT_MODELS = ("pydantic.RootModel", "pydantic.root_model.RootModel")
NAMED_TUPLES = ("typing.NamedTuple", "typing_extensions.NamedTuple")


def enum_values(cls: Class, reader: Interpreter) -> list[object] | None:
    """The values of an enum's members in their order, `?` for one that cannot be read; None where it has none."""
    own_values = any(isinstance(c, Class) and "__new__" in c.body.names for c in cls.lineage())
    found: list[object] = []
    place = Place(cls.env.path, cls.node.name_span)
    for name, value in cls.body.names.items():
        if name.startswith("_") or isinstance(value, Function | Class):
            continue
        member = jsonable(reader.attribute(cls, name, place))
        found.append(UNREAD if own_values or isinstance(member, list | dict) else member)
    return found or None


def annotated(cls: Class) -> dict[str, tuple[e.Expr, Class, Place]]:
    """The annotated names of a class and its ancestors: annotation, the class it stands in, and its place."""
    found: dict[str, tuple[e.Expr, Class, Place]] = {}
    for ancestor in reversed([c for c in cls.lineage() if isinstance(c, Class)]):
        for statement in ancestor.node.body:
            match statement:
                case s.Assign(targets=(e.Name(id=name, span=span),), annotation=e.Expr() as annotation):
                    found[name] = annotation, ancestor, Place(ancestor.env.path, span)
    return found


def root_of(cls: Class) -> Value | None:
    """The `T` of a class that derives from `RootModel[T]`, as a value."""
    for ancestor in cls.lineage():
        for base in ancestor.bases if isinstance(ancestor, Class) else ():
            for option in options(base):
                if isinstance(option, Subscripted) and dotted(option.base) in ROOT_MODELS:
                    return option.index
    return None


def is_dataclass(cls: Class) -> bool:
    """Does a decorator make it a dataclass, or one of its ancestors?"""
    names = {"dataclass", "define", "frozen", "attrs"}
    for decorator in cls.node.decorators:
        if spelled(decorator).rpartition(".")[2] in names:
            return True
    return any(isinstance(b, Class) and is_dataclass(b) for b in cls.bases for b in options(b))


def class_words(cls: Class) -> str | None:
    """The docstring that a schema of a class has as its description; a named tuple's has none."""
    words = docstring(cls.node.body)
    if any(isinstance(c, Ext) and c.name in NAMED_TUPLES for c in cls.lineage()):
        return None
    return cleandoc(words) or None if words else None
