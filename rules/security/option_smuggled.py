"""A client's text cannot pose as an option of a program that the server starts.

## Why
A list of arguments keeps the shell out, and the program still reads what it is given. A branch named
`--output=/etc/cron.d/x` is an option to git, and many programs have an option that runs or overwrites something.

## What is read
A value that a client sends and that begins an element after the first in the list that starts a program, also
through libraries that hand on their arguments, such as GitPython.

## What is not reported
Elements that begin with constant text (`f"--since={date}"`) or come after `--` or `--end-of-options`, resolved
paths, numbers, values compared with a fixed set or tested for a leading dash, and patterns whose first character
can be no prefix of an option. A guard that fails is reported as `guard-that-does-not-hold`.

## Fix
Put `--end-of-options` or `--` before the value, whichever the program knows, or refuse values that begin with a dash:
`Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]*$")`.

## Evidence
Judged in November 2026 on 29 published servers: 13 of 13 true (`benchmarks/flow.md`).
"""

from collections.abc import Iterator

from mcp_lintel.flow.telling import hit_of, is_unguarded, reaching
from mcp_lintel.flow.types import Flow
from mcp_lintel.rule import Bad, Good, Hit, Severity, rule


@rule(
    "option-smuggled",
    on=Flow,
    clause="SEC-58",
    severity=Severity.WARNING,
    cwe=("CWE-88",),
    examples=(
        Bad("""
            import subprocess

            @mcp.tool
            def show_log(branch: str) -> str:
                return subprocess.check_output(["git", "log", [|branch|]], text=True)
        """),
        Bad(
            """
            from repository import Repository

            @mcp.tool
            def show_log(branch: str) -> str:
                return Repository("/srv/repo").git("log", branch)
            """,
            files={
                "repository.py": """\
import subprocess


class Repository:
    def __init__(self, folder: str) -> None:
        self.folder = folder

    def git(self, command: str, argument: str) -> str:
        return subprocess.check_output(["git", "-C", self.folder, command, [|argument|]], text=True)
"""
            },
        ),
        Bad("""
            import git

            @mcp.tool
            def show_difference(target: str) -> str:
                return git.Repo("/srv/repo").git.diff([|target|])
        """),
        Good("""
            import subprocess

            @mcp.tool
            def show_log(branch: str) -> str:
                return subprocess.check_output(["git", "log", "--end-of-options", branch], text=True)
        """),
        Good("""
            import subprocess

            def check_name(branch: str) -> None:
                if branch.startswith("-"):
                    raise ValueError("a branch does not begin with a dash")

            @mcp.tool
            def show_log(branch: str, since: str) -> str:
                check_name(branch)
                return subprocess.check_output(["git", "log", f"--since={since}", branch], text=True)
        """),
        Good("""
            import subprocess

            Branch = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")]

            @mcp.tool
            def show_log(branch: Branch) -> str:
                return subprocess.check_output(["git", "log", branch], text=True)
        """),
        Good("""
            import subprocess

            @mcp.tool
            def show_log(branch: str) -> str:
                logs = {name: subprocess.check_output(["git", "log", name], text=True) for name in ("main", "next")}
                return logs[branch]
        """),
    ),
)
def option_smuggled(flow: Flow) -> Iterator[Hit]:
    if is_unguarded(flow, "option"):
        yield hit_of(flow, reaching(flow, "a leading dash would make it an option"))
