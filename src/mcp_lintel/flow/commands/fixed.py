"""Whether a command line is written out in the code: made of literals, or of parts that a shell takes for one word."""

from collections.abc import Mapping

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import descend
from mcp_lintel.flow.commands.pieces import branch, literal, parts
from mcp_lintel.flow.tables.load import Tables
from mcp_lintel.model.deeds import path_of
from mcp_lintel.model.holders import Holders
from mcp_lintel.model.local import Local
from mcp_lintel.model.scopes import Scope
from mcp_lintel.program.values import Bound, Class, Function, Instance, options

MAX_DEPTH = 12
GIVEN = frozenset({"sys.executable", "sys.platform", "os.name", "os.sep", "os.pathsep", "os.linesep", "os.devnull"})
"""What the interpreter itself tells; no one who sends something has a say in it."""
LOOKING_UP = frozenset({"get", "pop"})
"""Methods that choose among what a fixed collection holds."""


class Fixed:
    """Answers for the expressions of one project; `facts` are its files by path."""

    def __init__(self, facts: Mapping[str, s.FileFacts], holders: Holders, tables: Tables) -> None:
        self._facts = facts
        self._holders = holders
        self._tables = tables
        self._family = frozenset(tables.family("shell"))
        self._locals: dict[int, Local] = {}
        self._rebound: dict[str, frozenset[str]] = {}

    def holds(self, expr: e.Expr, scope: Scope, depth: int = 0) -> bool:
        """Is every text that the expression may give made of what is written in the code?"""
        if depth > MAX_DEPTH:
            return False
        match expr:
            case e.Constant() | e.Compare() | e.Unary():
                return True
            case e.Name(id=name):
                return self._name(name, expr, scope, depth)
            case e.Attribute():
                return self._attribute(expr, scope, depth)
            case e.Call():
                return self._call(expr, scope, depth)
            case e.Subscript(value=value) | e.Await(value=value) | e.Walrus(value=value) | e.Starred(value=value):
                return self.holds(value, scope, depth + 1)
        pieces = parts(expr)
        return pieces is not None and all(self.holds(one, scope, depth + 1) for one in pieces)

    def listed(self, expr: e.Expr, scope: Scope) -> bool:
        """Is the expression a list or a tuple, as far as the body tells?"""
        if isinstance(expr, e.Name):
            return any(isinstance(value, e.Display) for value in self._local(scope).made.get(expr.id, ()))
        return isinstance(expr, e.Display)

    def _name(self, name: str, expr: e.Name, scope: Scope, depth: int) -> bool:
        local = self._local(scope)
        if any(self.holds(among, scope, depth + 1) for among in local.chosen_from(name)):
            return True
        if name in local.open:
            return False
        if name in local.harmless and name not in local.made:
            return True
        if name in local.made:
            return all(self.holds(value, scope, depth + 1) for value in local.made[name])
        if name in self._rebinding(scope.env.path):
            return False
        return all(map(literal, options(scope.env.find(name) or self._holders.held(expr, scope)))) or self._given(
            expr, scope
        )

    def _local(self, scope: Scope) -> Local:
        function = scope.function
        key = id(scope) if function is None else id(function.node)
        if key not in self._locals:
            if function is None:
                facts = self._facts.get(scope.env.path)
                self._locals[key] = Local(facts.body if facts is not None else (), whole=False)
            else:
                self._locals[key] = Local(function.node.body, function.node.params)
        return self._locals[key]

    def _rebinding(self, path: str) -> frozenset[str]:
        """The names of a module that one of its functions binds anew."""
        if path not in self._rebound:
            facts = self._facts.get(path)
            found = (item for item in descend(facts.body if facts is not None else ()) if isinstance(item, s.Scope))
            self._rebound[path] = frozenset(name for item in found if item.kind == "global" for name in item.names)
        return self._rebound[path]

    def _given(self, expr: e.Expr, scope: Scope) -> bool:
        held = options(self._holders.held(expr, scope))
        return bool(held) and all(path_of(option) in GIVEN for option in held)

    def _attribute(self, expr: e.Attribute, scope: Scope, depth: int) -> bool:
        if self._given(expr, scope):
            return True
        bases = options(self._holders.held(expr.value, scope))
        classes = [base.cls if isinstance(base, Instance) else base for base in bases]
        if classes and all(isinstance(cls, Class) for cls in classes):
            return all(self._of_class(cls, expr.attr, depth) for cls in classes if isinstance(cls, Class))
        held = options(self._holders.held(expr, scope))
        return bool(held) and all(map(literal, held))

    def _of_class(self, cls: Class, name: str, depth: int) -> bool:
        """Is an attribute fixed wherever the class and its ancestors set it?"""
        found = 0
        for ancestor in cls.lineage():
            for item in descend(ancestor.node.body) if isinstance(ancestor, Class) else ():
                match item:
                    case s.Assign(targets=(e.Name(id=target),), value=e.Expr()) if target == name:
                        known = ancestor.body.names.get(name)  # type: ignore[union-attr]
                        if item.annotation is not None or known is None or not literal(known):
                            return False
                        found += 1
                    case s.Assign(targets=(e.Attribute(attr=target),)) if target == name:
                        return False
        return found > 0

    def _call(self, call: e.Call, scope: Scope, depth: int) -> bool:
        held = options(self._holders.held(call.func, scope))
        paths = [path.replace("()", "") for path in map(path_of, held) if path]
        rows = [row for path in paths for row in self._tables.sanitisers(path)]
        if any(not row.when and not row.unless and not self._family.isdisjoint(row.clears) for row in rows):
            return True
        if paths:
            receiver = [call.func.value] if isinstance(call.func, e.Attribute) and "()" in path_of(held[0]) else []
            given = [*receiver, *(argument.value for argument in call.args)]
            return all(map(self._carries, paths)) and all(self.holds(one, scope, depth + 1) for one in given)
        if isinstance(call.func, e.Attribute) and self._tables.method(call.func.attr) is not None:
            given = [argument.value for argument in call.args[call.func.attr in LOOKING_UP :]]
            return all(self.holds(one, scope, depth + 1) for one in (call.func.value, *given))
        functions = [one.function if isinstance(one, Bound) else one for one in held]
        return bool(functions) and all(
            isinstance(one, Function) and self._returns(one, self._lists(one, call, scope), depth) for one in functions
        )

    def _carries(self, path: str) -> bool:
        """Does a call outside the project give what it was given, and nothing of its own?"""
        row, tables = self._tables.propagator(path), self._tables
        return row is not None and row.to == "result" and not tables.sources(path) and not tables.sinks(path)

    def _lists(self, function: Function, call: e.Call, scope: Scope) -> frozenset[str]:
        """The parameters of a function that are given a list."""
        names = [param.name for param in function.node.params]
        given = [(a.name or names[i : i + 1], a.value) for i, a in enumerate(call.args) if not a.star]
        return frozenset("".join(name) for name, value in given if self._is_list(value, scope))

    def _is_list(self, expr: e.Expr, scope: Scope, depth: int = 0) -> bool:
        match expr:
            case e.Display() | e.Comprehension(kind="list"):
                return True
            case e.Binary(left=left, op="+", right=right):
                return any(self._is_list(side, scope, depth + 1) for side in (right, left) if depth < MAX_DEPTH)
            case e.Name(id=name):
                local = self._local(scope)
                made = local.made.get(name, ()) if name not in local.open else ()
                return depth < MAX_DEPTH and bool(made) and all(self._is_list(one, scope, depth + 1) for one in made)
        return False

    def _returns(self, function: Function, lists: frozenset[str], depth: int) -> bool:
        """Gives a function what is fixed? `lists` are the parameters that are lists in this call."""
        node, scope = function.node, self._holders.scope(function)
        if isinstance(node, e.Lambda):
            return self.holds(node.body, scope, depth + 1)
        body = descend(node.body, into_functions=False)
        ends = [branch(item.value, lists) for item in body if isinstance(item, s.Return) and item.value is not None]
        return bool(ends) and all(self.holds(end, scope, depth + 1) for end in ends)
