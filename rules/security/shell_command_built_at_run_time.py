"""What a shell is told to run is written out in the code.

## Why
A shell reads more than words: `;`, `|`, `$(…)` and a line break each begin a further command. A command line that is
put together from a name, a path or an address runs whatever somebody managed to put into it, and today's caller
is not the last one.

## What is read
`os.system`, `os.popen`, `subprocess.getoutput` and `getstatusoutput`, `asyncio.create_subprocess_shell`, and the calls
of `subprocess` with `shell=True`, in all code that is no test, whether or not a client gets there. Constants, also
those of other modules, and what is put together from constants alone are known. A list together with `shell=True`
counts as well: on POSIX its first element is the command line, on Windows all of it.
The code has to run: at module level, or in a function that something in the project names or decorates.

## What is not reported
Commands that are constants, choices among constants, numbers, and parts that went through `shlex.quote`. Calls where
`shell=` is decided at run time. Functions that run for a client: what a client sends is followed to the command there,
and `client-input-in-shell` and `guard-that-does-not-hold` tell what is not checked on the way. In examples folders the
confidence is low.

## Fix
Start the program from a list without a shell, `subprocess.run(["git", "log", "--", path])`. Where a shell is needed,
`shlex.quote` every part that is not constant. On Windows, `os.startfile` and `["cmd", "/c", "start", "", address]` open
an address, the latter only for one that was checked.

## Evidence
Judged in November 2026 on 112 checkouts of published servers: 5 of 5 true, in two of them. What is told on servers that
are written to be bad, client-input-in-shell tells there. A published flaw, CVE-2025-62801, is found, and nothing is
said of the version that mends it.
"""

from collections.abc import Iterator

from mcp_lintel.model.types import ShellCommand
from mcp_lintel.rule import Bad, Confidence, Good, Hit, Severity, rule


@rule(
    "shell-command-built-at-run-time",
    on=ShellCommand,
    clause="SEC-30",
    severity=Severity.WARNING,
    cwe=("CWE-78",),
    examples=(
        Bad("""
            import os

            def archive(folder: str) -> None:
                os.system([|f"tar czf /srv/archive.tgz {folder}"|])

            if __name__ == "__main__":
                archive("/srv/notes")
        """),
        Bad("""
            import subprocess

            def open_page(address: str) -> None:
                subprocess.run([|["start", address]|], shell=True, check=True)

            app.command(open_page)
        """),
        Bad(
            """
            import asyncio

            from commands import edit

            asyncio.run(edit("notes.txt"))
            """,
            files={
                "commands.py": """\
import asyncio
import os

EDITOR = os.environ.get("EDITOR", "vi")


async def edit(name: str) -> None:
    line = EDITOR + " "
    line += name
    await asyncio.create_subprocess_shell([|line|])
"""
            },
        ),
        Bad("""
            import asyncio
            import subprocess

            async def show_log(branch: str) -> str:
                return await asyncio.to_thread(subprocess.check_output, [|"git log %s" % branch|], shell=True)

            HISTORIES = [show_log]
        """),
        Good("""
            import os

            def archive(folder: str) -> None:
                os.system(f"tar czf /srv/archive.tgz {folder}")
        """),
        Good("""
            import os
            import re

            def archive(folder: str) -> None:
                if not re.fullmatch(r"[a-z]+", folder):
                    raise ValueError("no such folder")
                os.system(f"tar czf /srv/archive.tgz {folder}")

            @mcp.tool
            def keep_folder(folder: str) -> str:
                archive(folder)
                return "kept"
        """),
        Good(
            """
            import os
            import subprocess

            from commands import GIT

            PAGER = " | head -n 20"

            def show_log() -> str:
                os.system("cls" if os.name == "nt" else "clear")
                return subprocess.getoutput(f"{GIT} log{PAGER}")
            """,
            files={"commands.py": 'GIT = "git -C /srv/repo"\n'},
        ),
        Good("""
            import shlex
            import subprocess

            def count_commits(branch: str, days: int) -> str:
                line = f"git rev-list --since={int(days)}.days {shlex.quote(branch)} | wc -l"
                return subprocess.check_output(line, shell=True, text=True)
        """),
        Good("""
            import subprocess

            COMMANDS = {"status": "git status", "log": "git log"}

            def show(what: str) -> str:
                return subprocess.check_output(COMMANDS[what], shell=True, text=True)
        """),
        Good("""
            import subprocess

            def start(program: str, is_windows: bool) -> None:
                subprocess.run(["git", "log", "--", program], check=True)
                subprocess.run([program], shell=is_windows, check=True)
        """),
        Good("""
            import os

            @mcp.tool
            def show_log(branch: str) -> str:
                os.system(f"git log {branch} > /tmp/log")
                return "written"
        """),
    ),
)
def shell_command_built_at_run_time(command: ShellCommand) -> Iterator[Hit]:
    if command.fixed or command.followed or command.unused:
        return
    what = "a list that is one line on Windows" if command.listed else "a command that is not written out in the code"
    confidence = Confidence.LOW if command.example else None
    yield Hit(command.place, f"`{command.call}` hands a shell {what}", command.symbol, confidence=confidence)
