"""The spans of the walk are those of libcst's own position provider, at a third of its price."""

import sysconfig
from pathlib import Path

import hypothesmith
import pytest
from hypothesis import HealthCheck, given, settings

from mcp_lintel.facts.extract import extract
from mcp_lintel.facts.syntax import SyntaxFault
from mcp_lintel.text.source import SourceFile, decode

from .corners import CORNERS
from .positions import differences

STDLIB = Path(sysconfig.get_path("stdlib"))
SMALL = 40_000
SAMPLE = (
    *("abc.py", "ast.py", "bisect.py", "cmd.py", "contextlib.py", "copy.py", "dataclasses.py", "fnmatch.py", "glob.py"),
    *(
        "heapq.py",
        "hmac.py",
        "keyword.py",
        "numbers.py",
        "operator.py",
        "queue.py",
        "reprlib.py",
        "sched.py",
        "shlex.py",
    ),
    *("stat.py", "string.py", "this.py", "token.py", "types.py", "weakref.py", "importlib/util.py", "json/decoder.py"),
    *("concurrent/futures/_base.py", "email/header.py", "html/parser.py", "http/cookies.py", "logging/config.py"),
    *("asyncio/base_futures.py", "asyncio/events.py", "asyncio/locks.py", "asyncio/queues.py", "asyncio/runners.py"),
    *(
        "asyncio/streams.py",
        "asyncio/taskgroups.py",
        "asyncio/timeouts.py",
        "unittest/async_case.py",
        "wsgiref/util.py",
    ),
)


@pytest.mark.parametrize("name", SAMPLE)
def test_spans_of_the_standard_library_equal_the_providers(name: str) -> None:
    path = STDLIB / name
    if not path.is_file() or path.stat().st_size > SMALL:
        pytest.skip("not in this Python, or too large to be worth its time")
    assert differences(decode(path.read_bytes(), python=True)) == []


@pytest.mark.parametrize("text", CORNERS.values(), ids=CORNERS.keys())
def test_spans_of_corner_cases_equal_the_providers(text: str) -> None:
    assert differences(text) == []


@given(hypothesmith.from_node())
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_any_python_that_parses_is_extracted_with_the_providers_spans(text: str) -> None:
    try:
        facts = extract(SourceFile("a.py", text))
    except SyntaxFault:
        return  # hypothesmith makes what `ast` takes and libcst does not, such as form feeds in an indentation
    assert differences(text) == []
    assert all(text[comment.span.start : comment.span.end] == comment.text for comment in facts.comments)
