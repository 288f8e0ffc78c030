"""Which rules run, and what reports tell of them."""

from collections.abc import Sequence
from difflib import get_close_matches

from mcp_lintel.discover import UsageError
from mcp_lintel.packs import BoundRule
from mcp_lintel.settings import Settings
from mcp_lintel.verdict.finding import RuleCard
from mcp_lintel.verdict.own_rules import OWN_NAMES


def select(bound: Sequence[BoundRule], settings: Settings) -> tuple[BoundRule, ...]:
    """The rules to run. A word is a rule's name, a clause id, a rule folder or ALL; raises UsageError for others."""
    words = {*(settings.select or ()), *settings.extend_select, *settings.ignore, *settings.extend_ignore}
    known = {key for one in bound for key in _keys(one)} | {"ALL"}
    for word in sorted(words - known - set(OWN_NAMES)):
        close = get_close_matches(word, known, n=1)
        hint = f"; did you mean `{close[0]}`?" if close else "; `mcp-lintel rules` lists them"
        raise UsageError(f"no rule, clause or rule folder is called `{word}`{hint}")
    wanted = set(settings.select) | set(settings.extend_select) if settings.select is not None else {"ALL"}
    unwanted = {*settings.ignore, *settings.extend_ignore}
    chosen = (one for one in bound if "ALL" in wanted or _keys(one) & wanted)
    return tuple(one for one in chosen if "ALL" not in unwanted and not _keys(one) & unwanted)


def _keys(one: BoundRule) -> set[str]:
    return {one.name, one.clause.id, one.rule.module.split(".")[-2]}


def card(one: BoundRule) -> RuleCard:
    """What reports tell of a rule that ran."""
    rule, clause = one.rule, one.clause
    return RuleCard(
        rule.name, rule.title, rule.page, clause.id, clause.title, clause.document, str(clause.level), rule.severity,
        rule.confidence, one.cwe,
    )  # fmt: skip
