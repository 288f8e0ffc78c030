"""Bytes from a client are not rebuilt into arbitrary objects.

## Why
Pickle and its relatives rebuild objects by calling whatever the bytes name, so loading them is running them. That holds
for cursors, cookies and states that a client merely gives back.

## What is read
A value that a client sends, followed until it is loaded by `pickle`, `dill`, `marshal`, `joblib`, `jsonpickle`,
`shelve`, `torch.load`, an unsafe loader of YAML or their like, also when it is decoded on the way.

## What is not reported
Formats that only hold data: JSON, `yaml.safe_load`, `numpy.load` without `allow_pickle`, `torch.load` with
`weights_only=True`. A guard that fails is reported as `guard-that-does-not-hold`.

## Fix
Take JSON and read it into a model: `Draft.model_validate_json(saved)`.

## Evidence
No finding on 23 published servers in November 2026; labelled flaws and twin servers hold it (`benchmarks/flow.md`).
"""

from collections.abc import Iterator

from mcp_lintel.flow.telling import hit_of, is_unguarded, reaching
from mcp_lintel.flow.types import Flow
from mcp_lintel.rule import Bad, Good, Hit, Severity, rule


@rule(
    "unsafe-deserialisation",
    on=Flow,
    clause="SEC-52",
    severity=Severity.ERROR,
    cwe=("CWE-502",),
    examples=(
        Bad("""
            import base64
            import pickle

            @mcp.tool
            def restore_draft(saved: str) -> str:
                return str(pickle.loads([|base64.b64decode(saved)|]))
        """),
        Bad(
            """
            from drafts import parsed

            @mcp.tool
            def restore_draft(saved: str) -> str:
                return str(parsed(saved.strip()))
            """,
            files={
                "drafts.py": "import yaml\n\n\ndef parsed(text: str) -> object:\n"
                "    return yaml.load([|text|], Loader=yaml.Loader)\n"
            },
        ),
        Good("""
            import json

            import yaml

            @mcp.tool
            def restore_draft(saved: str) -> str:
                return str(json.loads(saved)) + str(yaml.safe_load(saved)) + str(yaml.load(saved, yaml.SafeLoader))
        """),
        Good("""
            import pickle
            from pathlib import Path

            @mcp.tool
            def restore_draft(title: str) -> str:
                drafts = pickle.loads(Path("/srv/drafts.pickle").read_bytes())
                return str(drafts[title])
        """),
        Good("""
            import pickle

            SAVED = {b"1": "one", b"2": "two"}

            def checked(saved: bytes) -> bytes:
                if saved not in SAVED:
                    raise ValueError("no such draft")
                return saved

            @mcp.tool
            def restore_draft(saved: bytes) -> str:
                return str(pickle.loads(checked(saved)))
        """),
    ),
)
def unsafe_deserialisation(flow: Flow) -> Iterator[Hit]:
    if is_unguarded(flow, "deserialise"):
        yield hit_of(flow, reaching(flow))
