"""Tests of the level `e2e`."""
