"""The GitHub action and the GitLab component: their scripts are run as the services would, with a Python of pretence."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

import mcp_lintel

TOP = Path(__file__).resolve().parents[1]
ACTION = yaml.safe_load((TOP / "action.yml").read_text(encoding="utf-8"))
STEPS: dict[str, dict[str, Any]] = {step["name"]: step for step in ACTION["runs"]["steps"]}
SPEC, COMPONENT = yaml.safe_load_all((TOP / "templates" / "mcp-lintel.yml").read_text(encoding="utf-8"))
JOB = COMPONENT["mcp-lintel"]
RELEASES = ["0.1.0", "1.0", "2.0.0rc1", "1.2.3.post1"]
NO_RELEASES = ["latest", "1.0 --index-url=x", "1.0;ls", "-r", "git+https://example.org/x", "1.0\n-r"]
SERVER = """
from fastmcp import FastMCP

mcp = FastMCP("orders")


@mcp.tool
def process_data(order_id: int) -> str:
    \"\"\"Tell the state of an order.\"\"\"
    return str(order_id)
"""
PYTHON = """\
#!/bin/sh
printf '%s\\n' "$*" >> {log}
case "$2 $3" in
"-m venv") mkdir -p "$4/bin" && cp "$0" "$4/bin/python" && cp {command} "$4/bin/mcp-lintel" ;;
esac
"""
COMMAND = f"""\
#!/bin/sh
exec {shlex.quote(sys.executable)} -m mcp_lintel "$@"
"""

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")


@dataclass
class Runner:
    """A machine of a build service: a repository with a faulty server, a folder for temporary files, a fake Python."""

    folder: Path

    @property
    def project(self) -> Path:
        return self.folder / "project"

    @property
    def temporary(self) -> Path:
        return self.folder / "temporary"

    @property
    def asked(self) -> list[str]:
        """What Python was run with."""
        return (self.folder / "asked").read_text().splitlines()

    def outputs(self) -> dict[str, str]:
        lines = (self.folder / "output").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines)

    def run(self, script: str, environment: Mapping[str, str], shell: str = "bash") -> subprocess.CompletedProcess[str]:
        bare = {"PATH": f"{self.folder}:{os.environ['PATH']}", "PYTHONPATH": str(TOP / "src"), "HOME": str(self.folder)}
        github = {
            "RUNNER_TEMP": str(self.temporary),
            "GITHUB_ACTION_PATH": "/the/action",
            "GITHUB_OUTPUT": str(self.folder / "output"),
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"),
        }
        return subprocess.run(
            [shell, "-e", "-c", script],
            cwd=self.project,
            env={**bare, **github, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def step(self, name: str, **inputs: str) -> subprocess.CompletedProcess[str]:
        """Run a step of the action with inputs, dashes written as underscores, its expressions filled in."""
        given = {key: str(told.get("default", "")) for key, told in ACTION["inputs"].items()}
        given |= {key.replace("_", "-"): value for key, value in inputs.items()}
        values = {f"inputs.{key}": value for key, value in given.items()}
        values["steps.python.outputs.python-path"] = str(self.folder / "python")
        values |= {f"steps.{step}.outputs.{key}": value for step in ("install", "check") for key, value in self.known()}
        step = STEPS[name]
        return self.run(step["run"], {key: filled(text, values) for key, text in step["env"].items()})

    def known(self) -> list[tuple[str, str]]:
        return list(self.outputs().items()) if (self.folder / "output").exists() else []

    def check(self, **inputs: str) -> subprocess.CompletedProcess[str]:
        """Install, then check; what the check told."""
        installed = self.step("Install mcp-lintel", **inputs)
        assert installed.returncode == 0, installed.stderr
        return self.step("Check", **inputs)


def filled(text: str, values: Mapping[str, str]) -> str:
    return re.sub(r"\$\{\{ (\S+) \}\}", lambda found: values.get(found[1], ""), text)


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    made = Runner(tmp_path)
    made.project.mkdir()
    made.temporary.mkdir()
    (made.project / "server.py").write_text(SERVER)
    (made.project / "other file.py").write_text(SERVER.replace("process_data", "do_stuff"))
    (tmp_path / "command").write_text(COMMAND)
    (tmp_path / "python").write_text(PYTHON.format(log=tmp_path / "asked", command=tmp_path / "command"))
    for name in ("command", "python"):
        (tmp_path / name).chmod(0o755)
    return made


def test_no_expression_stands_in_a_script() -> None:
    scripts = [step["run"] for step in STEPS.values() if "run" in step]
    assert len(scripts) == 3
    assert not [script for script in scripts if "${{" in script]
    assert not [line for line in JOB["script"] if "$[[" in line]


def test_actions_are_pinned_by_commit_with_the_release_beside_it() -> None:
    lines = re.findall(r"^ +uses: (.*)$", (TOP / "action.yml").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(lines) == 2
    for line in lines:
        assert re.fullmatch(r"[a-z-]+/[a-z/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


def test_every_input_is_used_and_every_used_one_exists() -> None:
    used = set(re.findall(r"inputs\.([a-z-]+)", yaml.safe_dump(ACTION["runs"])))
    assert used == set(ACTION["inputs"])
    assert all(told["description"] for told in ACTION["inputs"].values())
    asked = set(re.findall(r"\$\[\[ inputs\.([a-z-]+) \]\]", yaml.safe_dump(JOB)))
    assert asked == set(SPEC["spec"]["inputs"])


def test_no_variable_is_taken_for_a_setting(runner: Runner) -> None:
    names = {name for step in STEPS.values() for name in step.get("env", ())} | set(JOB["variables"])
    assert names
    assert not [name for name in names if name.startswith("MCP_LINTEL_")]


def test_the_pinned_state_is_installed_without_reading_the_repository(runner: Runner) -> None:
    done = runner.step("Install mcp-lintel")
    assert done.returncode == 0, done.stderr
    assert all(words.startswith("-I -m ") for words in runner.asked)
    assert runner.asked[-1].endswith(" /the/action")


@pytest.mark.parametrize("version", RELEASES)
def test_a_release_is_installed_by_its_number(version: str, runner: Runner) -> None:
    assert runner.step("Install mcp-lintel", version=version).returncode == 0
    assert runner.asked[-1].endswith(f" mcp-lintel=={version}")


@pytest.mark.parametrize("version", NO_RELEASES)
def test_what_is_no_release_is_not_handed_to_pip(version: str, runner: Runner) -> None:
    done = runner.step("Install mcp-lintel", version=version)
    assert done.returncode == 2
    assert "the input version must be a release" in done.stderr
    assert not (runner.folder / "asked").exists()


def test_findings_annotate_the_change_fill_the_summary_and_fail_at_the_end(runner: Runner) -> None:
    done = runner.check()
    assert done.returncode == 0, done.stderr
    assert re.search(r"^::\w+ file=server\.py,line=\d+", done.stdout, re.MULTILINE), done.stdout
    assert "process_data" in (runner.folder / "summary.md").read_text()
    assert runner.outputs()["exit-code"] == "1"
    assert "sarif" not in runner.outputs()
    assert runner.step("Verdict").returncode == 1


def test_without_annotations_and_summary_the_log_is_for_people(runner: Runner) -> None:
    done = runner.check(annotations="false", summary="false")
    assert "process_data" in done.stdout
    assert not re.search(r"^::", done.stdout, re.MULTILINE)
    assert not (runner.folder / "summary.md").exists()


def test_paths_are_lines_and_may_hold_spaces(runner: Runner) -> None:
    done = runner.check(paths="other file.py\n", annotations="false")
    assert "do_stuff" in done.stdout
    assert "process_data" not in done.stdout


@pytest.mark.parametrize("hostile", ["$(touch sprung)", "`touch sprung`", '"; touch sprung; "', "--exit-zero"])
def test_what_an_input_holds_is_never_run_or_taken_for_an_option(hostile: str, runner: Runner) -> None:
    runner.check(paths=hostile, baseline=hostile, fail_on=hostile, sarif=f"{hostile}.sarif")
    assert runner.outputs()["exit-code"] == "2"
    assert not list(runner.folder.rglob("sprung"))
    assert runner.step("Verdict").returncode == 2


def test_a_report_for_code_scanning_is_written_where_it_was_asked_for(runner: Runner) -> None:
    runner.check(sarif="lint.sarif")
    assert runner.outputs()["sarif"] == "lint.sarif"
    told = json.loads((runner.project / "lint.sarif").read_text())
    assert {result["ruleId"] for result in told["runs"][0]["results"]} >= {"tool-name-vague"}


def test_an_upload_needs_no_path(runner: Runner) -> None:
    runner.check(upload="true")
    assert Path(runner.outputs()["sarif"]).is_relative_to(runner.temporary)
    assert Path(runner.outputs()["sarif"]).is_file()
    assert STEPS["Upload to code scanning"]["with"]["sarif_file"] == "${{ steps.check.outputs.sarif }}"
    assert "inputs.upload == 'true'" in STEPS["Upload to code scanning"]["if"]


def test_an_old_report_is_not_uploaded_after_a_run_that_failed(runner: Runner) -> None:
    (runner.project / "lint.sarif").write_text("{}")
    runner.check(sarif="lint.sarif", fail_on="fatal")
    assert runner.outputs()["exit-code"] == "2"
    assert "sarif" not in runner.outputs()


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({"upload": "yes"}, "the input upload must be true or false"),
        ({"summary": ""}, "the input summary must be true or false"),
        ({"annotations": "1"}, "the input annotations must be true or false"),
        ({"sarif": "a\nexit-code=0"}, "the input sarif must be one line"),
    ],
)
def test_a_mistaken_input_is_one_clear_line(inputs: dict[str, str], words: str, runner: Runner) -> None:
    done = runner.check(**inputs)
    assert done.returncode == 2
    assert done.stderr == f"mcp-lintel: {words} (exit 2)\n"
    assert runner.outputs()["exit-code"] == "2"


def test_the_gate_listens_to_fail_on_and_to_a_baseline(runner: Runner) -> None:
    runner.check(fail_on="error", paths="server.py")
    assert runner.step("Verdict").returncode in (0, 1)
    made = runner.run('"$RUNNER_TEMP/mcp-lintel/bin/mcp-lintel" baseline write --output known.json', {})
    assert made.returncode == 0, made.stderr
    runner.check(baseline="known.json")
    assert runner.step("Verdict").returncode == 0


def test_a_check_that_never_ran_is_no_success(runner: Runner) -> None:
    assert runner.run(STEPS["Verdict"]["run"], {"LINTEL_EXIT_CODE": ""}).returncode == 3


def job(runner: Runner, **inputs: str) -> tuple[int, str]:
    """Run the GitLab job's script under a plain shell, with its inputs filled in and /tmp elsewhere."""
    given = {key: str(told.get("default", "")) for key, told in SPEC["spec"]["inputs"].items()}
    given |= {key.replace("_", "-"): value for key, value in inputs.items()}
    variables = {
        name: re.sub(r"\$\[\[ inputs\.([a-z-]+) \]\]", lambda found: given[found[1]], told["value"])
        for name, told in JOB["variables"].items()
    }
    script = "\n".join(JOB["script"]).replace("/tmp/mcp-lintel", str(runner.temporary / "home"))
    done = runner.run(script, variables, shell="sh")
    return done.returncode, done.stdout + done.stderr


