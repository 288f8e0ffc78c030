"""Which file an import means, in the layouts people use."""

import pytest

from mcp_lintel.program.modules import Modules

SRC = (
    "src/shop/__init__.py",
    "src/shop/app.py",
    "src/shop/tools/__init__.py",
    "src/shop/tools/cart.py",
    "tests/test_a.py",
)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("shop", "src/shop/__init__.py"),
        ("shop.app", "src/shop/app.py"),
        ("shop.tools", "src/shop/tools/__init__.py"),
        ("shop.tools.cart", "src/shop/tools/cart.py"),
        ("shop.gone", None),
        ("os", None),
    ],
)
def test_a_package_below_src_is_found_by_its_own_name(name: str, found: str | None) -> None:
    assert Modules(SRC).absolute(name, "src/shop/tools/other.py") == found
    assert Modules(SRC).absolute(name, "tests/test_a.py") == found


@pytest.mark.parametrize(
    ("level", "name", "importer", "found"),
    [
        (1, "app", "src/shop/__init__.py", "src/shop/app.py"),
        (1, "", "src/shop/app.py", "src/shop/__init__.py"),
        (2, "", "src/shop/tools/cart.py", "src/shop/__init__.py"),
        (2, "app", "src/shop/tools/cart.py", "src/shop/app.py"),
        (1, "tools.cart", "src/shop/app.py", "src/shop/tools/cart.py"),
        (1, "gone", "src/shop/app.py", None),
        (9, "gone", "src/shop/app.py", None),
    ],
)
def test_relative_imports_count_from_the_importing_file(
    level: int, name: str, importer: str, found: str | None
) -> None:
    assert Modules(SRC).relative(level, name, importer) == found


def test_submodules_of_a_package() -> None:
    modules = Modules(SRC)
    assert modules.child("src/shop/__init__.py", "app") == "src/shop/app.py"
    assert modules.child("src/shop/__init__.py", "tools") == "src/shop/tools/__init__.py"
    assert modules.child("src/shop/app.py", "tools") is None
    assert modules.child("src/shop/__init__.py", "gone") is None


def test_a_flat_layout_and_the_siblings_of_a_script() -> None:
    modules = Modules(["server.py", "helpers.py", "scripts/run.py", "scripts/shared.py"])
    assert modules.absolute("helpers", "server.py") == "helpers.py"
    assert modules.absolute("shared", "scripts/run.py") == "scripts/shared.py"
    assert modules.absolute("helpers", "scripts/run.py") == "helpers.py"
    assert modules.absolute("shared", "server.py") is None


def test_a_sibling_in_a_package_does_not_hide_the_standard_library() -> None:
    modules = Modules(["shop/__init__.py", "shop/json.py", "shop/tools.py", "shop/a.py", "loose/json.py", "loose/a.py"])
    assert modules.absolute("json", "shop/a.py") is None
    assert modules.absolute("json", "loose/a.py") == "loose/json.py"
    assert modules.absolute("tools", "shop/a.py") == "shop/tools.py"


def test_a_folder_without_init_is_a_namespace_package() -> None:
    modules = Modules(["app/server.py", "app/tools/cart.py"])
    assert modules.absolute("app", "app/server.py") == "app"
    assert modules.absolute("app.tools", "app/server.py") == "app/tools"
    assert modules.child("app", "tools") == "app/tools"
    assert modules.child("app/tools", "cart") == "app/tools/cart.py"


@pytest.mark.parametrize("name", ["mcp", "mcp.server.fastmcp", "fastmcp", "logging", "typing"])
def test_a_local_folder_does_not_shadow_the_framework(name: str) -> None:
    modules = Modules(["mcp/__init__.py", "mcp/server/fastmcp.py", "fastmcp.py", "logging.py", "typing.py", "a.py"])
    assert modules.absolute(name, "a.py") is None


def test_a_local_folder_called_mcp_is_reached_by_relative_imports() -> None:
    assert Modules(["app/mcp/tools.py", "app/a.py"]).relative(1, "mcp.tools", "app/a.py") == "app/mcp/tools.py"


def test_a_module_that_has_the_name_of_what_it_imports_does_not_mean_itself() -> None:
    assert Modules(["redis.py"]).absolute("redis", "redis.py") is None
    assert Modules(["redis.py", "src/redis/__init__.py"]).absolute("redis", "redis.py") == "src/redis/__init__.py"


def test_a_project_in_a_monorepo_is_searched_from_its_own_folder() -> None:
    paths = ["a/src/shop/app.py", "b/src/shop/app.py", "a/run.py", "b/run.py"]
    assert Modules(paths, "a").absolute("shop.app", "a/run.py") == "a/src/shop/app.py"
    assert Modules(paths, "b").absolute("shop.app", "b/run.py") == "b/src/shop/app.py"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("src/shop/tools/cart.py", "shop.tools.cart"),
        ("src/shop/__init__.py", "shop"),
        ("tests/test_a.py", "tests.test_a"),
    ],
)
def test_modules_have_the_name_people_would_use(path: str, name: str) -> None:
    assert Modules(SRC).name(path) == name


def test_the_root_itself_may_be_a_package() -> None:
    modules = Modules(["__init__.py", "a.py"])
    assert modules.relative(1, "a", "__init__.py") == "a.py"
    assert modules.child("__init__.py", "a") == "a.py"


def test_a_package_that_imports_itself_by_its_full_name_is_found_for_its_modules_too() -> None:
    modules = Modules(["pkg/__init__.py", "pkg/tools/__init__.py", "pkg/tools/write.py"])
    assert modules.absolute("pkg.tools", "pkg/tools/__init__.py") == "pkg/tools/__init__.py"
    assert modules.absolute("pkg.tools", "pkg/tools/write.py") == "pkg/tools/__init__.py"
