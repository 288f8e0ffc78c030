"""Tests of the level `integration`."""
