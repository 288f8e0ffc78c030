"""Code blocks of a clause become examples with the faults they promise."""

from pathlib import Path

from mcp_lintel.standard.examples import examples
from mcp_lintel.standard.load import load_standard

from .folder import HEADER, clause, write_standard

GUIDANCE = """\
Like this:

```python good
x = 1
```

Not like this:

```python bad
x = 2
y = x  # <- some-rule
z = y  # <-
```

```text
anything
```"""


def test_examples_come_in_order_with_kind_marks_and_lines(tmp_path: Path) -> None:
    read = load_standard(write_standard(tmp_path, HEADER, clause(guidance=GUIDANCE))).clause("TEST-16")
    assert read is not None
    good, bad, plain = examples(read)

    assert (good.kind, good.language, good.code, good.marks) == ("good", "python", "x = 1\n", ())
    assert (bad.kind, bad.marks) == ("bad", ((2, "some-rule"), (3, "")))
    assert (plain.kind, plain.language) == ("", "text")
    lines = (tmp_path / "04-testing-strategy.md").read_text(encoding="utf-8").splitlines()
    assert lines[bad.line - 1] == "x = 2"
