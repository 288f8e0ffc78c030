"""How client input travels in values: text, attributes, keys, positions, fields and containers."""

from pathlib import Path

import pytest

from .twins.seen import expect, marked, seen

HEAD = """
import os
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypedDict

from fastmcp import FastMCP
from pydantic import BaseModel

mcp = FastMCP("desk")

"""
TOOL = """
@mcp.tool
def use(name: str, other: str = "", number: int = 1) -> str:
"""

TEXTS = {
    "as it is": "os.system([|name|])",
    "joined": 'os.system([|"ls " + name|])',
    "joined in a second variable": 'command = "ls "\ncommand += name\nos.system([|command|])',
    "f-string": 'os.system([|f"ls {name}"|])',
    "f-string with a form": 'os.system([|f"ls {name!r:>10}"|])',
    "percent": 'os.system([|"ls %s" % name|])',
    "percent with several": 'os.system([|"ls %s %d" % (name, number)|])',
    "percent with names": 'os.system([|"ls %(what)s" % {"what": name}|])',
    "format": 'os.system([|"ls {}".format(name)|])',
    "format with names": 'os.system([|"ls {what}".format(what=name)|])',
    "format_map": 'os.system([|"ls {what}".format_map({"what": name})|])',
    "join": 'os.system([|" ".join(["ls", name])|])',
    "join of a generator": 'os.system([|" ".join(part.strip() for part in ("ls", name))|])',
    "methods of text": "os.system([|name.strip().lower().replace('a', 'b')|])",
    "slice": "os.system([|name[1:]|])",
    "repeated": "os.system([|name * 2|])",
    "split and taken": 'os.system([|name.split(",")[0]|])',
    "split and unpacked": 'first, _, rest = name.partition(",")\nos.system([|rest|])',
    "str of it": "os.system([|str(name)|])",
    "encoded and decoded": "import base64\nos.system([|base64.b64decode(name.encode()).decode()|])",
    "read as JSON": "import json\nos.system([|json.loads(name)['command']|])",
    "conditional": 'os.system([|name if number else "ls"|])',
    "or": 'os.system([|name or "ls"|])',
    "and": "os.system([|name and name|])",
    "walrus": "if (command := name.strip()):\n    os.system([|command|])",
    "string.Template": 'from string import Template\nos.system([|Template("ls $what").substitute(what=name)|])',
}
HARMLESS = {
    "a constant": 'os.system("ls")',
    "its length": 'os.system(f"head -c {len(name)}")',
    "a comparison": 'os.system(f"echo {name == other}")',
    "a test": 'os.system("ls" if name else "pwd")',
    "a number": 'os.system(f"head -n {number}")',
    "made a number": 'os.system(f"head -n {int(name)}")',
    "overwritten": 'name = "ls"\nos.system(name)',
    "overwritten on all ways": 'command = name\nif number:\n    command = "ls"\nelse:\n    command = "pwd"\nos.system(command)',
    "overwritten by a loop's variable": 'for name in ("ls", "pwd"):\n    os.system(name)',
    "deleted and made anew": 'command = name\ndel command\ncommand = "ls"\nos.system(command)',
    "looked up": 'os.system({"a": "ls", "b": "pwd"}[name])',
    "looked up with a default": 'os.system({"a": "ls"}.get(name, "pwd"))',
    "chosen by a test": 'command = "pwd"\nif name == "list":\n    command = "ls"\nos.system(command)',
    "counted": 'os.system(f"echo {name.count(other)}")',
    "hashed": 'import hashlib\nos.system(f"echo {hashlib.sha256(name.encode()).hexdigest()}")',
    "quoted": 'import shlex\nos.system(f"ls {shlex.quote(name)}")',
    "quoted and joined": 'import shlex\nos.system(shlex.join(["ls", name]))',
}
OVERWRITTEN = {
    "on one way only": 'command = name\nif number:\n    command = "ls"\nos.system([|command|])',
    "afterwards": 'os.system([|name|])\nname = "ls"',
    "in a loop that may not run": 'command = name\nfor _ in range(2 if number else 0):\n    command = "ls"\nos.system([|command|])',
    "by itself": "name = name.strip()\nos.system([|name|])",
    "swapped": 'command, name = name, "ls"\nos.system([|command|])\nos.system(name)',
}
CONTAINERS = {
    "list written out": 'parts = ["ls", name]\nos.system([|parts[1]|])',
    "other place of a list": 'parts = ["ls", name]\nos.system(parts[0])',
    "list appended to": 'parts = ["ls"]\nparts.append(name)\nos.system([|" ".join(parts)|])',
    "list extended": 'parts = ["ls"]\nparts.extend([name])\nos.system([|" ".join(parts)|])',
    "list inserted into": 'parts = ["ls"]\nparts.insert(0, name)\nos.system([|parts[0]|])',
    "list added to": 'parts = ["ls"]\nparts += [name]\nos.system([|" ".join(parts)|])',
    "list set by index": 'parts = ["ls", "a"]\nparts[1] = name\nos.system([|" ".join(parts)|])',
    "list popped": "parts = [name]\nos.system([|parts.pop()|])",
    "list gone through": "for part in [name, 'ls']:\n    os.system([|part|])",
    "starred": 'parts = ["ls", *[name]]\nos.system([|" ".join(parts)|])',
    "dict key": 'given = {"command": name, "count": "ls"}\nos.system([|given["command"]|])',
    "other dict key": 'given = {"command": name, "count": "ls"}\nos.system(given["count"])',
    "dict key set": 'given = {}\ngiven["command"] = name\ngiven["count"] = "ls"\nos.system([|given["command"]|])\nos.system(given["count"])',
    "dict get": 'given = {"command": name}\nos.system([|given.get("command", "ls")|])',
    "other dict get": 'given = {"command": name}\nos.system(given.get("count", "ls"))',
    "dict updated": 'given = {"count": "ls"}\ngiven.update(command=name)\nos.system([|given["command"]|])\nos.system(given["count"])',
    "dict unpacked": 'given = {**{"command": name}, "count": "ls"}\nos.system([|given["command"]|])\nos.system(given["count"])',
    "dict made by call": 'given = dict(command=name, count="ls")\nos.system([|given["command"]|])\nos.system(given["count"])',
    "dict values": 'for value in {"command": name}.values():\n    os.system([|value|])',
    "dict items": 'for key, value in {"command": name}.items():\n    os.system([|value|])\n    os.system(key)',
    "dict by a key that is not known": "given = {}\ngiven[other] = name\nos.system([|given[other]|])",
    "dict nested": 'given = {"outer": {"command": name, "count": "ls"}}\nos.system([|given["outer"]["command"]|])\nos.system(given["outer"]["count"])',
    "setdefault": 'given: dict[str, str] = {}\nos.system([|given.setdefault("command", name)|])',
    "tuple position": 'pair = (name, "ls")\nos.system([|pair[0]|])\nos.system(pair[1])',
    "tuple unpacked": 'command, count = (name, "ls")\nos.system([|command|])\nos.system(count)',
    "tuple unpacked with a star": 'count, *commands = ("ls", name)\nos.system(count)\nos.system([|commands[0]|])',
    "set": "for part in {name}:\n    os.system([|part|])",
    "list comprehension": 'parts = [part.upper() for part in [name]]\nos.system([|" ".join(parts)|])',
    "dict comprehension": 'given = {key: name for key in ("a", "b")}\nos.system([|given["a"]|])',
    "generator expression": "os.system([|next(part for part in (name,))|])",
    "comprehension that takes the place only": 'parts = ["ls" for _ in name]\nos.system(" ".join(parts))',
    "nested comprehension": 'os.system([|" ".join(word for part in [name] for word in part.split())|])',
    "sorted": "os.system([|sorted(['ls', name])[0]|])",
    "map": 'os.system([|" ".join(map(str.strip, [name]))|])',
    "filter": 'os.system([|" ".join(filter(None, [name]))|])',
    "zip": 'for command, count in zip([name], ["ls"]):\n    os.system([|command|])',
    "enumerate": "for index, command in enumerate([name]):\n    os.system([|command|])\n    os.system(f'echo {index}')",
    "reversed": "for command in reversed([name]):\n    os.system([|command|])",
    "deque": "from collections import deque\nqueue = deque()\nqueue.append(name)\nos.system([|queue.popleft()|])",
    "defaultdict": 'from collections import defaultdict\ngiven = defaultdict(list)\ngiven["a"].append(name)\nos.system([|given["a"][0]|])',
    "chain": "import itertools\nfor part in itertools.chain([name], ['ls']):\n    os.system([|part|])",
    "match sequence": 'match name.split():\n    case ["list", what]:\n        os.system([|what|])',
    "match mapping": 'import json\nmatch json.loads(name):\n    case {"command": what}:\n        os.system([|what|])',
    "match literal": 'match name:\n    case "ls" | "pwd":\n        os.system(name)\n    case other:\n        os.system([|other|])',
}
WAYS = {
    "set in try": 'try:\n    command = name\nexcept ValueError:\n    command = "ls"\nos.system([|command|])',
    "set in the handler": 'try:\n    command = "ls"\n    os.stat("/srv")\nexcept OSError:\n    command = name\nos.system([|command|])',
    "set in finally": 'command = "ls"\ntry:\n    os.stat("/srv")\nfinally:\n    command = name\nos.system([|command|])',
    "overwritten in finally": 'try:\n    command = name\nfinally:\n    command = "ls"\nos.system(command)',
    "used in finally": "try:\n    os.stat('/srv')\nfinally:\n    os.system([|name|])",
    "used in the handler": "try:\n    os.stat('/srv')\nexcept OSError:\n    os.system([|name|])",
    "used after a return on another way": 'if number:\n    return "no"\nos.system([|name|])',
    "gathered in a loop": 'command = "ls"\nfor _ in range(3):\n    command = command + name\nos.system([|command|])',
    "handed round in a loop": 'first, second = "ls", name\nfor _ in range(3):\n    first, second = second, "ls"\nos.system([|first|])',
    "gathered in while": "parts = [name]\nwhile parts:\n    os.system([|parts.pop()|])",
    "what an exception says": "try:\n    raise ValueError(name)\nexcept ValueError as error:\n    os.system([|str(error)|])",
    "what another exception says": "try:\n    if number:\n        raise KeyError(name)\n    raise ValueError('ls')\nexcept ValueError as error:\n    os.system(str(error))",
    "what an exception above says": "try:\n    raise FileNotFoundError(name)\nexcept OSError as error:\n    os.system([|str(error)|])",
    "what any exception says": "try:\n    raise ValueError(f'no {name}')\nexcept Exception as error:\n    os.system([|error.args[0]|])",
    "what an exception of a checked value says": "try:\n    if name in ('ls', 'pwd'):\n        raise ValueError(name)\nexcept ValueError as error:\n    os.system(str(error))",
    "what an exception that is raised again says": "try:\n    try:\n        raise ValueError(name)\n    except ValueError:\n        raise\nexcept ValueError as error:\n    os.system([|str(error)|])",
    "what an exception that is caught says no more": "try:\n    try:\n        raise ValueError(name)\n    except ValueError:\n        pass\nexcept ValueError as error:\n    os.system(str(error))",
    "with a file between": 'with open("/dev/null") as file:\n    command = name\nos.system([|command|])',
}
ALL = {**TEXTS, **HARMLESS, **OVERWRITTEN, **CONTAINERS, **WAYS}


