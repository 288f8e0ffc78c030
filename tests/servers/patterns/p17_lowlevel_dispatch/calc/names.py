"""The names of the tools."""

from enum import Enum


class T(str, Enum):
    """Every tool, and one that is no longer offered."""

    ADD = "add"
    ROOT = "root"
    LOST = "lost"
    GONE = "gone"
