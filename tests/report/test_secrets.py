"""What looks like a secret is hidden, what is only code stays readable, and no column moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_lintel.report.secrets import masked


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ('PASSWORD = "hunter2"', "hunter2"),
        ("password: str = 'hunter2'", "hunter2"),
        ('connect(password="hunter2")', "hunter2"),
        ('{"api_key": "hunter2"}', "hunter2"),
        ('os.environ["API_KEY"] = "hunter2"', "hunter2"),
        ('os.getenv("DB_PASSWORD", "hunter2")', "hunter2"),
        ('SECRET = (\n    "hunter2"\n)', "hunter2"),
        ('CLIENT_SECRET = """hun\nter2"""', "ter2"),
        ('if token == "hunter2":', "hunter2"),
        ('x = "ghp_abcdefghijklmnopqrstuvwxyz0123456789"', "ghp_"),
        ('x = "sk-ant-abcdefghijklmnop"', "sk-ant"),
        ('x = "AKIAIOSFODNN7EXAMPLE"', "AKIA"),
        ('url = "postgres://app:hunter2@db/x"', "hunter2"),
        ('h = {"X": "Bearer abcdef0123456789"}', "abcdef0123456789"),
        ('x = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln"', "eyJ"),
        ('x = "-----BEGIN PRIVATE KEY-----\nMIIabc\n-----END PRIVATE KEY-----"', "MIIabc"),
        ('x = "9f86d081884c7d659a2feaa0c55ad015"', "9f86d081"),
        ('x = "tB4kQ9zLm2Xc7VpR1nWs"', "tB4kQ9"),
        ('API_KEY = "hunter2-key"\nlog(f"using hunter2-key now")', "hunter2-key"),
    ],
)
def test_a_secret_in_python_is_hidden(text: str, secret: str) -> None:
    hidden = masked(text, python=True)
    assert secret not in hidden
    assert len(hidden) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "ENV API_KEY=hunter2",
        "ENV API_KEY hunter2",
        "  password: hunter2",
        "      - DB_PASSWORD=hunter2",
        "export SECRET_TOKEN=hunter2",
    ],
)
def test_a_secret_without_quotes_is_hidden_outside_of_python(text: str) -> None:
    assert "hunter2" not in masked(text, python=False)


@pytest.mark.parametrize(
    ("text", "python"),
    [
        ("def f(token: str, max_tokens: int = 4096) -> str:", True),
        ('Annotated[str, Field(description="The API token to use")]', True),
        ("password = load_password()", True),
        ('mcp.tool(name="get_assignment_by_id", description="Reads one")', True),
        ('x = "mcp.server.fastmcp.FastMCP"', True),
        ('API_KEY = ""', True),
        ("permissions:\n  id-token: write\n", False),
        ("  token: ${{ secrets.DEPLOY_TOKEN }}", False),
        ("# the password is asked for", False),
    ],
)
def test_code_stays_readable(text: str, python: bool) -> None:
    assert masked(text, python=python) == text


@given(st.text(alphabet="pasword=:\"'\n\r\\ sk-0A{}@/[](),学", max_size=80), st.booleans())
def test_lengths_and_line_ends_never_change(text: str, python: bool) -> None:
    hidden = masked(text, python=python)
    assert len(hidden) == len(text)
    assert [i for i, c in enumerate(hidden) if c in "\r\n"] == [i for i, c in enumerate(text) if c in "\r\n"]
