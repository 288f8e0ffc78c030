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
