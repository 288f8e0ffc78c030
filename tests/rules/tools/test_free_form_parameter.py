"""Which shapes are free-form."""

from dataclasses import replace

import pytest

from mcp_lintel.model.types import Constraints, Guard, Kind, Parameter, ParameterForm, Shape
from mcp_lintel.rule import Confidence, Hit

from ..fakes import INTEGER, STRING, hits_of, parameter, place

ANY = Shape(Kind.ANY)
BARE = Shape(Kind.MAPPING)
MODEL = Shape(Kind.MODEL)


def mapping(key: Shape, value: Shape) -> Shape:
    return Shape(Kind.MAPPING, parts=(key, value))


def array(item: Shape) -> Shape:
    return Shape(Kind.ARRAY, parts=(item,))


def union(*parts: Shape) -> Shape:
    return Shape(Kind.UNION, parts=parts)


def hits(subject: Parameter) -> list[Hit]:
    return hits_of("free-form-parameter", subject)


@pytest.mark.parametrize(
    "shape",
    [
        ANY,
        BARE,
        mapping(STRING, ANY),
        array(BARE),
        array(ANY),
        Shape(Kind.ARRAY),
        union(STRING, BARE),
        array(union(MODEL, ANY)),
    ],
)
def test_a_shape_without_fields_is_free(shape: Shape) -> None:
    assert len(hits(parameter(shape))) == 1


@pytest.mark.parametrize(
    "shape",
    [
        MODEL,
        mapping(STRING, STRING),
        mapping(STRING, array(INTEGER)),
        array(MODEL),
        union(STRING, INTEGER),
        Shape(Kind.UNKNOWN),
    ],
)
def test_a_shape_that_says_what_it_holds_is_not(shape: Shape) -> None:
    assert not hits(parameter(shape))


def test_a_parameter_without_annotation_belongs_to_another_rule() -> None:
    assert not hits(parameter(ANY, annotation=None))


@pytest.mark.parametrize("form", [ParameterForm.VAR_KEYWORD, ParameterForm.VAR_POSITIONAL])
def test_variadic_parameters_belong_to_another_rule(form: ParameterForm) -> None:
    assert not hits(replace(parameter(ANY), form=form))


def test_where_a_validator_may_check_the_fields_the_rule_is_less_sure() -> None:
    validated = parameter(replace(BARE, constraints=Constraints(custom=True)))
    assert [hit.confidence for hit in hits(validated)] == [Confidence.LOW]


def test_a_test_in_the_body_names_no_fields() -> None:
    guarded = replace(parameter(BARE), guards=(Guard(place(), "test"),))
    assert [hit.confidence for hit in hits(guarded)] == [None]
