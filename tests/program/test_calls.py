"""What calls do: decorators, closures, partials, methods, subclasses of outside classes, context managers."""

from mcp_lintel.program.values import Function, Instance, Made

from .reading import UNKNOWN, OneOf, events, read, seen


def registered(source: str) -> list[object]:
    """The symbols of the functions handed to a decorator of `mcp.tool()`, in order."""
    found = events(read("from fastmcp import FastMCP\nmcp = FastMCP('a')\n" + source), "fastmcp.FastMCP().tool()")
    return [v.symbol if isinstance(v, Function) else v for event in found for v in event.args.positional]


def test_a_decorator_of_something_outside_is_an_event_and_leaves_the_function() -> None:
    reader = read("from fastmcp import FastMCP\nmcp = FastMCP('a')\n@mcp.tool(name='x')\ndef f(): ...\nseen(f)")
    made, tool, applied, last = reader.events
    assert isinstance(made.result, Made)
    assert (tool.args.get("name"), applied.callee) == (tool.args.named["name"], tool.result)
    assert reader.facts("main.py") is not None
    assert isinstance(last.args.positional[0], Function)
    assert last.args.positional[0] is applied.args.positional[0]


def test_a_decorator_factory_of_the_project_is_followed() -> None:
    source = """
def tool(name):
    def decorate(f):
        seen(name, f)
        return mcp.tool()(f)
    return decorate
@tool('x')
def get(): ...
"""
    assert registered(source) == ["main.get"]
    assert seen("mcp = seen\n" + source.replace("mcp.tool()(f)", "f")) == [("x", "<function main.get>")]


def test_a_wrapper_made_with_functools_wraps_has_the_name_and_docs_of_what_it_wraps() -> None:
    source = """
        import functools
        def logged(f):
            @functools.wraps(f)
            def wrapper(*args, **kwargs):
                return f(*args, **kwargs)
            return wrapper
        @logged
        def get(a): 'Gets.'; return a
        seen(get.__name__, get.__doc__, get(1), get.__wrapped__)
    """
    assert seen(source) == [("get", "Gets.", 1, "<function main.get>")]


def test_a_wrapper_without_wraps_has_its_own_name() -> None:
    source = "def d(f):\n    def wrapper(): return f()\n    return wrapper\n@d\ndef get(): ...\nseen(get.__name__)"
    assert seen(source) == ["wrapper"]


def test_a_name_or_description_set_afterwards_counts() -> None:
    source = "def f(): ...\nf.__name__ = 'get'\nf.__doc__ = 'Gets.'\nf.extra = 1\nseen(f.__name__, f.__doc__, f.extra)"
    assert seen(source) == [("get", "Gets.", 1)]


def test_a_partial_passes_what_it_holds_first() -> None:
    source = """
        from functools import partial
        def f(a, b, c=3): seen(a, b, c)
        partial(f, 1)(2)
        partial(partial(f, b=5), 4)(c=6)
    """
    assert seen(source) == [(1, 2, 3), (4, 5, 6)]


def test_closures_keep_the_names_of_their_own_call() -> None:
    source = """
        def make(name):
            def tool(): seen(name)
            return tool
        tools = [make(n) for n in ('a', 'b')]
        for tool in tools: tool()
    """
    assert seen(source) == ["a", "b"]


def test_arguments_are_bound_as_python_binds_them() -> None:
    source = """
        def f(a, /, b, *rest, c=3, **more): seen(a, b, rest, c, more)
        f(1, 2); f(1, 2, 4, 5, c=6, d=7); f(1, b=2); f(*[1, 2], **{'c': 9})
        f(*unknown)
    """
    found = seen(source)
    assert found[:4] == [(1, 2, (), 3, {}), (1, 2, (4, 5), 6, {"d": 7}), (1, 2, (), 3, {}), (1, 2, (), 9, {})]
    assert found[4] == (UNKNOWN, UNKNOWN, ("<more>",), OneOf([3, UNKNOWN]), {"<more>": "<more>"})


def test_a_default_is_evaluated_where_the_function_stands() -> None:
    assert seen("A = 1\ndef f(x=A): seen(x)\nA = 2\nf()") == [1]


def test_a_function_gives_what_it_returns_on_each_path() -> None:
    source = """
        def f(x):
            if unknown: return 'a'
            if x: return 'b'
            return 'c'
        def g():
            if unknown: return 'a'
        def h():
            if unknown: return 'a'
            else: raise ValueError
        seen(f(1), g(), h())
    """
    assert seen(source) == [(OneOf(["a", "b"]), OneOf(["a", None]), "a")]


def test_a_server_kept_in_self_is_the_same_server_in_every_method() -> None:
    source = """
        from fastmcp import FastMCP
        class Shop:
            def __init__(self, name):
                self.mcp = FastMCP(name)
                self._register()
            def _register(self):
                @self.mcp.tool()
                def get(): ...
                self.mcp.tool()(self.put)
            def put(self): ...
        Shop('shop').mcp.run()
    """
    reader = read(source)
    names = [(event.callee, event.symbol) for event in reader.events]
    server = reader.events[0].result
    assert [n for _, n in names][:2] == ["main.Shop.__init__", "main.Shop._register"]
    run = events(reader, "fastmcp.FastMCP().run")
    assert len(run) == 1
    assert getattr(run[0].callee, "base", None) is server
    assert len(events(reader, "fastmcp.FastMCP().tool()")) == 2


