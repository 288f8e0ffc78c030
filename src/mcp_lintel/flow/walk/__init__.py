"""Walks functions: statements, expressions, names, tests; and puts their summaries together."""
