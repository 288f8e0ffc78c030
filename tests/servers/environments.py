"""Environments in which a framework is installed, made once a machine in the user's cache folder."""

import fcntl
import os
import subprocess
import sys
import venv
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn

import pytest

FASTMCP2 = ("fastmcp==2.14.7", "mcp==1.30.0")
FASTMCP3 = ("fastmcp==3.4.9", "mcp==1.30.0")
FASTMCP4 = ("fastmcp==4.1.1", "mcp==2.3.0")
"""Three environments hold all five generations, since fastmcp 2 and 3 run on mcp 1 and fastmcp 4 on mcp 2."""
ALL = (FASTMCP2, FASTMCP3, FASTMCP4)


def unavailable(reason: str) -> NoReturn:
    """Skip, or fail where a skip would go unseen."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def cache_folder() -> Path:
    """Where tests keep what comes from a registry."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mcp-lintel-tests"


class Environments:
    """The environments by their pins; makes every missing one at once when the first is asked for."""

    def __init__(self) -> None:
        self.faults: dict[tuple[str, ...], str] | None = None

    def python(self, pins: tuple[str, ...]) -> Path:
        """The interpreter of an environment; skips the test where it cannot be made."""
        if self.faults is None:
            with ThreadPoolExecutor(len(ALL)) as pool:
                self.faults = dict(zip(ALL, pool.map(made, ALL), strict=True))
        if self.faults[pins]:
            unavailable(f"{' '.join(pins)} could not be installed: {self.faults[pins]}")
        return folder_of(pins) / "bin" / "python"


def folder_of(pins: Sequence[str]) -> Path:
    """Where an environment lives: keyed by its pins and the running Python's version."""
    key = "-".join(pin.replace("==", "") for pin in pins)
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
