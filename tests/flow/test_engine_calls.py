"""How client input travels through one call: every form of a call, and functions as values."""

from pathlib import Path

import pytest

from .twins.seen import expect
from .twins.shells import tool

BODIES = {
    "positional": "run(name)",
    "by name": "run(command=name)",
    "by name in another order": "run(times=2, command=name)",
    "starred": "given = [name]\nrun(*given)",
    "double starred": 'given = {"command": name, "times": 2}\nrun(**given)',
    "an alias": "start = run\nstart(name)",
    "partial": "functools.partial(run, name)()",
    "partial by name": "start = functools.partial(run, times=2)\nstart(name)",
    "partial that fills in the name": "functools.partial(run, command=name)(times=2)",
    "lambda": "start = lambda command: run(command)\nstart(name)",
    "lambda around": "start = lambda: run(name)\nstart()",
    "function inside": "def start() -> None:\n    run(name)\nstart()",
    "function inside with a parameter": "def start(command: str) -> None:\n    run(command)\nstart(name)",
    "function inside that sees a later value": 'command = "ls"\ndef start() -> None:\n    run(command)\ncommand = name\nstart()',
    "two functions inside": "def outer() -> None:\n    def inner() -> None:\n        run(name)\n    inner()\nouter()",
    "map": "list(map(run, [name]))",
    "starmap": "import itertools\nlist(itertools.starmap(run, [(name, 1)]))",
    "in a table": 'TABLE = {"run": run}\nTABLE["run"](name)',
    "in a table by a key that is not known": 'TABLE = {"run": run}\nTABLE[other](name)',
    "in a tuple": "for start in (run, print):\n    start(name)",
    "thread": "threading.Thread(target=run, args=(name,)).start()",
    "thread by names": 'threading.Thread(target=run, kwargs={"command": name}).start()',
    "timer": "threading.Timer(1.0, run, [name]).start()",
    "executor submit": "with ThreadPoolExecutor() as pool:\n    pool.submit(run, name).result()",
    "executor map": "with concurrent.futures.ThreadPoolExecutor() as pool:\n    list(pool.map(run, [name]))",
    "exit stack": "with contextlib.ExitStack() as stack:\n    stack.callback(run, name)",
    "functools.reduce from a start": "run(functools.reduce(lambda text, one: text + one, ['a'], name))",
    "functools.reduce of what it gave": "run(functools.reduce(lambda text, one: text + one, ['a', name]))",
    "functools.reduce": "functools.reduce(lambda _, command: run(command), [name], None)",
}
HARMLESS = {
    "another parameter": 'run("ls", times=len(name))',
    "a constant in a thread": 'threading.Thread(target=run, args=("ls",)).start()',
    "a constant in a partial": 'functools.partial(run, "ls")()',
    "a constant in map": 'list(map(run, ["ls", "pwd"]))',
    "function inside that is never called": "def start() -> None:\n    run(name)",
    "a local function of the same name": "def run(command: str) -> None:\n    print(len(command))\nrun(name)",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_a_call_hands_it_on(body: str, tmp_path: Path) -> None:
    expect(tool(body, marks=True), "client-input-in-shell", tmp_path)


@pytest.mark.parametrize("body", HARMLESS.values(), ids=HARMLESS.keys())
def test_a_call_does_not_hand_it_on(body: str, tmp_path: Path) -> None:
    expect(tool(body, marks=False), "client-input-in-shell", tmp_path)
