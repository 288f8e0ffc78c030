"""What the items of a list that starts a program mean: the program, its arguments, code for an interpreter."""

from collections.abc import Iterator
from posixpath import basename

from mcp_lintel.facts import expressions as e
from mcp_lintel.flow.domain.values import ANY_ITEM
from mcp_lintel.flow.types import Value
from mcp_lintel.text.span import Place

SHELLS = frozenset(
    {"sh", "bash", "dash", "zsh", "ksh", "fish", "cmd", "cmd.exe", "powershell", "powershell.exe", "pwsh"}
)
INTERPRETERS = frozenset({"python", "python3", "node", "ruby", "perl", "php", "deno", "bun", "Rscript", "osascript"})
REMOTE = frozenset({"ssh", "su", "wsl"})
"""Programs that hand what they are given to a shell."""
SHELL_FLAGS = frozenset({"-c", "/c", "/C", "-Command", "-lc", "-ic", "-ec", "-EncodedCommand"})
CODE_FLAGS = frozenset({"-c", "-e", "--eval", "-r", "-p", "--print"})
SEPARATORS = frozenset({"--", "--end-of-options"})
_WORDS = """
oneline json all quiet verbose force recursive hard soft mixed cached staged stat help version dry-run yes no-pager bare
global local short long porcelain name-only follow graph merged amend rebase tags prune list delete raw silent debug
no-color color check fix strict watch count
"""
BARE = frozenset([*(f"--{word}" for word in _WORDS.split()), *(f"-{letter}" for letter in "afrqvlbdDsixzyupRh")])
"""Options of common programs that take no value, so that what follows them may be an option itself."""
ARGV = "argv"


def divided(value: Value, expr: e.Expr, path: str) -> Iterator[tuple[str, Place, Value]]:
    """Each item of the list with the kind of sink it is; the list itself (`argv`) where its items are not known.

    Source: clauses SEC-30, SEC-51 and SEC-58; git's `--end-of-options` from gitcli(7).
    """
    written = expr.items if isinstance(expr, e.Display) else ()
    if value.taints:
        yield ARGV, Place(path, expr.span), Value(value.taints)
    keys = [f"[{i}]" for i in range(len(value.fields)) if f"[{i}]" in value.fields]
    program, kind, told, before, handed = "", "option", False, "", False
    for index, key in enumerate(keys):
        one = value.fields[key]
        place = Place(path, written[index].span if index < len(written) else expr.span)
        literal = one.constant if isinstance(one.constant, str) else None
        if index == 0:
            program = basename(literal or "")
            yield "program", place, one
            continue
        if program in REMOTE:
            kind = "shell" if program != "ssh" or index > 1 else "option"
        elif literal in SHELL_FLAGS and (program in SHELLS or not program):
            kind = "shell"
        elif literal in CODE_FLAGS and program in INTERPRETERS:
            kind = "code"
        elif literal in SEPARATORS:
            told = True
        if not (told and kind == "option") and not (kind == "option" and takes_value(before)):
            yield kind, place, one
        before = literal or ""
        if handed:
            kind, told = "option", True
        handed = kind in ("code", "shell") and program not in REMOTE
    if ANY_ITEM in value.fields and not (told and kind == "option"):
        starred = next((one.value for one in written if isinstance(one, e.Starred)), expr)
        yield kind if keys else "option", Place(path, starred.span), value.fields[ANY_ITEM]


def takes_value(option: str) -> bool:
    """Is what stands behind a literal item its value: `-m text`, `--select name`? Options without one are known."""
    return option.startswith("-") and option not in SEPARATORS and "=" not in option and option not in BARE
