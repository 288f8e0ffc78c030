"""SARIF against the JSON schema and the validator with GitHub's rules; both come from npm when first needed."""

import fcntl
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, NoReturn

import pytest

from mcp_lintel.report.options import Options
from mcp_lintel.report.sarif import render_audit, render_github

from . import rich
from .sample import outcome

VERSION = "5.7.0"
PACKAGES = [f"@microsoft/sarif-multitool@{VERSION}", f"@microsoft/sarif-multitool-linux@{VERSION}"]
PROFILES = {"github": render_github, "audit": render_audit}
RUNS = {"sample": outcome, "rich": rich.outcome, "clean": rich.clean}

pytestmark = pytest.mark.network


def unavailable(reason: str) -> NoReturn:
    """Skip, or fail where a skip would go unseen."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def multitool() -> Path:
    """The folder of the validator, installed once a machine in the user's cache folder."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "mcp-lintel-tests" / f"sarif-multitool-{VERSION}"
    tool = folder / "node_modules" / "@microsoft" / "sarif-multitool-linux"
    done = folder / "installed"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            npm = shutil.which("npm") or unavailable("npm is not installed, so SARIF cannot be validated")
            command = [npm, "install", "--no-save", "--no-audit", "--no-fund", *PACKAGES]
            install = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=300)
            if install.returncode != 0:
                unavailable(f"npm could not install the SARIF validator: {install.stderr.strip()[-300:]}")
            (tool / "Sarif.Multitool").chmod(0o755)
            done.touch()
    return tool


def faults(tool: Path, text: str, folder: Path) -> list[str]:
    """The validator's errors and warnings; its exit code says nothing, so its output file is read."""
    report, output = folder / "report.sarif", folder / "validated.sarif"
    report.write_text(text, encoding="utf-8")
    command = [str(tool / "Sarif.Multitool"), "validate", str(report), "--rule-kind", "Sarif;Ghas"]
    options = ["--level", "Error;Warning;Note", "--output", str(output), "--log", "ForceOverwrite"]
    subprocess.run([*command, *options], capture_output=True, check=True, timeout=120)
    results: list[dict[str, Any]] = json.loads(output.read_text(encoding="utf-8-sig"))["runs"][0]["results"]
    bad = [result for result in results if result.get("level", "warning") in ("error", "warning")]
    return [f"{result['ruleId']}: {result['message']}" for result in bad]


@pytest.mark.parametrize("run", [*RUNS])
@pytest.mark.parametrize("profile", [*PROFILES])
def test_a_report_fits_the_schema(profile: str, run: str, multitool: Path) -> None:
    import jsonschema_rs

    schema = json.loads((multitool / "sarif-2.1.0.json").read_text(encoding="utf-8-sig"))
    validator = jsonschema_rs.validator_for(schema)
    document = json.loads(PROFILES[profile](RUNS[run](), Options(exit_code=1)))
    assert [f"{error.instance_path}: {error.message}" for error in validator.iter_errors(document)] == []
    document["runs"][0]["columnKind"] = "bytes"
    assert not validator.is_valid(document)


@pytest.mark.parametrize("run", [*RUNS])
@pytest.mark.parametrize("profile", [*PROFILES])
def test_the_validator_has_no_error_or_warning(profile: str, run: str, multitool: Path, tmp_path: Path) -> None:
    assert faults(multitool, PROFILES[profile](RUNS[run](), Options(exit_code=1)), tmp_path) == []


def test_the_validator_is_really_asked(multitool: Path, tmp_path: Path) -> None:
    document = json.loads(render_github(outcome()))
    document["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["endLine"] = 1
    document["runs"][0]["tool"]["driver"]["rules"][0].pop("help")
    found = {fault.partition(":")[0] for fault in faults(multitool, json.dumps(document), tmp_path)}
    assert {"SARIF1007", "GH2012"} <= found
