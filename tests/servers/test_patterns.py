"""The 25 patterns of how servers are really written: what is read is what a client of the running server is shown."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from mcp_lintel.model.types import Provenance, Server, Tool
from mcp_lintel.rule import Severity
from mcp_lintel.run import Request, check
from mcp_lintel.settings import Settings

from .environments import Environments
from .patterns.cases import FOLDER, Case
from .patterns.expected import CASES
from .patterns.not_yet import NOT_YET
from .reading import Facts, facts, named, read, written

PROBE = FOLDER / "probe.py"
RUNNABLE = [case for case in CASES if case.runs]


@dataclass(frozen=True, slots=True)
class Seen:
    """What is read of a server: its facts, the tools that may be missing, and the lines of open sets."""

    facts: Facts | None
    conditional: frozenset[str]
    opened: tuple[str, ...]


def seen(folder: Path, name: str | None) -> Seen:
    """What is read of the server with this name in a folder."""
    projects = read(folder)
    server = next((s for p in projects for s in p.servers if s.endpoint.name.value == name), None)
    places = [opened.place for project in projects for opened in project.open_sets]
    lines = tuple(line_at((folder / place.path).read_text(), place.span.start) for place in places)
    if server is None:
        return Seen(None, frozenset(), lines)
    return Seen(facts(server), frozenset(str(t.name.value) for t in server.tools if t.conditional), lines)


def line_at(text: str, offset: int) -> str:
    """The line of a text that holds an offset."""
    return text[text.rfind("\n", 0, offset) + 1 :].partition("\n")[0].strip()


def marked(case: Case) -> object:
    """The case as a parameter, expected to fail where it is known not to be read rightly."""
    wrong = NOT_YET.get(case.label)
    marks = [pytest.mark.xfail(strict=True, raises=AssertionError, reason=wrong)] if wrong else []
    return pytest.param(case, id=case.label, marks=marks)


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_a_pattern_is_read_as_a_client_sees_it(case: Case, tmp_path: Path) -> None:
    found = seen(case.copied(tmp_path), case.facts.name)
    if found.facts is not None and not case.facts.framework:
        found = replace(found, facts=replace(found.facts, framework=""))
    assert found == Seen(case.facts, case.conditional, case.opened)


@pytest.mark.parametrize("case", [pytest.param(case, id=case.label) for case in CASES if case.reported])
def test_what_stops_a_server_at_its_import_is_reported_where_it_stands(case: Case, tmp_path: Path) -> None:
    folder = case.copied(tmp_path)
    outcome = check(Request(paths=(folder,), settings=Settings(severity=Severity.NOTE)))
    found = {
        (one.rule, line_at((folder / one.place.path).read_text(), one.place.span.start)) for one in outcome.findings
    }
    assert set(case.reported) <= found


def test_every_folder_of_a_pattern_is_a_case_and_every_known_fault_is_of_one() -> None:
    assert {path.parent.name for path in FOLDER.glob("*/pyproject.toml")} == {case.folder for case in CASES}
    assert {case.folder[:3] for case in CASES if case.folder[0] == "p"} == {f"p{n:02}" for n in range(1, 26)}
    assert set(NOT_YET) <= {case.label for case in CASES}


def tools_of(server: Server) -> dict[str, Tool]:
    """A server's tools by name."""
    return {str(tool.name.value): tool for tool in server.tools}


def test_hints_come_through_partials_conditions_and_constants() -> None:
    partials = tools_of(named(FOLDER / "p08_aliases_and_partials", "p08"))
    assert partials["a"].annotations == {}
    assert partials["b"].annotations == {"readOnlyHint": True}
    assert partials["c"].annotations == {"readOnlyHint": True, "openWorldHint": False}
    assert tools_of(named(FOLDER / "p14_conditional", "p14"))["purge"].annotations == {"destructiveHint": True}
    constants = tools_of(named(FOLDER / "p21_constants_and_files", "acme-p21"))
    assert constants["acme_eu_search"].annotations == {"readOnlyHint": True}


