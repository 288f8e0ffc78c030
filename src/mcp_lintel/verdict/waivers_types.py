"""One waiver: who took which finding upon themselves, why and until when."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Waiver:
    """An entry of `waivers.toml`; it holds on its last day, `expires`, and no longer.

    Of `rule` and `clause` one is "". `path` is a pattern as in .gitignore, from the folder of the file.
    `symbol` is a dotted name, the end of one, or a tool's name; it or `fingerprint` may be "", and then any
    will do. `line` is where the entry starts in its file.
    """

    id: str
    rule: str
    clause: str
    path: str
    symbol: str
    fingerprint: str
    owner: str
    reason: str
    created: date
    expires: date
    line: int = 0

    @property
    def about(self) -> str:
        """The rule or the clause that it waives."""
        return self.rule or self.clause

    def has_expired(self, today: date) -> bool:
        """Is its last day over?"""
        return today > self.expires
