"""Which commands for a shell are found, and which of them are written out in the code."""

from pathlib import Path

import pytest

from mcp_lintel.model.types import ShellCommand
from mcp_lintel.run import Request, inventory
from mcp_lintel.settings import Settings

HEAD = """\
import asyncio
import os
import shlex
import subprocess
import sys
from functools import partial

from fastmcp import FastMCP

from names import GIT, PAGER, read_name

mcp = FastMCP("desk")
"""
NAMES = 'GIT = "git -C /srv"\nPAGER = None\n\n\ndef read_name():\n    return "name"\n'


def found(code: str, folder: Path) -> list[ShellCommand]:
    """The commands of a small server."""
    for name, text in {
        "server.py": HEAD + code,
        "names.py": NAMES,
        "pyproject.toml": '[project]\nname = "d"\n',
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    outcome = inventory(Request(paths=(folder,), settings=Settings()), flows=True)
    return [one for project in outcome.projects for one in project.commands]


def is_fixed(lines: str, folder: Path) -> bool:
    """Is the command fixed that a function, whose body these lines are, hands to a shell?"""
    body = "".join(f"    {line}\n" for line in lines.split("; "))
    (command,) = found(f"\ndef use(name, number: int, this: 'Use'):\n{body}", folder)
    return command.fixed


@pytest.mark.parametrize(
    "lines",
    [
        "os.system('ls -l')",
        "os.system('cls' if os.name == 'nt' else 'clear')",
        "os.system(f'{GIT} log')",
        "os.system(GIT + ' log ' + ' '.join(['-n', '3']))",
        "os.system('{} {}'.format(GIT, 'log'))",
        "os.system(f'{sys.executable} -m pip list')",
        "os.system(f'git show {shlex.quote(name)}')",
        "os.system(shlex.join(['git', 'show', name]))",
        "os.system(f'sleep {int(name)}')",
        "os.system(f'sleep {number}')",
        "os.system({'a': 'ls', 'b': 'df'}[name])",
        "os.system({'a': 'ls', 'b': 'df'}.get(name, 'id'))",
        "line = 'ls'; line += ' -l'; os.system(line)",
        "line = ['ls']; line.append('-l'); subprocess.run(line, shell=True)",
        "[os.system(line) for line in ('ls', 'df')]",
        "os.system(read_name())",
        "if name not in ('ls', 'df'): return; os.system(name)",
    ],
)
def test_what_is_made_of_the_code_alone_is_fixed(lines: str, tmp_path: Path) -> None:
    assert is_fixed(lines, tmp_path)


@pytest.mark.parametrize(
    "lines",
    [
        "os.system(name)",
        "os.system('ls ' + name)",
        "os.system(f'ls {name:>10}')",
        "os.system('ls %s' % name)",
        "os.system('ls {}'.format(name))",
        "os.system(name.strip())",
        "os.system(name or 'ls')",
        "os.system(f'git show {shlex.quote(name)} {name}')",
        "os.system(os.environ['EDITOR'])",
        "os.system(os.getenv('EDITOR', 'vi'))",
        "os.system(open('commands.txt').read())",
        "os.system(subprocess.check_output(['which', 'ls'], text=True))",
        "os.system(PAGER)",
        "os.system(this.line)",
        "os.system(sys.argv[1])",
        "os.system(name[0] + ' -l')",
        "os.system(input())",
        "line = 'ls'; line += name; os.system(line)",
        "line = ['ls']; line.append(name); subprocess.run(line, shell=True)",
        "line = 'ls'; line, other = name; os.system(line)",
        "for line in name: os.system(line)",
        "with open(name) as line: os.system(line)",
        "if name not in ('ls', 'df'): print(name); os.system(name)",
        "if name not in this: return; os.system(name)",
    ],
)
def test_what_is_made_of_anything_else_is_not(lines: str, tmp_path: Path) -> None:
    assert not is_fixed(lines, tmp_path)


@pytest.mark.parametrize(
    "lines",
    [
        "os.popen(name)",
        "subprocess.getoutput(name)",
        "subprocess.getstatusoutput(cmd=name)",
        "subprocess.check_call(name, shell=True)",
        "subprocess.run(args=name, shell=True)",
        "asyncio.create_subprocess_shell(name)",
        "asyncio.to_thread(os.system, name)",
        "partial(subprocess.run, name, shell=True)",
        "start = subprocess.Popen; start(name, shell=True)",
        "import subprocess as sp; sp.call(name, shell=True)",
        "(lambda: os.system(name))()",
    ],
)
def test_each_way_to_a_shell_is_known(lines: str, tmp_path: Path) -> None:
    assert not is_fixed(lines, tmp_path)


@pytest.mark.parametrize(
    "lines",
    [
        "subprocess.run([name])",
        "subprocess.run(name, shell=False)",
        "subprocess.run(name, shell=number > 3)",
        "subprocess.run(name, **this)",
        "asyncio.create_subprocess_exec(name)",
        "this.system(name)",
        "print('shell=True')",
    ],
)
def test_without_a_shell_there_is_no_command(lines: str, tmp_path: Path) -> None:
    body = "".join(f"    {line}\n" for line in lines.split("; "))
    assert not found(f"\ndef use(name, number, this):\n{body}", tmp_path)


def test_an_attribute_counts_where_only_the_class_sets_it(tmp_path: Path) -> None:
    code = """
class Fixed:
    line = "ls"

    def run(self):
        os.system(self.line)


class Given:
    line = "ls"

    def __init__(self, line):
        self.line = line

    def run(self):
        os.system(self.line)
"""
    assert [(one.symbol, one.fixed) for one in found(code, tmp_path)] == [
        ("server.Fixed.run", True),
        ("server.Given.run", False),
    ]


def test_a_list_that_is_joined_where_it_is_one_needs_no_second_look(tmp_path: Path) -> None:
    code = """
def joined(command):
    return shlex.join(command) if isinstance(command, list) else command

def quoted(name):
    parts = ["git"] + [name]
    os.system(joined(parts))

def raw(name):
    os.system(joined(name))
"""
    assert [one.fixed for one in found(code, tmp_path)] == [True, False]


def test_a_name_that_a_function_binds_anew_is_no_constant(tmp_path: Path) -> None:
    code = """
LINE = "ls"

def choose(name):
    global LINE
    LINE = name

def run():
    os.system(LINE)
"""
    assert [one.fixed for one in found(code, tmp_path)] == [False]


def test_what_runs_for_a_client_is_followed(tmp_path: Path) -> None:
    code = """
@mcp.tool
def run_command(command: str) -> str:
    os.system(command)
    os.popen(command)
    os.popen(os.environ["EDITOR"])
    return "done"
"""
    assert [one.followed for one in found(code, tmp_path)] == [True, True, True]


def test_what_runs_for_a_client_is_followed_also_past_a_check(tmp_path: Path) -> None:
    code = """
def checked(name):
    if not name.isalnum():
        raise ValueError(name)
    os.system(f"id {name}")

def other(name):
    os.system(name)

@mcp.tool
def use(name: str) -> str:
    checked(name)
    return "done"

other(sys.argv[1])
"""
    assert [one.followed for one in found(code, tmp_path)] == [True, False]


@pytest.mark.parametrize(
    ("use", "unused"),
    [
        ("", True),
        ("Desk.start('x')", False),
        ("Desk().start('x')", False),
        ("def later(desk: Desk):\n    desk.start('x')", False),
        ("STARTS = {'desk': Desk.start}", False),
        ("class Shop:\n    def start(self, name): ...\n\nShop().start('x')", True),
        ("import threading\nthreading.Thread(target=print).start()", True),
    ],
)
def test_a_function_that_nothing_speaks_of_is_unused(use: str, unused: bool, tmp_path: Path) -> None:
    code = f"class Desk:\n    @staticmethod\n    def start(name):\n        os.system(name)\n\n{use}\n"
    assert [one.unused for one in found(code, tmp_path)] == [unused]


def test_module_code_and_lists_are_told(tmp_path: Path) -> None:
    code = 'if __name__ == "__main__":\n    subprocess.run(["start", sys.argv[1]], shell=True)\n'
    (command,) = found(code, tmp_path)
    assert (command.listed, command.fixed, command.symbol) == (True, False, "server")
