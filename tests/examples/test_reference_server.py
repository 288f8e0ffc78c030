"""The reference server: its own tests, a real process of it over HTTP, and what mcp-lintel has to say about it."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from mcp_lintel.run import Request, inventory
from mcp_lintel.settings import Settings

from .conftest import REFERENCE, Running

LEFT_BEHIND = shutil.ignore_patterns("__pycache__", ".*_cache", ".coverage", "coverage.xml", "htmlcov", "*.sqlite3")
DRAFT = {"draft": {"name": "billing", "version": "2.4.1"}}


def lintel(folder: Path) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, with everything shown."""
    command = [sys.executable, "-m", "mcp_lintel", "check", "--isolated", "--require-server"]
    command += ["--severity", "note", "--confidence", "low", "--output-format", "json", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_nothing_is_found_in_the_reference_server() -> None:
    report = json.loads(lintel(REFERENCE).stdout)
    assert report["findings"] == []
    switches = [notice for notice in report["notices"] if "`disable` covers" in notice["message"]]
    assert report["notices"] == switches, "only the switch that takes tools off the list is decided by a setting"


def test_every_yaml_and_toml_file_can_be_read() -> None:
    files = [path for path in REFERENCE.rglob("*") if path.suffix in (".yaml", ".yml", ".toml")]
    assert {path.name for path in files} >= {"pyproject.toml", "compose.yaml", "ci.yml", "deployment.yaml"}
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert tomllib.loads(text) if path.suffix == ".toml" else all(yaml.safe_load_all(text)), path


def test_probes_and_health_checks_ask_for_routes_that_exist() -> None:
    routes = set(re.findall(r'custom_route\("([^"]+)"', (REFERENCE / "src/release_desk/health.py").read_text()))
    asked = set(re.findall(r"path: (/health\S*?),", (REFERENCE / "deploy/kubernetes/deployment.yaml").read_text()))
    asked |= set(re.findall(r":8000(/[a-z/]+)'", (REFERENCE / "Dockerfile").read_text()))
    assert asked == {"/health", "/health/ready"}
    assert asked <= routes


@pytest.mark.network
def test_its_own_tests_pass_the_coverage_gate(python: Path, tmp_path: Path) -> None:
    copy = tmp_path / "reference-server"
    shutil.copytree(REFERENCE, copy, ignore=LEFT_BEHIND)
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("COVERAGE", "COV_", "PYTEST"))
    }
    run = subprocess.run(
        [str(python), "-m", "pytest", "-m", "not benchmark"],
        cwd=copy,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-1000:]
    assert "Required test coverage of 80.0% reached" in run.stdout
    assert (copy / "coverage.xml").exists()


@pytest.mark.network
def test_a_caller_without_a_good_token_is_turned_away(running: Running) -> None:
    status, headers = running.answer("/mcp")
    assert status == 401
    assert (
        f'resource_metadata="{running.address}/.well-known/oauth-protected-resource/mcp"' in headers["www-authenticate"]
    )
    assert [running.answer("/mcp", token)[0] for token in ("nonsense", running.tokens["expired"])] == [401, 401]


@pytest.mark.network
def test_the_running_server_is_ready_and_its_answers_have_the_headers(running: Running) -> None:
    status, headers = running.answer("/health/ready", method="GET")
    assert status == 200
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.network
def test_a_caller_with_the_permission_is_served(running: Running) -> None:
    results = running.visit(running.tokens["admin"], ("create_release", DRAFT), ("list_releases", {}))["results"]
    made, listed = results
    assert made["data"]["created_by"] == "ada"
    assert [one["id"] for one in listed["data"]] == [made["data"]["id"]]


@pytest.mark.network
def test_a_caller_without_the_permission_is_refused(running: Running) -> None:
    visited = running.visit(running.tokens["viewer"], ("create_release", DRAFT))
    assert set(visited["tools"]) == {"list_releases", "search_releases", "get_release"}
    assert json.loads(visited["results"][0])["error"] == "forbidden"


@pytest.mark.network
def test_the_inventory_is_what_a_client_is_shown(running: Running) -> None:
    servers = [
        server
        for project in inventory(Request(paths=(REFERENCE,), settings=Settings())).projects
        for server in project.servers
    ]
    assert [server.endpoint.name.value for server in servers] == ["release-desk"]
    read = {str(tool.name.value): {p.name: p.required for p in tool.parameters} for tool in servers[0].tools}
    assert read == running.visit(running.tokens["admin"])["tools"]
