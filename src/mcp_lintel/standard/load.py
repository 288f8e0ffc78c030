"""Finds the documents and reads them into a `Standard`.

Documents are the files `NN-words.md` of one folder (two digits, a dash); other files beside them are no
part of the standard.
"""

import re
from pathlib import Path

from mcp_lintel.standard.document import read_document
from mcp_lintel.standard.types import Clause, Damage, Document, Standard, StandardError

_FILE = re.compile(r"[0-9]{2}-[a-z0-9-]+\.md")


def load_standard(folder: Path | None = None) -> Standard:
    """The standard in `folder`, or the one that is shipped; raises StandardError at any damage."""
    standard, damages = read_standard(folder)
    if damages:
        raise StandardError(damages)
    return standard


def read_standard(folder: Path | None = None) -> tuple[Standard, tuple[Damage, ...]]:
    """What can be read of the standard and everything that is wrong with it, by file and line.

    Raises StandardError when there is no folder or no document in it.
    """
    place = shipped_documents() if folder is None else folder
    documents: list[Document] = []
    clauses: dict[str, Clause] = {}
    damages: list[Damage] = []
    for path in _files(place):
        text = _text(path, damages)
        if text is None:
            continue
        document, found, faults = read_document(text, path.name, path.as_posix())
        documents.append(document)
        damages += faults
        damages += _add(clauses, found)
    return Standard(tuple(documents), clauses), tuple(damages)


def shipped_documents() -> Path:
    """The folder of the documents that come with mcp-lintel: inside the package, or at the top of a checkout.

    Outside its own checkout the package looks nowhere but in itself, so a folder `docs` that happens to lie
    near the place of installation is never taken. Raises StandardError when they are missing.
    """
    package = Path(__file__).resolve().parents[1]
    inside = package / "docs"
    if inside.is_dir():
        return inside
    checkout = package.parents[1]
    if package.parent.name == "src" and _is_ours(checkout / "pyproject.toml"):
        return checkout / "docs"
    raise StandardError((Damage(inside.as_posix(), 0, "the installation lacks its documents: install it anew"),))


def copy_documents(target: Path, source: Path | None = None) -> list[Path]:
    """Copy the documents of `source` (the shipped ones for None) into a folder, and say what was written.

    Nothing is replaced: raises StandardError when one of them is there already, or when the folder cannot be
    written.
    """
    files = _files(shipped_documents() if source is None else source)
    copies = [target / file.name for file in files]
    for copy in copies:
        if copy.exists() or copy.is_symlink():
            raise StandardError((Damage(copy.as_posix(), 0, "is there already; name a folder without documents"),))
    try:
        target.mkdir(parents=True, exist_ok=True)
        for file, copy in zip(files, copies, strict=True):
            with copy.open("xb") as new:
                new.write(file.read_bytes())
    except OSError as error:
        place = Path(error.filename or target).as_posix()
        raise StandardError((Damage(place, 0, f"cannot be written: {error.strerror}"),)) from error
    return copies


def _is_ours(pyproject: Path) -> bool:
    try:
        return 'name = "mcp-lintel"' in pyproject.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return False


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise StandardError((Damage(folder.as_posix(), 0, "is not a folder; name one that holds the documents"),))
    files = sorted(path for path in folder.iterdir() if _FILE.fullmatch(path.name))
    if not files:
        form = "holds no document of a standard; they are named like 04-testing-strategy.md"
        raise StandardError((Damage(folder.as_posix(), 0, form),))
    return files


def _text(path: Path, damages: list[Damage]) -> str | None:
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    except (OSError, UnicodeDecodeError) as error:
        reason = "is not UTF-8" if isinstance(error, UnicodeDecodeError) else f"cannot be read: {error.strerror}"
        damages.append(Damage(path.as_posix(), 0, reason))
        return None


def _add(clauses: dict[str, Clause], found: tuple[Clause, ...]) -> list[Damage]:
    """Put `found` among `clauses`; what is already there stays, and is told."""
    damages = []
    for clause in found:
        first = clauses.setdefault(clause.id, clause)
        if first is not clause:
            told = f"{clause.id} is already a clause at {first.path}:{first.line}; ids are used once"
            damages.append(Damage(clause.path, clause.line, told))
    return damages
