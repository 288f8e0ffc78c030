"""A small standard on disk for tests: one document whose parts can be swapped for damaged ones."""

from pathlib import Path

HEADER = """\
# Testing strategy

| Document | |
|---|---|
| Version | 1.2.0 |
| Last updated | 2026-11-22 |
| Status | Adopted |
| Change log | 1.2.0 (2026-11-22): gate raised. |
| | 1.0.0 (2026-10-01): first edition. |

Why we test.
"""
GATE = """\
### TEST-19 · Let the build fail below eighty percent {#TEST-19}

Set `fail_under` to 80.

```toml clause
id = "TEST-19"
level = "must"
check = "static"
parameters = { fail_under = 80 }
```
"""


def clause(
    id: str = "TEST-16", block: str = 'level = "must"\ncheck = "static"', guidance: str = "Do it, because."
) -> str:
    """The Markdown of one clause."""
    heading = f"### {id} · Measure the package {{#{id}}}"
    return f'{heading}\n\n{guidance}\n\n```toml clause\nid = "{id}"\n{block}\n```\n'


def write_standard(folder: Path, *parts: str, name: str = "04-testing-strategy.md") -> Path:
    """Put a document of these parts into `folder` and give the folder back."""
    (folder / name).write_text("\n".join(parts), encoding="utf-8")
    return folder
