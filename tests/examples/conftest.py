"""What tests of the examples share: the environment they run in, and the reference server running over HTTP."""

import json
import os
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.servers.environments import FOLLOWED, Environments
else:
    from servers.environments import FOLLOWED, Environments

HERE = Path(__file__).parent
REFERENCE = HERE.parents[1] / "examples" / "reference-server"
SECONDS_TO_START = 60


@dataclass(frozen=True)
class Running:
    """A running reference server, and the tokens that people have for it."""

    python: Path
    address: str
    tokens: dict[str, str]

    def answer(self, path: str, token: str | None = None, method: str = "POST") -> tuple[int, dict[str, str]]:
        """Status and headers of a plain HTTP request."""
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        data = b"{}" if method == "POST" else None
        asked = urllib.request.Request(self.address + path, data=data, headers=headers, method=method)
        try:
            with urllib.request.urlopen(asked, timeout=10) as got:
                return got.status, {name.lower(): value for name, value in got.headers.items()}
        except urllib.error.HTTPError as error:
            return error.code, {name.lower(): value for name, value in error.headers.items()}

    def visit(self, token: str, *calls: tuple[str, object]) -> dict[str, Any]:
        """What a real client is shown and what its calls come to."""
        words = [word for name, arguments in calls for word in (name, json.dumps(arguments))]
        address = f"{self.address}/mcp"
        visited: dict[str, Any] = json.loads(in_environment(self.python, HERE / "visitor.py", address, token, *words))
        return visited


def in_environment(python: Path, *words: str | Path) -> str:
    """What a program in the environment prints."""
    command = [str(python), "-W", "ignore", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def free_port() -> int:
    """A port on which nothing listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def python() -> Path:
    """The interpreter of the environment that the reference server runs in."""
    return Environments().python(FOLLOWED)


@pytest.fixture(scope="module")
def running(python: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The reference server as a process of its own, with an issuer whose keys this process serves."""
    published: dict[str, object] = {}

    class Issuer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(published).encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Issuer) as issuer:
        threading.Thread(target=issuer.serve_forever, daemon=True).start()
        name, port = f"http://127.0.0.1:{issuer.server_port}/", free_port()
        address = f"http://127.0.0.1:{port}"
        made = json.loads(in_environment(python, HERE / "issuer.py", name, f"{address}/mcp"))
        published.update(made["keys"])
        folder = tmp_path_factory.mktemp("running")
        environment = os.environ | {
            "PYTHONPATH": str(REFERENCE / "src"),
            "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
            "AUTH__ISSUER": name,
            "AUTH__AUDIENCE": f"{address}/mcp",
            "AUTH__JWKS_URI": f"{name}jwks.json",
            "HTTP__PORT": str(port),
            "RATE_LIMIT__BURST": "100",
            "TELEMETRY__METRICS_PORT": str(free_port()),
        }
        with (folder / "log").open("w") as log:
            command = [str(python), "-m", "release_desk"]
            process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            server = Running(python, address, made["tokens"])
            wait_for(server, process, folder / "log")
            yield server
        finally:
            process.terminate()
            process.wait(timeout=30)
            issuer.shutdown()


def wait_for(server: Running, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the server answers; fail with its log when it ends or takes too long."""
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        try:
            server.answer("/health/live", method="GET")
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"the server did not start: {log.read_text()}")
