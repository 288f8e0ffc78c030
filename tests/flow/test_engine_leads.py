"""Texts whose beginning a later test refuses: they do not get past it."""

from pathlib import Path

import pytest

from .twins.seen import expect

HEAD = """
from fastmcp import FastMCP

mcp = FastMCP("desk")


class Notes:
    def text(self, name: str) -> str:
        try:
            return str(library.summary(7))
        except Exception as error:
            return f"Error reading {len(name)}: {error}"

    def bare(self, name: str) -> str:
        try:
            return str(library.summary(7))
        except Exception as error:
            return str(error)


notes = Notes()


@mcp.tool
def use(name: str) -> str:
"""
REFUSED = {
    "not startswith": "text = notes.text(name)\nif text and not text.startswith('Error'):\n    return text\nreturn 'failed'",
    "startswith": "text = notes.text(name)\nif text.startswith('Error'):\n    return 'failed'\nreturn text",
    "one of several": "text = notes.text(name)\nif text.startswith(('Error', 'No ')):\n    return 'failed'\nreturn text",
    "contained": "text = notes.text(name)\nif 'Error' in text:\n    return 'failed'\nreturn text",
    "equal": "text = notes.text(name)\nif text == 'none':\n    return text\nreturn 'found'",
    "in the object": "text = notes.text(name)\nreturn text if not text.startswith('Error') else 'failed'",
}
PASSED = {
    "another word": "text = notes.text(name)\nif not text.startswith('Fault'):\n    return [|text|]\nreturn 'failed'",
    "the other way round": "text = notes.text(name)\nif text.startswith('Error'):\n    return [|text|]\nreturn 'failed'",
    "more than is known": "text = notes.text(name)\nif not text.startswith('Error reading 12: no'):\n    return [|text|]\nreturn 'failed'",
    "nothing known": "text = notes.bare(name)\nif not text.startswith('Error'):\n    return [|text|]\nreturn 'failed'",
    "a part": "text = notes.text(name)[6:]\nif not text.startswith('Error'):\n    return [|text|]\nreturn 'failed'",
    "after the test": "text = notes.text(name)\nif not text.startswith('Error'):\n    pass\nreturn [|text|]",
    "something behind": "text = notes.text(name)\nif text != 'Error':\n    return [|text|]\nreturn 'failed'",
    "contained elsewhere": "text = notes.text(name)\nif 'denied' not in text:\n    return [|text|]\nreturn 'failed'",
}


def tool(body: str) -> str:
    """A server with one tool of this body."""
    return HEAD + "".join(f"    {line}\n" for line in body.splitlines())


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED.keys())
def test_a_text_is_refused_by_its_beginning(body: str, tmp_path: Path) -> None:
    expect(tool(body), "error-text-exposed", tmp_path)


@pytest.mark.parametrize("body", PASSED.values(), ids=PASSED.keys())
def test_a_test_that_leaves_the_text_does_not_hide_it(body: str, tmp_path: Path) -> None:
    expect(tool(body), "error-text-exposed", tmp_path)
