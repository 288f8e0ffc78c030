"""What is bound where: assignment to names, attributes, items and several targets at once, and deletion."""

from mcp_lintel.facts import expressions as e
from mcp_lintel.program.displays import Displays, hashable
from mcp_lintel.program.values import (
    Args,
    Class,
    Env,
    Function,
    Instance,
    Items,
    Lit,
    Made,
    Member,
    ModuleRef,
    Subscripted,
    Table,
    Unknown,
    Value,
    options,
)


class Targets(Displays):
    """Binds values to targets."""

    def assign(self, target: e.Expr, value: Value, env: Env) -> None:
        """Bind a value to a name, attribute, item or several targets."""
        match target:
            case e.Name(id=name):
                env.home(name).names[name] = value
            case e.Attribute(value=base, attr=name):
                for owner in options(self.evaluate(base, env)):
                    self.set_attribute(owner, name, value)
            case e.Subscript(value=base, index=index):
                key = self.evaluate(index, env)
                for owner in options(self.evaluate(base, env)):
                    if isinstance(owner, Made | Member | Subscripted):
                        self.record(Member(owner, "__setitem__"), Args([key, value]), self.place(env, target.span))
                    self._set_item(owner, key, value)
            case e.Display(items=targets):
                self._unpack(targets, value, env)
            case e.Starred(value=inner):
                self.assign(inner, value, env)

    def _set_item(self, owner: Value, key: Value, value: Value) -> None:
        match owner, key:
            case Table(items=table), Lit(value=literal) if hashable(literal):
                table[literal] = value
            case Table(items=table), _ if not isinstance(key, Unknown):
                table[key] = value
            case Items(items=items), Lit(value=int() as at) if -len(items) <= at < len(items):
                items[at] = value
            case ((Table() | Items()), _):
                owner.open = True
        if isinstance(owner, Table | Items):
            self.put_in(owner, value)

    def set_attribute(self, owner: Value, name: str, value: Value) -> None:
        """`owner.name = value`."""
        attrs: dict[str, Value] | None = None
        match owner:
            case Instance(attrs=found) | Made(attrs=found) | Function(attrs=found):
                attrs = found
            case Class(body=body):
                attrs = body.names
            case ModuleRef(path=path):
                attrs = self.module(path).names
            case Member(base=Made() as made, name=middle):
                attrs, name = made.attrs, f"{middle}.{name}"
        if attrs is None:
            return
        if isinstance(owner, Made) and self.conditions and name not in attrs:
            attrs[name] = Member(owner, name)
        self.writes.put(attrs, name, value)

    def _unpack(self, targets: tuple[e.Expr, ...], value: Value, env: Env) -> None:
        items = self.iterate(value)
        starred = next((i for i, t in enumerate(targets) if isinstance(t, e.Starred)), None)
        if items is None or (starred is None and len(items) != len(targets)) or len(items) < len(targets) - 1:
            for target in targets:
                self.assign(target, Unknown(), env)
            return
        if starred is not None:
            rest = len(targets) - starred - 1
            middle = Items("list", items[starred : len(items) - rest])
            items = [*items[:starred], middle, *items[len(items) - rest :]]
        for target, item in zip(targets, items, strict=True):
            self.assign(target, item, env)

    def unbind(self, target: e.Expr, env: Env) -> None:
        """`del target`; behind an undecided test what is there stays."""
        match target:
            case e.Display(items=targets):
                for one in targets:
                    self.unbind(one, env)
            case e.Name(id=name) if not self.conditions:
                env.home(name).names.pop(name, None)
            case e.Subscript(value=base, index=index):
                owner, key = self.evaluate(base, env), self.evaluate(index, env)
                if isinstance(owner, Table) and isinstance(key, Lit) and hashable(key.value) and not self.conditions:
                    owner.items.pop(key.value, None)
                elif isinstance(owner, Items | Table):
                    owner.open = True
                elif isinstance(owner, Made | Member | Subscripted):
                    self.record(Member(owner, "__delitem__"), Args([key]), self.place(env, target.span))
