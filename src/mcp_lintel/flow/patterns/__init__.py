"""Regular expressions and sets of characters: which text they let through, and for which sinks that is harmless."""
