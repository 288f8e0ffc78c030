"""Whether standard and rules are bound in both directions and the texts state the figures enforced."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from mcp_lintel.standard.figures import disagreements
from mcp_lintel.standard.types import Check, Clause, Damage, Standard


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """What the check has to know of a rule: its name, the clause it cites, and the names of its options."""

    name: str
    clause: str
    options: tuple[str, ...] = ()


def problems(
    rules: Sequence[RuleFacts], standard: Standard, damages: Iterable[Damage] = (), *, whole: bool = True
) -> tuple[str, ...]:
    """Everything that is wrong, one line each; empty when rules and standard agree.

    A standard that is not `whole` is one that somebody has taken clauses out of: rules whose clause is gone are
    off, which is no problem.

    `damages` is what reading the standard found. Reported besides: a rule without clause or with one that
    is not there, an option without parameter, a clause that promises a rule and has none, `planned` on one
    that has, a manual clause with a rule, and a figure in a text that is not its parameter's.
    """
    bound: dict[str, list[RuleFacts]] = {}
    for rule in rules:
        bound.setdefault(rule.clause, []).append(rule)
    return (
        *(str(damage) for damage in damages),
        *(line for rule in rules for line in _rule(rule, standard) if whole or not _is_off(rule, standard)),
        *(line for clause in standard.clauses.values() for line in _clause(clause, bound.get(clause.id, []))),
    )


def _is_off(rule: RuleFacts, standard: Standard) -> bool:
    return bool(rule.clause) and standard.clause(rule.clause) is None


def _rule(rule: RuleFacts, standard: Standard) -> Iterator[str]:
    clause = standard.clause(rule.clause)
    if not rule.clause:
        yield f"rule `{rule.name}` names no clause: every rule answers one"
    elif clause is None:
        known = tuple(standard.clauses)
        close = get_close_matches(rule.clause, known, n=1)
        hint = f"; did you mean {close[0]}?" if close else ""
        yield f"rule `{rule.name}` names clause {rule.clause}, which no document has{hint}"
    else:
        for option in rule.options:
            if option not in clause.parameters:
                yield (
                    f"{clause.path}:{clause.block_line}: rule `{rule.name}` needs parameter `{option}` "
                    f"of {clause.id}, and its block has none"
                )


def _clause(clause: Clause, rules: Sequence[RuleFacts]) -> Iterator[str]:
    at = f"{clause.path}:{clause.block_line}: {clause.id}"
    names = ", ".join(f"`{rule.name}`" for rule in rules)
    if clause.promises_rule and not rules:
        yield f"{at} is to be checked ({clause.check}) and no rule does: write one or say `planned = true`"
    if clause.planned and rules:
        yield f"{at} says `planned = true`, but {names} checks it: remove the line"
    if clause.planned and clause.check is Check.MANUAL:
        yield f"{at} is checked by people, so no rule is planned: remove `planned`"
    if clause.check is Check.MANUAL and rules:
        yield f"{at} says it is checked by people, but {names} checks it: change `check`"
    for line, message in disagreements(clause):
        yield f"{clause.path}:{line}: {clause.id}: {message}"
