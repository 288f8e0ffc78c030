"""What `mcp-lintel rules` and `mcp-lintel explain` show, as text; `report/listing.py` has the standard."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from inspect import cleandoc
from typing import Any

from mcp_lintel.packs import BoundRule, option_names
from mcp_lintel.report.tables import plain
from mcp_lintel.rule import Bad, Confidence, Good, Rule, Severity
from mcp_lintel.standard.types import Check, Clause, Standard
from mcp_lintel.verdict.own_rules import OWN_CARDS

SCHEMA_VERSION = 1
_MARKS = re.compile(r"\[\||\|\]")
_PADLESS = re.compile(r"-(\d)$")


class UnknownNameError(Exception):
    """Neither a rule nor a clause; the message suggests what may have been meant."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of `rules`."""

    rule: Rule[Any]
    clause: Clause | None

    @property
    def on(self) -> bool:
        """Is the rule shown at default settings?"""
        severe = self.rule.severity.rank >= Severity.WARNING.rank
        sure = self.rule.confidence.rank >= Confidence.MEDIUM.rank
        return severe and sure and self.clause is not None


def rules_table(rules: Sequence[Rule[Any]], standard: Standard) -> str:
    """The rules as a table: name, clause, severity, on or off at default settings, title."""
    rows = [_Row(rule, standard.clause(rule.clause)) for rule in rules]
    cells = [(r.rule.name, r.rule.clause, str(r.rule.severity), "on" if r.on else "off", r.rule.title) for r in rows]
    on = sum(row.on for row in rows)
    table = plain(("RULE", "CLAUSE", "SEVERITY", "DEFAULT", "TITLE"), cells)
    return f"{table}\n\n{len(rows)} rules, {on} on by default\n"


def rules_json(rules: Sequence[Rule[Any]], standard: Standard) -> str:
    """The rules as JSON: `{"schema_version", "rules": [{"name", "clause", "level", "severity", …}]}`."""
    rows = [_Row(rule, standard.clause(rule.clause)) for rule in rules]
    return _json(
        rules=[
            {
                "name": row.rule.name,
                "clause": row.rule.clause,
                "document": row.clause.document if row.clause else None,
                "level": row.clause.level if row.clause else None,
                "severity": row.rule.severity,
                "confidence": row.rule.confidence,
                "on": row.on,
                "title": row.rule.title,
                "options": _options(row.rule, row.clause),
                "cwe": list(row.rule.cwe),
            }
            for row in rows
        ]
    )


def explain(name: str, rules: Sequence[Rule[Any]], standard: Standard, bound: Sequence[BoundRule] = ()) -> str:
    """The page of a rule or a clause, in Markdown; `bound` supplies options as the settings have them.

    The rules about ignore comments, which belong to no clause, have pages too.

    Raises UnknownNameError with a suggestion when `name` is neither.
    """
    by_name = {rule.name: rule for rule in rules}
    if name in by_name:
        rule = by_name[name]
        running = next((b for b in bound if b.name == name), None)
        return rule_page(rule, standard.clause(rule.clause), running)
    clause = standard.clause(name.upper())
    if clause is not None:
        return clause_page(clause, [rule for rule in rules if rule.clause == clause.id])
    own = {card.name: card for card in OWN_CARDS}
    if name in own:
        return f"# {name}\n\n- severity: {own[name].severity}\n\n{own[name].page}\n"
    known = [*by_name, *own, *standard.clauses]
    close = get_close_matches(name.lower().replace("_", "-"), [*by_name, *own], n=1, cutoff=0.5)
    close = get_close_matches(_PADLESS.sub(r"-0\1", name.upper()), standard.clauses, n=1, cutoff=0.8) or close
    hint = f"did you mean `{close[0]}`?" if close else "`mcp-lintel rules` lists the rules"
    raise UnknownNameError(f"`{name}` is neither a rule nor a clause ({len(known)} are known); {hint}")


