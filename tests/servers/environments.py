"""Environments in which a framework is installed, made once a machine in the user's cache folder."""

import fcntl
import os
import subprocess
import sys
import venv
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import NoReturn

import pytest

FASTMCP2 = ("fastmcp==2.14.7", "mcp==1.30.0")
FASTMCP3 = ("fastmcp==3.4.9", "mcp==1.30.0")
FASTMCP4 = ("fastmcp==4.1.1", "mcp==2.3.0")
"""Three environments hold all five generations, since fastmcp 2 and 3 run on mcp 1 and fastmcp 4 on mcp 2."""
ALL = (FASTMCP2, FASTMCP3, FASTMCP4)
FOLLOWED = (
    *FASTMCP4,
    "httpx==0.28.1",
    "opentelemetry-api==1.45.2",
    "opentelemetry-exporter-otlp-proto-http==1.45.2",
    "opentelemetry-sdk==1.45.2",
    "prometheus-client==0.26.0",
    "pydantic==2.14.3",
    "pydantic-settings==2.16.3",
    "starlette==1.10.0",
    "structlog==26.1.0",
    "uvicorn==0.54.0",
    "pytest==9.2.0",
    "pytest-asyncio==1.5.0",
    "pytest-cov==7.1.0",
)
"""What examples/reference-server runs and is tested with, and what examples of the documents import."""
LONGEST_KEY = 100


def unavailable(reason: str) -> NoReturn:
    """Skip, or fail where a skip would go unseen."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def cache_folder() -> Path:
    """Where tests keep what comes from a registry."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mcp-lintel-tests"


class Environments:
    """The environments by their pins; makes every missing one of ALL at once when the first is asked for."""

    def __init__(self) -> None:
        self.faults: dict[tuple[str, ...], str] = {}

    def python(self, pins: tuple[str, ...]) -> Path:
        """The interpreter of an environment; skips the test where it cannot be made."""
        if pins not in self.faults:
            wanted = ALL if pins in ALL else (pins,)
            with ThreadPoolExecutor(len(wanted)) as pool:
                self.faults |= dict(zip(wanted, pool.map(made, wanted), strict=True))
        if self.faults[pins]:
            unavailable(f"{' '.join(pins)} could not be installed: {self.faults[pins]}")
        return folder_of(pins) / "bin" / "python"


def folder_of(pins: Sequence[str]) -> Path:
    """Where an environment lives: keyed by its pins, or by a digest of many, and the running Python's version."""
    key = "-".join(pin.replace("==", "") for pin in pins)
    if len(key) > LONGEST_KEY:
        key = sha256(key.encode()).hexdigest()[:16]
    return cache_folder() / f"{key}-py{sys.version_info[0]}.{sys.version_info[1]}"


def made(pins: tuple[str, ...]) -> str:
    """Make an environment unless it is there; "" when it is ready, else what went wrong."""
    folder = folder_of(pins)
    folder.mkdir(parents=True, exist_ok=True)
    done = folder / "installed"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if done.exists():
            return ""
        venv.create(folder, symlinks=True)
        options = ["--quiet", "--disable-pip-version-check", "--retries", "1", "--no-compile"]
        python = str(folder / "bin" / "python")
        run = [sys.executable, "-m", "pip", "--python", python, "install", *options, *pins]
        try:
            result = subprocess.run(run, capture_output=True, text=True, check=False, timeout=300)
        except subprocess.TimeoutExpired:
            return "it took more than 300 seconds"
        if result.returncode == 0:
            done.touch()
            return ""
        faults = [line for line in result.stderr.splitlines() if line.startswith("ERROR")] or ["pip failed"]
        return faults[-1][-200:]
