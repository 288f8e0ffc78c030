"""A guard keeps out what it is there to keep out.

## Why
A guard that can be walked around is worse than none, because people believe in it. `/srv/data-old` begins with
`/srv/data`, `git log; rm -r .` begins with `git`, `re.match` does not look at what follows the match, and a list of
what is forbidden lacks what nobody thought of.

## What is read
A value that a client sends and that reaches a sink of any kind (a path, a command, a query, an address), when all that
stands before it are checks of the kinds in `weak_guards`. The finding is at the sink and names the check. The rule
for the sink itself says nothing then.

## What is not reported
A value that also passes a guard that holds. Checks that say nothing of the value that is used. What is logged.

## Fix
`path.is_relative_to(base)` after `resolve()`, `re.fullmatch`, equality of the parsed host, a list of what is allowed, a
list of arguments in place of a command line; and raise where the value is refused.

## Evidence
Judged in November 2026 on 29 published servers: 14 of 17 true (`benchmarks/flow.md`).
Two of the false ones, on SQLite, have been mended since.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mcp_lintel.flow.telling import hit_of, source, wording
from mcp_lintel.flow.types import Flow
from mcp_lintel.rule import Bad, Good, Hit, Related, Severity, rule

WEAKNESSES = {
    "string-prefix": "compares only how the text begins",
    "string-suffix": "compares only how the text ends",
    "substring": "asks only whether one text is in the other",
    "denylist": "lists what is forbidden and not what is allowed",
    "first-word": "looks at the first word only",
    "unanchored-match": "matches a part of the text and not the whole",
    "assert": "is an assert, which `python -O` leaves out",
    "ignored-result": "has a result that nobody looks at",
    "log-only": "writes a line where it should refuse",
    "git-file": "looks at the folder and not at the place that its `.git` file names",
    "before-normalising": "comes before the value has its final form",
}

TOLD_ELSEWHERE = frozenset({"log", "answer", "credential"})
"""Sinks that no guard of a value stands before."""


@dataclass(frozen=True, slots=True)
class Options:
    """What SEC-63 sets: the kinds of checks that do not count; one that is taken out is trusted."""

    weak_guards: tuple[str, ...]


@rule(
    "guard-that-does-not-hold",
    on=Flow,
    clause="SEC-63",
    severity=Severity.ERROR,
    cwe=("CWE-693",),
    options=Options,
    examples=(
        Bad("""
            from pathlib import Path

            BASE = Path("/srv/notes").resolve()

            @mcp.tool
            def show_note(name: str) -> str:
                path = (BASE / name).resolve()
                if not str(path).startswith(str(BASE)):
                    raise ValueError("the note lies outside of the folder")
                return [|path|].read_text()
        """),
        Bad(
            """
            import subprocess

            from checks import check_command

            @mcp.tool
            def show_version(command: str) -> str:
                check_command(command)
                return subprocess.check_output([|command|], shell=True, text=True)
            """,
            files={
                "checks.py": """\
ALLOWED = {"git", "hg"}


def check_command(command: str) -> None:
    if command.split()[0] not in ALLOWED:
        raise ValueError("this program is not allowed")
"""
            },
        ),
        Bad("""
            import psycopg

            @mcp.tool
            def find_orders(sql: str) -> str:
                if not sql.strip().upper().startswith("SELECT"):
                    raise ValueError("reading only")
                return str(psycopg.connect("dbname=shop").execute([|sql|]).fetchall())
        """),
        Bad("""
            import re

            import httpx

            @mcp.tool
            def check_build(page: str) -> int:
                if not re.match(r"https://ci\\.example\\.com", page):
                    raise ValueError("builds live elsewhere")
                return httpx.get([|page|], timeout=10).status_code
        """),
        Good("""
            from pathlib import Path

            BASE = Path("/srv/notes").resolve()

            @mcp.tool
            def show_note(name: str) -> str:
                path = (BASE / name).resolve()
                if ".." in name or not path.is_relative_to(BASE):
                    raise ValueError("the note lies outside of the folder")
                return path.read_text()
        """),
        Good("""
            @mcp.tool
            def show_note(name: str) -> str:
                return open(f"/srv/notes/{name}").read()
        """),
        Good("""
            import subprocess

            COMMANDS = {"git": "git --version", "hg": "hg --version"}

            def check_command(command: str) -> None:
                if command not in COMMANDS:
                    raise ValueError("this program is not allowed")

            @mcp.tool
            def show_version(command: str) -> str:
                check_command(command)
                return subprocess.check_output(COMMANDS[command], shell=True, text=True)
        """),
        Good("""
            import subprocess

            @mcp.tool
            def show_version(command: str) -> str:
                if not command.startswith("git"):
                    raise ValueError("this program is not allowed")
                return subprocess.check_output("git --version", shell=True, text=True)
        """),
    ),
)
def guard_that_does_not_hold(flow: Flow, options: Options) -> Iterator[Hit]:
    if flow.source != "client" or not flow.weak or not TOLD_ELSEWHERE.isdisjoint(flow.family):
        return
    if any(check.weakness not in options.weak_guards for check in flow.weak):
        return
    words = {check.weakness: _words(check.weakness) for check in flow.weak}
    first = next(iter(words.values()))
    told = f"{source(flow)} reaches `{flow.call}` as {wording(flow).being} past a check that {first}"
    guards = tuple(Related(f"this check {words[check.weakness]}", check.place) for check in flow.weak)
    yield replace(hit_of(flow, told), related=guards)


def _words(weakness: str) -> str:
    return WEAKNESSES.get(weakness, "does not hold")
