"""Rule packs: which rules there are, and each rule's options taken from its clause.

A pack is a Python package of rule modules: the built-in one, those of installed distributions that name one
under the entry point group `mcp_lintel.packs`, and a folder given on the command line. The scanned
repository adds none.
"""

import os
import sys
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import get_close_matches
from importlib import import_module, metadata
from pathlib import Path
from typing import Any, get_type_hints
from zlib import crc32

from mcp_lintel.rule import Rule
from mcp_lintel.standard.check import RuleFacts
from mcp_lintel.standard.types import Clause, Standard
from mcp_lintel.standard.values import coerced

GROUP = "mcp_lintel.packs"
BUILT_IN = "mcp_lintel.rules"


class PackError(Exception):
    """A pack that cannot be used, or a rule that does not fit its clause, in one line."""


class OptionError(PackError):
    """A setting for a rule's option that is unknown or of the wrong type."""


@dataclass(frozen=True)
class BoundRule:
    """A rule with its clause and the options it runs with (None when it has none)."""

    rule: Rule[Any]
    clause: Clause
    options: Any = None

    @property
    def name(self) -> str:
        """The rule's name."""
        return self.rule.name

    @property
    def cwe(self) -> tuple[str, ...]:
        """The weaknesses the rule names, else those of its clause."""
        return self.rule.cwe or self.clause.cwe

    def check(self, subject: Any) -> Iterator[Any]:
        """The rule's hits on one subject."""
        return self.rule.check(subject, self.options)


def load_rules(rules_dir: Path | None = None) -> tuple[Rule[Any], ...]:
    """Every rule of every pack, by name; raises PackError for a broken pack or a name used twice."""
    rules: dict[str, Rule[Any]] = {}
    for package in _packages(rules_dir):
        for rule in _rules_in(package):
            first = rules.setdefault(rule.name, rule)
            if first is not rule:
                raise PackError(f"two rules are named `{rule.name}`: {first.module} and {rule.module}; rename one")
    return tuple(rules[name] for name in sorted(rules))


def facts(rules: Sequence[Rule[Any]]) -> tuple[RuleFacts, ...]:
    """What `standard check` has to know of the rules."""
    return tuple(RuleFacts(rule.name, rule.clause, option_names(rule)) for rule in rules)


def option_names(rule: Rule[Any]) -> tuple[str, ...]:
    """The names of a rule's options, each a parameter of its clause."""
    return () if rule.options is None else tuple(field.name for field in fields(rule.options))


def bind(
    rules: Sequence[Rule[Any]],
    standard: Standard,
    overrides: Mapping[str, Mapping[str, object]] | None = None,
) -> tuple[tuple[BoundRule, ...], tuple[str, ...]]:
    """Each rule with its clause and options, and a sentence for each that is off because its clause is gone.

    `overrides` are settings by rule and option; they win over the clause, and `max-length` means
    `max_length`. Raises PackError when an option has no parameter or one of another type, OptionError when
    a setting names an unknown rule or option or has the wrong type.
    """
    overrides = overrides or {}
    for name in overrides:
        if all(rule.name != name for rule in rules):
            raise OptionError(f"unknown rule `{name}` in the settings{_near(name, [rule.name for rule in rules])}")
    bound, messages = [], []
    for rule in rules:
        clause = standard.clause(rule.clause)
        if clause is None:
            messages.append(f"rule `{rule.name}` is off: the standard has no clause {rule.clause}")
        else:
            bound.append(BoundRule(rule, clause, _options(rule, clause, overrides.get(rule.name, {}))))
    return tuple(bound), tuple(messages)


def _packages(rules_dir: Path | None) -> Iterator[types.ModuleType]:
    yield _import(BUILT_IN, "the built-in pack")
    for entry in _entry_points():
        if entry.value != BUILT_IN:
            owner = entry.dist.name if entry.dist else "an installed distribution"
            yield _import(entry.value, f"pack `{entry.name}` of {owner}")
    if rules_dir is not None:
        yield _folder_package(rules_dir)


