"""A folder of documents becomes a standard, and each damage is named with file and line."""

from pathlib import Path

import pytest

from mcp_lintel.standard.load import load_standard, read_standard, shipped_documents
from mcp_lintel.standard.types import Check, Level, StandardError

from .folder import GATE, HEADER, clause, write_standard


def fault(folder: Path) -> str:
    with pytest.raises(StandardError) as raised:
        load_standard(folder)
    return str(raised.value).removeprefix(f"{folder.as_posix()}/")


def test_a_clause_is_read_with_everything_in_its_block(tmp_path: Path) -> None:
    block = """level = "should"\ncheck = "static-heuristic"\nplanned = true\ncwe = ["CWE-20"]
references = ["RFC 2119"]\n[parameters]\nverbs = ["run", "do"]\nfactor = 0.5\nstrict = true"""
    standard = load_standard(write_standard(tmp_path, HEADER, clause("AGT-01", block)))

    read = standard.clause("AGT-01")
    assert read is not None
    assert (read.id, read.title, read.anchor) == ("AGT-01", "Measure the package", "AGT-01")
    assert (read.level, read.check, read.planned) == (Level.SHOULD, Check.HEURISTIC, True)
    assert read.parameters == {"verbs": ("run", "do"), "factor": 0.5, "strict": True}
    assert (read.cwe, read.references) == (("CWE-20",), ("RFC 2119",))
    assert read.guidance.strip() == "Do it, because."
    assert read.link == "04-testing-strategy.md#AGT-01"


def test_a_document_is_read_with_its_header(tmp_path: Path) -> None:
    (document,) = load_standard(write_standard(tmp_path, HEADER, GATE)).documents

    assert (document.number, document.title, document.file) == (
        4,
        "Testing strategy",
        "04-testing-strategy.md",
    )
    assert (document.version, document.updated, document.status) == ("1.2.0", "2026-11-22", "Adopted")
    assert document.changes == ("1.2.0 (2026-11-22): gate raised.", "1.0.0 (2026-10-01): first edition.")


def test_documents_and_clauses_keep_their_order_and_other_files_are_no_documents(tmp_path: Path) -> None:
    write_standard(tmp_path, HEADER, clause("TEST-16"), GATE)
    write_standard(tmp_path, HEADER, clause("ARC-01"), name="01-architecture.md")
    write_standard(tmp_path, "# How to use it", name="guide.md")
    standard = load_standard(tmp_path)

    assert [document.number for document in standard.documents] == [1, 4]
    assert list(standard.clauses) == ["ARC-01", "TEST-16", "TEST-19"]
    assert [c.id for c in standard.clauses_of(standard.documents[1])] == ["TEST-16", "TEST-19"]
    assert standard.clause("TEST-99") is None


def test_lines_count_from_the_top_of_the_file(tmp_path: Path) -> None:
    read = load_standard(write_standard(tmp_path, HEADER, GATE)).clause("TEST-19")

    assert read is not None
    lines = (tmp_path / "04-testing-strategy.md").read_text(encoding="utf-8").splitlines()
    assert lines[read.line - 1].startswith("### TEST-19")
    assert lines[read.block_line - 1] == "```toml clause"
    assert read.guidance.splitlines()[1] == lines[read.text_line]


def test_guidance_goes_on_after_the_block_and_a_deeper_heading_belongs_to_it(tmp_path: Path) -> None:
    text = clause("TEST-16") + "\n#### In a monorepo\n\nOnce a package.\n\n## Gates\n\nAnother matter.\n"
    read = load_standard(write_standard(tmp_path, HEADER, text)).clause("TEST-16")

    assert read is not None
    assert "Once a package." in read.guidance
    assert "toml clause" not in read.guidance
    assert "Another matter." not in read.guidance


def test_a_heading_in_a_code_block_is_code(tmp_path: Path) -> None:
    guidance = "````markdown\n### TEST-16 broken\n```toml clause\nnot = toml at all\n```\n````\n\nAs above."
    assert load_standard(write_standard(tmp_path, HEADER, clause(guidance=guidance))).clause("TEST-16")


@pytest.mark.parametrize("line_end", ["\r\n", "\n"])
def test_a_byte_order_mark_and_windows_line_ends_change_nothing(tmp_path: Path, line_end: str) -> None:
    text = ("\ufeff" + HEADER + "\n" + GATE).replace("\n", line_end)
    (tmp_path / "04-testing.md").write_bytes(text.encode("utf-8"))
    assert load_standard(tmp_path).clauses["TEST-19"].parameters == {"fail_under": 80}


