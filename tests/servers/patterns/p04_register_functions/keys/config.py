"""Settings from the environment."""

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Config:
    """Whether the store may be written."""

    rw: bool


def load() -> Config:
    """Read the settings."""
    return Config(rw=os.environ.get("KEYS_RW") == "1")
