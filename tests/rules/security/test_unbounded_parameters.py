"""What counts as a limit on strings and numbers."""

from dataclasses import replace

import pytest

from mcp_lintel.model.types import Constraints, Guard, Kind, Parameter, ParameterForm, Shape
from mcp_lintel.rule import Hit

from ..fakes import INTEGER, STRING, hits_of, parameter, place


def of_string(subject: Parameter) -> list[Hit]:
    return hits_of("string-parameter-unbounded", subject, max_length=1000)


def of_number(subject: Parameter) -> list[Hit]:
    return hits_of("number-parameter-unbounded", subject)


def limited(shape: Shape, **limits: object) -> Shape:
    return replace(shape, constraints=Constraints(limits))


@pytest.mark.parametrize("pattern", ["^[a-z]{1,8}$", r"\A[a-z]{3}\Z", r"^a\+b\*c$", "^[A-Z]?[0-9]{4}$"])
def test_an_anchored_pattern_without_endless_repetition_is_a_limit(pattern: str) -> None:
    assert not of_string(parameter(limited(STRING, pattern=pattern)))


@pytest.mark.parametrize("pattern", ["^[a-z]+$", "[a-z]{1,8}", "^[a-z]{1,8}", "^.*$", "^[a-z]{3,}$"])
def test_any_other_pattern_is_none(pattern: str) -> None:
    assert of_string(parameter(limited(STRING, pattern=pattern)))


def test_the_message_gives_the_figure_of_the_standard() -> None:
    assert "1000" in of_string(parameter(STRING))[0].message


def test_a_lower_limit_is_no_upper_one() -> None:
    assert of_string(parameter(limited(STRING, min_length=3)))


def test_one_open_alternative_of_a_union_is_enough() -> None:
    union = Shape(Kind.UNION, parts=(limited(STRING, max_length=5), INTEGER))
    assert not of_string(parameter(union))
    assert of_number(parameter(union))


@pytest.mark.parametrize("kind", [Kind.SEMANTIC, Kind.CHOICE, Kind.PATH, Kind.UNKNOWN, Kind.MODEL, Kind.BOOLEAN])
def test_kinds_that_check_themselves_or_are_unknown_are_left_alone(kind: Kind) -> None:
    assert not of_string(parameter(Shape(kind)))
    assert not of_number(parameter(Shape(kind)))


@pytest.mark.parametrize("shape", [STRING, INTEGER])
def test_a_validator_or_a_check_in_the_body_is_a_limit(shape: Shape) -> None:
    validated = parameter(replace(shape, constraints=Constraints(custom=True)))
    guarded = replace(parameter(shape), guards=(Guard(place(), "len(value) > 5"),))
    assert not of_string(validated) + of_string(guarded) + of_number(validated) + of_number(guarded)


@pytest.mark.parametrize(("lower", "upper"), [("ge", "le"), ("gt", "lt"), ("ge", "lt")])
def test_two_ends_make_a_range(lower: str, upper: str) -> None:
    assert not of_number(parameter(limited(INTEGER, **{lower: 1, upper: 9})))


@pytest.mark.parametrize(
    ("limits", "words"),
    [({}, "of any size"), ({"gt": 0}, "without an upper limit"), ({"le": 9}, "without a lower limit")],
)
def test_the_message_names_the_end_that_is_open(limits: dict[str, object], words: str) -> None:
    assert words in of_number(parameter(limited(INTEGER, **limits)))[0].message


@pytest.mark.parametrize("name", ["id", "order_id", "offset", "orderId", "issue_number"])
def test_identifiers_are_no_quantities(name: str) -> None:
    assert not of_number(parameter(INTEGER, name))


def test_variadic_parameters_belong_to_another_rule() -> None:
    subject = replace(parameter(STRING), form=ParameterForm.VAR_KEYWORD)
    assert not of_string(subject)
    assert not of_number(replace(subject, shape=INTEGER))
