"""setup.cfg and setup.py as manifests; setup.py is read with `ast` and never run."""

import ast
from collections.abc import Iterator

from mcp_lintel.artifacts.inifile import IniFile
from mcp_lintel.artifacts.requirements import requirement
from mcp_lintel.artifacts.types import ConsoleScript, Manifest, Requirement
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place, Span


def cfg_manifest(file: IniFile) -> Manifest:
    """What the setuptools sections of setup.cfg say (setuptools: declarative configuration)."""
    optional: list[Requirement] = []
    for extra in file.options("options.extras_require"):
        optional += _listed(file, "options.extras_require", extra, extra)
    return Manifest(
        name=file.get("metadata", "name") or "",
        version=file.get("metadata", "version") or "",
        requires_python=file.get("options", "python_requires") or "",
        dependencies=tuple(_listed(file, "options", "install_requires", "")),
        optional=tuple(optional),
        scripts=tuple(_cfg_scripts(file)),
        place=file.place("metadata") if file.has("metadata") else None,
    )


def _listed(file: IniFile, section: str, option: str, group: str) -> Iterator[Requirement]:
    for text, place in _lines(file, section, option):
        found = requirement(text, place, group)
        if found is not None:
            yield found


def _cfg_scripts(file: IniFile) -> Iterator[ConsoleScript]:
    for text, place in _lines(file, "options.entry_points", "console_scripts"):
        name, equals, target = text.partition("=")
        if equals:
            yield ConsoleScript(name.strip(), target.strip(), place)


def _lines(file: IniFile, section: str, option: str) -> Iterator[tuple[str, Place]]:
    """The lines of a list value with the place of each."""
    value, whole = file.get(section, option), file.place(section, option).span
    position = whole.start
    for line in (value or "").split("\n"):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        start = file.source.text.find(text, position, whole.end)
        span = Span(start, start + len(text)) if start >= 0 else whole
        position = span.end if start >= 0 else position
        yield text, Place(file.source.path, span)


def py_manifest(source: SourceFile) -> Manifest:
    """What the literal arguments of `setup(…)` say; names bound once to a literal at the top of the module
    are followed.

    A file that is not Python gives an empty manifest: whoever reads the modules reports it.
    """
    try:
        tree = ast.parse(source.text)
    except (SyntaxError, RecursionError, ValueError):
        return Manifest()
    names = _constants(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node.func) == "setup":
            return _from_call(source, node, names)
    return Manifest()


def _from_call(source: SourceFile, call: ast.Call, names: dict[str, ast.expr]) -> Manifest:
    arguments = {keyword.arg: _followed(keyword.value, names) for keyword in call.keywords if keyword.arg}
    place = _place(source, call)
    optional: list[Requirement] = []
    for extra, value in _entries(arguments.get("extras_require")):
        optional += _requirements(source, _followed(value, names), extra)
    scripts: list[ConsoleScript] = []
    for kind, value in _entries(arguments.get("entry_points")):
        for item in _items(_followed(value, names)) if kind == "console_scripts" else []:
            name, _, target = item.value.partition("=")
            scripts.append(ConsoleScript(name.strip(), target.strip(), _place(source, item.node)))
    return Manifest(
        name=_text(arguments.get("name")),
        version=_text(arguments.get("version")),
        requires_python=_text(arguments.get("python_requires")),
        dependencies=tuple(_requirements(source, arguments.get("install_requires"), "")),
        optional=tuple(optional),
        scripts=tuple(scripts),
        place=place,
    )


class _Item:
    """A string literal with its node."""

    def __init__(self, node: ast.expr, value: str) -> None:
        self.node = node
        self.value = value


def _items(node: ast.expr | None) -> list[_Item]:
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        return [_Item(e, e.value) for e in node.elts if isinstance(e, ast.Constant) and isinstance(e.value, str)]
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [_Item(node, line) for line in node.value.splitlines() if line.strip()]
    return []


def _requirements(source: SourceFile, node: ast.expr | None, group: str) -> Iterator[Requirement]:
    for item in _items(node):
        found = requirement(item.value.strip(), _place(source, item.node), group)
        if found is not None:
            yield found


def _entries(node: ast.expr | None) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield key.value, value


def _constants(tree: ast.Module) -> dict[str, ast.expr]:
    found: dict[str, ast.expr] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = node.value
    return found


def _followed(node: ast.expr, names: dict[str, ast.expr]) -> ast.expr:
    return names.get(node.id, node) if isinstance(node, ast.Name) else node


def _text(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _called(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _place(source: SourceFile, node: ast.expr) -> Place:
    return Place(source.path, source_span(source, node))


def source_span(source: SourceFile, node: ast.expr) -> Span:
    """The span of an `ast` node, whose columns are UTF-8 bytes, in code points of the text."""
    ends = (
        (node.lineno, node.col_offset),
        (node.end_lineno or node.lineno, node.end_col_offset or node.col_offset),
    )
    return Span(*(_offset(source, line, column) for line, column in ends))


def _offset(source: SourceFile, line: int, column: int) -> int:
    span = source.lines.line_span(line)
    return span.start + len(source.snippet(span).encode()[:column].decode(errors="ignore"))
