"""Numbers of a client that become work: seconds of a sleep, rounds of a loop."""

from .kit import WEAK, Kind, Version
from .usual import REFUSED

RULE = "work-sized-by-client"
CHECKS = '''
"""What the desk accepts."""

from fastmcp.exceptions import ToolError

LIMIT = 30
SIZES = {"small": 3, "large": 20}


def refuse(amount: int) -> None:
    """Raise for too much."""
    if amount > LIMIT:
        raise ToolError("invalid_input: too much")


def bounded(amount: int) -> int:
    """The amount, or the limit where that is less."""
    return min(amount, LIMIT)


def bearable(amount: int) -> bool:
    """Can the server bear it?"""
    return 0 <= amount <= LIMIT
'''


def versions(call: str) -> dict[str, Version]:
    """The versions of a tool with a parameter `amount`."""
    used = call.replace("{}", "amount")
    texts = {
        "reached": (RULE, used),
        "not_reached": ("", call.replace("{}", "3")),
        "not_reached_looked_up": ("", call.replace("{}", "checks.SIZES.get(str(amount), 3)")),
        "guarded": ("", f"if amount > 30:\n{REFUSED}{used}"),
        "guarded_at_both_ends": ("", f"if not 0 < amount <= checks.LIMIT:\n{REFUSED}{used}"),
        "guarded_by_the_least": ("", call.replace("{}", "min(amount, 30)")),
        "guarded_by_the_least_of_what_is_limited": ("", call.replace("{}", "min(amount * 2, min(amount, 30))")),
        "guarded_elsewhere_raising": ("", f"checks.refuse(amount)\n{used}"),
        "guarded_elsewhere_returning": ("", call.replace("{}", "checks.bounded(amount)")),
        "guarded_elsewhere_telling": ("", f"if not checks.bearable(amount):\n{REFUSED}{used}"),
        "badly_guarded": (WEAK, f"assert amount < 30\n{used}"),
        "badly_guarded_floor": (RULE, call.replace("{}", "max(amount, 1)")),
        "badly_guarded_only_below": (RULE, f"if amount < 0:\n{REFUSED}{used}"),
    }
    return {name: Version(body, rule, CHECKS) for name, (rule, body) in texts.items()}


SLEEP = Kind(
    "amount-sleep",
    rule=RULE,
    signature="wait_for_deployment(amount: int)",
    parameter="amount",
    imports="from desk import waiting\n",
    files={
        "desk/waiting.py": """
        from desk.clock import pause

        def wait(seconds: int) -> None:
            pause(float(seconds))
        """,
        "desk/clock.py": """
        import time

        def pause(seconds: float) -> None:
            time.sleep([|seconds|])
        """,
    },
    hops=("server.py: waiting.wait(amount)", "desk/waiting.py: pause(", "desk/clock.py: time.sleep("),
    versions=versions('waiting.wait({})\nreturn "waited"'),
)
COUNT = Kind(
    "amount-count",
    rule=RULE,
    signature="make_names(amount: int)",
    parameter="amount",
    imports="from desk import naming\n",
    files={
        "desk/naming.py": """
        from desk.rounds import names

        def make(count: int) -> int:
            return len(names(count=count))
        """,
        "desk/rounds.py": """
        def names(*, count: int) -> list[str]:
            return [f"name {number}" for number in range([|count|])]
        """,
    },
    hops=("server.py: naming.make(amount)", "desk/naming.py: names(count", "desk/rounds.py: range("),
    versions=versions('naming.make({})\nreturn "made"'),
)
KINDS = (SLEEP, COUNT)
