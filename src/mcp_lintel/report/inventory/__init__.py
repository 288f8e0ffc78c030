"""The inventory: what servers offer, as a client would be shown it; made once, told in three formats."""
