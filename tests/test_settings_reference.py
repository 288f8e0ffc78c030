"""The settings reference and its JSON schema: made from the model, and true to what the command accepts."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import Result

from mcp_lintel.settings import SettingsError, resolve
from mcp_lintel.settings_file import EXPECTED, schema

Command = Callable[..., Result]
TOP = Path(__file__).resolve().parents[1]
DOCS = TOP / "docs"
GOOD = {
    "nothing": "",
    "every key": """
        select = ["tool-name-vague"]
        ignore = ["TEST-19"]
        extend-select = ["security"]
        extend-ignore = []
        exclude = ["old/"]
        extend-exclude = ["*.gen.py"]
        respect-gitignore = false
        severity = "note"
        confidence = "low"
        fail-on = "error"
        require-server = true
        standard = "our-documents"
        baseline = ".mcp-lintel-baseline.json"
        waivers = "waivers.toml"
        flow-tables = ["flow/our-client.toml"]
        [rules.coverage-gate-too-low]
        fail_under = 90
    """,
}
BAD = {
    "an unknown key": "fail-at = 'error'",
    "the key with an underscore": "fail_on = 'error'",
    "an unknown severity": "fail-on = 'fatal'",
    "a word for a list": "select = 'tool-name-vague'",
    "a number in a list": "ignore = [1]",
    "a word for a boolean": "require-server = 'yes'",
    "a list for a path": "baseline = ['one.json']",
    "a word for a list of paths": "flow-tables = 'our-client.toml'",
    "a number for the options of a rule": "rules.coverage-gate-too-low = 90",
}


@pytest.fixture(scope="module")
def validator() -> Any:
    return jsonschema_rs.validator_for(json.loads((DOCS / "mcp-lintel.schema.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("file", "words"), [("settings.md", ()), ("mcp-lintel.schema.json", ("--format", "json-schema"))]
)
def test_the_documents_are_what_the_command_makes(file: str, words: tuple[str, ...], lintel: Command) -> None:
    told = lintel("settings", *words)
    assert told.exit_code == 0
    assert (DOCS / file).read_text(encoding="utf-8") == told.stdout, f"run mcp-lintel settings {' '.join(words)}"


def test_every_setting_is_told_with_words_of_its_own() -> None:
    keys = schema()["properties"]
    assert list(keys) == list(EXPECTED)
    descriptions = [told.get("description", "") for told in keys.values()]
    assert all(descriptions)
    assert len(set(descriptions)) == len(descriptions)


def test_flags_and_variables_that_the_page_names_exist(lintel: Command, tmp_path: Path) -> None:
    page = (DOCS / "settings.md").read_text(encoding="utf-8")
    flags = re.findall(r"^- Flag: `(--[a-z-]+)`", page, re.MULTILINE)
    variables = re.findall(r"^- Environment: `([A-Z_]+)`", page, re.MULTILINE)
    assert len(flags) == len(variables) == len(EXPECTED) - 1
    told = lintel("check", "--help").stdout
    assert [flag for flag in flags if not re.search(rf"{flag}\b", told)] == []
    resolve(tmp_path, {}, dict.fromkeys(variables, ""), isolated=True)


def table(path: Path) -> Any:
    data = tomli.loads(path.read_text(encoding="utf-8"))
    return data if path.name == "mcp-lintel.toml" else data["tool"]["mcp-lintel"]


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_the_schema_takes_what_the_command_takes(text: str, validator: Any, tmp_path: Path) -> None:
    file = tmp_path / "mcp-lintel.toml"
    file.write_text(text, encoding="utf-8")
    resolve(tmp_path, {}, {}, config=file)
    validator.validate(table(file))


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_the_schema_refuses_what_the_command_refuses(text: str, validator: Any, tmp_path: Path) -> None:
    file = tmp_path / "mcp-lintel.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError):
        resolve(tmp_path, {}, {}, config=file)
    assert not validator.is_valid(table(file))


VALUES = st.one_of(
    st.booleans(),
    st.integers(0, 9),
    st.sampled_from(["", "error", "warning", "note", "high", "low", "old/"]),
    st.lists(st.sampled_from(["a", "TOOL-01"]), max_size=2),
    st.just([1]),
)


@given(st.dictionaries(st.sampled_from([*EXPECTED, "selct"]), VALUES, max_size=2))
def test_schema_and_command_agree_on_any_settings(
    validator: Any, tmp_path_factory: pytest.TempPathFactory, settings: dict[str, Any]
) -> None:
    file = tmp_path_factory.mktemp("settings") / "mcp-lintel.toml"
    file.write_text("".join(f"{key} = {json.dumps(value)}\n" for key, value in settings.items()), encoding="utf-8")
    try:
        resolve(file.parent, {}, {}, config=file)
        accepted = True
    except SettingsError:
        accepted = False
    assert validator.is_valid(table(file)) == accepted


@pytest.mark.parametrize("document", ["README.md", "docs/guide.md"])
def test_the_schema_takes_the_settings_that_the_documents_show(document: str, validator: Any) -> None:
    blocks = re.findall(r"^```toml\n(.*?)^```", (TOP / document).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    shown = [tomli.loads(block)["tool"]["mcp-lintel"] for block in blocks if "[tool.mcp-lintel" in block]
    assert shown
    for settings in shown:
        validator.validate(settings)
