"""Gates that a coverage service applies, as far as its settings are in the repository: codecov.yml."""

from collections.abc import Collection, Iterator

from mcp_lintel.artifacts.coveragerc import percent
from mcp_lintel.artifacts.faults import Reader
from mcp_lintel.artifacts.paths import join
from mcp_lintel.artifacts.types import Gate, Origin
from mcp_lintel.artifacts.yamlfile import YamlFile, YamlNode

_FILES = (
    "codecov.yml",
    ".codecov.yml",
    "codecov.yaml",
    ".github/codecov.yml",
    ".github/codecov.yaml",
    "dev/codecov.yml",
)


def service_gates(known: Collection[str], folder: str, reader: Reader) -> Iterator[Gate]:
    """Project targets of codecov that are numbers and break the build (Codecov docs, status checks)."""
    for name in _FILES:
        path = join(folder, name)
        file = reader.parse(path, YamlFile) if path is not None and path in known else None
        for document in file.documents if file else []:
            project = document.get("coverage", "status", "project")
            for _, status in project.items() if project else []:
                gate = _gate(status)
                if gate is not None:
                    yield gate


def _gate(status: YamlNode) -> Gate | None:
    target, informational = status.get("target"), status.get("informational")
    if target is None or not target.text or (informational is not None and informational.text == "true"):
        return None
    value = percent(target.text.strip().rstrip("%"))
    return Gate(value, target.place, Origin.SERVICE, f"target: {target.text}") if value is not None else None
