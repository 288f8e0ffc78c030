"""What every format for people says of a scorecard: figures, the arithmetic, what was looked at."""

import re
from collections.abc import Iterable

from mcp_lintel.report.scorecard.types import ALL, LEVELS, ClauseEntry, RuleEntry, Scorecard, State, Tally
from mcp_lintel.verdict.judge import count

HEADINGS = {
    State.BROKEN: "Broken",
    State.UNDECIDED: "Not decided here",
    State.WAIVED: "Waived",
    State.MET: "Met",
    State.NOT_APPLICABLE: "Not applicable",
    State.UNCHECKED: "Not checkable here",
}
MEANINGS = {
    State.BROKEN: "a rule found a fault that stands; one in a baseline stands too",
    State.UNDECIDED: "rules ran, but could not see everything that bears on the clause, or doubt what they saw",
    State.WAIVED: "every fault that was found is accepted with a reason",
    State.MET: "rules ran, looked at something, and found no fault",
    State.NOT_APPLICABLE: "there is nothing here that the clause is about",
    State.UNCHECKED: "no rule ran: planned, checked by people, measured without a report, or switched off",
}
"""What each state claims."""
ARITHMETIC = (
    "decided = met + broken + waived",
    "met % = met / decided",
    "decided % = decided / (all clauses - not applicable)",
    "percentages are rounded down, so 100 % means all of them; a waived clause counts as decided and not as met",
)
ROWS = (*LEVELS, ALL)


def percent(value: int | None) -> str:
    """`73 %`, or a dash where there is nothing to take a share of."""
    return "-" if value is None else f"{value} %"


def fraction(part: int, whole: int, value: int | None) -> str:
    """`11/15 = 73 %`."""
    return f"{part}/{whole} = {percent(value)}" if whole else "-"


def met(tally: Tally) -> str:
    """Met of decided."""
    return fraction(tally.states[State.MET], tally.decided, tally.met_percent)


def decided(tally: Tally) -> str:
    """Decided of applicable."""
    return fraction(tally.decided, tally.applicable, tally.decided_percent)


def seen(clause: ClauseEntry) -> str:
    """What was looked at for a clause: `12 tools, 1 server`; "" where nothing was."""
    kinds: dict[str, int] = {}
    for rule in clause.rules:
        kinds[rule.kind] = max(kinds.get(rule.kind, 0), rule.looked)
    return ", ".join(numbered(number, kind) for kind, number in kinds.items() if number)


def numbered(number: int, kind: str) -> str:
    """A number with the plural of what it counts: `12 tools`, `1 tool`."""
    return f"{number:,} {kind if number != 1 else singular(kind)}"


def singular(plural: str) -> str:
    """A plural of `kinds.KINDS` as a singular: `parameters of tools` is `parameter of tools`."""
    first, *rest = re.split("( of | to )", plural, maxsplit=1)
    return "".join([first.removesuffix("s"), *rest])


def found(clause: ClauseEntry) -> str:
    """How many findings a clause has: `3 findings, 1 of them waived`."""
    total = len(clause.findings)
    if not total:
        return ""
    parts = [count(total, "finding")]
    for status in ("ignored", "waived", "baselined"):
        number = sum(one.status == status for one in clause.findings)
        parts += [f"{number} {status}"] if number else []
    return ", ".join(parts)


def evidence(clause: ClauseEntry) -> str:
    """What stands behind a clause's state, in one sentence without a full stop."""
    parts = [found(clause), f"looked at {seen(clause)}" if seen(clause) else "", *clause.reasons]
    return "; ".join(part for part in parts if part)


def places(clause: ClauseEntry) -> list[str]:
    """Where a clause's findings stand, or else what was looked at: `path:line`, each once."""
    found = [f"{one.path}:{one.line}" for one in clause.findings]
    items = [item for rule in clause.rules for item in rule.items]
    return list(dict.fromkeys(found or [f"{one.path}:{one.line}" if one.line else one.path for one in items]))


def scope(card: Scorecard) -> str:
    """What was read: `2 servers with 13 tools in 9 Python files`."""
    servers = count(len(card.inventory.servers), "server")
    return f"{servers} with {count(len(card.inventory.tools), 'tool')} in {count(card.files, 'Python file')}"


def left_out(rule: RuleEntry) -> int:
    """How many subjects of a rule are not named."""
    return rule.looked - len(rule.items)


def clauses_in(clauses: Iterable[ClauseEntry], state: State) -> list[ClauseEntry]:
    """The clauses in one state."""
    return [clause for clause in clauses if clause.state is state]
