"""Names that tell of secrets, and of functions that hide them."""

import re

SECRET_WORDS = ("secret", "password", "passwd", "token", "api_key", "apikey", "private_key", "credential", "access_key")
_HIDING = re.compile(r"^_*(mask|redact|censor|obfuscate|scrub|hide|anonymi[sz]e|hash)")


def is_secret(name: str) -> bool:
    """Says a name that what it holds is secret?"""
    lower = name.lower()
    return any(word in lower for word in SECRET_WORDS)


def hides(name: str) -> bool:
    """Says the name of a function that it hides what it is given?"""
    return _HIDING.match(name.lower()) is not None
