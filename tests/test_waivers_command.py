"""Waivers as a team meets them, and ignore comments in bulk."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

PYPROJECT = '[project]\nname = "orders"\nversion = "1"\ndependencies = ["fastmcp>=2.10,<3"]\n'
SERVER = '''from fastmcp import FastMCP

mcp = FastMCP("orders")


@mcp.tool
def process_data(order_id: int, options: dict) -> str:
    """Tell the state of an order."""
    return str(order_id)


@mcp.tool
def get_order(order_id: int) -> str:
    """Tell an order."""
    return str(order_id)
'''
RULES = ("--select", "tool-name-vague,free-form-parameter")
WHY = ("--owner", "shop", "--reason", "the old client", "--expires", "2030-01-31", "--today", "2029-12-01")
WAIVER = """# Agreed with security.
[[waiver]]
id = "W-1"
rule = "tool-name-vague"
path = "server.py"
owner = "shop"
reason = "the old client calls it"
created = 2029-12-01
expires = 2030-01-31
"""
Command = Callable[..., Result]
pytestmark = pytest.mark.usefixtures("project")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one server that has two faults; the current folder."""
    folder = tmp_path / "project"
    (folder / ".git").mkdir(parents=True)
    (folder / "pyproject.toml").write_text(PYPROJECT)
    (folder / "server.py").write_text(SERVER)
    monkeypatch.chdir(folder)
    return folder


def last_line(result: Result) -> str:
    return result.stderr.splitlines()[-1]


def waive(text: str) -> None:
    Path("waivers.toml").write_text(text, encoding="utf-8", newline="")


def test_a_waiver_holds_on_its_last_day_and_the_finding_comes_back_on_the_next(lintel: Command) -> None:
    rule = ("check", "--select", "tool-name-vague", "--today")
    assert lintel(*rule, "2030-01-31").exit_code == 1
    assert lintel("waive", "tool-name-vague", "server.py:process_data", *WHY).exit_code == 0
    held = lintel(*rule, "2030-01-31")
    assert (held.exit_code, "(1 waived)" in held.stdout) == (0, True)
    over = lintel(*rule, "2030-02-01")
    assert over.exit_code == 1
    assert "waiver `W-001` of `tool-name-vague` expired on 2030-01-31: its finding stands again" in over.stdout


def test_an_expired_waiver_beats_the_baseline(lintel: Command) -> None:
    lintel("baseline", *RULES)
    lintel("waive", "tool-name-vague", "server.py", *WHY)
    known = ("check", *RULES, "--baseline", ".mcp-lintel-baseline.json", "--today")
    assert [lintel(*known, day).exit_code for day in ("2030-01-31", "2030-02-01")] == [0, 1]


