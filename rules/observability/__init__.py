"""Rules of document 05, observability: logs, and what may be written where."""
