"""What extraction tells of one file: plain data, exact places, the values of constants, the comments."""

import ast
import gc
import pickle
import warnings
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.extract import extract
from mcp_lintel.facts.syntax import SyntaxFault
from mcp_lintel.facts.visit import descend, spelled
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Span

from .corners import CORNERS


def read(text: str) -> s.FileFacts:
    """The facts of a text."""
    return extract(SourceFile("a.py", text))


def value(text: str) -> e.Expr:
    """The expression of a file that holds one."""
    statement = read(text).body[0]
    assert isinstance(statement, s.Evaluate)
    return statement.value


def at(text: str, part: str) -> Span:
    """The span of the only place where `part` stands."""
    assert text.count(part) == 1
    return Span(text.index(part), text.index(part) + len(part))


SIGNATURE = """\
@mcp.tool(name="get_it")  # outer
@trace
async def fetch(
    ident: int = 5, /, other: str = "x", *rest: bytes, limit: Annotated[int, Field(ge=1)] = 10, **more: object
) -> dict[str, int]:
    '''Docs.'''
    return await go(ident, key=other, *rest)
"""


def test_a_function_is_told_with_the_exact_places_of_its_parts() -> None:
    (function,) = read(SIGNATURE).body
    assert isinstance(function, s.Function)
    assert function.is_async
    assert function.name_span == at(SIGNATURE, "fetch")
    assert [d.span for d in function.decorators] == [at(SIGNATURE, 'mcp.tool(name="get_it")'), at(SIGNATURE, "trace")]
    assert function.returns is not None
    assert function.returns.span == at(SIGNATURE, "dict[str, int]")
    assert function.span == Span(SIGNATURE.index("async def"), len(SIGNATURE) - 1)
    assert SIGNATURE[slice(*function.header)].startswith("@mcp.tool")
    assert SIGNATURE[slice(*function.header)].endswith("dict[str, int]")


def test_parameters_have_their_kind_place_annotation_and_default() -> None:
    (function,) = read(SIGNATURE).body
    assert isinstance(function, s.Function)
    assert [(p.name, p.kind) for p in function.params] == [
        ("ident", "positional"), ("other", "ordinary"), ("rest", "*"), ("limit", "keyword"), ("more", "**"),
    ]  # fmt: skip
    limit = function.params[3]
    assert limit.span == limit.name_span == at(SIGNATURE, "limit")
    assert function.params[2].span == at(SIGNATURE, "*rest: ")._replace(end=SIGNATURE.index("*rest:") + 5)
    assert limit.annotation is not None
    assert limit.annotation.span == at(SIGNATURE, "Annotated[int, Field(ge=1)]")
    assert limit.default == e.Constant(at(SIGNATURE, "10"), 10)


def test_arguments_have_their_place_name_and_star() -> None:
    text = "f(a, *b, key=c(1), **d)"
    call = value(text)
    assert isinstance(call, e.Call)
    assert [(a.span, a.name, a.star) for a in call.args] == [
        (at(text, "a"), "", ""), (at(text, "*b"), "", "*"), (at(text, "key=c(1)"), "key", ""),
        (at(text, "**d"), "", "**"),
    ]  # fmt: skip
    assert call.keyword("key") == call.args[2].value
    assert call.keyword("none") is None


def test_a_class_is_told_with_bases_keywords_and_the_place_of_its_name() -> None:
    text = "@register\nclass Tool(Base[int], metaclass=Meta):\n    '''Docs.'''\n    size: int = 3\n"
    (cls,) = read(text).body
    assert isinstance(cls, s.Class)
    assert cls.name_span == at(text, "Tool")
    assert [(b.name, spelled(b.value)) for b in cls.bases] == [("", "Base"), ("metaclass", "Meta")]
    assert cls.header == Span(0, text.index(":\n"))
    assert [type(item) for item in cls.body] == [s.Evaluate, s.Assign]


def test_statements_keep_what_is_said_and_forget_the_layout() -> None:
    text = "from ..a.b import c as d, e\nimport f.g as h, i.j\nx = y = 1; x += 2\ntype T = int\n"
    body = read(text).body
    assert [(item.module, item.level, item.names) for item in body if isinstance(item, s.ImportFrom)] == [
        ("a.b", 2, (("c", "d"), ("e", "e")))
    ]
    assert [item.names for item in body if isinstance(item, s.Import)] == [(("f.g", "h"), ("i.j", ""))]
    assert [(len(item.targets), item.op) for item in body if isinstance(item, s.Assign)] == [(2, ""), (1, "+"), (1, "")]


