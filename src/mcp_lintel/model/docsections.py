"""Descriptions of parameters in a docstring, in the three styles that fastmcp reads.

Source: fastmcp 3.4.9 and 4.1.1, `utilities/docstring_parsing.py` with griffelib 2.4: Google, NumPy and Sphinx style are
tried in this order, and the first that finds a section of any kind is taken.
"""

import re
from inspect import cleandoc

GOOGLE_PARAMETERS = frozenset({"args", "arguments", "params", "parameters"})
NUMPY_SECTIONS = frozenset(
    {"deprecated", "parameters", "other parameters", "type parameters", "returns", "yields", "receives", "raises"}
    | {"warns", "examples", "attributes", "functions", "methods", "classes", "type aliases", "modules"}
)
SPHINX_PARAMETERS = ("param", "parameter", "arg", "argument", "key", "keyword")
SPHINX_OTHERS = (":var", ":ivar", ":cvar", ":return", ":raise", ":except")
TITLE = re.compile(r"(\w[\s\w-]*):(\s+\S.*)?\s*$")
NUMPY_NAMES = re.compile(r"\*{0,2}[_a-z][_a-z0-9]*(?:,\s\*{0,2}[_a-z][_a-z0-9]*)*", re.IGNORECASE)


def parameter_words(docstring: str) -> dict[str, str]:
    """The description of each parameter that a docstring tells of."""
    lines = cleandoc(cleandoc(docstring)).split("\n")  # both of them clean it
    for style in (_google, _numpy, _sphinx):
        found, structured = style(lines)
        if found or structured:
            return found
    return {}


def _google(lines: list[str]) -> tuple[dict[str, str], bool]:
    found: dict[str, str] = {}
    structured = fenced = False
    at = 0
    while at < len(lines):
        line = lines[at]
        fenced = fenced is not line.lstrip(" ").startswith("```")
        title = None if fenced else TITLE.match(line)
        at += 1
        if title is None or not _opens(lines, at - 1):
            continue
        block: list[str] = []
        while at < len(lines) and (not lines[at].strip() or lines[at].startswith(" ")):
            block.append(lines[at])
            at += 1
        if title.group(1).lower() in GOOGLE_PARAMETERS:
            entries = _google_entries(block)
            found |= entries
            structured = structured or bool(entries)
        else:
            structured = True
    return found, structured


def _opens(lines: list[str], at: int) -> bool:
    """Does a section begin at a line that looks like its title?"""
    first, second = [*lines[at + 1 : at + 3], "", ""][:2]
    if at > 0 and lines[at - 1].strip():
        return False
    inside = bool(second.strip()) and second.startswith(" ")
    return bool(first.strip()) and (first.startswith(" ") or inside)


def _google_entries(block: list[str]) -> dict[str, str]:
    """`name (type): words`, with lines that are indented further."""
    indent = next((len(line) - len(line.lstrip()) for line in block if line.strip()), 0)
    entries: list[list[str]] = []
    for line in block:
        if not line.strip():
            entries[-1:] = [[*entries[-1], ""]] if entries else []
        elif line.startswith(" " * (indent + 1)) and entries:
            deep = indent * 2
            entries[-1].append(line[deep:] if line.startswith(" " * deep) else line.lstrip())
        elif line.startswith(" " * indent):
            entries.append([line[indent:]])
        else:
            break
    found = {}
    for first, *more in entries:
        name, colon, words = first.partition(":")
        if colon:
            name = name.partition("(")[0].strip() if name.endswith(")") else name
            found[name] = "\n".join([words.lstrip(), *more]).rstrip("\n")
    return found


def _numpy(lines: list[str]) -> tuple[dict[str, str], bool]:
    found: dict[str, str] = {}
    structured = fenced = False
    at = 0
    while at + 1 < len(lines):
        line = lines[at]
        fenced = fenced is not line.lstrip(" ").startswith("```")
        at += 1
        if fenced or not line.strip() or not _dashes(lines[at]):
            continue
        structured = structured or line.lower() != "parameters"
        at += 1
        block: list[str] = []
        while line.lower() in NUMPY_SECTIONS and at < len(lines):
            if lines[at].strip() and not lines[at].startswith(" ") and _dashes((lines[at + 1 : at + 2] or [""])[0]):
                break
            block.append(lines[at])
            at += 1
        found |= _numpy_entries(block) if line.lower() == "parameters" else {}
    return found, structured


def _numpy_entries(block: list[str]) -> dict[str, str]:
    """`name, other : type`, with its words in the lines below."""
    entries: list[list[str]] = []
    for line in block:
        if not line.strip() or line.startswith(" "):
            words = line[4:] if line.startswith("    ") and line.strip() else line.lstrip()
            entries[-1:] = [[*entries[-1], words]] if entries else []
        else:
            entries.append([line])
    found = {}
    for first, *more in entries:
        names = NUMPY_NAMES.match(first)
        for name in names.group().split(", ") if names is not None else ():
            found[name] = "\n".join(more).rstrip()
    return found


def _dashes(line: str) -> bool:
    return "-" in line and not line.replace("-", "").strip()


def _sphinx(lines: list[str]) -> tuple[dict[str, str], bool]:
    found: dict[str, str] = {}
    structured = False
    for at, line in enumerate(lines):
        structured = structured or line.startswith(SPHINX_OTHERS)
        if not line.startswith(tuple(f":{name}" for name in SPHINX_PARAMETERS)):
            continue
        below = range(at + 1, len(lines))
        end = next((number for number in below if lines[number].startswith(":")), len(lines))
        directive, colon, words = cleandoc("\n".join(lines[at:end])).rstrip("\n")[1:].partition(":")
        if colon and " " in directive:
            found.setdefault(directive.rpartition(" ")[2], words.strip())
    return found, structured
