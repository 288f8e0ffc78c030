"""Rules for the testing strategy (document 04)."""
