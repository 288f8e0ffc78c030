# mypy: ignore-errors
"""Runs in the reference server's environment: makes keys, and prints the key set and tokens signed with them as JSON.

Usage: `python issuer.py ISSUER AUDIENCE`. Imports nothing of this project, because it runs where only the server's packages are
installed.
"""

import json
import sys

from fastmcp.server.auth.providers.jwt import RSAKeyPair
from joserfc import jwk


def main(issuer: str, audience: str) -> None:
    """Print what an issuer publishes, and what it gives to people."""
    keys = RSAKeyPair.generate()

    def token(role: str, user: str, seconds: int = 300) -> str:
        claims = {"roles": [role], "team": "payments"}
        return keys.create_token(user, issuer, audience, None, seconds, claims, "test")

    tokens = {"viewer": token("viewer", "vera"), "admin": token("admin", "ada"), "expired": token("admin", "ada", -300)}
    public = {**jwk.import_key(keys.public_key, "RSA").as_dict(), "kid": "test"}
    print(json.dumps({"keys": {"keys": [public]}, "tokens": tokens}))


if __name__ == "__main__":
    main(*sys.argv[1:])
