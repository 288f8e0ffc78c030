"""What a file means to the programs that read it, to be compared before and after a change.

Nothing is run and no object is made of what the file says.
"""

import ast
import configparser
from posixpath import basename
from warnings import catch_warnings, simplefilter

import tomli
import yaml

_INI = (".cfg", ".ini", ".coveragerc")


def meaning(path: str, text: str) -> object:
    """Something that is equal for two texts of a file that mean the same; for a file of a kind that is not known
    here its lines without comments, for one that cannot be parsed nothing else equals it.
    """
    try:
        if path.endswith(".py"):
            with catch_warnings():
                simplefilter("ignore")
                return ast.dump(ast.parse(text))
        if path.endswith((".yaml", ".yml")):
            return _nodes(text)
        if path.endswith(".toml"):
            return tomli.loads(text.replace("\r\n", "\n"))
        if basename(path).endswith(_INI):
            return _sections(text)
    except (SyntaxError, ValueError, yaml.YAMLError, configparser.Error, RecursionError):
        return object()
    return [line for line in text.splitlines() if not line.lstrip().startswith("#")]


def _nodes(text: str) -> list[object]:
    """The documents of a YAML file as tags and values, without making objects of them."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return [_plain(node) for node in yaml.compose_all(text, Loader=loader)]


def _plain(node: yaml.Node | None) -> object:
    if isinstance(node, yaml.MappingNode):
        return node.tag, [(_plain(key), _plain(value)) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return node.tag, [_plain(item) for item in node.value]
    return node and (node.tag, node.value)


def _sections(text: str) -> dict[str, dict[str, str]]:
    parser = configparser.RawConfigParser(strict=False, allow_no_value=True)
    parser.read_string(text)
    return {name: dict(parser[name]) for name in parser}
