"""What must not change a finding: code that nothing reaches, names of local variables, the order of functions."""

import re
from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from .twins.seen import flow_rules, seen

PYPROJECT = '[project]\nname = "desk"\nversion = "1"\ndependencies = ["fastmcp>=4,<5"]\n'
PARTS = [
    """import os
import pickle
import re
import sqlite3
import subprocess
from pathlib import Path

import httpx
from fastmcp import FastMCP

mcp = FastMCP("desk")
FOLDER = Path("/srv/notes").resolve()
NAMES = frozenset({"ls", "pwd"})
""",
    """def run(local_command: str) -> None:
    local_line = f"nice {local_command}"
    os.system(local_line)
""",
    """def confined(local_name: str) -> Path:
    local_path = (FOLDER / local_name).resolve()
    if not local_path.is_relative_to(FOLDER):
        raise ValueError("outside")
    return local_path
""",
    """class Store:
    def __init__(self, local_path: str) -> None:
        self.db = sqlite3.connect(local_path)

    def rows(self, local_query: str) -> list[tuple[str]]:
        return self.db.execute(local_query).fetchall()
""",
    """@mcp.tool
def run_it(name: str) -> str:
    local_text = name.strip()
    run(local_text)
    return "done"
""",
    """@mcp.tool
def read_it(name: str, other: str) -> int:
    local_inside = confined(name).read_text()
    local_outside = (FOLDER / other).read_text()
    return len(local_inside) + len(local_outside)
""",
    """@mcp.tool
def find_it(word: str) -> int:
    local_store = Store("notes.db")
    local_rows = [local_row for local_row in local_store.rows("SELECT * FROM notes WHERE body = '" + word + "'")]
    return len(local_rows)
""",
    """@mcp.tool
def ask_it(url: str, names: list[str]) -> int:
    for local_item in names:
        if local_item not in NAMES:
            raise ValueError("unknown")
    subprocess.run(" && ".join(names), shell=True, check=True)
    if "example.com" not in url:
        raise ValueError("no address")
    return httpx.get(url).status_code
""",
]
SINKS = (
    "os.system(given)", "subprocess.run(given, shell=True)", 'subprocess.run(["git", given])', "eval(given)",
    "pickle.loads(given)", "open(given).read()", "Path(given).unlink()", "httpx.get(given)", "re.search(given, given)",
    'sqlite3.connect("x").execute(given)', "getattr(os, given)", "os.environ.get(given)", "run(given)",
    "Store(given).rows(given)", "confined(given).write_text(given)", "given.format(given)", "return given",
)  # fmt: skip
LINES = st.lists(st.sampled_from(SINKS), min_size=1, max_size=5)
FORMS = st.sampled_from(
    [
        "def unreached(given: str):\n{}",
        "async def unreached(given: str):\n{}",
        "class Unreached:\n    def unreached(self, given: str):\n{}",
        "def unreached(given: str = 'x'):\n    def inside(given: str):\n{}    return inside\n",
        "def unreached(*given: str, **more: str):\n{}",
    ]
)
LOCALS = sorted(set(re.findall(r"local_\w+", "".join(PARTS))))
NAMES = st.from_regex(r"any_[a-z]{1,8}", fullmatch=True)


def program(parts: list[str]) -> str:
    """The parts as one file."""
    return "\n\n".join(parts)


@cache
def told(code: str) -> Counter[tuple[str, ...]]:
    """The findings of a server, without their positions."""
    with TemporaryDirectory() as folder:
        found = seen({"server.py": code, "pyproject.toml": PYPROJECT}, Path(folder))
    return Counter(
        (f.rule, f.tool, f.message, f.fingerprint, str(f.confidence), str(len(f.flow))) for f in found.findings
    )


def test_the_server_of_the_properties_has_findings() -> None:
    assert {key[0] for key in told(program(PARTS))} >= {
        "client-input-in-shell", "client-path-unconfined", "client-input-in-query", "guard-that-does-not-hold",
    }  # fmt: skip
    assert len(flow_rules()) > 10


@given(form=FORMS, lines=LINES, place=st.integers(1, len(PARTS)), named=NAMES)
@settings(max_examples=25)
def test_a_function_that_nothing_reaches_changes_no_finding(
    form: str, lines: list[str], place: int, named: str
) -> None:
    depth = 8 if "    def " in form else 4
    body = "".join(f"{' ' * depth}{line}\n" for line in lines)
    added = form.format(body).replace("unreached", named)
    assert told(program([*PARTS[:place], added, *PARTS[place:]])) == told(program(PARTS))


@given(names=st.lists(NAMES, min_size=len(LOCALS), max_size=len(LOCALS), unique=True))
@settings(max_examples=10)
def test_the_names_of_local_variables_change_no_finding(names: list[str]) -> None:
    code = program(PARTS)
    for old, new in zip(LOCALS, names, strict=True):
        code = re.sub(rf"\b{old}\b", new, code)
    assert without_fingerprints(told(code)) == without_fingerprints(told(program(PARTS)))


@given(parts=st.permutations(PARTS[1:]))
@settings(max_examples=10)
def test_the_order_of_functions_changes_no_finding(parts: list[str]) -> None:
    assert told(program([PARTS[0], *parts])) == told(program(PARTS))


def without_fingerprints(found: Counter[tuple[str, ...]]) -> Counter[tuple[str, ...]]:
    """The findings without what is made from the text of their lines."""
    kept: Counter[tuple[str, ...]] = Counter()
    for key, count in found.items():
        kept[key[:3] + key[4:]] += count
    return kept
