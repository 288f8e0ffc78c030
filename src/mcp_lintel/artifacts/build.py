"""From shell text to commands: what every reader of a build file shares."""

from collections.abc import Iterable, Iterator

from mcp_lintel.artifacts.paths import join
from mcp_lintel.artifacts.secret import masked
from mcp_lintel.artifacts.shell import Script, Simple, from_lines, simple_commands, verbatim
from mcp_lintel.artifacts.types import Command, Runner
from mcp_lintel.artifacts.yamlfile import YamlNode
from mcp_lintel.text.span import Place, Span

STEERING = frozenset({"PYTEST_ADDOPTS", "COVERAGE_RCFILE"})
"""Environment names that change what pytest and coverage.py do; only these are kept with a command."""

Env = tuple[tuple[str, str], ...]


def commands(script: Script, runner: Runner, where: str, folder: str | None = ".", env: Env = ()) -> Iterator[Command]:
    """The commands of a script; `cd` and `export` in it count for those that follow."""
    for simple in simple_commands(script):
        yield _command(script, simple, runner, where=where, folder=folder, env=env)
        head, rest = simple.words[0].lstrip("@-+"), simple.words[1:]
        if head in ("cd", "pushd"):
            folder = changed(folder, rest[0]) if rest else folder
        elif head == "export":
            env = (*env, *steering(word.partition("=")[::2] for word in rest if "=" in word))


def _command(script: Script, simple: Simple, runner: Runner, *, where: str, folder: str | None, env: Env) -> Command:
    words = masked((simple.words[0].lstrip("@+") if runner is Runner.MAKE else simple.words[0], *simple.words[1:]))
    place = script.place(simple.spans[0].start, simple.spans[-1].end)
    places = tuple(script.place(*span) for span in simple.spans)
    return Command(" ".join(words), words, place, places, runner, where, folder, env)


def from_words(
    words: Iterable[tuple[str, Place]],
    place: Place,
    runner: Runner,
    where: str,
    *,
    folder: str | None = ".",
    env: Env = (),
) -> Command | None:
    """A command that a file already holds as separate words, or None when there are none."""
    pairs = list(words)
    if not pairs:
        return None
    texts = masked(tuple(text for text, _ in pairs))
    return Command(" ".join(texts), texts, place, tuple(p for _, p in pairs), runner, where, folder, env)


def changed(folder: str | None, name: str) -> str | None:
    """The working folder after `cd name`; None when it cannot be known."""
    return join(folder, name) if folder is not None else None


def steering(pairs: Iterable[tuple[str, str]]) -> Env:
    """The pairs whose names steer pytest or coverage.py."""
    return tuple((name, value) for name, value in pairs if name in STEERING)


def scalar_script(node: YamlNode) -> Script:
    """The shell text of a YAML scalar with its places; block scalars line by line."""
    value, span, source = node.text or "", node.span, node.source
    if node.style in ("|", ">"):
        return from_lines(source, _block_lines(node), "\n" if node.style == "|" else " ")
    quoted = 1 if node.style in ("'", '"') else 0
    inner = Span(span.start + quoted, span.end - quoted)
    if source.snippet(inner) == value:
        return verbatim(source, inner)
    return Script(source.path, value, node.place.span)


def _block_lines(node: YamlNode) -> list[Span]:
    text, (start, end) = node.source.text, node.span
    position = text.find("\n", start, end) + 1
    lines: list[Span] = []
    while 0 < position < end:
        stop = text.find("\n", position, end)
        stop = end if stop < 0 else stop
        content = text[position:stop]
        indent = len(content) - len(content.lstrip(" "))
        lines.append(Span(position + indent, position + len(content.rstrip("\r"))))
        position = stop + 1
    return lines
