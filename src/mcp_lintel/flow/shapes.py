"""The declared type of a part of a parameter: a field of a model, an item of a list."""

from mcp_lintel.facts import statements as s
from mcp_lintel.flow.engine import Engine
from mcp_lintel.model.types import Shape
from mcp_lintel.program import values as p


def shape_at(engine: Engine, function: p.Function, name: str, path: tuple[str, ...]) -> Shape | None:
    """The shape of a part of a parameter; None where its type does not tell."""
    param = next((one for one in function.node.params if one.name == name), None)
    if param is None or param.annotation is None:
        return None
    found = _into(engine, engine.reader.look(param.annotation, function.env), function.env, path)
    return None if found is None else engine.shapes.of(found[0], found[1])


def owner_of(engine: Engine, function: p.Function, name: str, path: tuple[str, ...]) -> p.Class | None:
    """The class whose field the last step of a path is."""
    param = next((one for one in function.node.params if one.name == name), None)
    if param is None or param.annotation is None or path[-1][0] != ".":
        return None
    found = _into(engine, engine.reader.look(param.annotation, function.env), function.env, path[:-1])
    options = _alternatives(found[0]) if found is not None else []
    return next((one for one in options if isinstance(one, p.Class)), None)


def _into(engine: Engine, value: p.Value, env: p.Env, path: tuple[str, ...]) -> tuple[p.Value, p.Env] | None:
    """The annotation of a part, with the scope it was written in."""
    if not path:
        return value, env
    step, rest = path[0], path[1:]
    for option in _alternatives(value):
        match option:
            case p.Class():
                found = _field(engine, option, step.strip(".[]"))
                if found is not None:
                    return _into(engine, *found, rest)
            case p.Subscripted(index=index) if step[0] == "[":
                items = index.items if isinstance(index, p.Items) else [index]
                return _into(engine, items[-1], env, rest)
    return None


def _alternatives(value: p.Value) -> list[p.Value]:
    """What a type may be: the members of a union, what stands in Annotated or Optional."""
    found: list[p.Value] = []
    for option in p.options(value):
        if isinstance(option, p.Subscripted):
            name = p.dotted(option.base).rpartition(".")[2]
            inner = option.index.items if isinstance(option.index, p.Items) else [option.index]
            if name in ("Annotated", "Required", "NotRequired"):
                found += _alternatives(inner[0])
                continue
            if name in ("Optional", "Union"):
                found += [each for one in inner for each in _alternatives(one)]
                continue
        found.append(option)
    return found


def _field(engine: Engine, cls: p.Class, name: str) -> tuple[p.Value, p.Env] | None:
    for ancestor in cls.lineage():
        for item in ancestor.node.body if isinstance(ancestor, p.Class) else ():
            match item:
                case s.Assign(targets=(target,), annotation=annotation) if (
                    annotation is not None and getattr(target, "id", "") == name
                ):
                    env = ancestor.env  # type: ignore[union-attr]
                    return engine.reader.look(annotation, env), env
    return None
