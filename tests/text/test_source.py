"""Reading files: what is taken as text, and what the user is told of what is not."""

import os
from pathlib import Path

import pytest

from mcp_lintel.text.source import SourceError, SourceFile, decode, read_source
from mcp_lintel.text.span import Position, Span

needs_links = pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")


def write(root: Path, data: bytes, name: str = "server.py") -> str:
    """Put bytes into a file below the root and give its relative path."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return name


def fault(root: Path, path: str, **options: int) -> str:
    """The message of the fault that reading `path` gives."""
    with pytest.raises(SourceError) as caught:
        read_source(root, path, **options)
    return str(caught.value)


def test_a_file_is_its_path_and_text(tmp_path: Path) -> None:
    path = write(tmp_path, "x = 'é'\n".encode(), "src/a/server.py")
    assert read_source(tmp_path, path) == SourceFile("src/a/server.py", "x = 'é'\n")


@pytest.mark.parametrize("name", ["server.py", "Dockerfile"])
def test_a_byte_order_mark_is_not_part_of_the_text(tmp_path: Path, name: str) -> None:
    assert read_source(tmp_path, write(tmp_path, b"\xef\xbb\xbfx = 1\n", name)).text == "x = 1\n"


def test_line_ends_are_kept_so_that_offsets_hold(tmp_path: Path) -> None:
    assert read_source(tmp_path, write(tmp_path, b"a\r\nb\rc\n")).text == "a\r\nb\rc\n"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"# -*- coding: latin-1 -*-\nx = '\xe9'\n", "# -*- coding: latin-1 -*-\nx = 'é'\n"),
        (b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\nx = '\x80'\n", "€"),
        (b"# coding: utf-8\nx = '\xc3\xa9'\n", "é"),
        (b"\xef\xbb\xbf# coding: utf-8\nx = '\xc3\xa9'\n", "# coding: utf-8\nx = 'é'\n"),
    ],
)
def test_a_python_file_is_read_in_the_encoding_it_declares(data: bytes, text: str) -> None:
    assert text in decode(data, python=True)


def test_an_encoding_line_counts_in_python_files_only() -> None:
    assert decode("# coding: latin-1\né".encode(), python=False) == "# coding: latin-1\né"


def test_an_encoding_line_after_code_does_not_count() -> None:
    assert decode("x = 1\ny = 2\n# coding: latin-1\né = 1\n".encode(), python=True).endswith("é = 1\n")


@pytest.mark.parametrize(
    "data",
    [
        b"# coding: no-such-encoding\n",
        b"# coding: rot13\nx = 1\n",
        b"# coding: hex\nx = 1\n",
        b"# coding: zlib\nx = 1\n",
        b"# coding: undefined\nx = 1\n",
        b"\xef\xbb\xbf# coding: latin-1\n",
    ],
)
def test_an_encoding_that_cannot_be_used_is_named_with_what_to_do(tmp_path: Path, data: bytes) -> None:
    message = fault(tmp_path, write(tmp_path, data))
    assert "encoding" in message
    assert message.endswith("save it as UTF-8")
    assert "\n" not in message


def test_text_that_is_not_utf8_is_named_with_byte_and_line(tmp_path: Path) -> None:
    message = fault(tmp_path, write(tmp_path, b"x = 1\ny = '\xff'\n"))
    assert message == "is not valid UTF-8 (byte 11, line 2); save it as UTF-8"


def test_bytes_that_the_declared_encoding_refuses_are_named(tmp_path: Path) -> None:
    message = fault(tmp_path, write(tmp_path, b"# coding: ascii\n# one\nx = '\xe9'\n"))
    assert "ASCII" in message
    assert "line 3" in message


def test_a_null_byte_is_named_with_its_line(tmp_path: Path) -> None:
    assert fault(tmp_path, write(tmp_path, b"x = 1\ny\0\n")) == "holds a null byte on line 2; it is not text"


def test_a_file_above_the_limit_is_named_with_both_sizes(tmp_path: Path) -> None:
    path = write(tmp_path, b"x" * 1001)
    assert fault(tmp_path, path, max_bytes=1000) == "is 1,001 bytes, above the limit of 1,000; exclude it or split it"
    assert len(read_source(tmp_path, path, max_bytes=1001).text) == 1001


def test_a_missing_file_and_a_folder_are_no_regular_files(tmp_path: Path) -> None:
    (tmp_path / "folder.py").mkdir()
    assert fault(tmp_path, "gone.py") == "does not exist; it was not read"
    assert fault(tmp_path, "folder.py") == "is not a regular file; it was not read"


@needs_links
def test_a_link_out_of_the_root_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, b"SECRET = 1\n", "outside.py")
    root = tmp_path / "root"
    (root / "inside").mkdir(parents=True)
    (root / "file.py").symlink_to(tmp_path / "outside.py")
    (root / "folder").symlink_to(tmp_path)
    for path in ("file.py", "folder/outside.py", "../outside.py"):
        assert "leads out of the scanned folder" in fault(root, path)


@needs_links
def test_a_link_inside_the_root_is_read(tmp_path: Path) -> None:
    write(tmp_path, b"x = 1\n", "a.py")
    (tmp_path / "b.py").symlink_to("a.py")
    assert read_source(tmp_path, "b.py").text == "x = 1\n"


@needs_links
def test_a_root_that_is_itself_a_link_is_read(tmp_path: Path) -> None:
    write(tmp_path, b"x = 1\n", "real/a.py")
    (tmp_path / "link").symlink_to("real")
    assert read_source(tmp_path / "link", "a.py").text == "x = 1\n"


@needs_links
def test_links_that_lead_in_a_circle_give_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.py").symlink_to("b.py")
    (tmp_path / "b.py").symlink_to("a.py")
    message = fault(tmp_path, "a.py")
    assert "link" in message
    assert "\n" not in message


@needs_links
def test_a_dangling_link_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.py").symlink_to("gone.py")
    assert fault(tmp_path, "a.py") == "does not exist; it was not read"


@needs_links
def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.py")
    assert fault(tmp_path, "pipe.py") == "is not a regular file; it was not read"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read anything")
def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    path = write(tmp_path, b"x = 1\n")
    (tmp_path / path).chmod(0)
    assert fault(tmp_path, path) == "cannot be read: Permission denied"


def test_lines_and_snippets_of_a_text() -> None:
    source = SourceFile("a.py", "ab\r\ncd\n")
    assert source.line_text(1) == "ab"
    assert source.snippet(Span(4, 6)) == "cd"
    assert source.position(5) == Position(2, 2)


def test_equal_texts_have_equal_digests_also_with_lone_surrogates() -> None:
    assert SourceFile("a.py", "x").digest == SourceFile("b.py", "x").digest
    assert SourceFile("a.py", "\ud800").digest != SourceFile("a.py", "x").digest
