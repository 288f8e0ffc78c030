"""The library tables: what ships is sound, names exist, bad entries are told, and settings add further tables."""

import importlib
import inspect
import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from mcp_lintel.flow.tables.file import read_text
from mcp_lintel.flow.tables.index import Pattern
from mcp_lintel.flow.tables.load import TableError, Tables, load_tables
from mcp_lintel.flow.tables.rows import NOT_GIVEN, NOT_KNOWN, SOURCES, Propagator, Sanitiser, Sink, Source
from mcp_lintel.settings import SettingsError, resolve

TOP = Path(__file__).resolve().parents[2]
FILES = sorted((TOP / "src" / "mcp_lintel" / "flow" / "tables").glob("*.toml"))
STANDARD = frozenset(
    [
        "subprocess", "os", "asyncio", "shutil", "pathlib", "tempfile", "zipfile", "tarfile", "sqlite3", "urllib",
        "builtins", "glob", "io", "re", "pickle", "marshal", "shelve", "importlib", "logging", "json", "shlex", "html",
        "base64", "textwrap", "functools", "threading", "concurrent", "copy", "uuid", "ipaddress", "socket", "http",
    ]
)  # fmt: skip
"""Packages of the standard library whose names must exist."""
ONLY_SOME_VERSIONS = {"pathlib.Path.from_uri", "os.lchmod", "os.startfile", "copy.replace", "os.path.splitroot"}
"""Names that some of the supported Python versions or systems have and others do not."""


def written(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def names() -> list[str]:
    return sorted(
        {
            name
            for path in FILES
            for head, rows in written(path).items()
            if head != "kinds"
            for row in rows
            for name in [*row.get("calls", ()), *row.get("attributes", ())]
        }
    )


def exists(name: str) -> bool:
    """Is there such a thing? What a call gives, or an instance holds, is taken to be there."""
    parts = name.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:cut]))
        except ImportError:
            continue
        for part in parts[cut:]:
            if part == "*" or inspect.isroutine(found):
                return True
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False


def test_every_table_can_be_read_and_has_rows() -> None:
    assert len(FILES) > 10
    for path in FILES:
        rows = read_text(path.read_text(encoding="utf-8"), path.name)
        assert rows.rows or rows.kinds, path.name


def test_lines_of_the_tables_are_as_short_as_those_of_the_code() -> None:
    assert [
        path.name for path in FILES for line in path.read_text(encoding="utf-8").splitlines() if len(line) > 120
    ] == []


@pytest.mark.parametrize("package", sorted(STANDARD))
def test_names_of_the_standard_library_exist(package: str) -> None:
    known = [name for name in names() if name.split(".")[0] == package and name not in ONLY_SOME_VERSIONS]
    assert known
    assert [name for name in known if not exists(name)] == []


def test_no_call_is_both_harmless_and_not_for_the_same_argument() -> None:
    told: dict[tuple[str, str], list[Sink]] = defaultdict(list)
    for row in load_tables().rows:
        if isinstance(row, Sink):
            for name in row.calls:
                told[name, row.kind].append(row)
    for (name, kind), rows in told.items():
        for one in rows:
            same = [
                o for o in rows if o is not one and o.argument[0] == one.argument[0] and o.receivers == one.receivers
            ]
            assert all(o.when != one.when or o.unless != one.unless for o in same), f"{name} is told twice as {kind}"


def test_no_call_is_carried_on_in_two_ways_by_the_same_name() -> None:
    told: dict[str, list[Propagator]] = defaultdict(list)
    for row in load_tables().rows:
        if isinstance(row, Propagator):
            for name in (*row.calls, *(f"{one} (attribute)" for one in row.attributes)):
                told[name].append(row)
    double = {
        name: rows
        for name, rows in told.items()
        if len({(r.to, r.view, r.source) for r in rows if not r.receivers}) > 1
    }
    assert double == {}


