"""The abstract domain: what values may be, and what is done with them."""
