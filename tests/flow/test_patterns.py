"""What regular expressions admit, compared with what `re` really matches."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcp_lintel.flow.patterns.safety import admitted, refused, safe_for

NAMES = {"shell", "path", "option", "query", "query-sql", "url", "redirect", "template", "pattern", "markup", "log"}


@pytest.mark.parametrize(
    ("pattern", "how", "safe", "unsafe"),
    [
        ("[a-z0-9]+", "fullmatch", NAMES, {"code", "import", "any", "text"}),
        ("[a-z0-9]+", "match", {"option"}, NAMES - {"option"}),
        ("[a-z0-9]+", "search", set(), NAMES),
        ("^[a-z0-9]+$", "search", NAMES, {"any"}),
        (r"\A[a-z0-9]+\Z", "search", NAMES, set()),
        ("^[a-z0-9]+$", "pydantic", NAMES, set()),
        ("(?m)^[a-z0-9]+$", "search", set(), NAMES),
        ("^[a-z0-9]+|x$", "search", set(), NAMES),
        ("^(?:[a-z]+|[0-9]+)$", "match", NAMES, set()),
        (r"\w+", "fullmatch", NAMES, {"any"}),
        (r"[\w-]+", "fullmatch", {"path", "shell", "url"}, {"option"}),
        (r"[\w.-]+", "fullmatch", {"path-read", "shell", "no-separator"}, {"path", "option", "url"}),
        (r"\w[\w.-]*", "fullmatch", {"path-read", "shell", "option"}, {"path"}),
        (r"\w+(\.\w+)*", "fullmatch", {"path", "option"}, {"url"}),
        (r"[\w/]+", "fullmatch", {"shell", "no-dotdot"}, {"path", "no-absolute"}),
        (r"\w[\w/]*", "fullmatch", {"path"}, {"path-absolute"}),
        (r"\w[\w/.]*", "fullmatch", {"no-absolute"}, {"path", "no-dotdot"}),
        (r"(?!.*\.\.)\w[\w/.]*", "fullmatch", {"path"}, set()),
        (r"(?!.*\.\.)[^\\/~][\s\S]*", "fullmatch", {"no-absolute"}, {"path", "no-dotdot"}),
        (r"(?!-)[\w-]+", "fullmatch", {"option", "path"}, set()),
        (r"(?!/)[\w/-]+", "match", {"no-absolute"}, {"path", "option", "shell"}),
        (r"\d+", "fullmatch", {"shell", "path"}, set()),
        ("[0-9]+", "fullmatch", {"text"}, set()),
        ("[0-9]+", "match", {"option"}, {"text"}),
        ("red|green|blue", "fullmatch", {"any"}, set()),
        ("red|green|blue", "match", set(), {"any"}),
        ("(?i:red)|green", "fullmatch", {"any"}, set()),
        (".*", "fullmatch", set(), NAMES - {"log"}),
        ("[^/]+", "fullmatch", set(), {"path", "shell"}),
        (r"[^/\\]+", "fullmatch", {"no-separator", "path-read"}, {"path", "shell"}),
        ("[^<>&\"'`]*", "fullmatch", {"markup"}, {"shell", "log"}),
        (r"[^\n]*", "fullmatch", set(), {"shell", "log"}),
        (r"[\w ]+", "fullmatch", {"path"}, {"shell", "query", "query-sql"}),
        (r"[a-z]+(?#comment)", "fullmatch", NAMES, set()),
        ("(?x) [a-z]+  # a name", "fullmatch", NAMES, set()),
        ("(a)\\1", "fullmatch", set(), {"shell"}),
        (r"https://a\.example/.*", "match", {"url", "redirect", "option"}, {"shell"}),
        (r"https?://a\.example/.*", "match", {"url"}, {"shell"}),
        (r"https://a\.example", "match", set(), {"url"}),
        (r"https://a\.example.*", "match", set(), {"url"}),
        (r"https://[a-z]+\.a\.example/", "match", {"url"}, set()),
        (r"https://.*\.a\.example/", "match", set(), {"url"}),
        (r"https://[a-z.]+/", "match", set(), {"url"}),
        ("(", "fullmatch", set(), NAMES),
        ("[a-z]" * 3000, "fullmatch", set(), NAMES),
        ("[a-z]" * 390, "fullmatch", {"shell"}, set()),
        ("(" * 500 + "a" + ")" * 500, "fullmatch", set(), set()),
    ],
)
def test_what_is_safe(pattern: str, how: str, safe: set[str], unsafe: set[str]) -> None:
    found = safe_for(pattern, how)
    assert safe <= found
    assert not unsafe & found


def test_flags_from_outside() -> None:
    assert "shell" in safe_for("^[a-z]+$", "match")
    assert "shell" not in safe_for("^[a-z]+$", "match", re.MULTILINE)


@pytest.mark.parametrize(
    ("pattern", "how", "gone", "texts"),
    [
        (r"[^\w-]", "search", "/;. ", set()),
        (r"[;&|]", "search", ";&|", set()),
        (r";|&|\.\.", "search", ";&", {".."}),
        (r"[;&]+", "search", ";&", set()),
        (r"[;&]{2}", "search", "", set()),
        (r"[;&]$", "search", "", set()),
        (r"[;&]", "fullmatch", "", set()),
        (r"(?:rm|mv)", "search", "", {"rm", "mv"}),
        ("(", "search", "", set()),
    ],
)
def test_what_is_left_when_nothing_is_found(pattern: str, how: str, gone: str, texts: set[str]) -> None:
    left, absent = refused(pattern, how)
    assert all(not left.every >> ord(char) & 1 for char in gone)
    assert absent == texts
    assert bool(gone) is (left.every != admitted(".*", "fullmatch", re.DOTALL).every)


def test_what_is_left_at_the_front() -> None:
    left, _ = refused("-", "match")
    assert not left.first >> ord("-") & 1
    assert left.every >> ord("-") & 1


ATOMS = st.sampled_from(
    [
        "a", "-", "/", r"\.", ".", r"\w", r"\d", r"\s", r"\W", r"\D", r"\S", "[a-z]", "[^/]", r"[^\w]", r"[\w.-]", r"[\w\s]", "[^;&|]", "[0-9_]",
        r"[^\W\d]", "é", "[à-ÿ]", "[^é]", "(?i:k)", "[A-z]", r"[\D]", "$", "^", r"\b", "(?:ab|-c)", "(?!-)", "(?=a)", "(x?)", r"[.\-/]",
    ]
)  # fmt: skip
REPEATS = st.sampled_from(["", "", "", "*", "+", "?", "{2}", "{0,3}", "+?"])


@st.composite
def patterns(draw: st.DrawFn) -> str:
    """Patterns of a few pieces, some of them in groups and alternatives."""
    ways = []
    for _ in range(draw(st.integers(1, 2))):
        pieces = []
        for atom in draw(st.lists(ATOMS, min_size=1, max_size=4)):
            pieces.append(atom + (draw(REPEATS) if atom not in ("$", "^", r"\b", "(?!-)", "(?=a)") else ""))
        ways.append("".join(pieces))
    body = "|".join(ways)
    return draw(st.sampled_from(["{}", "^{}$", "^(?:{})$", r"\A(?:{})\Z", "({})+", "^{}"])).format(body)


FEARED = {
    "shell": re.compile(r"[\s;&|$`<>(){}\[\]*?!#~'\"\\]"),
    "query": re.compile(r"[\s;'\"()=*/\\,]"),
    "url": re.compile(r"[/\\:@?#%.\s]"),
    "template": re.compile(r"[{}%$<]"),
    "pattern": re.compile(r"[\\^$.|?*+()\[\]{}]"),
    "markup": re.compile(r"[<>&\"'`]"),
    "log": re.compile(r"[\x00-\x1f\x7f\u2028\u2029]"),
    "option": re.compile(r"\A[-+@]"),
    "no-separator": re.compile(r"[/\\]"),
    "no-dotdot": re.compile(r"\.\."),
    "no-absolute": re.compile(r"\A[/\\~]"),
    "path": re.compile(r"\A[/\\~]|\A\.\.\Z|\.\.[/\\]|[/\\]\.\."),
    "text": re.compile(r"[^0-9]"),
}
"""What must not occur in a value that is safe for the kind, said in another way than in the code."""


@settings(max_examples=600, deadline=None)
@given(st.data())
def test_a_safe_value_holds_nothing_feared(data: st.DataObject) -> None:
    pattern = data.draw(patterns())
    how = data.draw(st.sampled_from(["fullmatch", "match", "search"]))
    flags = data.draw(st.sampled_from([0, 0, re.IGNORECASE, re.DOTALL, re.ASCII, re.MULTILINE]))
    safe = safe_for(pattern, how, flags)
    compiled = re.compile(pattern, flags)
    made = (
        st.from_regex(compiled, fullmatch=how == "fullmatch")
        if data.draw(st.booleans())
        else st.text("ab-/.;'\n\\~ ék_9%{<$", max_size=8)
    )
    value = data.draw(made)
    if not getattr(compiled, how)(value):
        return
    for kind in safe & FEARED.keys():
        tested = value.removesuffix("\n") if how != "fullmatch" else value
        assert not FEARED[kind].search(tested), (pattern, how, flags, kind, value)


@settings(max_examples=300, deadline=None)
@given(patterns(), st.sampled_from(["search", "match", "fullmatch"]), st.text("ab-/.;'\n\\~ ék_9", max_size=8))
def test_what_was_not_found_is_not_there(pattern: str, how: str, value: str) -> None:
    left, absent = refused(pattern, how)
    if getattr(re.compile(pattern), how)(value):
        return
    assert all(text not in value for text in absent)
    assert all(ord(char) >= 128 or left.every >> ord(char) & 1 for char in value)
    assert not value or ord(value[0]) >= 128 or left.first >> ord(value[0]) & 1
    assert left.dotdot or ".." not in value
