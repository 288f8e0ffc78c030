"""The rules a report speaks of, the product's own among them."""

from mcp_lintel.verdict.finding import Finding, Outcome, RuleCard
from mcp_lintel.verdict.own_rules import OWN_CARDS


def all_cards(outcome: Outcome) -> list[RuleCard]:
    """A card for every rule that ran, every own rule and every rule a finding names, sorted by name."""
    cards = {finding.rule: _made_of(finding) for finding in outcome.findings}
    cards |= {card.name: card for card in OWN_CARDS}
    cards |= {card.name: card for card in outcome.rules}
    return [cards[name] for name in sorted(cards)]


def _made_of(finding: Finding) -> RuleCard:
    """A card for a rule of which nothing is known but a finding."""
    title = finding.rule.replace("-", " ").capitalize()
    return RuleCard(
        name=finding.rule,
        title=title,
        page=f"{title}.",
        clause=finding.clause,
        clause_title="",
        document="",
        level=finding.level,
        severity=finding.severity,
        confidence=finding.confidence,
        cwe=finding.cwe,
    )
