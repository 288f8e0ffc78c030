"""Every example in the shipped documents does what its fence says."""

import pytest

from mcp_lintel.packs import bind, load_rules
from mcp_lintel.promises import document_examples, faults_of
from mcp_lintel.standard.examples import Example
from mcp_lintel.standard.load import load_standard

STANDARD = load_standard()
RULES = load_rules()
BOUND, _ = bind(RULES, STANDARD)
CLAUSES = {rule.name: rule.clause for rule in RULES}
CASES = [
    pytest.param(example, id=f"{document.file.removesuffix('.md')}-{example.line}")
    for document in STANDARD.documents
    for example in document_examples(document)
    if example.kind
]


@pytest.mark.parametrize("example", CASES)
def test_an_example_does_what_its_fence_says(example: Example) -> None:
    assert list(faults_of(example, STANDARD, BOUND, CLAUSES)) == []