def test_match_cases_tell_what_they_compare_with_and_what_they_bind() -> None:
    text = "match x:\n  case 1 | A.B as n: pass\n  case [a, *b]: pass\n  case k if k: pass\n  case _: pass\n"
    (match,) = read(text).body
    assert isinstance(match, s.Match)
    assert [len(case.values) for case in match.cases] == [2, 0, 0, 0]
    assert [sorted(case.names) for case in match.cases] == [["n"], ["a", "b"], ["k"], []]
    assert [case.irrefutable for case in match.cases] == [False, False, False, True]


def test_a_sequence_in_a_case_tells_what_each_item_is_compared_with() -> None:
    (match,) = read("match x:\n  case (1 | 2 as n), k, 'a': pass\n  case [1, *b]: pass\n  case 1: pass\n").body
    assert isinstance(match, s.Match)
    assert [[len(one) for one in case.positions] for case in match.cases] == [[2, 0, 1], [], []]


LITERALS = st.one_of(
    st.text(), st.binary(), st.integers(), st.floats(allow_nan=False, allow_infinity=False, min_value=0), st.booleans()
)


@given(LITERALS.filter(lambda x: not (isinstance(x, str) and any("\ud800" <= c <= "\udfff" for c in x))))
def test_a_constant_is_what_python_evaluates(literal: object) -> None:
    written = repr(literal)
    found = value(written + "\n")
    if isinstance(found, e.Unary):
        assert isinstance(found.operand, e.Constant)
        assert found.operand.value == -ast.literal_eval(written)
    else:
        assert isinstance(found, e.Constant)
        assert found.value == literal
        assert type(found.value) is type(literal)


@pytest.mark.parametrize(
    "written",
    [
        *(
            "0x_ff",
            "0o17",
            "0b1",
            "1_000",
            "1e3",
            "2j",
            "00",
            "...",
            "None",
            r"'\N{BULLET}\x41\101'",
            r"r'\d'",
            r"'\d'",
        ),
        *(r"Rb'\x'", "u'a'", "'''a\r\nb'''", "'''a\rb'''", "'a\\\nb'", "'a\\\r\nb'", "'a' 'b'  \"c\"", "b'a' rb'\\b'"),
        *("''", "''''''", "'\"'", '"""\'"""', "'''a'b'''"),
    ],
)
def test_a_constant_in_any_spelling_is_what_python_evaluates(written: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        wanted = ast.literal_eval(written)
    assert value(written) == e.Constant(Span(0, len(written)), wanted)


@pytest.mark.parametrize(
    "written",
    [
        *(
            "'a\\tb{0}c'",
            "r'a\\tb{0}c'",
            "'{{}}{0}'",
            "'\\N{BULLET}{0}\\''",
            "'\\x41\\101\\u00e9{0}'",
            "'''a\r\nb{0}\"'''",
        ),
        *("'\\d{0}'", "'a\\\nb{0}'", "'a{0}' '\\tb' r'\\t'", "'\\\\n{0}'"),
    ],
)
def test_the_text_of_an_f_string_is_what_python_makes_of_it(written: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        wanted = ast.literal_eval(written.replace("{0}", "").replace("{{}}", "{}"))
    found = value(f"f{written}")
    assert isinstance(found, e.Formatted)
    assert "".join(str(p.value) for p in found.parts if isinstance(p, e.Constant) and p.value != 0) == wanted


def test_the_parts_of_an_f_string_stand_where_they_are_written() -> None:
    text = "f'ab{x!r:>{w}}cd{y}'"
    found = value(text)
    assert isinstance(found, e.Formatted)
    assert [text[slice(*part.span)] for part in found.parts] == ["ab", "x", "cd", "y"]


def test_a_value_that_python_refuses_is_opaque_and_not_a_guess() -> None:
    assert isinstance(value("'\\N{NO SUCH NAME}'"), e.Opaque)
    assert isinstance(value("b'é'"), e.Opaque)
    assert isinstance(value("9" * 5000), e.Opaque)


def test_an_odd_escape_of_the_file_warns_nobody() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert isinstance(value(r"'\d' f'\w{x}'"), e.Formatted)


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("# a\n", [True]),
        ("  # a", [True]),
        ("x = 1  # a\n# b\n", [False, True]),
        ("f(\n  # a\n  x,  # b\n)", [True, False]),
        ("x\r\n\t# a\r\ny # b", [True, False]),
        ("x\r  # a\ry # b\r", [True, False]),
        ("'# no comment'\n", []),
        ("@d # a\n# b\ndef f(): # c\n  # d\n  pass\n  # e\n# f\n", [False, True, False, True, True, True]),
    ],
)
def test_comments_know_their_place_and_whether_they_stand_alone(text: str, own: list[bool]) -> None:
    comments = sorted(read(text).comments, key=lambda comment: comment.span)
    assert [comment.own_line for comment in comments] == own
    assert [text[slice(*comment.span)] for comment in comments] == [comment.text for comment in comments]


