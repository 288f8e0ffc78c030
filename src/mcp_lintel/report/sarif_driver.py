"""The parts of a SARIF run that describe the tool: its rules and the weaknesses they relate to."""

import re
from collections.abc import Sequence
from typing import Any

from mcp_lintel.report.cwe import TITLES
from mcp_lintel.rule import Severity
from mcp_lintel.verdict.finding import RuleCard

Json = dict[str, Any]

INFORMATION_URI = "https://modelcontextprotocol.io/"
"""SARIF wants an address here (SARIF2005); the protocol's stands until the tool has one of its own."""

_LONGEST = 1024
"""GitHub's limit for a rule's descriptions, in characters."""
_MOST_TAGS = 10
_RECOMMENDATION = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "recommendation"}
_SCORES = {Severity.ERROR: "8.0", Severity.WARNING: "5.5", Severity.NOTE: "3.0"}
"""GitHub's words for them: high, medium, low."""
_QUALITY = frozenset(range(1040, 1128)) - {1104}
"""Weaknesses of the CISQ quality view: about structure and upkeep, so not about security by themselves."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def driver(cards: Sequence[RuleCard], cwes: Sequence[int], version: str) -> Json:
    """The tool component with all rules, which must be sorted by name."""
    return {
        "name": "mcp-lintel",
        "version": version or "0",
        "semanticVersion": version or "0",
        "informationUri": INFORMATION_URI,
        "rules": [_rule(card, cwes) for card in cards],
    }


def cwe_ids(cards: Sequence[RuleCard]) -> list[int]:
    """The numbers of the weaknesses that rules relate to, sorted."""
    return sorted({number for card in cards for number in _numbers(card)})


def cwe_component(cwes: Sequence[int]) -> Json:
    """The taxonomy of the weaknesses used."""
    return {
        "name": "CWE",
        "organization": "MITRE",
        "informationUri": "https://cwe.mitre.org/",
        "shortDescription": {"text": "Common Weakness Enumeration."},
        "isComprehensive": False,
        "taxa": [_taxon(number) for number in cwes],
    }


def sentence(text: str) -> str:
    """Text as a SARIF message: dynamic parts in single quotes, a capital first, a full stop at the end."""
    text = text.strip().replace("`", "'")
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."


def wellformed(value: Json) -> Json:
    """The document with half surrogates, which SARIF's readers refuse, as U+FFFD."""
    made: Json = _wellformed(value)
    return made


def _wellformed(value: Any) -> Any:
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_wellformed(one) for one in value]
    if isinstance(value, dict):
        return {key: _wellformed(one) for key, one in value.items()}
    return value


def _rule(card: RuleCard, cwes: Sequence[int]) -> Json:
    title = sentence(card.title or card.name)
    rule: Json = {
        "id": card.name,
        "name": "".join(word.capitalize() for word in card.name.split("-")),
        "shortDescription": {"text": title[:_LONGEST]},
        "fullDescription": {"text": _full(card, title)},
        "help": {"text": card.page or title, "markdown": card.page or title},
        "defaultConfiguration": {"level": str(card.severity)},
        "properties": _properties(card),
    }
    numbers = _numbers(card)
    if numbers:
        rule["relationships"] = [_relationship(number, cwes.index(number)) for number in numbers]
    return rule


def _full(card: RuleCard, title: str) -> str:
    """The title, and the clause with its document where there is one."""
    if not card.clause:
        return title[:_LONGEST]
    clause = f"{card.clause} ({card.level}): {card.clause_title}" if card.clause_title else card.clause
    told = f"{title} Clause {clause.rstrip('.')}, in {card.document}." if card.document else f"{title} {clause}."
    return told[:_LONGEST]


def _properties(card: RuleCard) -> Json:
    numbers = _numbers(card)
    security = any(number not in _QUALITY for number in numbers)
    tags = ["security"] if security else ["maintainability"]
    tags += [card.clause] if card.clause else []
    tags += [f"external/cwe/cwe-{number:03}" for number in numbers]
    properties: Json = {
        "tags": tags[:_MOST_TAGS],
        "precision": str(card.confidence),
        "problem.severity": _RECOMMENDATION[card.severity],
    }
    if security:
        properties["security-severity"] = _SCORES[card.severity]
    if card.clause:
        properties |= {"clause": card.clause, "level": card.level}
    return properties


def _relationship(number: int, index: int) -> Json:
    component = {"name": "CWE", "index": 0}
    return {
        "target": {"id": f"CWE-{number}", "index": index, "toolComponent": component},
        "kinds": ["superset"],
    }


def _taxon(number: int) -> Json:
    title = TITLES.get(number, "")
    taxon: Json = {"id": f"CWE-{number}", "helpUri": f"https://cwe.mitre.org/data/definitions/{number}.html"}
    return {**taxon, "shortDescription": {"text": f"{title}."}} if title else taxon


def _numbers(card: RuleCard) -> list[int]:
    """The numbers of `CWE-78` and the like, in the card's order; anything else is passed over."""
    found = (re.fullmatch(r"CWE-(\d+)", name, re.I) for name in card.cwe)
    return [int(match[1]) for match in found if match]
