"""What annotations and validators make harmless."""
