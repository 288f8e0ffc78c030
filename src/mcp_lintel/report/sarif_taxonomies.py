"""The taxonomies of a SARIF run: the weaknesses (CWE) and the clauses of the standard that its rules are about."""

import re
from collections.abc import Sequence

from mcp_lintel.report.cwe import TITLES
from mcp_lintel.report.sarif_text import Json, sentence
from mcp_lintel.verdict.finding import RuleCard

_STANDARD = "mcp-architecture-standard"


class Taxonomies:
    """What the rules of a run relate to: components of the run, and each rule's relationships to them."""

    def __init__(self, cards: Sequence[RuleCard]) -> None:
        self._weaknesses = sorted({number for card in cards for number in weaknesses(card)})
        self._clauses = {card.clause: card for card in sorted(cards, key=lambda card: card.clause) if card.clause}
        made = ((_weaknesses(self._weaknesses), self._weaknesses), (_clauses(self._clauses), self._clauses))
        self.components: list[Json] = [component for component, used in made if used]
        self.references: list[Json] = [
            {"name": component["name"], "index": i} for i, component in enumerate(self.components)
        ]

    def relationships(self, card: RuleCard) -> list[Json]:
        """A rule finds kinds of a weakness (`superset`), and answers a clause (`relevant`)."""
        made = [
            _relationship(f"CWE-{number}", self._weaknesses.index(number), self.references[0], "superset")
            for number in weaknesses(card)
        ]
        if card.clause:
            index = list(self._clauses).index(card.clause)
            made.append(_relationship(card.clause, index, self.references[-1], "relevant"))
        return made


def weaknesses(card: RuleCard) -> list[int]:
    """The numbers of `CWE-78` and the like, in the card's order; anything else is passed over."""
    found = (re.fullmatch(r"CWE-(\d+)", name, re.I) for name in card.cwe)
    return [int(match[1]) for match in found if match]


def _relationship(id: str, index: int, component: Json, kind: str) -> Json:
    return {"target": {"id": id, "index": index, "toolComponent": component}, "kinds": [kind]}


def _weaknesses(numbers: Sequence[int]) -> Json:
    return {
        "name": "CWE",
        "organization": "MITRE",
        "informationUri": "https://cwe.mitre.org/",
        "shortDescription": {"text": "Common Weakness Enumeration."},
        "isComprehensive": False,
        "taxa": [_weakness(number) for number in numbers],
    }


def _weakness(number: int) -> Json:
    title = TITLES.get(number, "")
    taxon: Json = {"id": f"CWE-{number}", "helpUri": f"https://cwe.mitre.org/data/definitions/{number}.html"}
    return {**taxon, "shortDescription": {"text": f"{title}."}} if title else taxon


def _clauses(cards: dict[str, RuleCard]) -> Json:
    return {
        "name": _STANDARD,
        "shortDescription": {"text": "The clauses of the architecture standard that rules answer."},
        "isComprehensive": False,
        "taxa": [_clause(card) for card in cards.values()],
    }


def _clause(card: RuleCard) -> Json:
    facts = {"level": card.level, "document": card.document}
    return {
        "id": card.clause,
        "shortDescription": {"text": sentence(card.clause_title or card.clause)},
        "properties": {name: value for name, value in facts.items() if value},
    }