def test_kinds_are_a_tree_with_words() -> None:
    tables = load_tables()
    assert tables.family("path-write") == ("path-write", "path", "text", "any")
    assert all(tables.family(name)[-1] == "any" for name in tables.kinds)
    assert all(kind.words for kind in tables.kinds.values())
    used = {row.kind for row in tables.rows if isinstance(row, Sink)}
    inner = {kind.parent for kind in tables.kinds.values()}
    assert set(tables.kinds) - inner - used == {
        "url-path",
        "log-field",
        "query-nosql-value",
    }  # the engine tells these apart


def test_the_page_shows_every_kind() -> None:
    page = (TOP / "docs" / "flow-tables.md").read_text(encoding="utf-8")
    assert [name for name in load_tables().kinds if not re.search(rf"(?<![\w-]){name}(?![\w-])", page)] == []


def test_the_examples_of_the_page_are_tables() -> None:
    page = (TOP / "docs" / "flow-tables.md").read_text(encoding="utf-8")
    blocks = [block for block in re.findall(r"```toml\n(.*?)```", page, re.DOTALL) if "[tool" not in block]
    assert len(blocks) == 6
    for block in blocks:
        read = read_text(block, "page")
        Tables([("shipped", read_text(kinds(), "kinds")), ("page", read)])


def kinds() -> str:
    """The kinds that ship, as one table."""
    return "\n".join(re.sub(r"(?ms)^\[\[.*", "", path.read_text(encoding="utf-8")) for path in FILES)


@pytest.mark.parametrize("clause", re.findall(r"SEC-5[123456]", "SEC-51 SEC-52 SEC-53 SEC-54 SEC-55 SEC-56"))
def test_every_sink_that_a_clause_names_is_in_the_tables(clause: str) -> None:
    text = (TOP / "docs" / "02-security-architecture.md").read_text(encoding="utf-8")
    block = next(b for b in re.findall(r"```toml clause\n(.*?)```", text, re.DOTALL) if f'id = "{clause}"' in b)
    sinks = tomllib.loads(block)["parameters"]["sinks"]
    tables = load_tables()
    missing = [name for name in sinks if not (tables.sinks(name) or tables.sinks(f"builtins.{name}"))]
    assert missing == []


def said(**values: object) -> Any:
    """What the engine answers: the value of the first place that is told, else that the argument is left out."""
    return lambda places: next((values[one] for one in places if one in values), NOT_GIVEN)


def kinds_of(name: str, **values: object) -> set[str]:
    return {
        sink.kind
        for sink in load_tables().sinks(name)
        if sink.applies(said(**values)) and "headers" not in sink.argument
    }


def test_the_arguments_around_decide_which_sink_a_call_is() -> None:
    assert kinds_of("subprocess.run", shell=True) == {"shell", "program"}
    assert "shell" not in kinds_of("subprocess.run")
    assert kinds_of("builtins.open") == {"path-read"}
    assert kinds_of("builtins.open", mode="wb") == {"path-write"}
    assert kinds_of("yaml.load", Loader="yaml.SafeLoader") == set()
    assert kinds_of("yaml.load", Loader="yaml.Loader") == kinds_of("yaml.load") == {"deserialise"}
    assert "archive" not in kinds_of("tarfile.open.extractall", filter="data")
    assert "archive" in kinds_of("tarfile.open.extractall")
    assert kinds_of("numpy.load") == {"path-read"}


def test_what_is_not_known_decides_nothing() -> None:
    shell = next(sink for sink in load_tables().sinks("subprocess.run") if sink.kind == "shell")
    assert shell.applies(said(shell=NOT_KNOWN)) is None
    assert shell.applies(lambda places: True if 8 in places else NOT_GIVEN) is True


def test_calls_on_the_way_are_left_out() -> None:
    tables = load_tables()
    assert [sink.kind for sink in tables.sinks("sqlite3.connect().cursor().execute")] == ["query-sql-single"]
    assert [sink.kind for sink in tables.sinks("pathlib.Path().resolve().read_text")] == ["path-read"]
    assert tables.sinks("sqlite3.connect().cursor().fetchall") == ()
    assert tables.sinks("") == ()


