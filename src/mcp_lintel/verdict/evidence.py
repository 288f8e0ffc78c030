"""What each rule looked at in a run: a clause is met only where a rule ran on something and found no fault.

Subjects are noted by their number in the order of `verdict.check.all_subjects`, and not by place: a number stays true
when the paths of a run are written anew, and costs a check next to nothing.
"""

from collections import defaultdict
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """One rule that ran: the numbers of the subjects that it looked at to the end, and of those at which it raised.

    `on` is the name of the type of its subjects.
    """

    rule: str
    clause: str
    on: str
    looked: tuple[int, ...] = ()
    failed: tuple[int, ...] = ()


class EvidenceLog:
    """Takes notes while rules run."""

    def __init__(self) -> None:
        self._rules: dict[str, tuple[str, str]] = {}
        self._looked: defaultdict[str, list[int]] = defaultdict(list)
        self._failed: defaultdict[str, list[int]] = defaultdict(list)

    def runs(self, rule: str, clause: str, on: str) -> None:
        """A rule is about to run, perhaps on nothing."""
        self._rules[rule] = (clause, on)

    def looked(self, rule: str, subject: int, *, whole: bool) -> None:
        """The rule looked at a subject; `whole` is false when it raised before it came to the end."""
        (self._looked if whole else self._failed)[rule].append(subject)

    def told(self) -> tuple[Evidence, ...]:
        """The notes, one entry a rule that ran, by name."""
        return tuple(
            Evidence(rule, clause, on, tuple(self._looked[rule]), tuple(self._failed[rule]))
            for rule, (clause, on) in sorted(self._rules.items())
        )
