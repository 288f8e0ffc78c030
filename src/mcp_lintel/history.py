"""The files of an older commit, read from git's objects into a folder of their own.

Nothing is checked out and nothing of the repository is run: only plumbing that reads objects is called, with hooks,
monitors, filters, lazy fetching and every transport switched off, and an empty folder stands for the work tree.
"""

import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pathspec import GitIgnoreSpec

from mcp_lintel.discover import EXCLUDED, UsageError
from mcp_lintel.text.source import MAX_BYTES

MAX_FILES = 500_000
"""A commit with more files is refused."""
MAX_TOTAL = 4_000_000_000
"""A commit with more bytes in the files to be read is refused."""

_SAFE = (
    "--no-pager", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "safe.directory=*",
    "-c", "core.untrackedCache=false", "-c", "submodule.recurse=false",
)  # fmt: skip
_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_REGULAR = ("100644", "100755", "100664")
_WHOLE = "fetch the whole history (`fetch-depth: 0` of actions/checkout, `git fetch --unshallow` by hand)"


@dataclass(frozen=True, slots=True)
class Blob:
    """A regular file of a commit: its object, size in bytes, and path from the top of the repository."""

    name: str
    size: int
    path: str


class Repository:
    """The objects of the git repository at `top`; `spare` is an empty folder. Raises UsageError where git says no."""

    def __init__(self, top: Path, spare: Path, asked: str) -> None:
        self._asked = asked
        self._environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")} | _ENVIRONMENT
        self._environment["GIT_CEILING_DIRECTORIES"] = str(top.resolve().parent)
        self._command = ["git", *_SAFE, "-C", str(top)]
        found = self._try("rev-parse", "--absolute-git-dir")
        if not found:
            raise self._cannot(f"{top} is in no git repository that can be read; run it inside a clone")
        self._command = ["git", *_SAFE, "--git-dir", os.fsdecode(found), "--work-tree", str(spare)]
        self._spare = spare

    def merge_base(self, ref: str) -> str:
        """The commit where HEAD left `ref`; raises UsageError with what to do when it is not here."""
        theirs, ours = self._commit(ref), self._commit("HEAD")
        shallow = self._try("rev-parse", "--is-shallow-repository") == b"true"
        if not ours:
            raise self._cannot("HEAD has no commit yet; make one first")
        if not theirs:
            raise self._cannot(f"git knows no commit of this name here; {self._instead(ref, shallow)}")
        found = self._try("merge-base", theirs, ours)
        if found:
            return found.decode("ascii")
        if shallow:
            raise self._cannot(f"this clone is shallow and does not reach back to where HEAD left it; {_WHOLE}")
        raise self._cannot("it has no history in common with HEAD; name the branch that this one came from")

    def renames(self, commit: str) -> dict[str, str]:
        """Files of a commit by the names they had, with the names they have in the index."""
        said = self._try("diff-index", "--cached", "-r", "--find-renames", "--no-ext-diff", "--no-textconv",
                         "--ignore-submodules=all", "--diff-filter=R", "--name-status", "-z", commit)  # fmt: skip
        words = (said or b"").split(b"\0")
        return {os.fsdecode(old): os.fsdecode(new) for old, new in zip(words[1::3], words[2::3], strict=False)}

    def files(self, commit: str, folder: str, spec: GitIgnoreSpec, more: Sequence[str] = ()) -> list[Blob]:
        """The regular files of a commit in `folder` ("" for all) that `spec` does not leave out, and those named.

        Links and submodules are none, nor is a path that no checkout would write.
        """
        command = ["ls-tree", "-r", "-z", "-l", "--full-tree", commit]
        names = [f"{folder}/", *more] if folder else []
        found = []
        for record in self._records([*command, "--", *names] if names else command):
            head, _, raw = record.partition(b"\t")
            mode, _, name, size = head.decode("ascii").split()
            path = os.fsdecode(raw)
            inner = path.removeprefix(f"{folder}/") if folder else path
            if mode in _REGULAR and _is_plain(path) and (path in more or not spec.match_file(inner)):
                found.append(Blob(name, int(size), path))
        if sum(min(blob.size, MAX_BYTES) for blob in found) > MAX_TOTAL:
            raise self._cannot("the base has more data than can be compared; exclude what holds no server")
        return found

    def write(self, blobs: Sequence[Blob], target: Path, names: Path) -> None:
        """Write files into the folder `target`, without filters; `names` is a file to keep their list in.

        One too large to be read is as large and empty here, and one that is not text holds a null byte: both are
        there, and read as little as in the work tree.
        """
        small = [blob for blob in blobs if blob.size <= MAX_BYTES]
        for blob in blobs:
            if blob.size > MAX_BYTES:
                _place(target / blob.path, b"", MAX_BYTES + 1)
        names.write_text("".join(f"{blob.name}\n" for blob in small), encoding="ascii")
        with names.open("rb") as asked, self._open(["cat-file", "--batch", "--buffer"], asked) as git:
            assert git.stdout is not None
            for blob in small:
                data = _content(git.stdout)
                if data is None:
                    git.kill()
                    raise self._cannot(f"objects of the base are missing in this clone; {_WHOLE}, without a filter")
                _place(target / blob.path, b"\0" if b"\0" in data else data)

    def _commit(self, ref: str) -> str:
        found = None if ref.startswith("-") else self._try("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
        return found.decode("ascii") if found else ""

    def _instead(self, ref: str, shallow: bool) -> str:
        if self._commit(f"origin/{ref}"):
            return f"use origin/{ref}"
        return f"this clone is shallow: {_WHOLE}" if shallow else "fetch it first, such as with `git fetch origin`"

    def _try(self, *words: str) -> bytes | None:
        """What a git command says; None when it fails."""
        try:
            done = subprocess.run(
                [*self._command, *words], capture_output=True, check=False, env=self._environment, timeout=300
            )
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            raise self._cannot(f"git cannot be run: {error}") from error
        return done.stdout.removesuffix(b"\n") if done.returncode == 0 else None

    def _open(self, words: Sequence[str], stdin: IO[bytes] | int) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*self._command, *words],
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=self._environment,
            cwd=self._spare,
        )

    def _records(self, words: Sequence[str]) -> Iterator[bytes]:
        """What a git command says, at each null byte; raises UsageError when it fails or does not end."""
        with self._open(words, subprocess.DEVNULL) as git:
            assert git.stdout is not None
            rest, number = b"", 0
            while part := git.stdout.read(1 << 20):
                *whole, rest = (rest + part).split(b"\0")
                number += len(whole)
                if number > MAX_FILES:
                    git.kill()
                    raise self._cannot(f"the base has more than {MAX_FILES:,} files")
                yield from whole
        if git.returncode:
            raise self._cannot(f"the base cannot be read from this clone; {_WHOLE}, without a filter")

    def _cannot(self, reason: str) -> UsageError:
        return UsageError(f"--diff-against {self._asked}: {reason}")


def exclusions(exclude: Iterable[str] | None, extend_exclude: Iterable[str]) -> GitIgnoreSpec:
    """What a run with these settings leaves out."""
    return GitIgnoreSpec.from_lines([*(EXCLUDED if exclude is None else exclude), *extend_exclude])


def _is_plain(path: str) -> bool:
    """Would git itself write such a path? A tree made by hand may hold others, to write outside of the folder."""
    parts = path.split("/")
    forbidden = ("", ".", "..")
    return "\\" not in path and not any(p in forbidden or p.lower().rstrip(" .") == ".git" for p in parts)


def _content(stream: IO[bytes]) -> bytes | None:
    """The next object of a batch; None for one that is not there."""
    head = stream.readline().split()
    if len(head) != 3 or head[1] != b"blob":
        return None
    size = int(head[2])
    data = stream.read(size + 1)
    return data[:-1] if len(data) == size + 1 else None


def _place(path: Path, data: bytes, size: int | None = None) -> None:
    """Write a file that is not there yet; one that this file system cannot hold is left out."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(data)
            if size is not None:
                file.truncate(size)
    except (OSError, ValueError):
        return
