"""Writes to standard output that can disturb a server on stdio, and those that cannot."""

import pytest

from mcp_lintel.model.types import StdoutWrite

from .reading import SDK, ReadProject

TOOL = "@mcp.tool()\ndef find(word: str) -> str:\n    {body}\n"


def written(code: str, project: ReadProject, files: dict[str, str] | None = None) -> list[StdoutWrite]:
    """The writes that count in a server with this code."""
    return list(project({"server.py": f"{SDK}{code}\n", **(files or {})}).stdout_writes)


@pytest.mark.parametrize(
    ("call", "what"),
    [
        ("print(word)", "print"),
        ("print(word, flush=True)", "print"),
        ("import sys; print(word, file=sys.stdout)", "print"),
        ("import sys; print(word, file=sys.__stdout__)", "print"),
        ("import sys; sys.stdout.write(word)", "sys.stdout.write"),
        ("import sys; sys.stdout.writelines([word])", "sys.stdout.writelines"),
        ("import sys; sys.stdout.buffer.write(b'a')", "sys.stdout.buffer.write"),
    ],
)
def test_a_write_in_a_tool_counts(call: str, what: str, project: ReadProject) -> None:
    (write,) = written(TOOL.format(body=call), project)
    assert (write.what, write.reach, write.tool, write.at_import) == (what, "tool `find`", "find", False)
    assert [endpoint.name.value for endpoint in write.endpoints] == ["box"]


@pytest.mark.parametrize(
    "call",
    [
        "import sys; print(word, file=sys.stderr)",
        "import sys; sys.stderr.write(word)",
        "with open(word) as log: print(word, file=log)",
        "import io; print(word, file=io.StringIO())",
        "import logging; logging.getLogger().info(word)",
        "from rich import print as show; return word",
        "return 'print(word)'",
        "fingerprint(word)",
        "import os; os.stdout.write(word)",
    ],
)
def test_what_goes_elsewhere_does_not_count(call: str, project: ReadProject) -> None:
    assert written(TOOL.format(body=call), project) == []


def test_the_print_of_rich_counts(project: ReadProject) -> None:
    assert written("from rich import print\n" + TOOL.format(body="print(word)"), project)


def test_a_function_of_the_project_called_print_is_not_the_builtin(project: ReadProject) -> None:
    code = "def print(text): ...\n" + TOOL.format(body="print(word)")
    assert written(code, project) == []


def test_a_write_at_import_counts(project: ReadProject) -> None:
    (write,) = written("print('starting')\n" + TOOL.format(body="..."), project)
    assert (write.reach, write.at_import, write.tool) == ("at import", True, "")


@pytest.mark.parametrize(
    "frame", ["if True:\n    {0}", "try:\n    {0}\nexcept OSError:\n    pass", "for one in 'ab':\n    {0}"]
)
def test_a_write_in_a_block_at_import_counts(frame: str, project: ReadProject) -> None:
    assert [w.at_import for w in written(frame.format("print('a')") + "\n" + TOOL.format(body="..."), project)] == [
        True
    ]


@pytest.mark.parametrize(
    "code",
    [
        "def show(text):\n    print(text)\n" + TOOL.format(body="show(word)"),
        "def show(text):\n    print(text)\ndef middle(text):\n    show(text)\n" + TOOL.format(body="middle(word)"),
        "class Box:\n    def show(self, text):\n        print(text)\nbox = Box()\n"
        + TOOL.format(body="box.show(word)"),
        "class Box:\n    def __init__(self, text):\n        print(text)\n" + TOOL.format(body="Box(word)"),
        "class Box:\n    @mcp.tool()\n    def find(self, word: str):\n        self.show(word)\n"
        "    def show(self, text):\n        print(text)",
        TOOL.format(body="def inner():\n        print(word)\n    inner()"),
    ],
)
def test_a_write_in_what_a_tool_calls_counts(code: str, project: ReadProject) -> None:
    assert [(w.what, w.reach) for w in written(code, project)] == [("print", "tool `find`")]


@pytest.mark.parametrize(
    ("statement", "call"),
    [
        ("from helpers import show", "show(word)"),
        ("import helpers", "helpers.show(word)"),
        ("from helpers import show as s", "s(word)"),
    ],
)
def test_a_write_in_a_helper_of_another_module_counts(statement: str, call: str, project: ReadProject) -> None:
    found = written(
        f"{statement}\n" + TOOL.format(body=call), project, {"helpers.py": "def show(text):\n    print(text)\n"}
    )
    assert [(w.place.path, w.tool) for w in found] == [("helpers.py", "find")]