DAMAGED = {
    "no-block": (GATE.partition("```")[0], "TEST-19 has no block"),
    "two-blocks": (GATE + "\n```toml clause\n```\n", "TEST-19 has a second block"),
    "block-id": (GATE.replace('id = "TEST-19"', 'id = "TEST-18"'), "block TEST-18 differ"),
    "anchor": (GATE.replace("{#TEST-19}", "{#TEST-91}"), "anchor TEST-91"),
    "no-anchor": (GATE.replace(" {#TEST-19}", ""), "a clause's heading reads"),
    "no-dot": (GATE.replace(" · ", " "), "a clause's heading reads"),
    "depth": (GATE.replace("### TEST", "## TEST"), "a clause's heading reads"),
    "no-heading": (GATE.partition("\n")[2], "stands under no clause heading"),
    "toml": (GATE.replace("= 80 }", "= 80"), "the block is not TOML"),
    "unknown-key": (GATE.replace("check =", "checked ="), "unknown key `checked`"),
    "unknown-level": (GATE.replace('"must"', '"shall"'), "unknown level `shall`"),
    "unknown-check": (GATE.replace('"static"', '"statics"'), "did you mean `static`?"),
    "no-level": (GATE.replace('level = "must"\n', ""), "the block has no `level`"),
    "parameters": (GATE.replace("{ fail_under = 80 }", "80"), "`parameters` is not a table"),
    "nested": (GATE.replace("= 80 }", "= { least = 80 } }"), "parameter `fail_under` is neither"),
    "date": (GATE.replace("= 80 }", "= 2026-11-22 }"), "parameter `fail_under` is neither"),
    "planned": (GATE.replace("check =", 'planned = "yes"\ncheck ='), "`planned` is neither true nor false"),
    "cwe": (GATE.replace("check =", 'cwe = "CWE-20"\ncheck ='), "`cwe` is not a list of texts"),
    "guidance": (GATE.replace("Set `fail_under` to 80.", ""), "TEST-19 has no guidance"),
    "unclosed": (GATE.rstrip().removesuffix("```") + "\n" + clause(), "is never closed"),
    "unclosed-at-end": (GATE.rstrip().removesuffix("```"), "is never closed"),
    "twice": (GATE + "\n" + GATE, "TEST-19 is already a clause at"),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_clause_is_named_with_file_and_line(tmp_path: Path, damage: str) -> None:
    text, message = DAMAGED[damage]
    path, line, told = fault(write_standard(tmp_path, HEADER, text)).split(":", 2)

    assert path == "04-testing-strategy.md"
    assert int(line) > HEADER.count("\n")
    assert message in told
    assert "\n" not in told


def test_the_line_of_a_fault_in_a_block_is_the_faulty_one(tmp_path: Path) -> None:
    write_standard(tmp_path, HEADER, GATE.replace('"must"', '"shall"'))
    line = int(fault(tmp_path).split(":")[1])
    lines = (tmp_path / "04-testing-strategy.md").read_text(encoding="utf-8").splitlines()
    assert lines[line - 1] == 'level = "shall"'


@pytest.mark.parametrize("label", ["Version", "Last updated", "Status", "Change log"])
def test_a_header_without_one_of_its_rows_is_damaged(tmp_path: Path, label: str) -> None:
    header = HEADER.replace(f"| {label} |", "| Owner |")
    assert f"the header has no `{label}`" in fault(write_standard(tmp_path, header, GATE))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("1.2.0 |", "second |", "version `second`"),
        ("| 2026-11-22 |", "| 22 November |", "not a date"),
        ("# Testing strategy\n", "", "has no title"),
    ],
)
def test_a_header_that_cannot_be_read_is_damaged(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert message in fault(write_standard(tmp_path, HEADER.replace(old, new), GATE))


def test_an_id_is_used_once_among_all_documents(tmp_path: Path) -> None:
    write_standard(tmp_path, HEADER, GATE)
    write_standard(tmp_path, HEADER, GATE, name="05-observability.md")
    assert fault(tmp_path).startswith("05-observability.md:13: TEST-19 is already a clause at")


def test_all_damages_are_read_and_what_is_whole_stays(tmp_path: Path) -> None:
    write_standard(tmp_path, HEADER, clause("TEST-1"), clause("TEST-16", "level = 3"), GATE, "## Gates\n")
    standard, damages = read_standard(tmp_path)

    assert list(standard.clauses) == ["TEST-19"]
    assert [d.line for d in damages] == sorted(d.line for d in damages)
    assert len(damages) == 2
    assert "(and 1 more;" in fault(tmp_path)


def test_a_folder_that_is_missing_or_without_documents_is_an_error(tmp_path: Path) -> None:
    assert "holds no document" in fault(tmp_path)
    with pytest.raises(StandardError, match="is not a folder"):
        load_standard(tmp_path / "nowhere")


def test_a_document_that_is_not_utf8_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "04-testing.md").write_bytes(b"# Pr\xfcfung\n")
    assert fault(tmp_path) == "04-testing.md: is not UTF-8"


def test_outside_its_checkout_only_the_package_itself_is_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "src" / "mcp_lintel" / "standard"
    package.mkdir(parents=True)
    write_standard(package, HEADER, GATE)
    (tmp_path / "docs").mkdir()
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "stranger"\n', encoding="utf-8")
    monkeypatch.setattr("mcp_lintel.standard.load.__file__", str(package / "load.py"))

    with pytest.raises(StandardError, match="lacks its documents"):
        shipped_documents()
    (package.parent / "docs").mkdir()
    assert shipped_documents() == package.parent / "docs"
