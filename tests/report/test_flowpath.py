"""How a value gets to its sink, on one line that fits."""

from hypothesis import given
from hypothesis import strategies as st

from mcp_lintel.report.concise import render as concise
from mcp_lintel.report.flowpath import ARROW, fitted, with_path
from mcp_lintel.report.options import Options
from mcp_lintel.report.text import render
from mcp_lintel.report.visible import text_width
from mcp_lintel.rule import Confidence, Related, Severity
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place, Span
from mcp_lintel.verdict.finding import Finding, Outcome

SERVER = SourceFile("src/box/server.py", "def find(name):\n    text = 'x' + name\n    return run(text)\n")
GIT = SourceFile("src/box/git.py", "def run(args):\n    os.system(args)\n")
SOURCES = {one.path: one for one in (SERVER, GIT)}


def at(source: SourceFile, words: str) -> Place:
    start = source.text.index(words)
    return Place(source.path, Span(start, start + len(words)))


SINK = at(GIT, "args)\n")
FLOW = (
    Related("`name` is what a client sends to tool `find`", at(SERVER, "name")),
    Related("goes into `text`", at(SERVER, "text")),
    Related("is handed to `run` as `args`", at(SERVER, "text)")),
    Related("reaches `os.system`", SINK),
)
FINDING = Finding("r", "SEC-30", "must", Severity.ERROR, Confidence.HIGH, "`name` gets there", SINK, "f", flow=FLOW)


def shown(room: int | None, flow: tuple[Related, ...] = FLOW) -> str:
    return ARROW.join(" ".join(filter(None, hop)) for hop in fitted(flow, SOURCES, room))


def test_without_a_limit_every_hop_is_told() -> None:
    told = "name src/box/server.py:1 → text src/box/server.py:2 → run(args) src/box/server.py:3 → os.system src/box/git.py:2"
    assert shown(None) == told


def test_variables_go_first_then_folders_then_the_middle() -> None:
    assert shown(100) == "name src/box/server.py:1 → run(args) src/box/server.py:3 → os.system src/box/git.py:2"
    assert shown(70) == "name server.py:1 → run(args) server.py:3 → os.system git.py:2"
    assert shown(50) == "name server.py:1 → 1 more → os.system git.py:2"


def test_a_long_line_without_a_limit_keeps_every_call_and_folder() -> None:
    calls = [Related(f"is handed to `function_{n}` as `argument`", at(SERVER, "text)")) for n in range(4)]
    told = shown(None, (*FLOW[:2], *calls, FLOW[3]))
    assert "text src/box/server.py:2" not in told
    assert all(f"function_{n}(argument) src/box/server.py:3" in told for n in range(4))


def test_what_is_said_twice_is_told_once() -> None:
    assert shown(None, (FLOW[0], FLOW[0], FLOW[3])) == shown(None, (FLOW[0], FLOW[3]))


def test_a_message_that_quotes_nothing_is_told_in_short() -> None:
    long = Related("is the text of " + "what is caught " * 9, SINK)
    (only,) = fitted((long,), SOURCES, None)
    assert only.label.startswith("is the text of what is caught")
    assert only.label.endswith("...")


@given(st.integers(min_value=1, max_value=200), st.integers(min_value=0, max_value=12))
def test_as_much_is_told_as_fits_and_always_both_ends(room: int, calls: int) -> None:
    flow = (FLOW[0], *[Related(f"is handed to `f{n}` as `x`", SINK) for n in range(calls)], FLOW[3])
    path = fitted(flow, SOURCES, room)
    assert (path[0].label, path[-1].label) == ("name", "os.system")
    assert text_width(shown(room, flow)) <= room or len(path) <= 3


def test_the_message_names_the_calls_in_between() -> None:
    assert with_path(FINDING) == "`name` gets there (name → run(args) → os.system)"
    direct = Finding("r", "", "", Severity.ERROR, Confidence.HIGH, "m", SINK, "f", flow=(FLOW[0], FLOW[1], FLOW[3]))
    assert with_path(direct) == "m"


def test_reports_have_it_on_one_line_in_the_terminals_width() -> None:
    run = Outcome(".", (FINDING,), (), (), (), SOURCES)
    lines = render(run, Options(width=80)).splitlines()
    assert "      = name server.py:1 → run(args) server.py:3 → os.system git.py:2" in lines
    assert all(text_width(line) <= 80 for line in lines)
    assert "(name → run(args) → os.system) [r, SEC-30]" in concise(run)


def test_the_hops_elsewhere_are_related_places() -> None:
    assert FINDING.hops == FLOW[:3]
