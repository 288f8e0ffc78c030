"""Code blocks of a document become examples with the faults they promise."""

from mcp_lintel.standard.examples import Example, examples

TEXT = """\
# Testing

```python good
x = 1
```

### TEST-16 · Measure the package {#TEST-16}

```python bad
x = 2
y = x  # <- some-rule
z = y  # <-
```

#### In a manifest

```yaml good deploy/kubernetes/service.yaml
kind: Service
```

```toml good
a = 1
```

## Something else

```text
anything  # <- no-mark
```"""


def read() -> list[Example]:
    return list(examples(TEXT))


def test_examples_come_in_order_with_their_clause() -> None:
    assert [(e.language, e.kind, e.clause) for e in read()] == [
        ("python", "good", ""),
        ("python", "bad", "TEST-16"),
        ("yaml", "good", "TEST-16"),
        ("toml", "good", "TEST-16"),
        ("text", "", ""),
    ]


def test_a_bad_block_marks_its_faulty_lines_and_another_marks_nothing() -> None:
    assert [e.marks for e in read()] == [(), ((2, "some-rule"), (3, "")), (), (), ()]


def test_the_line_is_that_of_the_first_code_line_in_the_document() -> None:
    lines = TEXT.splitlines()
    assert [lines[e.line - 1] for e in read()] == ["x = 1", "x = 2", "kind: Service", "a = 1", "anything  # <- no-mark"]
    assert read()[1].code == "x = 2\ny = x  # <- some-rule\nz = y  # <-\n"


def test_a_block_stands_for_the_file_it_names_or_the_usual_one() -> None:
    assert [e.file for e in read()] == [
        "server.py",
        "server.py",
        "deploy/kubernetes/service.yaml",
        "pyproject.toml",
        "",
    ]
