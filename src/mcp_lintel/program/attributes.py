"""Attributes of values: names of modules, members of objects and classes, methods of literals and collections."""

from abc import abstractmethod

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.program import known_inspect, known_objects
from mcp_lintel.program.operators import ENUMS
from mcp_lintel.program.statements import Statements
from mcp_lintel.program.values import (
    Args,
    Bound,
    Class,
    Declared,
    Ext,
    Function,
    Instance,
    Items,
    Lit,
    Made,
    Member,
    ModuleRef,
    Signature,
    Super,
    Table,
    Union,
    Unknown,
    Value,
    union,
)
from mcp_lintel.text.span import Place

MODULE_INFO = ("module_finder", "name", "ispkg")
"""The fields of what `pkgutil.iter_modules` gives."""


class Attributes(Statements):
    """Reads attributes."""

    @abstractmethod
    def invoke(self, function: Function, args: Args) -> Value:
        """Run a function's body with the given arguments."""

    def attribute(self, value: Value, name: str, place: Place) -> Value:
        """`value.name`."""
        match value:
            case ModuleRef(path=path):
                return self._module_attribute(path, name)
            case Instance():
                return self._instance_attribute(value, name, place)
            case Class():
                return self._class_attribute(value, name, place)
            case Function():
                return self._function_attribute(value, name)
            case Bound(function=Function() as function):
                parts: dict[str, Value] = {"__self__": value.receiver, "__func__": function}
                return parts.get(name) or self._function_attribute(function, name)
            case Super(receiver=receiver, after=after):
                return self._super_attribute(receiver, after, name)
            case Ext(name=outer):
                return Ext(f"{outer}.{name}")
            case Made(attrs=attrs) if name in attrs:
                return attrs[name]
            case Made() if known_objects.of_framework(value):
                return known_objects.attribute(self, value, name, place) or Member(value, name)
            case Member(base=Made(attrs=attrs), name=middle) if f"{middle}.{name}" in attrs:
                return attrs[f"{middle}.{name}"]
            case Declared() | Signature():
                return known_inspect.attribute(self, value, name)
            case Lit(value=str()):
                return Bound(Ext(f"str.{name}"), value)
            case Items(kind="ModuleInfo", items=items) if name in MODULE_INFO:
                return items[MODULE_INFO.index(name)]
            case Items():
                return Bound(Ext(f"list.{name}"), value)
            case Table():
                return Bound(Ext(f"dict.{name}"), value)
            case Union(alternatives):
                return union(*[self.attribute(option, name, place) for option in alternatives])
            case Lit():
                return Unknown(f"an attribute of {value.value!r}"[:80])
        return Member(value, name)

    def _module_attribute(self, path: str, name: str) -> Value:
        names = self.module(path).names
        if name == "__file__":
            return Member(ModuleRef(path), name)
        if name == "__name__":
            return Lit(self.modules.name(path))
        if name in names:
            return names[name]
        child = self.modules.child(path, name)
        if child is None:
            return Unknown(f"`{name}` is not defined in its module")
        self.module(child)
        return ModuleRef(child)

    def _instance_attribute(self, instance: Instance, name: str, place: Place) -> Value:
        if name in instance.attrs:
            return instance.attrs[name]
        found = instance.cls.find(name)
        if found is not None:
            return self.descriptor(found, instance, instance.cls)
        if name == "__class__":
            return instance.cls
        outside = any(isinstance(c, Ext) and c.name != "builtins.object" for c in instance.cls.lineage())
        return Member(instance, name) if outside else Unknown(f"attribute `{name}`")

    def descriptor(self, found: Value, receiver: Value, cls: Class) -> Value:
        """What reading a class attribute through an object gives."""
        if not isinstance(found, Function):
            return found
        match found.kind:
            case "static":
                return found
            case "class":
                return Bound(found, cls)
            case "property":
                return self.invoke(found, Args([receiver]))
        return Bound(found, receiver)

    def _class_attribute(self, cls: Class, name: str, place: Place) -> Value:
        if name == "__name__":
            return Lit(cls.node.name)
        if name == "__doc__":
            return Lit(docstring(cls.node.body))
        found = cls.find(name)
        if found is None:
            return Member(cls, name)
        if isinstance(found, Function):
            return Bound(found, cls) if found.kind == "class" else found
        if cls.derives(*ENUMS) and not name.startswith("_"):
            return Instance(cls, place, {"name": Lit(name), "value": _member_value(cls, name)})
        return found

    def _function_attribute(self, function: Function, name: str) -> Value:
        if name in function.attrs:
            return function.attrs[name]
        inner = function.wraps if isinstance(function.wraps, Function) else function
        match name:
            case "__name__" | "__qualname__":
                return inner.attrs.get("__name__") or Lit(inner.name)
            case "__doc__":
                return inner.attrs.get("__doc__") or Lit(
                    docstring(inner.node.body) if isinstance(inner.node, s.Function) else None
                )
            case "__module__":
                return Lit(self.modules.name(inner.env.path))
            case "__wrapped__":
                return inner
        return Unknown(f"attribute `{name}` of a function")

    def _super_attribute(self, receiver: Instance, after: Class, name: str) -> Value:
        lineage = list(receiver.cls.lineage())
        behind = lineage[lineage.index(after) + 1 :] if after in lineage else []
        for cls in behind:
            if isinstance(cls, Class) and name in cls.body.names:
                return self.descriptor(cls.body.names[name], receiver, cls)
        return Member(receiver, name)


def _member_value(cls: Class, name: str) -> Value:
    """The value of an enum's member; `auto()` gives the lower-case name of a StrEnum, else one more than before."""
    last: Value = Lit(0)
    for member, value in cls.body.names.items():
        if member.startswith("_") or isinstance(value, Function):
            continue
        if _is_auto(value):
            number = last.value if isinstance(last, Lit) and isinstance(last.value, int) else None
            value = Unknown("enum.auto()") if number is None else Lit(number + 1)
            value = Lit(member.lower()) if cls.derives("enum.StrEnum") else value
        if member == name:
            return value
        last = value
    return cls.find(name) or Unknown()


def _is_auto(value: Value) -> bool:
    return isinstance(value, Made) and isinstance(value.callee, Ext) and value.callee.name == "enum.auto"


def docstring(body: s.Body) -> str | None:
    """The docstring of a body as written, or None."""
    match body:
        case (s.Evaluate(value=e.Constant(value=str() as text)), *_):
            return text
    return None