@pytest.mark.parametrize("text", CORNERS.values(), ids=CORNERS.keys())
def test_facts_are_the_same_after_a_trip_to_the_cache(text: str) -> None:
    facts = read(text)
    assert pickle.loads(pickle.dumps(facts)) == facts
    assert hash(facts) == hash(read(text))


@pytest.mark.parametrize("text", CORNERS.values(), ids=CORNERS.keys())
def test_facts_hold_no_tree_node(text: str) -> None:
    seen: dict[int, object] = {}
    stack: list[object] = [read(text)]
    while stack:
        item = stack.pop()
        if id(item) in seen or isinstance(item, type):
            continue
        seen[id(item)] = item
        assert not type(item).__module__.startswith("libcst")
        stack.extend(gc.get_referents(item))
    assert len(seen) > 2


def test_everything_below_a_node_is_met_in_source_order() -> None:
    text = "def f(a: b = c) -> d:\n    g(e, k=h)[i]\n    return [j for l in m if n]\n"
    names = [item.id for item in descend(read(text).body) if isinstance(item, e.Name)]
    assert sorted(names) == list("bcdeghijlmn")
    outer = descend(*read(f"z\n{text}").body, into_functions=False)
    assert [item.id for item in outer if isinstance(item, e.Name)] == ["z"]


NESTED: dict[str, Callable[[int], str]] = {
    "binary": lambda n: " + ".join(["a"] * n),
    "brackets": lambda n: "[" * n + "]" * n,
    "calls": lambda n: "f(" * n + ")" * n,
    "methods": lambda n: "a" + ".b()" * n,
    "subscripts": lambda n: "a" + "[0]" * n,
    "not": lambda n: "not " * n + "a",
    "conditional": lambda n: "a if b else " * n + "c",
    "elif": lambda n: "if a:\n  b\n" + "elif c:\n  d\n" * n,
    "strings": lambda n: " ".join(["'a'"] * n),
    "lambda": lambda n: "lambda: " * n + "a",
}


def deep(shape: str, depth: int) -> s.FileFacts | None:
    """The facts of one expression nested so deeply, or None where it is refused with the right words."""
    try:
        return read(NESTED[shape](depth))
    except SyntaxFault as fault:
        if "nested too deeply" not in str(fault):
            raise
    return None


@pytest.mark.parametrize("shape", NESTED)
def test_what_people_nest_is_read(shape: str) -> None:
    assert deep(shape, 60) is not None


@pytest.mark.parametrize("shape", NESTED)
@pytest.mark.parametrize("depth", [110, 124, 199, 240, 249, 320])
def test_deep_nesting_is_refused_or_can_be_cached_and_compared(shape: str, depth: int) -> None:
    facts = deep(shape, depth)
    assert facts is None or pickle.loads(pickle.dumps(facts)) == facts
    assert isinstance(hash(facts), int)


@pytest.mark.parametrize("shape", ["binary", "not", "conditional", "elif", "strings", "methods"])
def test_absurd_nesting_is_refused(shape: str) -> None:
    assert deep(shape, 900) is None


@pytest.mark.parametrize("text", ["x = (\n", "def f(:\n  pass\n", "x = 1\ny = 'a' b'b'\n", "x = '\ud800'\n", "\tx\ny"])
def test_what_is_not_python_gives_one_clear_fault(text: str) -> None:
    with pytest.raises(SyntaxFault) as caught:
        read(text)
    assert "\n" not in str(caught.value)
    assert caught.value.line >= 0


@pytest.mark.parametrize(
    "signature",
    [
        *(
            "def f()",
            "def f(a: b = {c: d},\n)",
            "def f(a=lambda: (0))",
            "def f(\n  a,  # not: here\n  /,\n)",
            "class A",
        ),
        *(
            "class A(B,\n  c=D[1:2],\n)",
            "def f[T: int](\n)",
            "class A[T: int]",
            "def f(a) -> 'b: c'",
            "@a[b:c]\nclass A()",
        ),
    ],
)
def test_a_header_ends_at_the_colon_before_the_body(signature: str) -> None:
    (definition,) = read(f"{signature}: # why: so\n    x: int = 1\n").body
    assert isinstance(definition, s.Function | s.Class)
    assert definition.header == Span(0, len(signature))
