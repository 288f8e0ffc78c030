"""Environment values that files give to the server's process, as far as they tell how it is served."""

import re
from collections.abc import Iterator, Sequence

from mcp_lintel.artifacts.commands import is_compose, is_dockerfile, is_workflow
from mcp_lintel.artifacts.dockerfile import environment as docker_environment
from mcp_lintel.artifacts.faults import Reader
from mcp_lintel.artifacts.paths import base
from mcp_lintel.artifacts.secret import looks_secret
from mcp_lintel.artifacts.types import EnvironmentValue
from mcp_lintel.artifacts.yamlfile import YamlFile, YamlNode
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place, Span

_NAMES = re.compile(r"(?:FASTMCP|MCP)_\w+|\w*TRANSPORT\w*|(?:\w+_)?(?:HOST|PORT)")
_ENV_FILE = re.compile(
    r"\.?env(?:\.(?:example|sample|template|dist|local|prod|production|dev|development|test))?|[^/]+\.env"
)
_LINE = re.compile(r"\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*)")
_KUBERNETES_TEXT = """
    Deployment StatefulSet DaemonSet ReplicaSet Pod Job CronJob ConfigMap Service Rollout
"""
_KUBERNETES = frozenset(_KUBERNETES_TEXT.split())
_MAX_DEPTH = 14


def read_environment(paths: Sequence[str], reader: Reader) -> Iterator[EnvironmentValue]:
    """The values for names that concern a server's transport, address or authentication, file by file."""
    for path in paths:
        for name, value, place in _pairs(path, reader):
            if _NAMES.fullmatch(name):
                yield environment_value(name, value, place, example=_is_example(path))


def environment_value(name: str, value: str | None, place: Place, *, example: bool = False) -> EnvironmentValue:
    """One value; a secret's is left out, and so is one that another value fills in (`$X`)."""
    secret = looks_secret(name)
    hidden = secret or value is None or "$" in value or ("://" in value and "@" in value)
    return EnvironmentValue(name, None if hidden else value, place, secret, example)


def _pairs(path: str, reader: Reader) -> Iterator[tuple[str, str | None, Place]]:
    if is_dockerfile(path):
        source = reader.source(path)
        yield from docker_environment(source) if source else ()
    elif _ENV_FILE.fullmatch(base(path)):
        source = reader.source(path)
        yield from _env_lines(source) if source else ()
    elif path.endswith((".yml", ".yaml")):
        yield from _yaml_pairs(path, reader)


def _yaml_pairs(path: str, reader: Reader) -> Iterator[tuple[str, str | None, Place]]:
    if not (is_compose(path) or is_workflow(path)):
        source = reader.source(path)
        if source is None or not re.search(r"(?m)^(?:apiVersion|kind):", source.text) or "{{" in source.text:
            return
    file = reader.parse(path, YamlFile)
    for document in file.documents if file else []:
        if is_compose(path):
            services = document.get("services")
            for _, service in services.items() if services else []:
                yield from _environment_node(service.get("environment"))
        elif is_workflow(path):
            yield from _walk(document, set(), 0)
        elif (kind := document.get("kind")) is not None and kind.text in _KUBERNETES:
            yield from _environment_node(document.get("data")) if kind.text == "ConfigMap" else ()
            yield from _walk(document, set(), 0)


def _walk(node: YamlNode, seen: set[tuple[int, int]], depth: int) -> Iterator[tuple[str, str | None, Place]]:
    """Everything under a key `env`, as a mapping or as a list of `name` and `value`."""
    if depth > _MAX_DEPTH or node.span in seen:
        return
    seen.add(node.span)
    for key, value in node.items():
        if key == "env":
            yield from _environment_node(value)
        else:
            yield from _walk(value, seen, depth + 1)
    for item in node.list() if node.is_list else []:
        yield from _walk(item, seen, depth + 1)


def _environment_node(node: YamlNode | None) -> Iterator[tuple[str, str | None, Place]]:
    if node is None:
        return
    for name, value in node.items():
        yield name, value.text, value.place
    for item in node.list() if node.is_list else []:
        if item.text is not None:
            name, equals, text = item.text.partition("=")
            yield name.strip(), text if equals else None, item.place
        elif (name_node := item.get("name")) is not None and name_node.text:
            value_node = item.get("value")
            yield name_node.text, value_node.text if value_node else None, (value_node or name_node).place


def _env_lines(source: SourceFile) -> Iterator[tuple[str, str | None, Place]]:
    for number in range(1, len(source.lines) + 1):
        line = source.line_text(number)
        found = _LINE.match(line)
        if found and not line.lstrip().startswith("#"):
            start = source.lines.line_span(number).start
            value = found[2].strip()
            value = value.strip("\"'") if value[:1] in ("'", '"') else re.sub(r"\s+#.*", "", value)
            yield (
                found[1],
                value,
                Place(source.path, Span(start + found.start(1), start + len(line.rstrip()))),
            )


def _is_example(path: str) -> bool:
    return re.search(r"example|sample|template|dist$", base(path)) is not None
