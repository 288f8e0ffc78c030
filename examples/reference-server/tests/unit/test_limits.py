"""The bounds of what tools take, one value inside and one outside of each."""

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from release_desk.models import (
    Name,
    Notes,
    Page,
    PageSize,
    ReleaseDraft,
    ReleaseId,
    ReleasePatch,
    Tags,
    Version,
    paginate,
)

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (Page, [1, 10_000], [0, 10_001, -1]),
        (PageSize, [1, 100], [0, 101]),
        (Name, ["abc", "a" * 100, "a_b-c"], ["ab", "a" * 101, "a b", "../a", "<script>", "a\n"]),
        (Version, ["0.0.1", "99999.0.0"], ["1.0", "1.0.0-rc1", "100000.0.0", "1.0.0\n", "${jndi:ldap://x}"]),
        (Notes, ["", "n" * 1000], ["n" * 1001]),
        (ReleaseId, ["0" * 32], ["0" * 31, "0" * 33, "g" * 32, "../../etc/passwd", "' OR 1=1 --"]),
        (Tags, [[], ["a"] * 10], [["a"] * 11, ["A"], ["a" * 31], [""]]),
    ],
)
def test_values_within_bounds_pass_and_others_do_not(kind: object, good: list[object], bad: list[object]) -> None:
    adapter: TypeAdapter[object] = TypeAdapter(kind)
    for value in good:
        assert adapter.validate_python(value) == value
    for value in bad:
        with pytest.raises(ValidationError, match="validation error"):
            adapter.validate_python(value)


@pytest.mark.parametrize("model", [ReleaseDraft, ReleasePatch])
def test_models_take_no_other_fields(model: type[BaseModel]) -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        model.model_validate({"name": "billing", "version": "1.0.0", "team": "other"})


def test_a_patch_changes_something() -> None:
    with pytest.raises(ValidationError, match="at least one"):
        ReleasePatch()


@pytest.mark.parametrize(("items", "pages"), [(0, 0), (1, 1), (50, 1), (51, 2)])
def test_pages_are_rounded_up(items: int, pages: int) -> None:
    assert paginate(1, 50, items).total_pages == pages