def rule_page(rule: Rule[Any], clause: Clause | None, bound: BoundRule | None = None) -> str:
    """One rule: facts, page, options, examples."""
    where = f"{rule.clause} (not in the standard)"
    if clause is not None:
        where = f"{clause.id} · {clause.title} ({clause.level}, {clause.link})"
    facts = [f"clause: {where}", f"severity: {rule.severity}, confidence: {rule.confidence}"]
    facts.append(f"shown at default settings: {'yes' if _Row(rule, clause).on else 'no'}")
    if rule.cwe:
        facts.append(f"weakness: {', '.join(rule.cwe)}")
    parts = [f"# {rule.name}", "\n".join(f"- {fact}" for fact in facts), rule.page]
    options = _options(rule, clause, bound)
    if options:
        lines = "\n".join(f"- `{key}` = {_value(value)}" for key, value in options.items())
        parts.append(f"## Options\nFrom the clause, unless the settings say otherwise.\n\n{lines}")
    parts += _examples(rule.examples)
    return "\n\n".join(parts) + "\n"


def clause_page(clause: Clause, rules: Sequence[Rule[Any]]) -> str:
    """One clause: heading, level, how it is checked, parameters, guidance, the rules bound to it."""
    facts = [
        f"document: {clause.link}",
        f"level: {clause.level}",
        f"checked: {_checked(clause, bool(rules))}",
    ]
    if clause.cwe:
        facts.append(f"weakness: {', '.join(clause.cwe)}")
    if clause.references:
        facts.append(f"see: {'; '.join(clause.references)}")
    parts = [f"# {clause.id} · {clause.title}", "\n".join(f"- {fact}" for fact in facts)]
    if clause.parameters:
        lines = "\n".join(f"- `{key}` = {_value(value)}" for key, value in clause.parameters.items())
        parts.append(f"Parameters:\n\n{lines}")
    parts.append(clause.guidance.strip())
    if rules:
        parts.append("Rules:\n\n" + "\n".join(f"- `{rule.name}`: {rule.title}" for rule in rules))
    return "\n\n".join(parts) + "\n"


def _checked(clause: Clause, bound: bool) -> str:
    how = {
        Check.STATIC: "from the files of the repository",
        Check.HEURISTIC: "from the files of the repository, partly by names and guesses",
        Check.MEASURED: "from a report of a measurement",
        Check.MANUAL: "by people; never a finding",
    }[clause.check]
    if clause.check is Check.MANUAL or bound:
        return how
    return f"{how} (planned: no rule yet)" if clause.planned else f"{how} (no rule: not checked)"


def _examples(examples: Iterable[Bad | Good]) -> list[str]:
    parts = []
    for example in examples:
        heading = "## A fault" if isinstance(example, Bad) else "## As it should be"
        blocks = [f"```python\n{_bare(example.code)}\n```"] if example.code.strip() else []
        for path, text in example.files.items():
            blocks.append(f"`{path}`:\n\n```{_language(path)}\n{_bare(text)}\n```")
        parts.append("\n\n".join([heading, *blocks]))
    return parts


def _bare(code: str) -> str:
    return _MARKS.sub("", cleandoc(code))


def _language(path: str) -> str:
    return {"py": "python", "toml": "toml", "yml": "yaml", "yaml": "yaml"}.get(path.rpartition(".")[2], "")


def _options(rule: Rule[Any], clause: Clause | None, bound: BoundRule | None = None) -> dict[str, object]:
    if bound is not None:
        return {name: getattr(bound.options, name) for name in option_names(rule)}
    return {name: clause.parameters.get(name) if clause else None for name in option_names(rule)}


def _value(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=sorted)


def _json(**content: object) -> str:
    whole = {"schema_version": SCHEMA_VERSION, **content}
    return json.dumps(whole, indent=2, ensure_ascii=False, default=sorted) + "\n"