@pytest.mark.parametrize(
    ("lines", "covered"),
    [
        ('rule = "tool-name-vague"\npath = "server.py"', True),
        ('clause = "TOOL-03"\npath = "*.py"', True),
        ('rule = "tool-name-vague"\npath = "**/server.py"\nsymbol = "process_data"', True),
        ('rule = "tool-name-vague"\npath = "**"\nsymbol = "server.process_data"', True),
        ('rule = "tool-name-vague"\npath = "server.py"\nsymbol = "data"', False),
        ('rule = "tool-name-vague"\npath = "src/server.py"', False),
        ('rule = "tool-name-vague"\npath = "server"', False),
        ('rule = "free-form-parameter"\npath = "server.py"', False),
        ('rule = "tool-name-vague"\npath = "**"\nfingerprint = "0123456789abcdef0123456789abcdef"', False),
    ],
)
def test_a_waiver_covers_what_it_names_and_warns_when_that_is_nothing(
    lintel: Command, lines: str, covered: bool
) -> None:
    waive(WAIVER.replace('rule = "tool-name-vague"\npath = "server.py"', lines))
    result = lintel("check", "--select", "tool-name-vague", "--today", "2030-01-01")
    assert (result.exit_code == 0) is covered
    told = "waivers.toml:2: waiver `W-1` matches no finding of"
    assert (told in result.stdout) is (not covered and "free-form" not in lines)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"tool-name-vague"', '"tool-name-vage"', "4: waiver `W-1`: there is no rule `tool-name-vage`; did you mean"),
        ('rule = "tool-name-vague"', 'clause = "TOOL-3"', "4: waiver `W-1`: there is no clause `TOOL-3`"),
        ('owner = "shop"\n', "", "2: waiver `W-1`: lacks `owner`"),
        ("owner", "ownr", "6: waiver `W-1`: unknown field `ownr`; did you mean `owner`?"),
        ("2030-01-31", '"soon"', "9: waiver `W-1`: `expires` must be a date such as 2030-12-31"),
        ("2030-01-31", "2030-01-31T00:00:00", "9: waiver `W-1`: `expires` must be a date such as 2030-12-31"),
        ("2030-01-31", "2020-01-31", "9: waiver `W-1`: expires before it was created"),
        ('rule = "tool-name-vague"\n', "", "2: waiver `W-1`: names no rule and no clause"),
        ('reason = "the old client calls it"', 'reason = " "', "7: waiver `W-1`: `reason` must be a string with words"),
        ("[[waiver]]", "[[waivers]]", "2: unknown table `waivers`"),
        ("[[waiver]]", "[[waiver]", "2: is not valid TOML"),
        ("2030-01-31\n", f"2030-01-31\n\n{WAIVER}", "12: waiver `W-1`: the one on line 2 has the same id"),
    ],
)
def test_a_waivers_file_with_a_fault_ends_with_2_file_and_line(lintel: Command, old: str, new: str, words: str) -> None:
    assert old in WAIVER
    waive(WAIVER.replace(old, new))
    result = lintel("check")
    assert (result.exit_code, result.stdout) == (2, "")
    assert last_line(result).startswith(f"mcp-lintel: waivers.toml:{words}")


def test_findings_whose_waiver_ends_soon_are_listed(lintel: Command) -> None:
    waive(WAIVER)
    due = ("check", "--select", "tool-name-vague", "--waivers-due", "30", "--today")
    told = "server.py:7: `tool-name-vague` is waived until 2030-01-31 (11 days left) by `W-1`, owner shop"
    assert told in lintel(*due, "2030-01-20").stdout
    assert "today is its last day" in lintel(*due, "2030-01-31").stdout
    assert "is waived until" not in lintel(*due, "2030-01-01", "--waivers-due", "29").stdout


def test_a_waivers_file_of_another_name(lintel: Command) -> None:
    Path("ours.toml").write_text(WAIVER)
    rule = ("--select", "tool-name-vague", "--today", "2030-01-01")
    assert lintel("check", *rule, "--waivers", "ours.toml").exit_code == 0
    Path("mcp-lintel.toml").write_text('waivers = "ours.toml"\n')
    assert lintel("check", *rule).exit_code == 0
    assert last_line(lintel("check", "--waivers", "none.toml")).startswith("mcp-lintel: waivers ")


@pytest.mark.parametrize(
    "text", ["", WAIVER, WAIVER.rstrip(), WAIVER.replace("\n", "\r\n"), "\ufeff" + WAIVER, "# x\n"]
)
def test_a_waiver_is_added_and_every_byte_before_it_stays(lintel: Command, text: str) -> None:
    waive(text)
    before = Path("waivers.toml").read_bytes()
    result = lintel("waive", "TOOL-13", "server.py:process_data", *WHY, "--reason", 'so "agreed" \\ done')
    assert last_line(result) == "mcp-lintel: waiver `W-002` of `TOOL-13` until 2030-01-31 added to waivers.toml" or (
        "W-001" in last_line(result)
    )
    after = Path("waivers.toml").read_bytes()
    assert after.startswith(before)
    assert (b"\r\n" in after) == (b"\r\n" in before)
    assert after.count(b"\r") in (0, after.count(b"\n"))
    assert lintel("check", "--select", "free-form-parameter", "--today", "2030-01-01").exit_code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("tool-name-vage", "server.py"), "there is no rule `tool-name-vage`; did you mean `tool-name-vague`?"),
        (("tool-name-vague", "nowhere.py"), "nowhere.py: there is no such file or folder"),
        (("tool-name-vague", "server.py:"), "must be PATH or PATH:SYMBOL"),
        (("tool-name-vague", ".."), "does not lie in"),
        (("tool-name-vague", "server.py", "--expires", "2029-11-30"), "is over already"),
        (("tool-name-vague", "server.py", "--expires", "soon"), "is not a date"),
        (("tool-name-vague", "server.py", "--reason", "a\nb"), "the reason of a waiver must be one line"),
        (("tool-name-vague", "server.py", "--fingerprint", "1"), "`fingerprint` must be the 32 signs"),
    ],
)
def test_a_waiver_that_would_be_wrong_is_not_written(lintel: Command, words: tuple[str, ...], told: str) -> None:
    result = lintel("waive", *WHY, *words)
    assert result.exit_code == 2
    assert told in last_line(result)
    assert not Path("waivers.toml").exists()