def test_the_name_that_fits_nearest_counts() -> None:
    tables = load_tables()
    assert [sink.argument[0] for sink in tables.sinks("boto3.client().download_file")] == [2]
    assert [sink.argument[0] for sink in tables.sinks("boto3.resource().Bucket().download_file")] == [1]
    carried = tables.propagator("sqlalchemy.select().where")
    assert carried is not None
    assert carried.to == "nothing"


@pytest.mark.parametrize(
    ("receiver", "fits"),
    [("db", True), ("_db", True), ("main_db", True), ("DB", True), ("dbx", False), ("registry", False)],
)
def test_objects_of_unknown_kind_are_told_by_their_names(receiver: str, fits: bool) -> None:
    assert bool(load_tables().by_receiver("execute", receiver)) is fits


def test_any_method_of_something_called_git_is_one_of_git() -> None:
    assert {sink.kind for sink in load_tables().by_receiver("rev_list", "git")} == {"option"}


def test_methods_of_text_are_known_without_their_owner() -> None:
    tables = load_tables()
    assert tables.method("split") is tables.propagator("builtins.str.split")
    assert tables.method("no_such_method") is None


@pytest.mark.parametrize(
    ("call", "view", "to"),
    [
        ("os.path.realpath", "resolved", "result"),
        ("pathlib.Path().resolve", "resolved", "result"),
        ("pathlib.Path().absolute", "absolute", "result"),
        ("os.path.basename", "name", "result"),
        ("builtins.len", "", "nothing"),
        ("httpx.get().json", "", "nothing"),
        ("pathlib.Path().read_text", "", "nothing"),
    ],
)
def test_what_goes_on_and_in_which_form(call: str, view: str, to: str) -> None:
    row = load_tables().propagator(call)
    assert row is not None
    assert (row.view, row.to) == (view, to)


def test_an_address_has_a_host_and_a_scheme() -> None:
    tables = load_tables()
    views = [tables.attribute(f"urllib.parse.urlparse().{name}") for name in ("hostname", "scheme", "path")]
    assert [row.view for row in views if row] == ["host", "scheme", "part"]


def test_quoting_is_for_its_own_sink() -> None:
    tables = load_tables()
    clears = {
        name: row.clears for name in ("shlex.quote", "re.escape", "html.escape") if (row := tables.sanitiser(name))
    }
    assert clears == {"shlex.quote": {"shell"}, "re.escape": {"pattern"}, "html.escape": {"markup"}}


def test_quoting_an_address_keeps_slashes_unless_told_otherwise() -> None:
    rows = [row for row in load_tables().rows if isinstance(row, Sanitiser) and "urllib.parse.quote" in row.calls]
    held = {safe: set().union(*(row.clears for row in rows if row.applies(said(safe=safe)))) for safe in ("", "/")}
    assert "path" in held[""]
    assert "path" not in held["/"]
    assert "shell" in held["/"]


def test_sources_are_of_known_kinds_and_have_words() -> None:
    rows = [row for row in load_tables().rows if isinstance(row, Source)]
    assert {row.kind for row in rows} == set(SOURCES)
    assert all(row.name for row in rows)
    assert [one.kind for one in load_tables().source_attributes("os.environ")] == ["environment"]


@pytest.mark.parametrize(
    ("name", "path", "fits"),
    [
        ("sqlite3.*.execute", "sqlite3.execute", True),
        ("sqlite3.*.execute", "sqlite3.connect.cursor.execute", True),
        ("sqlite3.*.execute", "aiosqlite.connect.execute", False),
        ("git.*.git.*", "git.Repo.git.diff", True),
        ("git.*.git.*", "git.Repo.head", False),
        ("os.system", "os.system", True),
        ("os.system", "os.system.x", False),
    ],
)
def test_patterns(name: str, path: str, fits: bool) -> None:
    assert Pattern.of(name).fits(tuple(path.split("."))) is fits