def test_the_gitlab_job_fails_on_findings_and_leaves_its_reports(runner: Runner) -> None:
    code, told = job(runner)
    assert code == 1, told
    assert runner.asked[0].startswith("-I -m venv ")
    assert runner.asked[-1].endswith(f" mcp-lintel=={mcp_lintel.__version__}")
    issues = json.loads((runner.project / JOB["artifacts"]["reports"]["codequality"]).read_text())
    assert {issue["location"]["path"] for issue in issues} == {"server.py", "other file.py"}
    for name in JOB["artifacts"]["paths"]:
        assert (runner.project / name).is_file()
    assert JOB["artifacts"]["when"] == "always"


def test_the_gitlab_job_takes_paths_and_no_commands(runner: Runner) -> None:
    code, told = job(runner, paths="other file.py\n$(touch sprung)\n`touch sprung`")
    assert code == 2, told
    assert not list(runner.folder.rglob("sprung"))
    code, told = job(runner, paths="other file.py")
    assert code == 1
    assert "process_data" not in told


def test_variables_of_the_gitlab_job_are_not_expanded() -> None:
    assert all(told["expand"] is False for told in JOB["variables"].values())


def test_the_gitlab_component_installs_this_release() -> None:
    told = SPEC["spec"]["inputs"]["version"]
    assert told["default"] == mcp_lintel.__version__
    assert jsonschema_rs.is_valid({"pattern": told["regex"]}, told["default"])
