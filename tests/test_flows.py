"""Flows from the entries to the reports: who pays for them, what rules see, and what is told where following failed."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from mcp_lintel import run
from mcp_lintel.flow import find
from mcp_lintel.flow.find import FlowReport
from mcp_lintel.model.entries import Entry
from mcp_lintel.packs import load_rules
from mcp_lintel.report import renderer
from mcp_lintel.report.options import Options
from mcp_lintel.rule import Bad, Confidence, Good, Rule
from mcp_lintel.settings import Settings
from mcp_lintel.testing import ExampleError, check_example
from mcp_lintel.verdict.evidence import Evidence
from mcp_lintel.verdict.finding import NoticeKind, Outcome

FILES = {
    "pyproject.toml": '[project]\nname = "desk"\nversion = "1"\ndependencies = ["fastmcp>=4,<5"]\n',
    "server.py": '''\
from fastmcp import FastMCP
from git import run_git

mcp = FastMCP("desk")


@mcp.tool
def list_branches(remote: str) -> str:
    """List the branches of a remote."""
    return run_git("branch --list " + remote)


@mcp.tool
def list_tags() -> str:
    """List the tags."""
    return run_git("tag --list")
''',
    "git.py": """\
import os


def run_git(args: str) -> str:
    os.system("git " + args)
    return "done"
""",
}
RULE = "client-input-in-shell"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def check(folder: Path, *rules: str, **more: object) -> Outcome:
    request = run.Request(paths=(folder,), settings=Settings(select=rules), **more)  # type: ignore[arg-type]
    return run.check(request)


def entries_seen(monkeypatch: pytest.MonkeyPatch, report: FlowReport | Exception) -> list[Sequence[Entry]]:
    """Puts a report in the place of what the engine finds, and gathers the entries of each call."""
    seen: list[Sequence[Entry]] = []

    def told(_reader: object, entries: Sequence[Entry], _tables: object) -> FlowReport:
        seen.append(entries)
        if isinstance(report, Exception):
            raise report
        return report

    monkeypatch.setattr(find, "find_flows", told)
    return seen


def test_only_a_rule_on_flows_makes_them_be_followed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = entries_seen(monkeypatch, FlowReport(()))
    check(folder, "argument-position-moved")
    run.inventory(run.Request(paths=(folder,), settings=Settings()))
    assert seen == []
    check(folder, RULE)
    assert [[entry.name for entry in entries] for entries in seen] == [["list_branches", "list_tags"]]


def test_a_bound_is_told_where_it_was_met(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = run.inventory(run.Request(paths=(folder,), settings=Settings())).projects[0].servers[0].tools[1].place
    entries_seen(monkeypatch, FlowReport((), ((place, "calls are nested deeper than input is followed"),)))
    (notice,) = check(folder, RULE).notices
    assert (notice.kind, notice.path, notice.line) == (NoticeKind.OPEN, "server.py", 14)


def test_a_fault_of_the_engine_costs_the_flows_and_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entries_seen(monkeypatch, RecursionError("too deep"))
    outcome = check(folder, RULE, "tool-name-not-verb-noun")
    (notice,) = outcome.notices
    assert notice.kind is NoticeKind.INTERNAL
    assert notice.message == "following client input failed with RecursionError: too deep"
    assert len(outcome.projects[0].servers) == 1


def test_a_finding_stands_at_the_sink_and_holds_every_hop(folder: Path) -> None:
    (finding,) = check(folder, RULE).findings
    text = FILES["git.py"]
    assert (finding.place.path, text[finding.place.span.start : finding.place.span.end]) == ("git.py", '"git " + args')
    assert (finding.tool, finding.symbol) == ("list_branches", "git.run_git")
    assert finding.cwe == ("CWE-78",)
    assert [hop.place.path for hop in finding.flow] == ["server.py", "server.py", "git.py"]
    assert finding.flow[-1].place == finding.place


def test_the_fingerprint_survives_moved_lines(folder: Path) -> None:
    (before,) = check(folder, RULE).findings
    for name in ("git.py", "server.py"):
        (folder / name).write_text("# moved\n\n\n" + FILES[name], encoding="utf-8")
    (after,) = check(folder, RULE).findings
    assert (after.fingerprint, after.message) == (before.fingerprint, before.message)
    assert after.place != before.place


def test_a_file_on_the_way_has_the_finding(folder: Path) -> None:
    request = run.Request(paths=(folder / "server.py",), settings=Settings(select=(RULE,)))
    (finding,) = run.check(request).findings
    assert finding.place.path.endswith("git.py")


def test_every_format_tells_a_flow(folder: Path) -> None:
    outcome = check(folder, RULE)
    sarif = json.loads(renderer("sarif")(outcome, Options()))
    (result,) = sarif["runs"][0]["results"]
    steps = result["codeFlows"][0]["threadFlows"][0]["locations"]
    assert len(steps) == 3
    assert len(result["relatedLocations"]) == 2
    (told,) = json.loads(renderer("json")(outcome, Options()))["findings"]
    assert (len(told["flow"]), len(told["related"])) == (3, 2)
    assert "remote server.py:8 → run_git(args) server.py:10 → os.system git.py:5" in renderer("text")(
        outcome, Options()
    )


def flow_rule() -> Rule[object]:
    return next(rule for rule in load_rules() if rule.name == RULE)


SHELL = "import os\n@mcp.tool\ndef run(name: str) -> None:\n    os.system({})\n"


def test_examples_of_rules_on_flows_are_tried_with_flows() -> None:
    check_example(flow_rule(), Bad(SHELL.format('[|f"echo {name}"|]')))
    check_example(flow_rule(), Good(SHELL.format('"echo"')))
    with pytest.raises(ExampleError, match="missed"):
        check_example(flow_rule(), Bad(SHELL.format('[|"echo"|]')))


def test_documents_hold_their_blocks_to_rules_on_flows() -> None:
    from mcp_lintel.packs import bind
    from mcp_lintel.promises import faults_of
    from mcp_lintel.standard.examples import examples
    from mcp_lintel.standard.load import load_standard

    code = 'from fastmcp import FastMCP\nmcp = FastMCP("x")\n' + SHELL.format('f"echo {name}"')
    (block,) = examples(f"```python good\n{code}```\n")
    standard = load_standard()
    bound, _ = bind([flow_rule()], standard, Settings().rules)
    (fault,) = faults_of(block, standard, bound, {})
    assert f"`{RULE}` fires here" in fault[1]


def test_a_rule_on_flows_looked_at_every_tool_that_runs_code_of_the_project(folder: Path) -> None:
    from mcp_lintel.report.scorecard.make import make
    from mcp_lintel.report.scorecard.types import State
    from mcp_lintel.standard.load import load_standard

    def entry(name: str) -> tuple[State, int, str]:
        outcome = check(folder, RULE, "client-input-evaluated", "error-text-exposed", evidence=True)
        assert all(isinstance(one, Evidence) for one in outcome.evidence)
        rules = [(card.name, card.clause) for card in outcome.rules]
        card = make(outcome, load_standard(), rules, Confidence.MEDIUM)
        (found,) = [rule for clause in card.clauses for rule in clause.rules if rule.name == name]
        return found.state, found.looked, found.kind

    assert entry(RULE) == (State.BROKEN, 1, "tools")
    assert entry("client-input-evaluated") == (State.MET, 1, "tools")
    assert entry("error-text-exposed") == (State.MET, 2, "tools")