def test_a_subclass_of_an_outside_class_is_built_with_what_super_gets() -> None:
    source = """
        from fastmcp import FastMCP
        class Base(FastMCP):
            def __init__(self, name, **kw):
                super().__init__(name=f'{name}-server', **kw)
                self.tool()(self.get)
            def get(self): ...
        class Shop(Base):
            def __init__(self):
                super().__init__('shop', version='1')
        seen(Shop())
    """
    reader = read(source)
    built, tool, applied, last = reader.events
    instance = last.args.positional[0]
    assert isinstance(instance, Instance)
    assert built.result is instance
    assert {name: getattr(v, "value", None) for name, v in built.args.named.items()} == {
        "name": "shop-server",
        "version": "1",
    }
    assert getattr(tool.callee, "base", None) is instance
    assert applied.callee is tool.result


def test_a_subclass_without_init_is_built_with_the_call_itself() -> None:
    reader = read("from fastmcp import FastMCP\nclass Shop(FastMCP): ...\nshop = Shop('a')")
    assert [(event.callee.name, len(event.args.positional)) for event in reader.events] == [("fastmcp.FastMCP", 1)]  # type: ignore[attr-defined]


def test_methods_properties_class_and_static_methods() -> None:
    source = """
        class A:
            x = 1
            def __init__(self): self.y = 2
            def m(self, a): return (self.y, a)
            @property
            def p(self): return self.y
            @classmethod
            def c(cls): return cls.x
            @staticmethod
            def s(a): return a
            def __call__(self, a): return a
        a = A()
        seen(a.m(3), A.m(a, 4), a.p, a.c(), A.c(), a.s(5), A.s(6), a(7), a.x, A.__name__, a.__class__.x)
    """
    assert seen(source) == [((2, 3), (2, 4), 2, 1, 1, 5, 6, 7, 1, "A", 1)]


def test_inherited_and_overridden_methods() -> None:
    source = """
        class A:
            def name(self): return 'a'
            def full(self): return f'{self.name()}!'
        class M:
            def extra(self): return 'm'
        class B(M, A):
            def name(self): return 'b' + super().name()
        seen(B().full(), B().extra())
    """
    assert seen(source) == [("ba!", "m")]


def test_a_subclass_hook_sees_every_subclass() -> None:
    source = """
        class Tool:
            registry = []
            def __init_subclass__(cls, **kw):
                Tool.registry.append(cls)
        class A(Tool): name = 'a'
        class B(Tool): name = 'b'
        for t in Tool.registry: seen(t.name)
    """
    assert seen(source) == ["a", "b"]


def test_context_managers_bind_what_they_yield_or_return() -> None:
    source = """
        from contextlib import contextmanager, asynccontextmanager
        @contextmanager
        def one():
            yield 'a'
        @asynccontextmanager
        async def two():
            try: yield {'b': 1}
            finally: seen('closed')
        class Three:
            def __enter__(self): return 'c'
            def __exit__(self, *a): ...
        class Four:
            async def __aenter__(self): return self
        async def main():
            with one() as a, Three() as c: seen(a, c)
            async with two() as b: seen(b)
            async with Four() as d: seen(d)
            with open('x') as f: seen(f)
        import asyncio
        asyncio.run(main())
    """
    assert sorted(map(str, seen(source))) == sorted(
        ["('a', 'c')", "closed", "{'b': 1}", "<instance main.Four>", "<builtins.open()>"]
    )


def test_generators_are_iterated() -> None:
    source = "def names():\n    yield 'a'\n    yield from ['b', 'c']\nfor n in names(): seen(n)\nseen([*names()])"
    assert seen(source) == ["a", "b", "c", ["a", "b", "c"]]


def test_a_function_in_another_module_registers_on_the_server_it_is_given() -> None:
    files = {
        "server.py": "from fastmcp import FastMCP\nimport tools\nmcp = FastMCP('a')\ntools.register(mcp, prefix='x')",
        "tools.py": "def register(mcp, prefix=''):\n    @mcp.tool(name=f'{prefix}_get')\n    def get(): ...",
    }
    reader = read(files)
    (tool,) = events(reader, "fastmcp.FastMCP().tool")
    assert tool.place.path == "tools.py"
    assert tool.symbol == "tools.register"
    assert getattr(tool.args.named["name"], "value", None) == "x_get"
    assert getattr(tool.callee, "base", None) is reader.envs["server.py"].names["mcp"]


def test_a_dict_of_functions_is_a_dispatch() -> None:
    source = "def a(): return 1\ndef b(): return 2\nT = {'a': a, 'b': b}\nseen(T['a'](), [f() for f in T.values()])"
    assert seen(source) == [(1, [1, 2])]


def test_a_lambda_that_calls_itself_ends() -> None:
    assert seen("f = lambda x: f(x)\nseen(f(1))") == [UNKNOWN]


def test_setattr_and_class_attributes_set_from_outside() -> None:
    assert seen("class A: ...\nA.x = 1\nsetattr(A, 'y', 2)\nseen(A.x, A().y)") == [(1, 2)]
