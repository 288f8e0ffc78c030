"""Objects of project classes: what a constructor puts into them, and what the types of fields make harmless."""

from collections.abc import Callable

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.flow.declared.kinds import clears
from mcp_lintel.flow.declared.validated import in_order
from mcp_lintel.flow.domain.taints import cleared
from mcp_lintel.flow.domain.values import deep, part
from mcp_lintel.flow.frames.actuals import Actuals
from mcp_lintel.flow.frames.protocols import Evaluating
from mcp_lintel.flow.types import ABSENT, NOTHING, Runnable, Value
from mcp_lintel.program import values as p
from mcp_lintel.program.operators import ENUMS

MODELS = ("pydantic.BaseModel", "pydantic.main.BaseModel", "sqlmodel.SQLModel", "pydantic_settings.BaseSettings")
INDEXED = ("typing.NamedTuple", "typing_extensions.NamedTuple")
DICTS = ("typing.TypedDict", "typing_extensions.TypedDict")
Run = Callable[[Runnable, Actuals, e.Expr], Value]


class Models:
    """Makes objects."""

    def __init__(self, evaluator: Evaluating, run: Run) -> None:
        self.evaluator = evaluator
        self.engine = evaluator.engine
        self.run = run

    def made(self, cls: p.Class, actuals: Actuals, expr: e.Expr) -> Value:
        """An object of a class."""
        if cls.derives(*ENUMS):
            return self._member(actuals)
        init = cls.find("__init__")
        if isinstance(init, p.Function):
            return self._initialised(init, cls, actuals, expr)
        fields: dict[str, Value] = {}
        for position, name in enumerate(_declared(cls)):
            value = actuals.get(position, name)
            if value is None and actuals.more is not None:
                value = part(actuals.more, f"[{name}]")
            if value is not None and value is not NOTHING:
                fields[f".{name}"] = self._validated(cls, name, self._typed(value, name, cls), expr)
        if cls.derives(*INDEXED):
            names = list(_declared(cls))
            fields |= {f"[{names.index(key[1:])}]": value for key, value in fields.items()}
        elif cls.derives(*DICTS):
            return Value(None, ABSENT, {f"[{key[1:]}]": value for key, value in fields.items()}, (), "dict")
        made = Value(None, ABSENT, fields, (), "object", (), cls)
        after = cls.find("__post_init__") or cls.find("model_post_init")
        return self._initialised(after, cls, Actuals(), expr, made) if isinstance(after, p.Function) else made

    def _member(self, actuals: Actuals) -> Value:
        """A member of an enum: the call raises for anything else."""
        value = actuals.get(0) or NOTHING
        return cleared(value, ("any",))

    def _initialised(
        self, init: p.Function, cls: p.Class, actuals: Actuals, expr: e.Expr, bare: Value | None = None
    ) -> Value:
        """What `__init__` sets on a new object; `bare` is what it holds already."""
        state = self.evaluator.state
        name = "*new*"
        kept = state.names.get(name)
        state.names[name] = bare or Value(kind="object", cls=cls)
        given = actuals.behind(state.names[name])
        given.written[0] = e.Name(expr.span, name)
        self.run(Runnable(init), given, expr)
        made = state.names[name]
        if kept is None:
            del state.names[name]
        else:
            state.names[name] = kept
        return Value(made.taints, ABSENT, made.fields, (), "object", (), cls)

    def _typed(self, value: Value, name: str, cls: p.Class) -> Value:
        """What a field's type and limits let through, for classes that check them."""
        if not deep(value) or not cls.derives(*MODELS):
            return value
        shape = self.engine.parts.fields(cls).get(name)
        kinds = clears(shape) if shape is not None else None
        return cleared(value, kinds) if kinds else value

    def _validated(self, cls: p.Class, name: str, value: Value, expr: e.Expr) -> Value:
        """What the validators of a field make of it."""
        shape = self.engine.parts.fields(cls).get(name)
        for function, position, more in in_order(shape.constraints.validators) if shape is not None else ():
            given = Actuals([*[NOTHING] * position, value, *more])
            result = self.run(Runnable(function), given, expr)
            value = result if result is not NOTHING else value
        return value


def _declared(cls: p.Class) -> list[str]:
    """The annotated fields of a class and its ancestors, theirs first."""
    seen: dict[str, None] = {}
    for ancestor in reversed([one for one in cls.lineage() if isinstance(one, p.Class)]):
        for item in ancestor.node.body:
            match item:
                case s.Assign(targets=(e.Name(id=name),), annotation=e.Expr()):
                    seen[name] = None
    return list(seen)
