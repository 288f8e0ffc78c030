"""No shell and no choice of a program is left to a client.

## Why
A shell reads more than words: `;`, `|`, `$(…)` and a line break each begin a further command. Who can write one
character of its command line can run everything that the server's account may.

## What is read
A value that a client sends, followed through the project until it reaches a command line (`os.system`,
`shell=True`, `sh -c`, a command on another machine), or the first element of a list that starts a program. Helpers,
classes and other files on the way do not hide it, and each of them is named.

## What is not reported
Values that were looked up in a fixed mapping or compared with a fixed set, numbers, enums, each part quoted with
`shlex.quote`, and patterns over the whole value that admit no character with a meaning to a shell. Elements after the
first are the matter of `option-smuggled`. A guard that looks right and fails is reported as
`guard-that-does-not-hold`. A tool that is there to run commands is reported once.

## Fix
Start the program from a list whose first element is a constant, `subprocess.run(["git", "log", "--", path])`, and let
the client choose among values that you wrote down.

## Evidence
Judged in November 2026 on 29 published servers: 4 of 5 true (`benchmarks/flow.md`).
"""

from collections.abc import Iterator

from mcp_lintel.flow.telling import hit_of, is_unguarded, reaching
from mcp_lintel.flow.types import Flow
from mcp_lintel.rule import Bad, Good, Hit, Severity, rule


@rule(
    "client-input-in-shell",
    on=Flow,
    clause="SEC-30",
    severity=Severity.ERROR,
    cwe=("CWE-78",),
    examples=(
        Bad("""
            import os

            @mcp.tool
            def show_log(branch: str) -> str:
                os.system([|f"git log {branch} > /tmp/log"|])
                return "written"
        """),
        Bad(
            """
            from shell import run_shell

            @mcp.tool
            def show_log(branch: str) -> str:
                return run_shell("git log " + branch)
            """,
            files={
                "shell.py": "import subprocess\n\n\ndef run_shell(line: str) -> str:\n"
                "    return subprocess.run([|line|], shell=True, capture_output=True, text=True).stdout\n"
            },
        ),
        Bad("""
            import subprocess

            @mcp.tool
            def show_version(program: str) -> str:
                return subprocess.run([[|program|], "--version"], capture_output=True, text=True).stdout
        """),
        Bad("""
            import subprocess

            @mcp.tool
            def run_command(command: str) -> str:
                return subprocess.check_output([|command|], shell=True, text=True)
        """),
        Good("""
            import shlex
            import subprocess

            @mcp.tool
            def show_log(branch: str) -> str:
                return subprocess.check_output(f"git log {shlex.quote(branch)} | head", shell=True, text=True)
        """),
        Good("""
            import subprocess

            PROGRAMS = {"git": "/usr/bin/git", "hg": "/usr/bin/hg"}

            @mcp.tool
            def show_version(program: str) -> str:
                if program not in PROGRAMS:
                    raise ValueError("no such program")
                return subprocess.run([PROGRAMS[program], "--version"], capture_output=True, text=True).stdout
        """),
        Good("""
            import subprocess

            def run_shell(line: str) -> str:
                return subprocess.run(line, shell=True, capture_output=True, text=True).stdout

            @mcp.tool
            def show_log(branch: str) -> str:
                return run_shell("git log --oneline").replace("main", branch)
        """),
    ),
)
def client_input_in_shell(flow: Flow) -> Iterator[Hit]:
    if is_unguarded(flow, "shell", "program"):
        lack = "nothing quotes or restricts it" if "shell" in flow.family else "nothing restricts it"
        yield hit_of(flow, reaching(flow, lack))
