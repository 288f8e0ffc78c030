"""Guards on the ways to a sink: which ways pass them, loops, early returns, exceptions and switches."""

from pathlib import Path

import pytest

from .twins.kit import WEAK
from .twins.seen import expect

HEAD = """
import logging
import os
import re
from enum import Enum

from fastmcp import FastMCP
from fastmcp.exceptions import ToolError

mcp = FastMCP("desk")
NAMES = frozenset({"ls", "pwd"})


class Known(Enum):
    LS = "ls"
    PWD = "pwd"


def check(command: str) -> None:
    if command not in NAMES:
        raise ToolError("unknown")


def known(command: str) -> bool:
    return command in NAMES


def matched(command: str) -> re.Match[str] | None:
    return re.fullmatch(r"[a-z]+", command)


def fail(reason: str) -> None:
    raise ToolError(reason)


"""
HOLDS = {
    "early raise": "if name not in NAMES:\n    raise ToolError('no')\nos.system(name)",
    "early return": "if name not in NAMES:\n    return 'no'\nos.system(name)",
    "inside": "if name in NAMES:\n    os.system(name)",
    "else": "if name not in NAMES:\n    print('no')\nelse:\n    os.system(name)",
    "both of and": "if name in NAMES and number > 3:\n    os.system(name)",
    "either of or, refused": "if number > 3 or name not in NAMES:\n    raise ToolError('no')\nos.system(name)",
    "not and not": "if not (name in NAMES and number):\n    return 'no'\nos.system(name)",
    "each way has its own": "if number > 3:\n    check(name)\nelse:\n    if not known(name):\n        return 'no'\nos.system(name)",
    "elif": "if name == 'ls':\n    os.system(name)\nelif name in NAMES:\n    os.system(name)",
    "conditional expression": "os.system(name if name in NAMES else 'ls')",
    "conditional in a variable": "command = name if known(name) else 'ls'\nos.system(command)",
    "stored test": "fine = name in NAMES\nif not fine:\n    raise ToolError('no')\nos.system(name)",
    "stored match": "found = re.fullmatch('[a-z]+', name)\nif found is None:\n    raise ToolError('no')\nos.system(name)",
    "the match's group": "found = re.fullmatch('([a-z]+)-x', name)\nif not found:\n    raise ToolError('no')\nos.system(found[1])",
    "match in a function": "if not matched(name):\n    raise ToolError('no')\nos.system(name)",
    "walrus": "if not (found := re.fullmatch('[a-z]+', name)):\n    raise ToolError('no')\nos.system(name)",
    "compiled pattern": "pattern = re.compile('[a-z]+')\nif pattern.fullmatch(name) is None:\n    raise ToolError('no')\nos.system(name)",
    "helper that always raises": "if name not in NAMES:\n    fail('unknown')\nos.system(name)",
    "in try": "try:\n    check(name)\nexcept ToolError:\n    return 'no'\nos.system(name)",
    "in try with raise": "try:\n    check(name)\nexcept ToolError as error:\n    raise ValueError('no') from error\nos.system(name)",
    "else of try": "try:\n    check(name)\nexcept ToolError:\n    print('no')\nelse:\n    os.system(name)",
    "enum made": "command = Known(name)\nos.system(command.value)",
    "enum by key": "os.system(Known[name].value)",
    "looked up in a fixed mapping": "TABLE = {'a': 'ls'}\nif name not in TABLE:\n    raise ToolError('no')\nos.system(TABLE[name])",
    "key of a fixed mapping": "TABLE = {'ls': 1}\nif name not in TABLE:\n    raise ToolError('no')\nos.system(name)",
    "loop check": "for command in names:\n    check(command)\nfor command in names:\n    os.system(command)",
    "loop check, then one": "for command in names:\n    if command not in NAMES:\n        raise ToolError('no')\nos.system(names[0])",
    "loop check, joined": "for command in names:\n    check(command)\nos.system(' && '.join(names))",
    "all": "if not all(command in NAMES for command in names):\n    raise ToolError('no')\nfor command in names:\n    os.system(command)",
    "any": "if any(command not in NAMES for command in names):\n    raise ToolError('no')\nos.system(names[0])",
    "filtered": "for command in [c for c in names if c in NAMES]:\n    os.system(command)",
    "continue": "for command in names:\n    if command not in NAMES:\n        continue\n    os.system(command)",
    "break": "for command in names:\n    if command not in NAMES:\n        break\n    os.system(command)",
    "while": "while name not in NAMES:\n    name = 'ls'\nos.system(name)",
    "subset": "if not set(names) <= NAMES:\n    raise ToolError('no')\nos.system(names[0])",
    "match": "match name:\n    case 'ls' | 'pwd':\n        os.system(name)\n    case _:\n        raise ToolError('no')",
    "match that refuses": "match name:\n    case 'ls' | 'pwd':\n        pass\n    case _:\n        raise ToolError('no')\nos.system(name)",
    "lower form is tested and used": "command = name.lower()\nif command not in NAMES:\n    raise ToolError('no')\nos.system(command)",
    "never after": "raise ToolError('not yet')\nos.system(name)",
    "with": "with open('/dev/null'):\n    check(name)\nos.system(name)",
    "finally": "try:\n    check(name)\nfinally:\n    print('looked')\nos.system(name)",
    "guard of a derived command": "check(name)\ncommand = f'nice {name}'\nos.system(command)",
    "guard through an alias": "command = name\ncheck(command)\nos.system(name)",
    "isinstance": "if not isinstance(name, int):\n    return 'no'\nos.system(f'head -n {name}')",
    "isdigit": "if not name.isdigit():\n    raise ToolError('no')\nos.system(f'head -n {name}')",
    "isalnum": "if not name.isalnum():\n    raise ToolError('no')\nos.system(f'echo {name}')",
    "index that raises": "['ls', 'pwd'].index(name)\nos.system(name)",
}
FAILS = {
    "on some ways only": "if number > 3:\n    check(name)\nos.system([|name|])",
    "one side of or": "if name in NAMES or number > 3:\n    os.system([|name|])",
    "one side of a refused and": "if name not in NAMES and number > 3:\n    raise ToolError('no')\nos.system([|name|])",
    "after the sink": "os.system([|name|])\ncheck(name)",
    "of another value": "check(other)\nos.system([|name|])",
    "of another attribute": "check(other.strip())\nos.system([|name.strip()|])",
    "lost by a new value": "check(name)\nname = names[0]\nos.system([|name|])",
    "swallowed": "try:\n    check(name)\nexcept ToolError:\n    print('no')\nos.system([|name|])",
    "suppressed": "import contextlib\nwith contextlib.suppress(ToolError):\n    check(name)\nos.system([|name|])",
    "in the handler only": "try:\n    os.stat('/srv')\nexcept OSError:\n    check(name)\nos.system([|name|])",
    "of some items only": "for command in names:\n    if command in NAMES:\n        break\nos.system([|names[0]|])",
    "any that is right": "if not any(command in NAMES for command in names):\n    raise ToolError('no')\nos.system([|names[0]|])",
    "in a loop over something else": "for command in names[1:]:\n    check(command)\nos.system([|names[0]|])",
    "the wrong way round": "if name in NAMES:\n    raise ToolError('no')\nos.system([|name|])",
    "in else": "if name in NAMES:\n    print('fine')\nelse:\n    os.system([|name|])",
    "a test that tells nothing": "if name:\n    os.system([|name|])",
    "too short": "if len(name) > 20:\n    raise ToolError('no')\nos.system([|name|])",
    "in a function inside that is not called": "def look() -> None:\n    check(name)\nos.system([|name|])",
    "match with a wildcard": "match name:\n    case 'rm':\n        raise ToolError('no')\n    case _:\n        os.system([|name|])",
    "a set that the client fills": "if name not in names:\n    raise ToolError('no')\nos.system([|name|])",
    "in a loop over a client's list": "for _ in names:\n    check(name)\nos.system([|name|])",
    "a mapping looked up, and the key used": "label = {'a': 'ls'}.get(name, 'pwd')\nos.system([|f'echo {name} {label}'|])",
    "written down as it is": "if name not in NAMES:\n    logging.info('another command')\nos.system([|name|])",
    "written down if there is one": "if name:\n    print(name)\nos.system([|name|])",
    "written down if it is right": "if name in NAMES:\n    print('known')\nos.system([|name|])",
    "written down if there is none": "if name is not None and name != '':\n    print(name)\nos.system([|name|])",
    "compared with a parameter": "if name != other:\n    raise ToolError('no')\nos.system([|name|])",
}
WEAKLY = {
    "assert": "assert name in NAMES\nos.system([|name|])",
    "first word": "if name.split()[0] not in NAMES:\n    raise ToolError('no')\nos.system([|name|])",
    "first word in a variable": "first = name.split(' ')[0]\nif first not in NAMES:\n    raise ToolError('no')\nos.system([|name|])",
    "denylist": "if any(bad in name for bad in ['rm', ';', '|']):\n    raise ToolError('no')\nos.system([|name|])",
    "denylist in a loop": "for bad in ['rm', ';', '|']:\n    if bad in name:\n        raise ToolError('no')\nos.system([|name|])",
    "one forbidden": "if ';' in name:\n    raise ToolError('no')\nos.system([|name|])",
    "match without an end": "if not re.match('[a-z]+', name):\n    raise ToolError('no')\nos.system([|name|])",
    "search": "if not re.search('[a-z]+', name):\n    raise ToolError('no')\nos.system([|name|])",
    "prefix": "if not name.startswith('ls'):\n    raise ToolError('no')\nos.system([|name|])",
    "result ignored": "known(name)\nos.system([|name|])",
    "only logged": "if name not in NAMES:\n    print('strange command')\nos.system([|name|])",
    "only warned of": "if not re.fullmatch('[a-z]+', name):\n    logging.warning('strange command')\nos.system([|name|])",
    "pattern that finds what is bad": "if re.search('[;|&]', name):\n    raise ToolError('no')\nos.system([|name|])",
}


def tool(body: str) -> str:
    """A server with one tool, of which this is the body."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    head = f'{HEAD}@mcp.tool\ndef use(name: str, names: list[str], other: str = "", number: int = 1) -> str:\n'
    return f'{head}{lines}    return "done"\n'


@pytest.mark.parametrize("body", HOLDS.values(), ids=HOLDS.keys())
def test_a_guard_that_every_way_passes_holds(body: str, tmp_path: Path) -> None:
    expect(tool(body), "client-input-in-shell", tmp_path)


@pytest.mark.parametrize("body", FAILS.values(), ids=FAILS.keys())
def test_a_guard_that_a_way_goes_around_does_not_count(body: str, tmp_path: Path) -> None:
    expect(tool(body), "client-input-in-shell", tmp_path)


@pytest.mark.parametrize("body", WEAKLY.values(), ids=WEAKLY.keys())
def test_a_guard_that_only_looks_right_is_reported_as_such(body: str, tmp_path: Path) -> None:
    expect(tool(body), WEAK, tmp_path)
