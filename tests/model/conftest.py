"""What the tests of the server model share."""

from pathlib import Path

import pytest

from mcp_lintel.model.types import Project

from .reading import ReadProject, read


@pytest.fixture
def project(tmp_path: Path) -> ReadProject:
    """Reads the project that some files make, by path."""

    def reading(files: dict[str, str]) -> Project:
        return read(tmp_path, files)

    return reading
