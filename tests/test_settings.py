"""Settings: where they come from, which one counts, and what a mistake is told."""

from pathlib import Path

import pytest

from mcp_lintel.rule import Confidence, Severity
from mcp_lintel.settings import Settings, SettingsError, find_file, resolve, split_list
from mcp_lintel.settings_file import EXPECTED


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A folder that is the top of a repository, so that no search leaves it."""
    (tmp_path / ".git").mkdir()
    return tmp_path


def test_without_any_file_the_defaults_hold(repository: Path) -> None:
    settings = resolve(repository, {}, {})
    assert settings == Settings()
    assert (settings.severity, settings.confidence) == (Severity.WARNING, Confidence.MEDIUM)


def test_every_key_of_a_file_arrives(repository: Path) -> None:
    write(
        repository,
        "mcp-lintel.toml",
        """
        select = ["tool-name-vague"]
        ignore = ["TEST-19"]
        extend-select = ["security"]
        extend-ignore = ["OBS-02"]
        exclude = ["old/"]
        extend-exclude = ["*.gen.py"]
        respect-gitignore = false
        severity = "note"
        confidence = "low"
        fail-on = "error"
        require-server = true
        standard = "our-documents"
        [rules.coverage-gate]
        fail_under = 90
        """,
    )
    settings = resolve(repository, {}, {})
    assert settings == Settings(
        select=("tool-name-vague",),
        ignore=("TEST-19",),
        extend_select=("security",),
        extend_ignore=("OBS-02",),
        exclude=("old/",),
        extend_exclude=("*.gen.py",),
        respect_gitignore=False,
        severity=Severity.NOTE,
        confidence=Confidence.LOW,
        fail_on=Severity.ERROR,
        require_server=True,
        standard=(repository / "our-documents").resolve(),
        rules={"coverage-gate": {"fail_under": 90}},
        source=repository / "mcp-lintel.toml",
    )


def test_every_known_key_is_a_field_of_the_result() -> None:
    assert {key.replace("-", "_") for key in EXPECTED} <= set(Settings.__dataclass_fields__)


def test_own_file_wins_over_pyproject_in_the_same_folder(repository: Path) -> None:
    write(repository, "pyproject.toml", '[tool.mcp-lintel]\nseverity = "error"\n')
    write(repository, "mcp-lintel.toml", 'severity = "note"\n')
    assert resolve(repository, {}, {}).severity is Severity.NOTE


def test_nearest_file_upwards_counts_and_a_pyproject_without_our_table_is_passed(repository: Path) -> None:
    write(repository, "pyproject.toml", '[tool.mcp-lintel]\nseverity = "error"\n')
    write(repository / "server", "pyproject.toml", '[project]\nname = "x"  # uses mcp-lintel\n')
    assert find_file(repository / "server" / "src") == repository / "pyproject.toml"
    nearer = write(repository / "server", "mcp-lintel.toml", "")
    assert find_file(repository / "server" / "src" / "app.py") == nearer


def test_the_search_stops_at_the_top_of_the_repository(tmp_path: Path) -> None:
    write(tmp_path, "mcp-lintel.toml", 'severity = "note"\n')
    (tmp_path / "checkout" / ".git").mkdir(parents=True)
    assert find_file(tmp_path / "checkout") is None


def test_flags_beat_environment_beats_file(repository: Path) -> None:
    write(
        repository,
        "mcp-lintel.toml",
        'severity = "note"\nconfidence = "low"\nfail-on = "note"\n',
    )
    settings = resolve(
        repository,
        {"severity": Severity.ERROR, "confidence": None},
        {"MCP_LINTEL_SEVERITY": "warning", "MCP_LINTEL_CONFIDENCE": "high"},
    )
    assert (settings.severity, settings.confidence, settings.fail_on) == (
        Severity.ERROR,
        Confidence.HIGH,
        Severity.NOTE,
    )


def test_extend_lists_add_up(repository: Path) -> None:
    write(repository, "mcp-lintel.toml", 'extend-exclude = ["a"]\nexclude = ["x"]\n')
    settings = resolve(
        repository,
        {"extend_exclude": ("c",), "exclude": ("y",)},
        {"MCP_LINTEL_EXTEND_EXCLUDE": "b"},
    )
    assert settings.extend_exclude == ("a", "b", "c")
    assert settings.exclude == ("y",)


def test_isolated_reads_no_file_but_a_named_one(repository: Path) -> None:
    write(repository, "mcp-lintel.toml", 'severity = "note"\n')
    other = write(repository / "other", "strict.toml", 'severity = "error"\n')
    assert resolve(repository, {}, {}, isolated=True) == Settings()
    assert resolve(repository, {}, {}, config=other).severity is Severity.ERROR


def test_environment_gives_lists_and_switches(repository: Path) -> None:
    settings = resolve(
        repository,
        {},
        {
            "MCP_LINTEL_SELECT": "a, b,",
            "MCP_LINTEL_REQUIRE_SERVER": "yes",
            "MCP_LINTEL_IGNORE": "",
            "HOME": "/",
        },
    )
    assert (settings.select, settings.require_server, settings.ignore) == (("a", "b"), True, ())


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("MCP_LINTEL_SELCT", "a", "MCP_LINTEL_SELCT: no such setting; did you mean `MCP_LINTEL_SELECT`?"),
        ("MCP_LINTEL_SEVERITY", "bad", 'must be "error", "warning" or "note", not \'bad\''),
        ("MCP_LINTEL_REQUIRE_SERVER", "perhaps", "must be true or false"),
    ],
)
def test_a_wrong_variable_is_told_by_name(repository: Path, variable: str, value: str, told: str) -> None:
    with pytest.raises(SettingsError, match=variable) as error:
        resolve(repository, {}, {variable: value})
    assert told in str(error.value)


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("[tool.mcp-lintel]\nslect = []\n", 2, "unknown setting `slect`; did you mean `select`?"),
        ("[tool.mcp-lintel]\nfail_on = 'error'\n", 2, "unknown setting `fail_on`; did you mean `fail-on`?"),
        (
            "[tool.x]\nselect = 1\n[tool.mcp-lintel]\n\nselect = 'a'\n",
            5,
            "`select` must be a list of strings",
        ),
        ("[tool.mcp-lintel]\nselect = [1]\n", 2, "`select` must be a list of strings"),
        ("[tool.mcp-lintel]\nrequire-server = 'yes'\n", 2, "`require-server` must be true or false"),
        ("[tool.mcp-lintel]\nseverity = 'fatal'\n", 2, '`severity` must be "error", "warning" or "note"'),
        ("[tool.mcp-lintel.rule.x]\na = 1\n", 1, "unknown setting `rule`; did you mean `rules`?"),
        ("[tool.mcp-lintel]\nrules = 3\n", 2, "`rules` must be a table of tables"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_suggestion(repository: Path, text: str, line: int, told: str) -> None:
    path = write(repository, "pyproject.toml", text)
    with pytest.raises(SettingsError) as error:
        resolve(repository, {}, {})
    assert str(error.value).startswith(f"{path}:{line}: ")
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_a_word_like_no_setting_is_answered_with_the_list(repository: Path) -> None:
    write(repository, "mcp-lintel.toml", "zzz = 1\n")
    with pytest.raises(SettingsError, match="known settings: select, ignore"):
        resolve(repository, {}, {})


def test_a_table_that_is_no_table_is_told(repository: Path) -> None:
    write(repository, "pyproject.toml", "[tool]\nmcp-lintel = 3\n")
    with pytest.raises(SettingsError, match="must be a table"):
        resolve(repository, {}, {})


def test_broken_toml_is_told_with_its_line(repository: Path) -> None:
    path = write(repository, "mcp-lintel.toml", "select = []\nseverity = \n")
    with pytest.raises(SettingsError, match="is not valid TOML") as error:
        resolve(repository, {}, {})
    assert str(error.value).startswith(f"{path}:2: ")


def test_a_broken_pyproject_stops_the_run_only_where_it_holds_our_table(repository: Path) -> None:
    write(repository, "pyproject.toml", "[project\n")
    assert resolve(repository, {}, {}) == Settings()
    write(repository, "pyproject.toml", "[project\n[tool.mcp-lintel]\n")
    with pytest.raises(SettingsError, match="is not valid TOML"):
        resolve(repository, {}, {})


def test_a_file_that_is_not_utf8_or_not_there_is_told(repository: Path) -> None:
    path = repository / "mcp-lintel.toml"
    path.write_bytes(b"select = ['\xff']\n")
    with pytest.raises(SettingsError, match="is not valid UTF-8"):
        resolve(repository, {}, {})
    with pytest.raises(SettingsError, match=r"gone\.toml: cannot be read: No such file"):
        resolve(repository, {}, {}, config=repository / "gone.toml")


def test_windows_line_ends_and_a_byte_order_mark_are_read(repository: Path) -> None:
    (repository / "mcp-lintel.toml").write_bytes(b'\xef\xbb\xbfseverity = "note"\r\nconfidence = "low"\r\n')
    assert resolve(repository, {}, {}).confidence is Confidence.LOW


def test_settings_cannot_name_code_to_load(repository: Path) -> None:
    write(repository, "mcp-lintel.toml", 'packs = ["evil"]\n')
    with pytest.raises(SettingsError, match="unknown setting `packs`"):
        resolve(repository, {}, {})


def test_lists_are_split_at_commas_and_repeated_flags() -> None:
    assert split_list(["a,b", " c ", ""]) == ("a", "b", "c")
