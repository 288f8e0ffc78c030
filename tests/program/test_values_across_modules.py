"""What names mean across files: imports, constants, cycles, what stands in for what cannot be imported."""

from .reading import UNKNOWN, OneOf, seen


def test_constants_cross_modules() -> None:
    assert seen(
        {"config.py": "NAME = 'shop'", "main.py": "from config import NAME as n\nimport config\nseen(n, config.NAME)"}
    ) == [("shop", "shop")]


def test_constants_cross_packages_by_relative_imports_and_re_exports() -> None:
    files = {
        "src/shop/__init__.py": "from .deep import NAME",
        "src/shop/deep/__init__.py": "from .names import *\nfrom .names import _HIDDEN",
        "src/shop/deep/names.py": "NAME = 'a'\n_HIDDEN = 'b'",
        "src/shop/app.py": "import shop\nfrom . import deep\nfrom .deep import names\n"
        "seen(shop.NAME, deep._HIDDEN, names.NAME)",
    }
    assert seen(files) == [("a", "b", "a")]


def test_a_star_import_leaves_out_private_names() -> None:
    files = {"a.py": "X = 1\n_Y = 2", "main.py": "from a import *\nseen(X)\nseen(_Y)"}
    assert seen(files) == [1, UNKNOWN]


def test_a_star_import_takes_what_dunder_all_lists() -> None:
    files = {"a.py": "__all__ = ['_Y']\nX = 1\n_Y = 2", "main.py": "from a import *\nseen(_Y)\nseen(X)"}
    assert seen(files) == [2, UNKNOWN]


def test_modules_that_import_one_another_see_what_is_there_so_far() -> None:
    files = {
        "a.py": "FIRST = 1\nfrom b import LATER\nSECOND = LATER + 1",
        "b.py": "import a\nLATER = a.FIRST + 1\ndef show(): seen(a.SECOND)",
        "main.py": "import b\nb.show()",
    }
    assert seen(files) == [3]


def test_a_submodule_is_an_attribute_of_its_package() -> None:
    files = {
        "shop/__init__.py": "",
        "shop/a.py": "X = 1",
        "main.py": "import shop.a\nimport shop.a as s\nseen(shop.a.X, s.X)",
    }
    assert seen(files) == [(1, 1)]


def test_a_name_outside_the_project_keeps_its_dotted_name_under_any_alias() -> None:
    source = """
        import mcp.server.fastmcp as m
        from fastmcp import FastMCP as F
        seen(m.FastMCP, F, F.run)
    """
    assert seen(source) == [("<mcp.server.fastmcp.FastMCP>", "<fastmcp.FastMCP>", "<fastmcp.FastMCP.run>")]


def test_a_failing_import_leaves_both_options() -> None:
    source = """
        try:
            from fastmcp import FastMCP
        except ImportError:
            from mcp.server.fastmcp import FastMCP
        seen(FastMCP)
    """
    assert seen(source) == [OneOf(["<fastmcp.FastMCP>", "<mcp.server.fastmcp.FastMCP>"])]


def test_a_failing_import_with_none_for_it_leaves_both_options() -> None:
    source = "try:\n    import redis\nexcept ImportError:\n    redis = None\nseen(redis)"
    assert seen(source) == [OneOf(["<redis>", None])]


def test_import_module_with_a_constant_name_is_an_import() -> None:
    files = {
        "shop/__init__.py": "",
        "shop/a.py": "X = 1",
        "main.py": "import importlib\nfor n in ['a']: seen(importlib.import_module(f'shop.{n}').X)\n"
        "importlib.import_module(seen).Y",
    }
    assert seen(files) == [1]


def test_relative_import_module_counts_from_the_package_it_names() -> None:
    files = {
        "shop/__init__.py": "",
        "shop/a.py": "X = 1",
        "shop/deep/__init__.py": "",
        "shop/deep/b.py": "import importlib\nseen(importlib.import_module('..a', package='shop.deep').X)\n"
        "seen(importlib.import_module('.a', 'shop').X)\nseen(importlib.import_module('.b', __package__))",
    }
    assert seen(files)[:2] == [1, 1]


def test_names_for_type_checkers_are_known() -> None:
    files = {
        "a.py": "class A: ...",
        "main.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from a import A\nseen(A)",
    }
    assert seen(files) == ["<class a.A>"]


def test_global_names_are_set_from_functions() -> None:
    source = """
        server = None
        def start():
            global server, fresh
            server, fresh = 'on', 'new'
            def inner(): seen(server)
            inner()
        start()
        seen(server, fresh)
    """
    assert seen(source) == ["on", ("on", "new")]


def test_nonlocal_names_are_set_in_the_scope_that_has_them() -> None:
    source = """
        name = 'module'
        def outer():
            name = 'outer'
            def inner():
                nonlocal name
                name = 'inner'
            inner()
            seen(name)
        outer()
        seen(name)
    """
    assert seen(source) == ["inner", "module"]


def test_a_global_import_or_class_or_function_is_bound_in_the_module() -> None:
    source = """
        def load():
            global os, A, f
            import os
            class A: ...
            def f(): ...
        load()
        seen(os)
        seen(A)
        seen(f)
    """
    assert [str(x).partition(" ")[0] for x in seen(source)] == ["<os>", "<class", "<function"]


def test_a_deleted_or_unknown_name_is_unknown() -> None:
    assert seen("seen(never_set)\nseen(print)") == [UNKNOWN, "<builtins.print>"]
