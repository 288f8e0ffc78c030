"""Tests of the level `security`."""
