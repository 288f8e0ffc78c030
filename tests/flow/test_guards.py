"""What tests tell: each row is a test, how it came out, and what is known then."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.extract import extract
from mcp_lintel.flow.domain.meet import meet
from mcp_lintel.flow.domain.values import item
from mcp_lintel.flow.guards import learn as guards
from mcp_lintel.flow.guards.learn import Learned, Look
from mcp_lintel.flow.tables.rows import GuardCall
from mcp_lintel.flow.types import NOTHING, Check, Label, Origin, Taint, Value
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place, Span

X, Y = Label(0), Label(1)
NAMES = {
    "x": Value({Taint(X): ()}),
    "y": Value({Taint(Y): ()}),
    "n": Value({Taint(X): ()}),
    "low": Value({Taint(X, view="lowered"): ()}),
    "host": Value({Taint(X, view="host"): ()}),
    "scheme": Value({Taint(X, view="scheme"): ()}),
    "first": Value({Taint(X, view="first"): ()}),
    "parts": Value({Taint(X, view="part"): ()}),
    "base_name": Value({Taint(X, view="name"): ()}),
    "real": Value({Taint(X, "/srv/", view="resolved"): ()}),
    "written": Value({Taint(X, "/srv/", view="absolute"): ()}),
    "quoted": Value({Taint(X, cleared=frozenset({"shell"})): ()}),
    "behind": Value({Taint(X, "--name="): ()}),
    "LIMIT": Value(constant=10),
}
LITERALS: dict[str, frozenset[object]] = {
    "ALLOWED": frozenset({"a", "list"}),
    "CODES": frozenset({"alpha", "beta"}),
    "BLOCKED": frozenset({";", "|", "rm"}),
    "DOTS": frozenset({"..", "/"}),
    "SETTING": frozenset(),
    "VERBS": frozenset({"SELECT", "SHOW"}),
    "HOSTS": frozenset({"a.example", "b.example"}),
}
PATTERNS = {"SLUG": "[a-z0-9-]+", "START": "[a-z0-9-]+", "BAD": r"[^\w-]"}
OUTSIDE = ("re", "os", "ipaddress", "hmac", "string", "uuid", "pathlib", "datetime", "guarding")


@dataclass
class Fake:
    """Looks names up in the tables above."""

    bound: dict[str, Value] = field(default_factory=dict)
    meanings: dict[str, e.Expr] = field(default_factory=dict)

    def value(self, expr: e.Expr) -> Value:
        if isinstance(expr, e.Name):
            return self.bound.get(expr.id) or NAMES.get(expr.id, NOTHING)
        if isinstance(expr, e.Constant):
            return Value(constant=expr.value)
        taints = {taint: () for child in _children(expr) for taint in self.value(child).taints}
        return Value(taints)

    def path(self, expr: e.Expr) -> str:
        if isinstance(expr, e.Name):
            return expr.id if expr.id in OUTSIDE else ""
        if isinstance(expr, e.Attribute):
            outer = self.path(expr.value)
            return f"{outer}.{expr.attr}" if outer else ""
        return ""

    def literals(self, expr: e.Expr) -> frozenset[object] | None:
        if isinstance(expr, e.Display):
            return frozenset(one.value for one in expr.items if isinstance(one, e.Constant))
        return LITERALS.get(expr.id) if isinstance(expr, e.Name) else None

    def pattern(self, expr: e.Expr) -> str | None:
        if isinstance(expr, e.Name):
            return PATTERNS.get(expr.id)
        return expr.value if isinstance(expr, e.Constant) and isinstance(expr.value, str) else None

    def inside(self, clauses: tuple[e.Clause, ...]) -> Look:
        bound = dict(self.bound)
        for clause in clauses:
            assert isinstance(clause.target, e.Name)
            bound[clause.target.id] = item(self.value(clause.source))
        return Fake(bound, self.meanings)

    def place(self, expr: e.Expr) -> Place:
        return Place("server.py", expr.span)

    def cases(self, call: e.Call, outcome: bool) -> Iterator[Learned]:
        if isinstance(call.func, e.Name) and call.func.id == "checked" and outcome:
            yield Learned(X, "path", Check(self.place(call)))

    def guards(self, call: e.Call) -> tuple[GuardCall, ...]:
        if self.path(call.func) == "guarding.safe":
            return (GuardCall(("guarding.safe",), "true", frozenset({"markup"})),)
        if self.path(call.func) == "guarding.need":
            return (GuardCall(("guarding.need",), "returns", frozenset({"markup"})),)
        return ()

    def meant(self, expr: e.Name) -> e.Expr | None:
        return self.meanings.get(expr.id)


def _children(expr: e.Expr) -> list[e.Expr]:
    match expr:
        case e.Attribute(value=value) | e.Subscript(value=value) | e.Starred(value=value):
            return [value]
        case e.Call(func=func, args=args):
            return [*([func.value] if isinstance(func, e.Attribute) else []), *(one.value for one in args)]
        case e.Binary(left=left, right=right):
            return [left, right]
        case e.Formatted(parts=parts):
            return list(parts)
        case e.Display(items=items):
            return list(items)
        case _:
            return []


def expression(text: str) -> e.Expr:
    """The expression that a text is."""
    facts = extract(SourceFile("server.py", f"_ = {text}\n"))
    statement = facts.body[0]
    assert isinstance(statement, s.Assign)
    assert statement.value is not None
    return statement.value


def told(learned: Iterator[Learned], label: Label = X) -> set[str]:
    """What is known of a label, a weakness after a colon."""
    return {f"{kind}:{check.weakness}" if check.weakness else kind for at, kind, check in learned if at == label}


@pytest.mark.parametrize(
    ("test", "outcome", "known"),
    [
        # membership and equality
        ("x in ALLOWED", True, {"any"}),
        ("x not in ALLOWED", False, {"any"}),
        ("x in SETTING", True, {"any"}),
        ("x in {'a', 'b'}", True, {"any"}),
        ("x not in ALLOWED", True, set()),
        ("x == 'a'", True, {"any"}),
        ("'a' == x", True, {"any"}),
        ("x != 'a'", False, {"any"}),
        ("x == 'a'", False, set()),
        ("x == y", True, set()),
        ("low in ALLOWED", True, {"any"}),
        ("host in HOSTS", True, {"url", "redirect"}),
        ("host == 'a.example'", True, {"url", "redirect"}),
        ("scheme in ('https',)", True, {"scheme"}),
        ("parts in ALLOWED", True, set()),
        ("first in ALLOWED", True, {"program", "shell:first-word", "code:first-word"}),
        ("first in VERBS", True, {"query:first-word"}),
        ("real == SETTING", True, {"any"}),
        ("ALLOWED.get(x)", True, {"any"}),
        ("x in range(1, 9)", True, {"amount", "text"}),
        ("quoted == x", True, {"shell"}),
        ("base_name == x", True, {"no-separator"}),
        ("isinstance(x, int)", True, {"text"}),
        ("isinstance(x, (int, float))", True, {"text"}),
        ("isinstance(x, bool)", True, {"any"}),
        ("isinstance(x, str)", True, set()),
        ("type(x) is int", True, {"text"}),
        ("hmac.compare_digest(x, SETTING)", True, {"any"}),
        # characters
        ("x.isdigit()", True, {"text"}),
        ("x.isdigit()", False, set()),
        ("x.startswith('-')", False, {"option"}),
        ("x[0] == '-'", False, {"option"}),
        ("x[:1] == '/'", False, {"no-absolute"}),
        ("behind.startswith('-')", False, set()),
        # containment
        ("real.is_relative_to(SETTING)", True, {"path", "archive"}),
        ("real.is_relative_to(SETTING)", False, set()),
        ("real.is_relative_to(y)", True, {"path", "archive"}),
        ("real.is_relative_to(x)", True, set()),
        ("written.is_relative_to(SETTING)", True, {"path:before-normalising", "archive:before-normalising"}),
        ("os.path.commonpath([SETTING, real]) == SETTING", True, {"path", "archive"}),
        ("os.path.commonpath([SETTING, real]) != SETTING", False, {"path", "archive"}),
        ("os.path.commonprefix([SETTING, real]) == SETTING", True, {"path:string-prefix", "archive:string-prefix"}),
        ("SETTING in real.parents", True, {"path", "archive"}),
        ("SETTING not in real.parents", False, {"path", "archive"}),
        ("real.parent == SETTING", True, {"path", "archive"}),
        ("str(real).startswith(str(SETTING))", True, {"path:string-prefix", "archive:string-prefix"}),
        ("str(real).startswith(str(SETTING) + os.sep)", True, {"path", "archive"}),
        ("str(real).startswith(f'{SETTING}/')", True, {"path", "archive"}),
        (
            "str(written).startswith(str(SETTING) + '/')",
            True,
            {"path:before-normalising", "archive:before-normalising"},
        ),
        ("str(real).startswith('/srv/data')", True, {"path:string-prefix"}),
        ("str(real).startswith('/srv/data/')", True, {"path"}),
        ("os.path.isabs(x)", False, {"no-absolute", "path:denylist"}),
        ("x.is_absolute()", False, {"no-absolute", "path:denylist"}),
        ("'..' in parts", False, {"no-dotdot"}),
        # addresses
        ("x.startswith('https://a.example/')", True, {"url", "redirect", "option", "no-absolute"}),
        (
            "x.startswith('https://a.example')",
            True,
            {"url:string-prefix", "redirect:string-prefix", "option", "no-absolute"},
        ),
        ("x.startswith(('http://', 'https://'))", True, {"scheme", "option", "no-absolute"}),
        ("host.endswith('.a.example')", True, {"url", "redirect"}),
        ("host.endswith('a.example')", True, {"url:string-suffix", "redirect:string-suffix"}),
        ("host.endswith('.' + SETTING)", True, {"url", "redirect"}),
        ("host.endswith(SETTING)", True, {"url:string-suffix", "redirect:string-suffix"}),
        ("x.endswith('a.example')", True, {"url:string-suffix", "redirect:string-suffix"}),
        ("x.endswith('.md')", True, set()),
        ("x.endswith('notes.md')", True, set()),
        ("'a.example' in x", True, {"url:substring", "redirect:substring"}),
        ("'a' in x", True, set()),
        ("ipaddress.ip_address(host).is_private", False, {"no-private", "url:before-normalising"}),
        ("ipaddress.ip_address(real).is_private", False, {"url"}),
        ("ipaddress.ip_address(real).is_global", True, {"url"}),
        ("ipaddress.ip_address(real).is_loopback", False, {"url:denylist"}),
        ("host in {'localhost', '127.0.0.1'}", False, {"url:denylist", "redirect:denylist"}),
        (
            "x.startswith('/') and not x.startswith('//')",
            True,
            {"leading-slash", "no-double-slash", "option", "redirect:string-prefix"},
        ),
        # numbers
        ("n > LIMIT", False, {"amount"}),
        ("n <= 10", True, {"amount"}),
        ("LIMIT >= n", True, {"amount"}),
        ("1 <= n <= LIMIT", True, {"amount"}),
        ("n >= 1", True, set()),
        ("n > y", False, {"amount"}),
        ("len(x) > 10", False, {"bounded-length"}),
        ("x < 'm'", True, set()),
        # what does not hold
        ("x.upper().startswith('SELECT')", True, {"query:string-prefix", "option", "no-absolute"}),
        ("x.startswith('git ')", True, {"shell:string-prefix", "code:string-prefix", "option", "no-absolute"}),
        (
            "x in BLOCKED",
            False,
            {"shell:denylist", "program:denylist", "query:denylist", "url:denylist", "redirect:denylist"},
        ),
        ("'drop' in x", False, {"query:denylist", "deserialise:denylist"}),
        ("x.find('drop') == -1", True, {"query:denylist", "deserialise:denylist"}),
        ("x.count('drop') > 0", False, {"query:denylist", "deserialise:denylist"}),
        ("x in {'rm', 'sh'}", False, {"shell:denylist", "program:denylist"}),
        (
            "x in {'__class__', '__dict__'}",
            False,
            {"code:denylist", "attribute:denylist", "import:denylist", "template:denylist"},
        ),
        ("x.startswith('/')", False, {"no-absolute", "no-double-slash", "path:denylist"}),
        ("'hello' in x", False, {"deserialise:denylist"}),
        # projects and tables
        ("checked(x)", True, {"path"}),
        ("checked(x)", False, set()),
        ("guarding.safe(x)", True, {"markup"}),
        ("guarding.safe(x)", False, set()),
        # structure
        ("x", False, {"any"}),
        ("x", True, set()),
        ("not x", True, {"any"}),
        ("x is None", True, {"any"}),
        ("not x or x in ALLOWED", True, {"any"}),
        ("not x or checked(x)", True, {"path"}),
        ("x in ALLOWED or y in ALLOWED", True, set()),
        ("x in ALLOWED and y in ALLOWED", True, {"any"}),
        ("x not in ALLOWED or y", False, {"any"}),
        ("x in ALLOWED and y in ALLOWED", False, set()),
        ("checked(x) is False", False, {"path"}),
        ("checked(x) == True", True, {"path"}),
        ("bool(x in ALLOWED)", True, {"any"}),
        ("(ok := x in ALLOWED)", True, {"any"}),
        ("x in ALLOWED if y else x in CODES", True, {"any"}),
        ("x in ALLOWED if y else True", True, set()),
        ("x in ALLOWED if y else False", True, {"any"}),
        ("n < 5 < y", False, set()),
    ],
)
def test_what_a_test_tells(test: str, outcome: bool, known: set[str]) -> None:
    assert told(guards.learn(expression(test), outcome, Fake())) == known


@pytest.mark.parametrize(
    ("test", "outcome", "among", "never"),
    [
        ("x.isalnum()", True, {"shell", "path", "option", "query", "url"}, {"code", "import", "any"}),
        ("x.isidentifier()", True, {"shell", "path", "option", "query"}, {"attribute"}),
        ("x.replace('-', '').replace('_', '').isalnum()", True, {"shell", "path", "query"}, {"option"}),
        ("x.replace('/', '').isalnum()", True, {"shell"}, {"path", "path-read"}),
        ("all(c.isalnum() or c in '-_' for c in x)", True, {"shell", "path", "query", "url"}, {"option"}),
        ("all(c in string.ascii_letters + string.digits for c in x)", True, {"shell", "path", "option"}, {"any"}),
        ("any(not (c.isalnum() or c in '._') for c in x)", False, {"shell", "path-read", "option"}, {"path"}),
        ("any(c in '/\\\\' for c in x)", False, {"path-read", "path-write"}, {"path-delete", "shell"}),
        ("all(32 <= ord(c) < 127 for c in x)", True, {"log"}, {"shell", "path"}),
        ("set(x) <= set('abc')", True, {"shell", "path", "option"}, {"any"}),
        ("set(x).issubset('abc-')", True, {"shell", "path"}, {"option"}),
        ("set(x) <= ALLOWED", True, {"any"}, set()),
        ("'/' in x", False, {"no-separator"}, {"path"}),
        ("'/' in x or x in ('.', '..')", False, {"no-separator", "not-dotdot"}, set()),
        ("re.fullmatch('[a-z-]+', x)", True, {"shell", "path", "query", "url"}, {"option", "any"}),
        ("re.fullmatch('[a-z-]+', x) is None", False, {"shell", "path", "query", "url"}, {"option", "any"}),
        ("not SLUG.fullmatch(x)", False, {"shell", "path"}, {"option"}),
        ("SLUG.match(x)", True, {"shell:unanchored-match", "path:unanchored-match"}, {"shell", "path"}),
        ("re.match('^[a-z]+$', x)", True, {"shell", "path", "option", "log"}, {"any"}),
        ("re.match('^[a-z]+', x)", True, {"option", "shell:unanchored-match"}, {"shell"}),
        ("re.search('id=[0-9]+', x)", True, set(), {"shell:unanchored-match", "text:unanchored-match"}),
        ("re.search('^(red|green)$', x)", True, {"any"}, set()),
        ("re.match('[A-Z]+', x, re.I | re.A)", True, {"option", "shell:unanchored-match"}, {"shell"}),
        ("re.match(SETTING, x)", True, {"url", "path"}, {"any"}),
        ("re.search(SETTING, x)", True, set(), {"url"}),
        ("any(re.match(one, x) for one in ('^https://a[.]example/', '^https://b[.]example/'))", True, {"url"}, set()),
        ("any(re.match(one, x) for one in ('^https://a[.]example/', '^.*/'))", True, set(), {"url"}),
        ("re.compile('[a-z]+', re.A).fullmatch(x)", True, {"shell", "path"}, set()),
        (
            "re.match(r'^\\s*SELECT', x, re.IGNORECASE)",
            True,
            {"query:unanchored-match"},
            {"query", "path:unanchored-match"},
        ),
        ("re.match('[a-z]+', x)", True, {"import:unanchored-match"}, {"import"}),
        ("'__class__' in x", False, {"template:denylist", "code:denylist"}, set()),
        ("any(bad in x for bad in ['+)+', '*)*'])", False, {"pattern:denylist"}, set()),
        ("BAD.search(x)", False, {"shell", "path", "query"}, {"option"}),
        ("re.search('[;&|]', x)", False, {"shell:denylist"}, {"shell"}),
        ("re.search('[<>&\"\\'`]', x)", False, {"markup"}, {"shell"}),
        ("re.search(r'\\b(DROP|DELETE)\\b', x, re.IGNORECASE)", False, {"query:denylist"}, {"query"}),
        ("re.match('^https?://', x)", True, set(), {"url", "url:unanchored-match", "any:unanchored-match"}),
        ("re.match('^https://a[.]example/', x)", True, {"url"}, {"shell"}),
        ("any(x.startswith(one) for one in ('https://a.example/', 'https://b.example/'))", True, {"url"}, set()),
        ("any(bad in x for bad in BLOCKED)", False, {"shell:denylist", "query:denylist"}, {"shell"}),
        ("any(bad in x for bad in DOTS)", False, {"no-dotdot", "no-separator", "path:substring"}, {"shell"}),
        ("any(bad not in x for bad in DOTS)", True, set(), {"no-dotdot", "no-separator"}),
        ("all(bad in x for bad in DOTS)", False, set(), {"no-dotdot", "no-separator"}),
        ("all(bad not in x for bad in DOTS)", True, {"no-dotdot", "no-separator"}, set()),
        ("any(real.is_relative_to(one) for one in SETTING)", True, {"path", "archive"}, set()),
        ("not any(real.is_relative_to(one) for one in SETTING)", True, set(), {"path"}),
        ("any(host == one or host.endswith('.' + one) for one in HOSTS)", True, {"url", "redirect"}, set()),
        ("all(one in ALLOWED for one in x)", True, {"any"}, set()),
        ("any(one in ALLOWED for one in x)", True, set(), {"any"}),
        ("all([x in ALLOWED, y])", True, {"any"}, set()),
        ("any([x in ALLOWED, x in CODES])", True, {"any"}, set()),
        ("any([x in ALLOWED, y in CODES])", True, set(), {"any"}),
        ("'..' in x or x.startswith('/')", False, {"no-dotdot", "no-absolute", "path:substring"}, {"path"}),
        ("'..' in x", False, {"no-dotdot", "path:substring"}, {"path"}),
        ("any(real.is_relative_to(BLOCKED_DIR) for _ in y)", False, {"path"}, set()),
    ],
)
def test_what_a_test_tells_among_more(test: str, outcome: bool, among: set[str], never: set[str]) -> None:
    known = told(guards.learn(expression(test), outcome, Fake()))
    assert among <= known
    assert not never & known


def test_items_of_a_list_and_the_list() -> None:
    learned = list(guards.learn(expression("all(one in ALLOWED for one in x)"), True, Fake()))
    assert {one.label for one in learned if one.kind == "any"} == {X, Label(0, ("[*]",))}


def test_what_is_left_of_a_list_after_its_good_items() -> None:
    fake = Fake(meanings={"bad": expression("[one for one in x if one not in ALLOWED]")})
    assert told(guards.learn(expression("bad"), False, fake)) == {"any"}
    assert told(guards.learn(expression("bad"), True, fake)) == set()


def test_characters_that_were_picked_out() -> None:
    fake = Fake(meanings={"bad": expression("[c for c in x if not c.isalnum()]")})
    assert "shell" in told(guards.learn(expression("not bad"), True, fake))


def test_what_the_object_holds_is_its_own() -> None:
    own = Value({Taint(Y): ()})
    held = Value({Taint(Label(1, (".allowed",))): ()})
    assert told(guards.learn(expression("x in held"), True, Fake({"self": own, "held": held}))) == {"any"}
    assert told(guards.learn(expression("x in held"), True, Fake({"held": held}))) == set()


def test_a_setting_is_no_client() -> None:
    origin = Origin("environment", "an environment variable", Place("server.py", Span(0, 1)))
    assert "any" in told(guards.learn(expression("x == held"), True, Fake({"held": Value({Taint(Label(origin)): ()})})))


def test_a_list_of_forbidden_folders() -> None:
    test = expression("any(real.is_relative_to(one) for one in BLOCKED)")
    assert told(guards.learn(test, False, Fake())) == {"path", "archive"}
    test = expression("any(written.is_relative_to(one) for one in BLOCKED)")
    assert told(guards.learn(test, False, Fake())) == {"path:denylist", "archive:denylist"}
    assert told(guards.learn(expression("real.is_relative_to(SETTING)"), False, Fake())) == set()


def test_a_way_relative_to_a_folder_that_does_not_lead_out() -> None:
    test = expression("os.path.relpath(real, SETTING).startswith('..')")
    assert told(guards.learn(test, False, Fake())) == {"path", "archive"}


@pytest.mark.parametrize(
    ("ways", "common"),
    [
        ([{"any"}, {"path"}], {"path"}),
        ([{"path"}, {"path-read"}], {"path-read"}),
        ([{"any"}, set()], set()),
        ([{"shell"}, {"path"}], set()),
        ([{"any"}, {"path~string-prefix"}], {"path~string-prefix"}),
        ([{"path~substring"}, set()], set()),
        ([{"no-dotdot", "no-absolute"}, {"path"}], {"path"}),
        ([{"no-dotdot"}, {"no-dotdot", "option"}], {"no-dotdot"}),
        ([{"any"}, {"text"}, {"shell", "option"}], {"shell", "option"}),
        ([{"amount"}, {"any"}], {"amount"}),
        ([{"amount"}, {"text"}], set()),
        ([{"shell"}], {"shell"}),
        ([], set()),
    ],
)
def test_what_ways_have_in_common(ways: list[set[str]], common: set[str]) -> None:
    place = Place("server.py", Span(0, 1))
    given = [{X: {key: Check(place, key.partition("~")[2]) for key in way}} if way else {} for way in ways]
    assert set(meet(given).get(X, {})) >= common
    assert bool(meet(given).get(X, {})) is bool(common)


def test_a_part_shares_what_is_known_of_the_whole() -> None:
    check = Check(Place("server.py", Span(0, 1)))
    part = Label(0, (".name",))
    assert set(meet([{X: {"any": check}}, {part: {"path": check}}])[part]) == {"path"}


@pytest.mark.parametrize("test", ["m", "m is not None", "not (m is None)"])
def test_a_stored_match(test: str) -> None:
    fake = Fake(meanings={"m": expression("SLUG.fullmatch(x)")})
    assert "path" in told(guards.learn(expression(test), True, fake))
    assert "path" not in told(guards.learn(expression(test), False, fake))


def test_a_base_with_its_separator_in_a_variable() -> None:
    fake = Fake(meanings={"prefix": expression("str(SETTING) + os.sep")})
    assert told(guards.learn(expression("str(real).startswith(prefix)"), True, fake)) == {"path", "archive"}


def test_assert_is_no_guard() -> None:
    learned = guards.learn_assert(expression("x in ALLOWED"), Fake())
    assert told(learned) == {"any:assert"}


def test_an_answer_that_nobody_looks_at() -> None:
    assert told(guards.ignored(expression("checked(x)"), Fake())) == {"path:ignored-result"}
    assert told(guards.ignored(expression("x"), Fake())) == set()


@pytest.mark.parametrize(
    ("call", "known"),
    [
        ("real.relative_to(SETTING)", {"path", "archive"}),
        ("real.relative_to(SETTING, walk_up=True)", set()),
        ("written.relative_to(SETTING)", {"path:before-normalising", "archive:before-normalising"}),
        ("uuid.UUID(x)", {"any"}),
        ("int(x)", {"text"}),
        ("guarding.need(x)", {"markup"}),
        ("guarding.safe(x)", set()),
        ("SETTING.append(x)", set()),
        ("compute(x)", set()),
        ("ALLOWED.index(x)", {"any"}),
    ],
)
def test_calls_that_raise(call: str, known: set[str]) -> None:
    assert told(guards.raising(expression(call), Fake())) == known


def test_the_group_of_a_match_is_there_only_after_a_match() -> None:
    assert "path" in told(guards.raising(expression("SLUG.fullmatch(x).group(0)"), Fake()))


def test_tokens_settle() -> None:
    assert "path" in guards.settle({"no-dotdot", "no-absolute"})
    assert "path" not in guards.settle({"no-separator"})
    assert "path-read" in guards.settle({"no-separator"})
    assert "path" in guards.settle({"no-separator", "not-dotdot"})
    assert "redirect" in guards.settle({"leading-slash", "no-double-slash"})
    assert guards.settle(set()) == frozenset()


def test_literals_are_no_variables() -> None:
    assert list(guards.learn(expression("True"), True, Fake())) == []
    assert list(guards.learn(expression("False"), True, Fake())) == []
