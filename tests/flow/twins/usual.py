"""The versions that make sense for every sink that takes text: what reaches it, what does not, and every guard."""

from .kit import WEAK, Version

CHECKS = '''\
"""What the desk accepts."""

import re

from fastmcp.exceptions import ToolError

KNOWN = {"first": "alpha", "second": "beta"}
NAMES = frozenset({"alpha", "beta"})


def refuse(value: str) -> None:
    """Raise unless the value is one that is known."""
    if value not in NAMES:
        raise ToolError("invalid_input: not known")


def accepted(value: str) -> str:
    """The value in its usual form; raises unless it is known."""
    cleaned = value.strip().lower()
    if cleaned not in NAMES:
        raise ToolError("invalid_input: not known")
    return cleaned


def known(value: str) -> bool:
    """Is it one of the known values?"""
    return value in NAMES
'''
REFUSED = '    raise ToolError("invalid_input: refused")\n'


def bad(body: str, rule: str = WEAK, **files: str) -> Version:
    """A version that is reported, by default as a guard that does not hold; `server_py=` are files that differ."""
    return Version(body, rule, CHECKS, _paths(files))


def quiet(body: str, **files: str) -> Version:
    """A version in which nothing is reported."""
    return Version(body, "", CHECKS, _paths(files))


def behind(test: str, call: str, rule: str = "") -> Version:
    """The call, refused where the test comes out true."""
    return Version(f"if {test}:\n{REFUSED}{call}", rule, CHECKS)


def usual(
    call: str, value: str, rule: str, *, constant: str = '"alpha"', weak: str, told: str = WEAK
) -> dict[str, Version]:
    """The versions of a tool whose last lines are `call`, with `{}` where the value stands.

    `constant` is what reaches the sink in the twin, `weak` a test that refuses too little,
    `told` the rule that says so.
    """
    written = call.replace("{}", value)
    return {
        "reached": bad(written, rule),
        "not_reached": quiet(call.replace("{}", constant)),
        "not_reached_looked_up": quiet(call.replace("{}", f'checks.KNOWN.get({value}, "alpha")')),
        "not_reached_chosen": quiet(call.replace("{}", f'("alpha" if {value} else "beta")')),
        "not_reached_replaced": quiet(f'{value} = "alpha"\n{written}'),
        "guarded": behind(f"{value} not in checks.NAMES", written),
        "guarded_inside": quiet(_under(f"if {value} in checks.NAMES:", written)),
        "guarded_by_each_value": behind(f'{value} != "alpha" and {value} != "beta"', written),
        "guarded_elsewhere_raising": quiet(f"checks.refuse({value})\n{written}"),
        "guarded_elsewhere_returning": quiet(call.replace("{}", f"checks.accepted({value})")),
        "guarded_elsewhere_telling": behind(f"not checks.known({value})", written),
        "badly_guarded": behind(weak, written, told),
        "badly_guarded_result_ignored": bad(f"checks.known({value})\n{written}", told),
        "badly_guarded_asserted": bad(f"assert {value} in checks.NAMES\n{written}", told),
        "badly_guarded_some_ways": bad(f"if len({value}) > 20:\n    checks.refuse({value})\n{written}", rule),
    }


def _under(head: str, lines: str) -> str:
    kept, _, last = lines.rpartition("\n")
    if not kept:
        return f'{head}\n    {last}\nraise ToolError("invalid_input: refused")'
    return head + "".join(f"\n    {line}" for line in kept.splitlines()) + f"\n{last}"


def _paths(files: dict[str, str]) -> dict[str, str]:
    return {name.replace("__", "/").replace("_py", ".py"): text for name, text in files.items()}
