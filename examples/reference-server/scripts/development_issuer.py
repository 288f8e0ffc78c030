"""An issuer for your own machine: serves its public key on 127.0.0.1:9000 and prints a token for each role.

The key lives as long as this program does. Settings for the server beside it:

    AUTH__ISSUER=http://127.0.0.1:9000/
    AUTH__AUDIENCE=http://127.0.0.1:8000/mcp
    AUTH__JWKS_URI=http://127.0.0.1:9000/jwks.json
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

from fastmcp.server.auth.providers.jwt import RSAKeyPair
from joserfc import jwk

ADDRESS = ("127.0.0.1", 9000)
ISSUER = "http://127.0.0.1:9000/"
AUDIENCE = "http://127.0.0.1:8000/mcp"
PEOPLE = {"viewer": "vera", "developer": "dan", "admin": "ada"}


def main() -> None:
    """Print the tokens and serve the key until interrupted."""
    keys = RSAKeyPair.generate()
    public = {**jwk.import_key(keys.public_key, "RSA").as_dict(), "kid": "development"}
    key_set = json.dumps({"keys": [public]}).encode()

    class Handler(BaseHTTPRequestHandler):
        """Answers every GET with the key set."""

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(key_set)

    for role, person in PEOPLE.items():
        claims = {"roles": [role], "team": "payments"}
        token = keys.create_token(
            subject=person, issuer=ISSUER, audience=AUDIENCE, additional_claims=claims, kid="development"
        )
        sys.stdout.write(f"{role}: {token}\n\n")
    sys.stdout.flush()
    HTTPServer(ADDRESS, Handler).serve_forever()


if __name__ == "__main__":
    main()
