"""The command lines that a project hands to a shell, wherever in its code."""
