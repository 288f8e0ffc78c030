"""A printing press."""
