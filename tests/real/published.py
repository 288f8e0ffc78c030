"""Published servers by name and version, downloaded and unpacked once a machine; never installed, imported or run."""

import fcntl
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import NoReturn

import pytest


def unavailable(reason: str) -> NoReturn:
    """Skip, or fail where a skip would go unseen."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def published(name: str, version: str) -> Path:
    """The folder of an unpacked wheel in the user's cache folder; skips the test where it cannot be downloaded."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "mcp-lintel-tests" / f"{name}-{version}"
    unpacked, done = folder / "unpacked", folder / "installed"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            download(f"{name}=={version}", folder)
            wheel = next(folder.glob("*.whl"))
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(unpacked)
            done.touch()
    return unpacked


def download(pin: str, folder: Path) -> None:
    """Fetch one wheel without what it depends on."""
    options = ["--no-deps", "--only-binary", ":all:", "--disable-pip-version-check", "--retries", "1", "--quiet"]
    command = [sys.executable, "-m", "pip", "download", *options, "--dest", str(folder), pin]
    try:
        run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    except subprocess.TimeoutExpired:
        unavailable(f"{pin} could not be downloaded in 120 seconds")
    if run.returncode != 0:
        faults = [line for line in run.stderr.splitlines() if line.startswith("ERROR")] or [run.stderr.strip()]
        unavailable(f"{pin} could not be downloaded: {faults[-1][-200:]}")