MAIN = TOOL.format(body="...") + "import sys\ndef main():\n{body}\nif __name__ == '__main__':\n    main()"


@pytest.mark.parametrize(
    "body",
    [
        "    print('starting')\n    mcp.run()",
        "    if sys.argv:\n        print('starting')\n    mcp.run()",
        "    try:\n        print('starting')\n        mcp.run()\n    finally:\n        pass",
        "    print('starting')\n    mcp.run(transport='stdio')",
    ],
)
def test_a_write_before_the_server_runs_counts(body: str, project: ReadProject) -> None:
    assert [w.reach for w in written(MAIN.replace("{body}", body), project)] == ["before the server runs"]


@pytest.mark.parametrize(
    "body",
    [
        "    mcp.run()\n    print('stopped')",
        "    if '--version' in sys.argv:\n        print('1.0')\n        return\n    mcp.run()",
        "    if '--version' in sys.argv:\n        print('1.0')\n        sys.exit(0)\n    mcp.run()",
        "    if '--http' in sys.argv:\n        print('http')\n        mcp.run('sse')\n    else:\n        mcp.run()",
        "    print('starting', file=sys.stderr)\n    mcp.run()",
        "    print('starting')\n    mcp.run(transport='streamable-http')",
    ],
)
def test_a_write_that_never_runs_beside_the_protocol_does_not_count(body: str, project: ReadProject) -> None:
    assert written(MAIN.replace("{body}", body), project) == []


@pytest.mark.parametrize(
    "code",
    [
        "def report():\n    print('a report')",
        "import click\n@click.command()\ndef report():\n    print('a report')",
        "if __name__ == '__main__':\n    print('by hand')",
        "class Cli:\n    def go(self):\n        print('a')",
    ],
)
def test_command_line_code_does_not_count(code: str, project: ReadProject) -> None:
    assert written(TOOL.format(body="...") + code, project) == []


@pytest.mark.parametrize(
    ("setup", "counts"),
    [
        ("logging.basicConfig(stream=sys.stdout)", True),
        ("logging.getLogger().addHandler(logging.StreamHandler(sys.stdout))", True),
        ("logging.getLogger().addHandler(logging.StreamHandler(stream=sys.stdout))", True),
        ("logging.basicConfig(level='INFO')", False),
        ("logging.basicConfig(stream=sys.stderr)", False),
        ("logging.getLogger().addHandler(logging.StreamHandler())", False),
    ],
)
def test_a_log_handler_on_stdout_is_a_write(setup: str, counts: bool, project: ReadProject) -> None:
    found = written(f"import logging, sys\n{setup}\n" + TOOL.format(body="..."), project)
    assert bool(found) is counts


def test_a_write_is_told_once_however_many_tools_reach_it(project: ReadProject) -> None:
    code = "def show(text):\n    print(text)\n" + TOOL.format(body="show(word)")
    code += "@mcp.tool()\ndef count(word: str):\n    show(word)\n"
    assert len(written(code, project)) == 1


def test_writes_come_in_the_order_of_the_files(project: ReadProject) -> None:
    code = "from helpers import show\n" + TOOL.format(body="print(word); show(word); print(word)")
    found = written(code, project, {"helpers.py": "def show(text):\n    print(text)\n"})
    assert [w.place.path for w in found] == ["helpers.py", "server.py", "server.py"]
    assert found[1].place.span.start < found[2].place.span.start


def test_a_project_without_server_has_no_writes(project: ReadProject) -> None:
    assert project({"work.py": "import mcp.types\nprint('a')\n"}).stdout_writes == ()


def test_a_write_in_a_low_level_handler_counts(project: ReadProject) -> None:
    source = """
        from mcp.server import Server
        from mcp.types import Tool
        server = Server("box")
        @server.list_tools()
        async def tools():
            return [Tool(name="find", inputSchema={"type": "object", "properties": {}})]
        @server.call_tool()
        async def call(name, arguments):
            print(name)
    """
    (write,) = project({"server.py": source}).stdout_writes
    assert (write.what, write.symbol) == ("print", "server.call")


def test_a_branch_at_import_that_ends_the_program_does_not_count(project: ReadProject) -> None:
    missing = (
        "import sys\ntry:\n    import extra\nexcept ImportError:\n    print('pip install extra')\n    sys.exit(1)\n"
    )
    assert not written(missing + TOOL.format(body="pass"), project)
    assert written(missing.replace("    sys.exit(1)\n", "") + TOOL.format(body="pass"), project)
