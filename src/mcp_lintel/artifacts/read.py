"""Reading everything the other files of one project say; a file that cannot be parsed becomes a fault and the rest
goes on."""

from collections.abc import Collection, Sequence
from pathlib import Path

from mcp_lintel.artifacts.commands import is_ci, read_commands
from mcp_lintel.artifacts.coverage import read_coverage
from mcp_lintel.artifacts.environment import read_environment
from mcp_lintel.artifacts.faults import Reader
from mcp_lintel.artifacts.manifest import read_manifest
from mcp_lintel.artifacts.paths import inside, project_folder
from mcp_lintel.artifacts.types import Artifacts, Command, Read


def read_artifacts(
    root: Path, paths: Sequence[str], read: Read, *, folder: str | None = None, shared: Sequence[str] = ()
) -> Artifacts:
    """What the files of one project say.

    `paths` are its files relative to `root`, `folder` its own folder (worked out from the packaging files
    when not given). `shared` are files of the folders around it: CI files, of which those commands count whose
    working folder lies in the project, and settings for coverage.py that it may inherit.
    """
    ordered = sorted(set(paths))
    here = project_folder(ordered) if folder is None else folder
    reader = Reader(read)
    manifest = read_manifest(ordered, here, reader)
    folders = {path[:at] for path in ordered for at, char in enumerate(path) if char == "/"}
    commands = tuple(command for command in read_commands(ordered, reader) if _concerns(command, here, folders))
    above = sorted(path for path in set(shared) - set(ordered) if is_ci(path))
    commands += tuple(command for command in read_commands(above, reader) if _inside(command, here))
    environment = tuple(read_environment(ordered, reader))
    coverage = read_coverage(
        root, here, ordered, commands=commands, manifest=manifest, reader=reader, above=tuple(shared)
    )
    own = set(ordered)
    found = (fault for fault in reader.faults.values() if fault.path in own)
    faults = tuple(sorted(found, key=lambda fault: (fault.path, fault.line, fault.message)))
    return Artifacts(manifest, commands, environment, coverage, faults)


def _concerns(command: Command, folder: str, folders: Collection[str]) -> bool:
    """Does a command run in this project rather than in another one below it?"""
    if command.folder is None or command.folder in folders:
        return True
    return inside(folder, command.folder)


def _inside(command: Command, folder: str) -> bool:
    return command.folder is None or (folder != "." and inside(command.folder, folder))