# Ignore comments in bulk

WIDE = SERVER.replace("options: dict", "options: dict, größe: dict").replace(
    "get_order(order_id: int)", "do_it(\n    a: dict,\n    b: dict,\n)"
)


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize(("encoding", "first"), [("utf-8", ""), ("utf-8-sig", ""), ("latin-1", "# coding: latin-1\n")])
def test_comments_are_added_in_the_files_own_encoding_and_line_ends(
    lintel: Command, end: bytes, encoding: str, first: str
) -> None:
    path = Path("server.py")
    path.write_bytes((first + WIDE).encode(encoding).replace(b"\n", end))
    os.chmod(path, 0o755)
    before = path.read_bytes()
    result = lintel("check", *RULES, "--add-ignore", "clients rely on it")
    assert result.exit_code == 0
    after = path.read_bytes()
    assert after.count(b"\n") == before.count(b"\n")
    kept = [line.partition(b"  # lintel:")[0] for line in after.split(end)]
    assert kept == before.split(end)
    assert path.stat().st_mode & 0o777 == 0o755
    again = lintel("check", *RULES, "--add-ignore", "another reason")
    assert (again.exit_code, path.read_bytes()) == (0, after)


def test_the_same_line_gets_one_comment_for_all_its_rules(lintel: Command) -> None:
    lintel("check", *RULES, "--add-ignore", "clients rely on it")
    line = next(line for line in Path("server.py").read_text().splitlines() if "def process_data" in line)
    assert line.endswith("-> str:  # lintel: ignore[free-form-parameter, tool-name-vague] clients rely on it")


def test_what_a_baseline_holds_gets_no_comment(lintel: Command) -> None:
    lintel("baseline", *RULES)
    before = Path("server.py").read_bytes()
    lintel("check", *RULES, "--baseline", ".mcp-lintel-baseline.json", "--add-ignore", "clients rely on it")
    assert Path("server.py").read_bytes() == before


@pytest.mark.parametrize("reason", ["", "  ", "--", "two\nlines", "see # 12", "\x1b[31mred"])
def test_a_reason_that_a_comment_cannot_hold_is_refused(lintel: Command, reason: str) -> None:
    before = Path("server.py").read_bytes()
    result = lintel("check", *RULES, "--add-ignore", reason)
    assert (result.exit_code, Path("server.py").read_bytes()) == (2, before)
    assert "--add-ignore: the reason must be one line of words" in last_line(result)


def test_a_reason_that_the_encoding_cannot_hold_leaves_every_file_alone(lintel: Command) -> None:
    Path("server.py").write_bytes(("# coding: latin-1\n" + SERVER).encode("latin-1"))
    before = Path("server.py").read_bytes()
    result = lintel("check", *RULES, "--add-ignore", "顧客")
    assert (result.exit_code, Path("server.py").read_bytes()) == (2, before)
    assert "its encoding iso-8859-1 cannot hold the reason; nothing was written" in last_line(result)


def test_files_that_are_not_python_get_theirs_on_a_line_above(lintel: Command) -> None:
    result = lintel("check", "--select", "TEST-19", "--add-ignore", "a prototype")
    assert result.exit_code == 0
    text = Path("pyproject.toml").read_text()
    assert text.startswith("# lintel: ignore[coverage-gate-too-low] a prototype\n[project]\n")
