"""Where keys and values of a TOML file stand."""

import json
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from mcp_lintel.artifacts.faults import ParseError
from mcp_lintel.artifacts.tomlfile import TomlFile
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place

DOCUMENT = '''# ☃ a comment with = and [brackets]
[project]
name = "shop😀" # after
dependencies = [
  "mcp>=1", # why
  'fastmcp',
]
urls = { home = "x", "a.b" = [1, 2] }
description = """
[not.a.table]
key = 1
"""

[tool."quoted key".run]
a.b = 0x10
when = 1979-05-27 07:32:00

[[package]]
name = "first"
[package.sub]
x = 1
[[package]]
name = "second"
'''


def quoted(file: TomlFile, place: Place) -> str:
    return file.source.snippet(place.span)


@pytest.fixture
def file() -> TomlFile:
    return TomlFile(SourceFile("pyproject.toml", DOCUMENT))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("project",), "[project]"),
        (("project", "name"), '"shop😀"'),
        (("project", "dependencies", 0), '"mcp>=1"'),
        (("project", "dependencies", 1), "'fastmcp'"),
        (("project", "urls", "home"), '"x"'),
        (("project", "urls", "a.b", 1), "2"),
        (("tool", "quoted key", "run", "a", "b"), "0x10"),
        (("tool", "quoted key", "run", "when"), "1979-05-27 07:32:00"),
        (("package", 0, "sub", "x"), "1"),
        (("package", 1, "name"), '"second"'),
        (("project", "missing"), "[project]"),
        (("absent",), "# ☃ a comment with = and [brackets]"),
    ],
)
def test_a_value_stands_where_it_is_written(file: TomlFile, path: tuple[str | int, ...], text: str) -> None:
    assert quoted(file, file.place(*path)) == text


def test_a_key_and_its_value_are_one_stretch(file: TomlFile) -> None:
    assert quoted(file, file.entry_place("project", "name")) == 'name = "shop😀"'
    assert quoted(file, file.key_place("project", "name")) == "name"


def test_broken_toml_is_told_with_its_line() -> None:
    with pytest.raises(ParseError, match="is not valid TOML") as caught:
        TomlFile(SourceFile("pyproject.toml", "[a]\nb = 1\nb = \n"))
    assert caught.value.line == 3


def test_a_key_given_twice_is_broken_toml() -> None:
    with pytest.raises(ParseError, match="not valid TOML"):
        TomlFile(SourceFile("pyproject.toml", "a = 1\na = 2\n"))


def test_nesting_without_end_is_told() -> None:
    with pytest.raises(ParseError):
        TomlFile(SourceFile("pyproject.toml", "a = " + "[" * 20_000))


KEYS = st.text(st.characters(codec="utf-8", exclude_characters="\x7f", min_codepoint=32), min_size=1, max_size=6)
SCALARS = st.integers(-(2**60), 2**60) | st.booleans() | KEYS
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=6
)


def written(value: Any, newline: str) -> str:
    if isinstance(value, dict):
        return flat(value)
    if isinstance(value, list):
        return f"[{newline}" + "".join(f"  {flat(v)}, # ] , }}{newline}" for v in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def flat(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(k, ensure_ascii=False)} = {flat(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(flat(v) for v in value) + "]"
    return json.dumps(value, ensure_ascii=False)


@given(st.dictionaries(KEYS, st.dictionaries(KEYS, VALUES, max_size=4), max_size=3), st.sampled_from(["\n", "\r\n"]))
def test_every_value_can_be_read_back_from_its_place(tables: dict[str, dict[str, Any]], newline: str) -> None:
    text = newline.join(
        f"[{json.dumps(name, ensure_ascii=False)}]{newline}"
        + "".join(
            f"{json.dumps(key, ensure_ascii=False)} = {written(value, newline)} # x{newline}"
            for key, value in table.items()
        )
        for name, table in tables.items()
    )
    file = TomlFile(SourceFile("any.toml", text))
    for name, table in tables.items():
        for key, value in table.items():
            assert tomli.loads("v = " + quoted(file, file.place(name, key)))["v"] == value
