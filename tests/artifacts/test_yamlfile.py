"""Nodes of a YAML file and their places."""

import pytest

from mcp_lintel.artifacts.faults import ParseError
from mcp_lintel.artifacts.yamlfile import YamlFile
from mcp_lintel.text.source import SourceFile


def parse(text: str) -> YamlFile:
    return YamlFile(SourceFile("a.yml", text))


def test_places_count_code_points() -> None:
    file = parse('# 😀\r\na: "é😀"\r\nb:\r\n  - x\r\n')
    node = file.documents[0].get("a")
    assert node is not None
    assert file.source.snippet(node.place.span) == '"é😀"'


def test_anchors_and_merge_keys_are_followed() -> None:
    node = parse("base: &b {x: 1, y: 2}\nuse:\n  <<: *b\n  y: 3\n").documents[0].get("use")
    assert node is not None
    assert {key: value.text for key, value in node.items()} == {"x": "1", "y": "3"}


def test_the_last_of_doubled_keys_wins() -> None:
    node = parse("a: 1\na: 2\n").documents[0].get("a")
    assert node is not None
    assert node.text == "2"


def test_a_node_that_holds_itself_ends() -> None:
    document = parse("a: &a\n  <<: *a\n  b: 1\n").documents[0]
    assert [key for key, _ in document.get("a").items()] == ["b"]  # type: ignore[union-attr]


@pytest.mark.parametrize(("text", "line"), [("a: [1\nb: 2\n", 2), ("a: 1\n\tb: 2\n", 2), ("a: *nobody\n", 1)])
def test_broken_yaml_is_told_with_its_line(text: str, line: int) -> None:
    with pytest.raises(ParseError, match="is not valid YAML") as caught:
        parse(text)
    assert caught.value.line == line


def test_nesting_without_end_is_told() -> None:
    with pytest.raises(ParseError):
        parse("[" * 100_000)


def test_tags_construct_nothing() -> None:
    assert parse("a: !!python/object/apply:os.system ['exit 1']\n").documents
