"""Where the text stands that has a server listen on every interface, and whether requests' hosts are compared."""

import pytest

from mcp_lintel.model.types import Address

from .reading import FASTMCP, SDK, SDK_PINS, ReadProject, fastmcp, only

ANY = '"0.0.0.0"'


def shown(project: ReadProject, files: dict[str, str]) -> tuple[Address, list[str]]:
    """The one address, and the lines on which its host is written, as `file: line`."""
    (address,) = only(project({"pyproject.toml": fastmcp(4), **files})).endpoint.addresses
    assert address.host is not None
    assert address.host.value == "0.0.0.0"
    places = [(place.path, place.span) for place in address.host.written]
    assert {files[path][span.start : span.end] for path, span in places} <= {ANY}
    lines = [(path, files[path][: span.start].count("\n")) for path, span in places]
    return address, [f"{path}: {files[path].splitlines()[line].strip()}" for path, line in lines]


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ('mcp.run("http", host="0.0.0.0")', 'mcp.run("http", host="0.0.0.0")'),
        ('HOST = "0.0.0.0"\nmcp.run("http", host=HOST)', 'HOST = "0.0.0.0"'),
        ('import os\nmcp.run("http", host=os.getenv("H", "0.0.0.0"))', 'mcp.run("http", host=os.getenv("H", "0.0.0.0"))'),
        ('import os\nH = os.environ.get("H", "0.0.0.0")\nmcp.run("http", host=H)', 'H = os.environ.get("H", "0.0.0.0")'),
        (
            'import os\ndef main():\n    host = os.getenv("H") or "0.0.0.0"\n    mcp.run("http", host=host)\nmain()',
            'host = os.getenv("H") or "0.0.0.0"',
        ),
        ('def main(host="0.0.0.0"):\n    mcp.run("http", host=host)\nmain()', 'def main(host="0.0.0.0"):'),
        (
            "from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n"
            '    host: str = "0.0.0.0"\nmcp.run("http", host=Settings().host)',
            'host: str = "0.0.0.0"',
        ),
        (
            "from pydantic import Field\nfrom pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n"
            '    host: str = Field("0.0.0.0")\nmcp.run("http", host=Settings().host)',
            'host: str = Field("0.0.0.0")',
        ),
        (
            "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument(\n    '--host',\n"
            '    default="0.0.0.0",\n)\nmcp.run("http", host=parser.parse_args().host)',
            'default="0.0.0.0",',
        ),
    ],
)  # fmt: skip
def test_the_text_of_the_default_is_found(project: ReadProject, code: str, line: str) -> None:
    assert shown(project, {"server.py": FASTMCP + code + "\n"})[1] == [f"server.py: {line}"]


def test_a_field_that_says_the_same_is_told_besides(project: ReadProject) -> None:
    settings = (
        "import os\nfrom dataclasses import dataclass\n\n@dataclass\nclass Settings:\n"
        '    host: str = "0.0.0.0"\n\ndef load() -> Settings:\n    return Settings(host=os.getenv("H", "0.0.0.0"))\n'
    )
    code = FASTMCP + "from settings import load\nconfig = load()\nmcp.run('http', host=config.host)\n"
    assert shown(project, {"server.py": code, "settings.py": settings})[1] == [
        'settings.py: return Settings(host=os.getenv("H", "0.0.0.0"))',
        'settings.py: host: str = "0.0.0.0"',
    ]


def test_what_another_host_is_written_in_is_not_told(project: ReadProject) -> None:
    code = FASTMCP + 'HOST = "127.0.0.1"\nmcp.run("http", host=HOST)\n'
    (address,) = only(project({"server.py": code, "pyproject.toml": fastmcp(4)})).endpoint.addresses
    assert address.host is not None
    assert (address.host.value, address.host.written) == ("127.0.0.1", ())


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("allowed_hosts=['a.example']", True),
        ("host_origin_protection=True", True),
        ("host_origin_protection=False", False),
        ("allowed_hosts=None", False),
        ("path='/mcp'", False),
    ],
)
def test_a_list_of_hosts_is_seen(project: ReadProject, arguments: str, expected: bool) -> None:
    code = FASTMCP + f'mcp.run("http", host="0.0.0.0", {arguments})\n'
    assert shown(project, {"server.py": code})[0].checked is expected


def test_the_official_sdk_is_given_its_list_at_the_constructor(project: ReadProject) -> None:
    code = SDK.replace("FastMCP('box')", 'FastMCP("box", host="0.0.0.0", transport_security=Security())')
    code = "from mcp.server.transport_security import TransportSecuritySettings as Security\n" + code
    address, lines = shown(project, {"server.py": code + "mcp.run('sse')\n", "pyproject.toml": SDK_PINS})
    assert address.checked
    assert len(lines) == 1