SOUND = '[[sink]]\nkind = "shell"\ncalls = ["ours.run"]\nargument = [0]\n'
BAD = {
    "no TOML": ("[[sink]\n", "is not valid TOML"),
    "an unknown list": ("[[snik]]\n", "unknown entry `snik`; did you mean `sink`?"),
    "one table for a list": ("[sink]\nkind = 'shell'\n", "write `[[sink]]`"),
    "an unknown key": (SOUND + "argumnt = 1\n", "(`ours.run`): unknown key `argumnt`; did you mean `argument`?"),
    "no kind": ("[[sink]]\ncalls = ['ours.run']\nargument = [0]\n", "`kind` must be a string and is missing"),
    "an unknown kind": (SOUND.replace('"shell"', '"shall"'), "there is no kind of sink `shall`"),
    "an unknown kind to clear": ("[[sanitiser]]\ncalls = ['ours.q']\nclears = ['shall']\n", "no kind of sink `shall`"),
    "an unknown kind of source": ("[[source]]\nkind = 'cleint'\ncalls = ['ours.q']\n", "none of `client`"),
    "no calls": ("[[sink]]\nkind = 'shell'\nargument = [0]\n", "`calls` is missing"),
    "neither calls nor attributes": ("[[source]]\nkind = 'client'\n", "neither `calls` nor `attributes`"),
    "a bare name": (SOUND.replace("ours.run", "run"), "`run` is no dotted name"),
    "a name that begins with a star": (SOUND.replace("ours.run", "*.run"), "`*.run` is no dotted name"),
    "a name with a call in it": (SOUND.replace("ours.run", "ours.new().run"), "is no dotted name"),
    "methods of nobody": (
        "[[sink]]\nkind = 'shell'\nmethods = ['run']\nargument = [0]\n",
        "`methods` are for objects of unknown kind",
    ),
    "an argument before the first": (SOUND.replace("[0]", "[-1]"), "`argument` counts from 0"),
    "an argument that is true": (SOUND.replace("[0]", "[true]"), "`argument` must be a list of positions"),
    "a word for a flag": (SOUND + "every = 'yes'\n", "`every` must be true or false"),
    "an unknown view": ("[[propagator]]\ncalls = ['ours.q']\nview = 'whole'\n", "`view` is `whole`, which is none of"),
    "an unknown outcome": ("[[guard]]\ncalls = ['ours.q']\nwhen = 'ok'\nclears = ['url']\n", "`when` is `ok`"),
    "a condition that is no table": (SOUND + "when = true\n", "`when` must be a table"),
    "a default nobody asks for": (SOUND + "default = { shell = false }\n", "`default` names `shell`"),
    "a position that is no number": (SOUND + "when = { a = 1 }\npositions = { a = '1' }\n", "`positions` must give"),
    "a kind without a parent": ("[kinds.ours]\nwords = 'x'\n", "has no known parent ``; give it one"),
    "a kind with an unknown parent": ("[kinds.ours]\nparent = 'x'\nwords = 'x'\n", "has no known parent `x`"),
    "a kind that exists": ("[kinds.shell]\nparent = 'any'\nwords = 'x'\n", "exists already"),
    "a kind of itself": ("[kinds.ours]\nparent = 'ours'\nwords = 'x'\n", "go round in a circle"),
    "kinds as a list": ("[[kinds]]\nparent = 'any'\n", "write `[kinds.NAME]`"),
}


@pytest.mark.parametrize(("text", "told"), BAD.values(), ids=BAD)
def test_a_bad_entry_is_told_with_its_file(text: str, told: str, tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(TableError) as error:
        load_tables([file])
    assert str(error.value).startswith(str(file))
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_is_missing_or_no_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="cannot be read"):
        load_tables([tmp_path / "none.toml"])
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(TableError, match="not valid UTF-8"):
        load_tables([tmp_path / "bytes.toml"])


