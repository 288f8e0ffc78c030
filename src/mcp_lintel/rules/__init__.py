"""Stands in for the top-level rules/ folder in a checkout; a wheel ships that folder here instead."""

from pathlib import Path

__path__ = [str(Path(__file__).parents[3] / "rules")]
