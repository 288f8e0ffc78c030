"""How client input travels through asynchronous calls and hand-offs to threads."""

from pathlib import Path

import pytest

from .twins.seen import expect
from .twins.shells import tool

ASYNC = {
    "to_thread": "await asyncio.to_thread(run, name)",
    "to_thread by name": "await asyncio.to_thread(run, command=name)",
    "run_in_executor": "await asyncio.get_running_loop().run_in_executor(None, run, name)",
    "run_in_executor with a partial": "loop = asyncio.get_event_loop()\nawait loop.run_in_executor(None, functools.partial(run, name))",
    "run_in_executor with a lambda": "loop = asyncio.get_running_loop()\nawait loop.run_in_executor(None, lambda: run(name))",
    "anyio": "import anyio\nawait anyio.to_thread.run_sync(run, name)",
    "awaited": "await slow(name)",
    "task": "task = asyncio.create_task(slow(name))\nawait task",
    "gather": "await asyncio.gather(slow(name), slow('ls'))",
    "gather over a list": "await asyncio.gather(*(slow(command) for command in [name]))",
    "wait_for": "await asyncio.wait_for(slow(name), timeout=5)",
    "task group": "async with asyncio.TaskGroup() as group:\n    group.create_task(slow(name))",
    "call_soon": "asyncio.get_running_loop().call_soon(run, name)",
    "what was awaited": "run(await told(name))",
    "what was gathered": "first, second = await asyncio.gather(told(name), told('ls'))\nrun(first)",
    "what a thread gave back": "run(await asyncio.to_thread(str.strip, name))",
    "what a future gave back": "with ThreadPoolExecutor() as pool:\n    run(pool.submit(str.strip, name).result())",
    "what a future of ours gave back": "import asyncio as a\nfuture = a.get_running_loop().run_in_executor(None, functools.partial(str.strip, name))\nrun(await future)",
    "starmap": "import itertools\nlist(itertools.starmap(run, [(name, 2)]))",
    "async loop": "async for command in several(name):\n    run(command)",
    "async comprehension": "for command in [c async for c in several(name)]:\n    run(command)",
    "async with": "async with held(name) as command:\n    run(command)",
    "queue": "queue: asyncio.Queue[str] = asyncio.Queue()\nawait queue.put(name)\nrun(await queue.get())",
    "run": "await asyncio.to_thread(lambda: asyncio.run(slow(name)))",
}
OUTSIDE = {
    "to_thread": "await asyncio.to_thread(os.system, [|name|])",
    "run_in_executor": "await asyncio.get_running_loop().run_in_executor(None, os.system, [|name|])",
    "anyio": "import anyio\nawait anyio.to_thread.run_sync(os.system, [|name|])",
    "executor": "with ThreadPoolExecutor() as pool:\n    pool.submit(os.system, [|name|])",
    "thread": "threading.Thread(target=os.system, args=([|name|],)).start()",
    "partial": "functools.partial(os.system, [|name|])()",
    "partial in an executor": "await asyncio.get_running_loop().run_in_executor(None, functools.partial(os.system, [|name|]))",
    "partial with a literal": "functools.partial(os.system, 'ls')()",
    "partial that is kept": "import subprocess\nstart = functools.partial(subprocess.run, shell=True)\n"
    "start('ls')\nthreading.Thread(target=start, args=('ls',)).start()",
    "partial that is kept and called with it": "import subprocess\n"
    "start = [|functools.partial(subprocess.run, shell=True)|]\nstart(name)",
    "thread with a keyword": "import subprocess\n"
    "threading.Thread(target=subprocess.run, args=([|name|],), kwargs={'shell': True}).start()",
    "thread with another argument": "threading.Thread(target=os.system, args=('ls',), name=name).start()",
    "map over literals": "list(map(os.system, ['ls', str(len(name))]))",
    "lambda around what is imported inside": "import subprocess\n"
    "start = lambda line: subprocess.run([|line|], shell=True)\nstart(name)",
    "starmap": "import itertools\nlist(itertools.starmap(run, [('ls', name)]))",
    "map of a method": "for line in map(str.strip, [name]):\n    os.system([|line|])",
    "method of a type": "os.system([|str.strip(name)|])",
    "method of a type with a literal": "os.system(str.join(' ', ['ls', 'a']))",
    "lambda in an executor": "await asyncio.get_running_loop().run_in_executor(None, lambda: os.system([|name|]))",
    "alias": "start = os.system\nstart([|name|])",
    "map": "list(map(os.system, [|[name]|]))",
    "subprocess in a thread": "import subprocess\nawait asyncio.to_thread(subprocess.run, [|name|], shell=True)",
}
ASYNC_HEAD = """
async def slow(command: str) -> None:
    run(command)


async def told(command: str) -> str:
    return command


async def several(command: str):
    yield command


@contextlib.asynccontextmanager
async def held(command: str):
    yield command


"""


@pytest.mark.parametrize("body", ASYNC.values(), ids=ASYNC.keys())
def test_an_asynchronous_call_hands_it_on(body: str, tmp_path: Path) -> None:
    expect(tool(body, marks=True, head=ASYNC_HEAD, keyword="async "), "client-input-in-shell", tmp_path)


@pytest.mark.parametrize("body", OUTSIDE.values(), ids=OUTSIDE.keys())
def test_a_function_from_outside_is_handed_on(body: str, tmp_path: Path) -> None:
    expect(tool(body, marks=False, keyword="async "), "client-input-in-shell", tmp_path)


def test_a_method_of_a_path_is_handed_on(tmp_path: Path) -> None:
    body = "from pathlib import Path\npath = Path('/srv') / name\nawait asyncio.to_thread([|path|].read_text)"
    expect(tool(body, marks=False, keyword="async "), "client-path-unconfined", tmp_path)
