"""A parameter or setting becomes the type that a rule's option has, or the reason why not."""

import pytest

from mcp_lintel.standard.values import coerced


@pytest.mark.parametrize(
    ("value", "wanted", "became"),
    [
        (80, int, 80),
        (80, float, 80.0),
        ("x", str, "x"),
        (True, bool, True),
        (["a", "b"], tuple[str, ...], ("a", "b")),
        (("a", "b"), frozenset[str], frozenset({"a", "b"})),
        ([1, 2.5], tuple[float, ...], (1.0, 2.5)),
    ],
)
def test_a_value_that_fits_becomes_the_type(value: object, wanted: object, became: object) -> None:
    result = coerced(value, wanted)
    assert result == became
    assert type(result) is type(became)


@pytest.mark.parametrize(
    ("value", "wanted", "reason"),
    [
        ("80", int, "must be a whole number, not '80'"),
        (True, int, "must be a whole number, not True"),
        (1, bool, "must be true or false, not 1"),
        (80.5, int, "must be a whole number"),
        ("a", tuple[str, ...], "must be a list, not 'a'"),
        (["a", 1], tuple[str, ...], "holds an item that must be a text, not 1"),
        ("^[a-z", str, "is no regular expression"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_the_reason(value: object, wanted: object, reason: str) -> None:
    with pytest.raises(ValueError, match=r"^(must|holds|is)") as raised:
        coerced(value, wanted)
    assert reason in str(raised.value)