def tool(body: str) -> str:
    """A server with one tool, of which this is the body."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return f'{HEAD}{TOOL}{lines}    return "done"\n'


def test_no_two_cases_have_one_name() -> None:
    assert len(ALL) == len(TEXTS) + len(HARMLESS) + len(OVERWRITTEN) + len(CONTAINERS) + len(WAYS)


@pytest.mark.parametrize("body", ALL.values(), ids=ALL.keys())
def test_a_value_in_one_function(body: str, tmp_path: Path) -> None:
    expect(tool(body), "client-input-in-shell", tmp_path)


def test_two_parameters_at_one_sink_are_two_findings(tmp_path: Path) -> None:
    files = {
        "server.py": tool("os.system([|name + other|])"),
        "pyproject.toml": '[project]\nname = "x"\ndependencies = ["fastmcp"]\n',
    }
    found = seen(files, tmp_path)
    assert found.at() == marked(files, "client-input-in-shell") * 2
    assert sorted(f.message.split("`")[1] for f in found.findings) == ["name", "other"]


def test_two_ways_to_one_sink_are_one_finding(tmp_path: Path) -> None:
    expect(
        tool("for command in (name, name.strip(), name[1:]):\n    os.system([|command|])"),
        "client-input-in-shell",
        tmp_path,
    )