def test_a_description_from_a_file_is_unknown_and_one_from_a_table_is_known() -> None:
    tool = tools_of(named(FOLDER / "p21_constants_and_files", "acme-p21"))["acme_eu_search"]
    assert tool.description is not None
    assert (tool.description.value, tool.description.provenance) == (None, Provenance.UNKNOWN)
    told = {one.name: one.description.value for one in tool.parameters if one.description is not None}
    assert told == {"q": "What to look for", "limit": "How many at most"}
    assert described("p10_decorator_factory", "p10") == {"acme_buy": "Buy an item.", "acme_sell": "Sell an item."}
    generated = described("p13_generated_functions", "p13")
    assert generated == {"list_users": "List users.", "drop_user": "Drop a user."}
    assert described("p11_loops_and_tables", "p11")["disk_stop"] == "Detach a disk"


def described(folder: str, name: str) -> dict[str, str | None]:
    """The descriptions of a server's tools."""
    tools = tools_of(named(FOLDER / folder, name))
    return {name: tool.description.value for name, tool in tools.items() if tool.description is not None}


def test_a_tool_of_a_low_level_server_is_joined_with_the_function_that_its_dispatch_finds() -> None:
    tools = tools_of(named(FOLDER / "p17_lowlevel_dispatch", "p17"))
    functions = {name: tool.function.rpartition(".")[2] for name, tool in tools.items()}
    assert functions == {"add": "do_add", "root": "do_root", "lost": "ct"}


def test_a_low_level_server_tells_which_tools_nobody_handles_and_which_handlers_nobody_can_reach() -> None:
    server = named(FOLDER / "p17_lowlevel_dispatch", "p17")
    assert [one.value for one in server.unhandled] == ["lost"]
    assert [one.value for one in server.undeclared] == ["gone"]


def test_what_stays_open_says_why() -> None:
    opened = [case for case in CASES if case.opened and case.label not in NOT_YET]
    assert opened
    for case in opened:
        reasons = [one.reason for project in read(FOLDER / case.folder) for one in project.open_sets]
        assert len(reasons) == len(case.opened), case.label
        assert all(reasons), case.label


Shown = dict[str, Any]
Running = Callable[[Case, tuple[str, ...]], list[Shown]]


@pytest.fixture(scope="session")
def running(environments: Environments, tmp_path_factory: pytest.TempPathFactory) -> Running:
    """Gives what a case's server shows in an environment, one answer a run; all cases of it are run at once."""
    answers: dict[tuple[str, ...], dict[str, list[Shown]]] = {}

    def run(case: Case, pins: tuple[str, ...]) -> list[Shown]:
        if pins not in answers:
            mine = [one for one in RUNNABLE if pins in one.runs]
            answers[pins] = probed(environments.python(pins), mine, tmp_path_factory.mktemp("running"))
        return answers[pins][case.label]

    return run


def probed(python: Path, cases: list[Case], folder: Path) -> dict[str, list[Shown]]:
    """The answers of one environment by case."""
    labels, jobs = [], []
    for case in cases:
        copy, (module, attribute) = case.copied(folder), case.start
        for switch in ({}, case.switch) if case.switch else ({},):
            environ = {name: value for name, value in switch.items() if name != "argv"}
            flags = switch.get("argv", "").split()
            jobs.append(
                {"folder": str(copy), "module": module, "attribute": attribute, "flags": flags, "environ": environ}
            )
            labels.append(case.label)
    (folder / "jobs.json").write_text(json.dumps(jobs))
    command = [str(python), "-W", "ignore", str(PROBE), str(folder / "jobs.json")]
    compiled = {"PYTHONPYCACHEPREFIX": str(python.parent.parent / "compiled")}
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, env=compiled)
    assert run.returncode == 0, run.stderr
    found: dict[str, list[Shown]] = {}
    for label, answer in zip(labels, json.loads(run.stdout), strict=True):
        found.setdefault(label, []).append(answer)
    return found


@pytest.mark.network
@pytest.mark.parametrize("case", [pytest.param(case, id=case.label) for case in RUNNABLE])
def test_the_expectation_is_what_a_running_server_shows(case: Case, running: Running) -> None:
    answers = [answer for pins in case.runs for answer in running(case, pins)]
    if case.refused:
        assert answers == [{"refused": case.refused}] * len(answers)
        return
    shown = [{name: written(one) for name, one in answer["tools"].items()} for answer in answers]
    together = {name: one for answer in shown for name, one in answer.items()}
    always = {name for name in together if all(name in answer for answer in shown)}
    expected = case.facts.tools
    if case.opened:
        assert together.items() >= expected.items()
        return
    assert together == expected
    assert always == set(expected) - case.conditional
    for answer in answers:
        assert (tuple(answer["resources"]), tuple(answer["prompts"])) == (case.facts.resources, case.facts.prompts)
