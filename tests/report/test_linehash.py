"""The line hash agrees with the published test vectors, and with the plain definition on any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_lintel.report.linehash import line_hashes
from mcp_lintel.text.span import LineIndex

VECTORS = [
    ("", ["c129715d7a2bc9a3:1"]),
    (
        " a\nb\n  \t\tc\n d",
        ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"],
    ),
    (
        " hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n",
        [
            "e9496ae3ebfced30:1",
            "fb7c023a8b9ccb3f:1",
            "ce8ba1a563dcdaca:1",
            "e20e36e16fcb0cc8:1",
            "b3edc88f2938467e:1",
            "c8e28b0b4002a3a0:1",
            "c129715d7a2bc9a3:1",
        ],
    ),
    (
        "Lorem ipsum dolor sit amet.\n" * 10,
        [
            *(f"a7f2ff13bc495cf2:{i}" for i in range(1, 7)),
            "a7f2ff1481e87703:1",
            "a9cf91f7bbf1862b:1",
            "55ec222b86bcae53:1",
            "cc97dc7b1d7d8f7b:1",
            "c129715d7a2bc9a3:1",
        ],
    ),
]


@pytest.mark.parametrize(("text", "hashes"), VECTORS)
def test_the_published_vectors_hold(text: str, hashes: list[str]) -> None:
    assert line_hashes(text) == hashes


def naive(text: str) -> list[str]:
    """The definition, written out: a hundred code units from each line's start, as digits of a number to base 37."""
    for end in ("\r\n", "\r"):
        text = text.replace(end, "\n")
    lines = [line.replace(" ", "").replace("\t", "") for line in text.split("\n")]
    hashes: list[str] = []
    for i in range(len(lines)):
        rest = "\n".join(lines[i:]).encode("utf-16-be", "surrogatepass")
        units = [int.from_bytes(rest[k : k + 2], "big") for k in range(0, len(rest), 2)] + [0xFFFF]
        window = (units + [0] * 100)[:100]
        value = f"{sum(unit * 37 ** (99 - k) for k, unit in enumerate(window)) % 2**64:x}"
        hashes.append(f"{value}:{sum(h.startswith(value + ':') for h in hashes) + 1}")
    return hashes


@given(st.lists(st.sampled_from(["a", "é", "学", "😀", " ", "\t", "\n", "\r", "\r\n", "xyz" * 40])).map("".join))
def test_it_agrees_with_the_plain_definition(text: str) -> None:
    hashes = line_hashes(text)
    assert hashes == naive(text)
    assert len(hashes) == len(LineIndex(text))
