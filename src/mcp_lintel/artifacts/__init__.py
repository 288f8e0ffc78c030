"""What files other than Python modules say: packaging, commands, environment values and coverage settings."""
