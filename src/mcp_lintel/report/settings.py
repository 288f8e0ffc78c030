"""The settings told: a Markdown page and a JSON schema, both made from the model that settings files are read with."""

import json
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

from mcp_lintel.settings import ENVIRONMENT_PREFIX, Settings
from mcp_lintel.settings_file import EXPECTED, OWN_FILE, PATHS, TABLE, schema

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The dialect of the schema: the one that editors for TOML read."""

_UNSET: Mapping[str, str] = {
    "select": "every rule that is on by default",
    "exclude": "the built-in patterns",
    "standard": "the documents shipped",
    "baseline": "no baseline",
    "waivers": "`waivers.toml` at the top of the project",
}
_INTRODUCTION = f"""\
# Settings

<!-- Made by `mcp-lintel settings`; edit the model in settings_file.py instead. -->

In `{OWN_FILE}`, or below `[{TABLE}]` in `pyproject.toml`. The search goes from the scanned folder upwards and stops at
the top of its git repository; in one folder `{OWN_FILE}` wins. `--config FILE` names another file, `--isolated` reads
none. A key that does not exist, or a value of another type, ends the run with exit code 2.

A flag counts before the environment, and that before the file. The lists named `extend-…` add up, everything else is
replaced. Lists are separated by commas in flags and environment. A path in a file starts at the folder of that file,
one in a flag or the environment at the current folder.

[mcp-lintel.schema.json](mcp-lintel.schema.json) is the JSON schema of `{OWN_FILE}`. Editors with a TOML language server
complete and check keys when the file's first line is `#:schema PATH`, with the path or address of the schema.
"""


def markdown() -> str:
    """The settings as a page: a table, then each key with its type, default, flag and environment variable."""
    keys = schema()["properties"]
    lines = [_INTRODUCTION, "| key | value | default |", "|---|---|---|"]
    lines += [f"| [`{key}`](#{key}) | {EXPECTED[key]} | {_default(key)} |" for key in keys]
    for key, told in keys.items():
        lines += ["", f"## {key}", "", told["description"], "", *_facts(key)]
    return "\n".join(lines) + "\n"


def json_schema() -> str:
    """The JSON schema of a settings file, with the defaults that hold when a key is not set."""
    read = schema()
    keys = {}
    for key, told in read["properties"].items():
        kept = {word: value for word, value in told.items() if word not in ("title", "default")}
        value = _value(key)
        keys[key] = kept if value is None or key == "rules" else kept | {"default": value}
    whole = {
        "$schema": DIALECT,
        "title": f"Settings of mcp-lintel ({OWN_FILE})",
        "type": "object",
        "additionalProperties": False,
        "properties": keys,
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _facts(key: str) -> Iterator[str]:
    """Bullets on one setting."""
    yield f"- Value: {EXPECTED[key]}"
    yield f"- Default: {_default(key)}"
    if key == "rules":
        yield f"- In the file only: `[{TABLE}.rules.NAME]` in `pyproject.toml`, `[rules.NAME]` in `{OWN_FILE}`"
        return
    word = "--no-respect-gitignore" if key == "respect-gitignore" else f"--{key}"
    yield f"- Flag: `{word}`"
    yield f"- Environment: `{ENVIRONMENT_PREFIX}{key.upper().replace('-', '_')}`"


def _default(key: str) -> str:
    """What holds when a setting is not set, in words or TOML."""
    value = _value(key)
    return _UNSET[key] if value is None else f"`{json.dumps(value)}`"


def _value(key: str) -> Any:
    """The default of a setting as JSON; None where nothing is set."""
    value = getattr(Settings(), key.replace("-", "_"))
    if key in PATHS or value is None:
        return None
    if key == "rules":
        return dict(value)
    if isinstance(value, Enum):
        return str(value)
    return list(value) if isinstance(value, tuple) else value
