"""Comments of files that are not Python."""

import pytest

from mcp_lintel.text.source import SourceFile
from mcp_lintel.verdict.comments import comments_of


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("a.yaml", "a: 1 # one\n# two\r\nb: x#y\n", [("# one", False), ("# two", True)]),
        ("a.yaml", "a: \"# no\" # yes\nb: '# no'\nc: don't # yes\n", [("# yes", False), ("# yes", False)]),
        ("a.yaml", "run: |\n  # in the block\n  echo 'a' # end", [("# in the block", True), ("# end", False)]),
        ("a.toml", 'x = """ # no\n# no\n""" # yes\ny = """a # no""" # yes\n', [("# yes", False), ("# yes", False)]),
        ("a.toml", "x = '''\n# no \"\"\"\n'''\n# yes", [("# yes", True)]),
        ("Dockerfile", 'FROM a\n\t# indented\nRUN x#y && echo "a # b"\n', [("# indented", True)]),
        ("setup.cfg", "[a]\nfail_under = 1  # low\n", [("# low", False)]),
        ("empty.cfg", "", []),
    ],
)
def test_comments_are_found_with_their_kind(path: str, text: str, found: list[tuple[str, bool]]) -> None:
    source = SourceFile(path, text)
    comments = comments_of(source)
    assert [(comment.text, comment.own_line) for comment in comments] == found
    assert all(source.snippet(comment.span) == comment.text for comment in comments)
