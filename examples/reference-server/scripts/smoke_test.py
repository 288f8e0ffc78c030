"""After a deployment: is the server ready, and does it turn away whoever has no token? Usage: smoke_test.py ADDRESS."""

import sys
import urllib.error
import urllib.request

TIMEOUT_SECONDS = 10


def status_of(address: str, method: str) -> int:
    """The status that an address answers with."""
    request = urllib.request.Request(address, method=method)  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def main() -> None:
    """Ask, and end with 1 if an answer is not the expected one."""
    base = sys.argv[1].rstrip("/")
    expected = (("/health/ready", "GET", 200), ("/mcp", "POST", 401))
    wrong = [path for path, method, status in expected if status_of(base + path, method) != status]
    sys.exit(f"unexpected answer from {', '.join(wrong)}" if wrong else 0)


if __name__ == "__main__":
    main()
