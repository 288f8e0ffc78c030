"""Environment values that files give to the server."""

from pathlib import Path

import pytest

from .project import Project


@pytest.mark.parametrize(
    ("path", "text", "stands"),
    [
        ("Dockerfile", "FROM x\nENV A=1 \\\n    FASTMCP_TRANSPORT=http\n", "FASTMCP_TRANSPORT=http"),
        ("Dockerfile", "FROM x\nENV FASTMCP_TRANSPORT http\n", "FASTMCP_TRANSPORT http"),
        ("compose.yml", "services:\n  a:\n    environment:\n      FASTMCP_TRANSPORT: http\n", "http"),
        (
            "docker-compose.dev.yml",
            "services: {a: {environment: [FASTMCP_TRANSPORT=http]}}\n",
            "FASTMCP_TRANSPORT=http",
        ),
        (".github/workflows/a.yml", "jobs: {a: {steps: [{run: x, env: {FASTMCP_TRANSPORT: http}}]}}\n", "http"),
        (
            "k8s/app.yaml",
            "apiVersion: v1\nkind: Service\n---\napiVersion: apps/v1\nkind: Deployment\nspec: {template: {spec: "
            "{containers: [{env: [{name: FASTMCP_TRANSPORT, value: http}]}]}}}\n",
            "http",
        ),
        ("cm.yaml", "kind: ConfigMap\napiVersion: v1\ndata: {FASTMCP_TRANSPORT: http}\n", "http"),
        (".env.example", "# x\nexport FASTMCP_TRANSPORT='http'\n", "FASTMCP_TRANSPORT='http'"),
    ],
)
def test_a_value_is_found_wherever_it_is_given(tmp_path: Path, path: str, text: str, stands: str) -> None:
    project = Project(tmp_path, {path: text})
    (value,) = project.artifacts().environment
    assert (value.name, value.value, value.secret) == ("FASTMCP_TRANSPORT", "http", False)
    assert project.quoted(value.place) == stands
    assert value.example is (path == ".env.example")


def test_a_remark_after_a_value_is_not_part_of_it(tmp_path: Path) -> None:
    found = Project(tmp_path, {".env": "MCP_A=http   # why\nMCP_B='a # b'\nMCP_C=a#b\n"}).artifacts().environment
    assert [value.value for value in found] == ["http", "a # b", "a#b"]


def test_a_secret_is_known_by_name_only(tmp_path: Path) -> None:
    text = "FASTMCP_SERVER_AUTH_CLIENT_SECRET=hunter2\nMCP_API_KEY=hunter2\nMCP_URL=http://a:hunter2@x\n"
    found = Project(tmp_path, {".env": text}).artifacts()
    assert [value.secret for value in found.environment] == [True, True, False]
    assert "hunter2" not in repr(found)


def test_a_value_that_another_fills_in_is_not_known(tmp_path: Path) -> None:
    found = Project(tmp_path, {"compose.yml": "services: {a: {environment: {MCP_TRANSPORT: '${T:-http}'}}}\n"})
    assert [value.value for value in found.artifacts().environment] == [None]
