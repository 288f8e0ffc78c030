"""How much is told: once for each sink and parameter, once for what a tool is for, and the same on moved lines."""

from pathlib import Path

from .twins.seen import expect, marked, seen

PYPROJECT = '[project]\nname = "desk"\nversion = "1"\ndependencies = ["fastmcp>=4,<5"]\n'
HEAD = "import os\n\nfrom fastmcp import FastMCP\n\nmcp = FastMCP('desk')\n\n"
RUN = "def run(command: str) -> None:\n    os.system([|command|])\n\n\n"
RULE = "client-input-in-shell"


def test_what_a_tool_is_for_is_told_once_and_can_be_waived(tmp_path: Path) -> None:
    code = '@mcp.tool\ndef run_command(command: str) -> str:\n    os.system([|command|])\n    os.system(command)\n    return "done"\n'
    (finding,) = expect(HEAD + code, RULE, tmp_path).findings
    assert "`run_command`" in finding.message
    assert "waive" in finding.message


def test_two_ways_from_one_parameter_to_one_sink_are_told_once(tmp_path: Path) -> None:
    code = RUN + '@mcp.tool\ndef use(name: str) -> str:\n    run(name)\n    run(name.strip())\n    return "done"\n'
    expect(HEAD + code, RULE, tmp_path)


def test_two_sinks_are_told_twice(tmp_path: Path) -> None:
    code = '@mcp.tool\ndef use(name: str) -> str:\n    os.system([|name|])\n    os.popen([|name|])\n    return "done"\n'
    expect(HEAD + code, RULE, tmp_path)


def test_two_tools_at_one_sink_are_told_for_each(tmp_path: Path) -> None:
    tools = "".join(f'@mcp.tool\ndef use_{n}(name: str) -> str:\n    run(name)\n    return "done"\n\n\n' for n in "ab")
    files = {"server.py": HEAD + RUN + tools, "pyproject.toml": PYPROJECT}
    found = seen(files, tmp_path)
    assert found.at() == marked(files, RULE) * 2
    assert sorted(finding.tool for finding in found.findings) == ["use_a", "use_b"]
    assert len({finding.fingerprint for finding in found.findings}) == 2


def test_a_fingerprint_survives_moved_lines_and_files_read_in_another_order(tmp_path: Path) -> None:
    tool = "from shell import run\n\n\n@mcp.tool\ndef use(name: str) -> str:\n    run(name)\n    return 'done'\n"
    prints = set()
    for number, space in enumerate(("", "\n\n\n# further down\n")):
        files = {
            "server.py": HEAD + space + tool,
            "shell.py": space + "import os\n\n\n" + RUN,
            "pyproject.toml": PYPROJECT,
        }
        (finding,) = seen(files, tmp_path / str(number)).findings
        prints.add((finding.fingerprint, finding.message))
    assert len(prints) == 1


def test_the_way_begins_at_the_parameter_and_ends_at_the_sink(tmp_path: Path) -> None:
    code = RUN + '@mcp.tool\ndef use(name: str) -> str:\n    line = f"nice {name}"\n    run(line)\n    return "done"\n'
    found = expect(HEAD + code, RULE, tmp_path)
    (finding,) = found.findings
    first, *_, last = finding.flow
    text = found.texts["server.py"]
    assert text[first.place.span.start : first.place.span.end].startswith("name")
    assert last.place == finding.place
    assert [line.partition(": ")[2] for line in found.lines(finding)][1:] == [
        'line = f"nice {name}"',
        "run(line)",
        "os.system(command)",
    ]