def test_further_tables_come_on_top(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text('[kinds.query-ours]\nparent = "query"\nwords = "x"\n' + SOUND.replace("shell", "query-ours"))
    tables = load_tables([file])
    assert [sink.kind for sink in tables.sinks("ours.run")] == ["query-ours"]
    assert tables.family("query-ours") == ("query-ours", "query", "text", "any")
    assert tables.sinks("os.system")
    assert load_tables().sinks("ours.run") == ()
    assert load_tables() is load_tables()


def test_settings_name_tables_below_their_own_folder(tmp_path: Path) -> None:
    settings = tmp_path / "mcp-lintel.toml"
    settings.write_text('flow-tables = ["flow/ours.toml"]\n', encoding="utf-8")
    assert resolve(tmp_path, {}, {}, config=settings).flow_tables == ((tmp_path / "flow" / "ours.toml").resolve(),)


@pytest.mark.parametrize("path", ["../ours.toml", "/etc/ours.toml", "link/ours.toml"])
def test_settings_cannot_name_tables_elsewhere(path: str, tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (project / "link").symlink_to(tmp_path)
    settings = project / "mcp-lintel.toml"
    settings.write_text(f'severity = "note"\nflow-tables = ["{path}"]\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"mcp-lintel\.toml:2: `flow-tables` names .* lies outside"):
        resolve(project, {}, {}, config=settings)


def test_flags_and_the_environment_name_tables_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = resolve(tmp_path, {}, {"MCP_LINTEL_FLOW_TABLES": "../one.toml, two.toml"}, isolated=True)
    assert settings.flow_tables == ((tmp_path.parent / "one.toml").resolve(), (tmp_path / "two.toml").resolve())


def test_what_a_service_answers_is_not_the_client_s() -> None:
    row = load_tables().propagator_by_receiver("describe_instances", "ec2_client")
    assert row is not None
    assert row.to == "nothing"
    assert load_tables().propagator_by_receiver("describe_instances", "text") is None


def test_what_a_call_gives_is_not_the_call() -> None:
    tables = load_tables()
    assert tables.sinks("builtins.getattr")
    assert tables.sinks("builtins.getattr()") == ()


def test_of_two_ways_to_quote_both_are_told() -> None:
    assert len(load_tables().sanitisers("urllib.parse.quote")) == 2


SERVER = '''
import our_client
from fastmcp import FastMCP

mcp = FastMCP("releases")


@mcp.tool
def run_report(statement: str) -> str:
    """Run a report."""
    return our_client.connect().run_statement(statement)
'''


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "server.py").write_text(SERVER, encoding="utf-8")
    (tmp_path / "ours.toml").write_text(
        '[[sink]]\nkind = "query-sql"\ncalls = ["our_client.*.run_statement"]\nargument = [0]\n', encoding="utf-8"
    )
    return tmp_path


def test_a_sink_of_an_own_table_is_reported(project: Path, lintel: Callable[..., Result]) -> None:
    words = ("check", str(project), "--isolated", "--select", "client-input-in-query", "--output-format", "json")
    assert json.loads(lintel(*words).stdout)["findings"] == []
    told = json.loads(lintel(*words, "--flow-tables", str(project / "ours.toml")).stdout)["findings"]
    assert [(one["rule"], one["start"]["line"]) for one in told] == [("client-input-in-query", 11)]


def test_a_bad_table_ends_the_run(project: Path, lintel: Callable[..., Result]) -> None:
    (project / "ours.toml").write_text('[[sink]]\nkind = "sql"\ncalls = ["our_client.run"]\nargument = [0]\n')
    (project / "mcp-lintel.toml").write_text('flow-tables = ["ours.toml"]\n')
    told = lintel("check", str(project), "--select", "client-input-in-query")
    assert told.exit_code == 2
    assert "ours.toml: `our_client.run`: there is no kind of sink `sql`; add `[kinds.sql]` for it" in told.stderr
