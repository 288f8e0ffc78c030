"""Headless Chromium for tests of pages, driven over a pipe with the Chrome DevTools Protocol; no package is needed.

Source: https://chromedevtools.github.io/devtools-protocol/ and `--remote-debugging-pipe`, which reads commands from
file descriptor 3 and writes answers to 4, each closed by a null byte.
"""

import json
import os
import shutil
import subprocess
import sys
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--hide-scrollbars",
)
_START = """
import os, sys
source, sink = (os.dup(os.dup(os.dup(int(word)))) for word in sys.argv[1:3])
os.dup2(source, 3)
os.dup2(sink, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
_MOST_SECONDS = 60
"""After which a browser that does not answer is ended."""


class Browser:
    """One page of a browser that is not told of any network."""

    def __init__(self, commands: int, answers: int) -> None:
        self._commands = commands
        self._answers = os.fdopen(answers, "rb", buffering=0)
        self._last = 0
        self._rest = b""
        self._session = ""
        self.events: list[dict[str, Any]] = []
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")

    def open(self, page: Path) -> None:
        """Load a file and wait until it has loaded."""
        self.events.clear()
        self.send("Page.navigate", url=page.as_uri())
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self._read()

    def run(self, script: str) -> Any:
        """The value of a JavaScript expression; a promise is waited for."""
        told = self.send("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def screenshot(self, width: int, height: int) -> bytes:
        """What a window of that size shows, as PNG."""
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        return b64decode(self.send("Page.captureScreenshot")["data"])

    def asked_for(self) -> list[str]:
        """The addresses that the page asked for since it was opened."""
        sent = (event for event in self.events if event["method"] == "Network.requestWillBeSent")
        return [event["params"]["request"]["url"] for event in sent]

    def complaints(self) -> list[str]:
        """Errors and refusals that the browser's console told, and scripts that broke off."""
        logged = [e["params"]["entry"]["text"] for e in self.events if e["method"] == "Log.entryAdded"]
        return logged + [str(e["params"]) for e in self.events if e["method"] == "Runtime.exceptionThrown"]

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The answer to a command of the protocol; raises AssertionError for an error."""
        self._last += 1
        command: dict[str, Any] = {"id": self._last, "method": method, "params": parameters}
        if self._session:
            command["sessionId"] = self._session
        os.write(self._commands, json.dumps(command).encode() + b"\0")
        while (answer := self._read()).get("id") != self._last:
            pass
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    def _read(self) -> dict[str, Any]:
        """The next message; an event is kept as well."""
        while b"\0" not in self._rest:
            part = self._answers.read(1 << 16)
            assert part, "the browser ended"
            self._rest += part
        data, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(data)
        if "method" in message:
            self.events.append(message)
        return message


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """A browser with a profile of its own; the test is skipped where there is none."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("no Chromium is installed; the page's text is tested all the same")
    in_read, in_write = os.pipe()
    out_read, out_write = os.pipe()

    words = [program, *_FLAGS, f"--user-data-dir={profile}", "--host-resolver-rules=MAP * ~NOTFOUND"]
    process = subprocess.Popen(
        [sys.executable, "-c", _START, str(in_read), str(out_write), *words, "--remote-debugging-pipe", "about:blank"],
        pass_fds=(in_read, out_write),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(in_read)
    os.close(out_write)
    watch = Timer(_MOST_SECONDS, process.kill)
    watch.start()
    try:
        yield Browser(in_write, out_read)
    finally:
        watch.cancel()
        os.close(in_write)
        process.terminate()
        process.wait(30)
