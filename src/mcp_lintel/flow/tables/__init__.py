"""The library tables: what calls of libraries do with what they are given, read from TOML."""
