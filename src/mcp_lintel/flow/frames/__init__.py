"""One reading of one function: its state, its variables, its calls' arguments, what it shares with others."""
