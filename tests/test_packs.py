"""Rules come from packs, and their options from clauses and settings."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from mcp_lintel import packs
from mcp_lintel.packs import OptionError, PackError, bind, facts, load_rules
from mcp_lintel.rule import Confidence, Rule, Severity
from mcp_lintel.standard.types import Check, Clause, Level, Standard, Value

RULE = '''
"""A title.

More."""
from collections.abc import Iterator
from mcp_lintel.model.types import Tool
from mcp_lintel.rule import Hit, Severity, rule

@rule("{name}", on=Tool, clause="TOOL-01", severity=Severity.NOTE, examples=())
def {function}(tool: Tool) -> Iterator[Hit]:
    yield from ()
'''


def write_rule(folder: Path, name: str, function: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    stem = name.replace("-", "_")
    (folder / f"{stem}.py").write_text(RULE.format(name=name, function=function or stem), encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Options:
    fail_under: int
    verbs: tuple[str, ...]


def a_rule(options: type[Any] | None = Options, clause: str = "TEST-19") -> Rule[Any]:
    def function(*_: object) -> Any:
        yield from ()

    return Rule("a-rule", str, clause, Severity.NOTE, Confidence.HIGH, (), options, (), function, __name__)


def a_standard(**parameters: Value) -> Standard:
    clause = Clause(
        id="TEST-19",
        title="Gate",
        level=Level.MUST,
        check=Check.STATIC,
        guidance="",
        document="04-testing-strategy.md",
        path="docs/04-testing-strategy.md",
        line=12,
        block_line=20,
        text_line=13,
        parameters=parameters,
        cwe=("CWE-20",),
    )
    return Standard((), {clause.id: clause})


def test_the_built_in_rules_are_there_in_the_order_of_their_names() -> None:
    names = [rule.name for rule in load_rules()]
    assert "tool-name-not-verb-noun" in names
    assert names == sorted(names)


def test_a_folder_of_rules_is_added_with_its_subfolders(tmp_path: Path) -> None:
    write_rule(tmp_path, "house-rule")
    write_rule(tmp_path / "deeper", "deeper-rule")
    (tmp_path / "words.py").write_text("WORDS = ()\n", encoding="utf-8")

    added = {rule.name: rule for rule in load_rules(tmp_path)}
    assert {"house-rule", "deeper-rule", "tool-name-not-verb-noun"} <= added.keys()
    assert added["house-rule"].title == "A title"


def test_two_rules_of_one_name_are_an_error(tmp_path: Path) -> None:
    write_rule(tmp_path, "tool-name-vague")
    with pytest.raises(PackError, match=r"two rules are named `tool-name-vague`: mcp_lintel.rules"):
        load_rules(tmp_path)


def test_a_rule_that_cannot_be_imported_is_an_error_and_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("import no_such_library\n", encoding="utf-8")
    with pytest.raises(PackError, match=r"broken.*ModuleNotFoundError.*no_such_library"):
        load_rules(tmp_path)


def test_a_rule_whose_function_has_another_name_is_an_error(tmp_path: Path) -> None:
    write_rule(tmp_path, "house-rule", function="other")
    with pytest.raises(PackError, match="bound to `other`; call it `house_rule`"):
        load_rules(tmp_path)


def test_a_rules_folder_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="no such folder"):
        load_rules(tmp_path / "nowhere")


def a_distribution(folder: Path, module: str) -> None:
    info = folder / "house_pack-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: house-pack\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[mcp_lintel.packs]\nhouse = {module}\n", encoding="utf-8")


def test_an_installed_distribution_brings_its_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_distribution(tmp_path, "house_pack_rules")
    write_rule(tmp_path / "house_pack_rules", "house-rule")
    monkeypatch.syspath_prepend(tmp_path)
    assert "house-rule" in {rule.name for rule in load_rules()}


def test_an_installed_pack_that_is_missing_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_distribution(tmp_path, "house_pack_gone")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(PackError, match="pack `house` of house-pack cannot be imported"):
        load_rules()


def test_a_pack_that_lies_in_the_current_folder_is_never_run(tmp_path: Path) -> None:
    a_distribution(tmp_path, "evil_rules")
    write_rule(tmp_path / "evil_rules", "evil-rule")
    code = "from mcp_lintel.packs import load_rules; print(*(r.name for r in load_rules()))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "tool-name-vague" in done.stdout
    assert "evil-rule" not in done.stdout


def test_options_come_from_the_clause() -> None:
    (bound,), messages = bind([a_rule()], a_standard(fail_under=80, verbs=("do",), unused="x"))
    assert bound.options == Options(80, ("do",))
    assert (bound.name, bound.clause.id, bound.cwe, messages) == ("a-rule", "TEST-19", ("CWE-20",), ())


def test_settings_win_over_the_clause() -> None:
    settings = {"a-rule": {"fail-under": 90, "verbs": ["run"]}}
    (bound,), _ = bind([a_rule()], a_standard(fail_under=80, verbs=("do",)), settings)
    assert bound.options == Options(90, ("run",))


def test_an_option_without_parameter_names_rule_clause_and_field() -> None:
    with pytest.raises(PackError) as raised:
        bind([a_rule()], a_standard(fail_under=80))
    assert str(raised.value) == (
        "docs/04-testing-strategy.md:20: rule `a-rule` needs parameter `verbs` of TEST-19; its block has none"
    )


def test_a_parameter_of_the_wrong_type_is_an_error_of_the_document() -> None:
    with pytest.raises(PackError, match=r"strategy.md:20: parameter `fail_under` of TEST-19 must be a whole"):
        bind([a_rule()], a_standard(fail_under="80", verbs=()))


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"a-rule": {"fail_undr": 90}}, "has no option `fail_undr`; did you mean `fail_under`?"),
        ({"a-rule": {"fail_under": "90"}}, "setting `fail_under` of rule `a-rule` must be a whole number"),
        ({"a-rul": {}}, "unknown rule `a-rul` in the settings; did you mean `a-rule`?"),
    ],
)
def test_a_setting_that_does_not_fit_is_an_error(settings: dict[str, dict[str, object]], message: str) -> None:
    with pytest.raises(OptionError) as raised:
        bind([a_rule()], a_standard(fail_under=80, verbs=()), settings)
    assert message in str(raised.value)


def test_a_rule_whose_clause_is_gone_is_off_and_says_so() -> None:
    bound, messages = bind([a_rule(clause="TEST-99")], a_standard(), {"a-rule": {"fail_under": 90}})
    assert bound == ()
    assert messages == ("rule `a-rule` is off: the standard has no clause TEST-99",)


def test_a_rule_without_options_runs_without() -> None:
    (bound,), _ = bind([a_rule(options=None)], a_standard())
    assert bound.options is None
    assert list(bound.check("subject")) == []


def test_facts_tell_the_standard_what_it_has_to_know() -> None:
    (known,) = facts([a_rule()])
    assert (known.name, known.clause, known.options) == ("a-rule", "TEST-19", ("fail_under", "verbs"))


def test_the_built_in_pack_is_there_without_any_metadata(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packs, "_entry_points", list)
    assert load_rules()
