"""What tests tell of the values they are about, and which of them do not hold."""
