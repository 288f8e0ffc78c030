"""Rules of document 03, tool implementation: names, descriptions and parameters."""
