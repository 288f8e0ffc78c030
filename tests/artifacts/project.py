"""A small project on disk, read as the engine reads it."""

from pathlib import Path

from mcp_lintel.artifacts.read import read_artifacts
from mcp_lintel.artifacts.types import Artifacts
from mcp_lintel.text.source import SourceFile, read_source
from mcp_lintel.text.span import Place


class Project:
    """Files of one project under a folder of its own."""

    def __init__(self, root: Path, files: dict[str, str]) -> None:
        self.root = root
        for path, text in files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode())
        self.paths = sorted(files)

    def read(self, path: str) -> SourceFile:
        """The text of one file."""
        return read_source(self.root, path)

    def artifacts(self, *, folder: str | None = None, shared: tuple[str, ...] = ()) -> Artifacts:
        """What the files say; `shared` are left out of the project's own."""
        own = [path for path in self.paths if path not in shared]
        return read_artifacts(self.root, own, self.read, folder=folder, shared=shared)

    def quoted(self, place: Place) -> str:
        """The text at a place."""
        return self.read(place.path).snippet(place.span)