def _entry_points() -> list[metadata.EntryPoint]:
    """The entry points of installed distributions.

    The current folder is left out: under `python -m` it stands on the path, and what lies there may be the
    scanned repository.
    """
    here = os.getcwd()
    path = [entry for entry in sys.path if entry and os.path.abspath(entry) != here]
    found = {
        (entry.value, entry.name): entry
        for distribution in metadata.distributions(path=path)
        for entry in distribution.entry_points
        if entry.group == GROUP
    }
    return [found[key] for key in sorted(found)]


def _folder_package(folder: Path) -> types.ModuleType:
    """A package made of a folder, named so that it stands in the way of no other."""
    if not folder.is_dir():
        raise PackError(f"--rules {folder}: no such folder")
    place = folder.resolve().as_posix()
    package = types.ModuleType(f"mcp_lintel_rules_{crc32(place.encode()):08x}")
    package.__path__ = [place]
    sys.modules[package.__name__] = package
    return package


def _rules_in(package: types.ModuleType) -> Iterator[Rule[Any]]:
    for name in _module_names(list(package.__path__), package.__name__):
        module = _import(name, f"module of pack {package.__name__}")
        own = name.rpartition(".")[2]
        for attribute, value in list(vars(module).items()):
            if isinstance(value, Rule) and value.module == name:
                if attribute != own:
                    raise PackError(f"{name}: rule `{value.name}` is bound to `{attribute}`; call it `{own}`")
                yield value


def _module_names(folders: Sequence[str], prefix: str) -> Iterator[str]:
    """The dotted names of all modules below a package, sorted; sub-folders need no `__init__.py`."""
    for folder in folders:
        if not os.path.isdir(folder):
            continue
        for name in sorted(os.listdir(folder)):
            path = os.path.join(folder, name)
            stem, extension = os.path.splitext(name)
            if extension == ".py" and stem.isidentifier() and stem != "__init__":
                yield f"{prefix}.{stem}"
            elif name.isidentifier() and name != "__pycache__" and os.path.isdir(path):
                yield from _module_names([path], f"{prefix}.{name}")


def _import(name: str, what: str) -> types.ModuleType:
    try:
        return import_module(name)
    except Exception as error:
        reason = str(error).partition("\n")[0]
        raise PackError(f"{what} cannot be imported ({name}): {type(error).__name__}: {reason}") from error


def _options(rule: Rule[Any], clause: Clause, overrides: Mapping[str, object]) -> Any:
    names = option_names(rule)
    overrides = {key.replace("-", "_"): value for key, value in overrides.items()}
    for key in overrides:
        if key not in names:
            raise OptionError(f"rule `{rule.name}` has no option `{key}`{_near(key, names)}")
    if rule.options is None:
        return None
    hints = get_type_hints(rule.options)
    return rule.options(**{name: _option(rule, clause, name, hints[name], overrides) for name in names})


def _option(rule: Rule[Any], clause: Clause, name: str, wanted: Any, overrides: Mapping[str, object]) -> object:
    """One option's value: from the settings, else from the clause."""
    at = f"{clause.path}:{clause.block_line}"
    set_by_user = name in overrides
    if not set_by_user and name not in clause.parameters:
        raise PackError(f"{at}: rule `{rule.name}` needs parameter `{name}` of {clause.id}; its block has none")
    try:
        return coerced(overrides[name] if set_by_user else clause.parameters[name], wanted)
    except ValueError as fault:
        if set_by_user:
            raise OptionError(f"setting `{name}` of rule `{rule.name}` {fault}") from None
        raise PackError(f"{at}: parameter `{name}` of {clause.id} {fault} (rule `{rule.name}`)") from None


def _near(word: str, known: Sequence[str]) -> str:
    close = get_close_matches(word, known, n=1)
    if close:
        return f"; did you mean `{close[0]}`?"
    return f"; known are {', '.join(known)}" if 0 < len(known) <= 5 else ""
