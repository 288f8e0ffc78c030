"""The servers in the documents' good examples run, and show a client what is read from them."""

import json
import subprocess
from pathlib import Path

import pytest

from mcp_lintel.model.types import Server
from mcp_lintel.promise_project import defines_server, project_of
from mcp_lintel.promises import document_examples
from mcp_lintel.standard.examples import Example
from mcp_lintel.standard.load import load_standard
from mcp_lintel.standard.types import Document
from mcp_lintel.trial import read_texts

from .environments import FOLLOWED, Environments
from .reading import HERE, signatures

pytestmark = pytest.mark.network
DOCUMENTS = load_standard().documents


def servers_shown_in(document: Document) -> list[Example]:
    return [
        example
        for example in document_examples(document)
        if example.language == "python" and example.kind == "good" and defines_server(example.code)
    ]


def run(examples: list[Example], python: Path, folder: Path) -> dict[str, dict[str, dict[str, dict[str, bool]]]]:
    """What a client is shown of the servers in examples, by module and attribute."""
    modules = [f"line_{example.line}" for example in examples]
    for module, example in zip(modules, examples, strict=True):
        (folder / f"{module}.py").write_text(example.code, encoding="utf-8")
    command = [str(python), "-W", "ignore", str(HERE / "probe_blocks.py"), str(folder), *modules]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout.splitlines()[-1])
    assert {module: one["fault"] for module, one in answers.items() if "fault" in one} == {}
    return {module: one["servers"] for module, one in answers.items()}


def visible(server: Server, shown: set[str]) -> dict[str, dict[str, bool]]:
    """A server's tools without those that are hidden from a caller who may not call them, as in memory nobody may."""
    checked = {tool.name.value for tool in server.tools if tool.checks}
    return {name: one for name, one in signatures(server).items() if name in shown or name not in checked}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.file.removesuffix(".md"))
def test_the_servers_of_good_examples_run_as_they_are_read(
    document: Document, environments: Environments, tmp_path: Path
) -> None:
    examples = servers_shown_in(document)
    served = run(examples, environments.python(FOLLOWED), tmp_path) if examples else {}
    for example, servers in zip(examples, served.values(), strict=True):
        at = f"{document.file}:{example.line}"
        assert servers, f"{at}: no server at the top of the module"
        names = {name for tools in servers.values() for name in tools}
        read = [
            visible(server, names)
            for project in read_texts(project_of(example)).projects
            for server in project.servers
            if server.endpoint.place.path == example.file
        ]
        if ".mount(" in example.code:  # what is mounted is read as a part of its parent, and not alone
            assert [one for one in read if one not in servers.values()] == [], at
        else:
            assert sorted(read, key=str) == sorted(servers.values(), key=str), at
