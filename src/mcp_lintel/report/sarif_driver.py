"""The parts of a SARIF run that describe the tool and its rules."""

from collections.abc import Sequence

from mcp_lintel.report.sarif_taxonomies import Taxonomies, weaknesses
from mcp_lintel.report.sarif_text import Json, sentence
from mcp_lintel.rule import Severity
from mcp_lintel.verdict.finding import RuleCard

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


def driver(cards: Sequence[RuleCard], taxonomies: Taxonomies, version: str) -> Json:
    """The tool component with all rules, which must be sorted by name."""
    return {
        "name": "mcp-lintel",
        "version": version or "0",
        "semanticVersion": version or "0",
        "informationUri": INFORMATION_URI,
        "rules": [_rule(card, taxonomies) for card in cards],
    }


def _rule(card: RuleCard, taxonomies: Taxonomies) -> Json:
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
    relationships = taxonomies.relationships(card)
    return {**rule, "relationships": relationships} if relationships else rule


def _full(card: RuleCard, title: str) -> str:
    """The title, and the clause with its document where there is one."""
    if not card.clause:
        return title[:_LONGEST]
    clause = f"{card.clause} ({card.level}): {card.clause_title}" if card.clause_title else card.clause
    told = f"{title} Clause {clause.rstrip('.')}, in {card.document}." if card.document else f"{title} {clause}."
    return told[:_LONGEST]


def _properties(card: RuleCard) -> Json:
    numbers = weaknesses(card)
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
