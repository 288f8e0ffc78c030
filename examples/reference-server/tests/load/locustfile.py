"""A hundred people at the desk: `locust -f tests/load/locustfile.py -u 100 -r 10 -t 5m --html load.html`.

Give the address with `--host` and tokens in DESK_TOKENS, separated by commas; every simulated person takes one, as the
server limits each caller. Install locust from the dependency group `load`.
"""

import itertools
import os
from typing import Any

from locust import HttpUser, between, task

REVISION = "2025-11-25"
tokens = itertools.cycle(os.environ["DESK_TOKENS"].split(","))
numbers = itertools.count()


class Person(HttpUser):
    """Lists often, looks at one release now and then, and seldom makes one."""

    wait_time = between(1, 3)

    def on_start(self) -> None:
        """Take a token."""
        self.headers = {
            "Authorization": f"Bearer {next(tokens)}",
            "Accept": "application/json, text/event-stream",
            "Mcp-Protocol-Version": REVISION,
        }
        self.known = "0" * 32

    def call(self, tool: str, arguments: dict[str, Any]) -> dict[str, Any]:
        """Call a tool; a result that is marked as an error counts as a failure."""
        message = {
            "jsonrpc": "2.0",
            "id": next(numbers),
            "method": "tools/call",
            "params": {"name": tool, "arguments": arguments},
        }
        with self.client.post("/mcp", json=message, headers=self.headers, name=tool, catch_response=True) as answer:
            if answer.status_code != 200:
                answer.failure(f"status {answer.status_code}")
                return {}
            result: dict[str, Any] = answer.json().get("result", {"isError": True})
            if result.get("isError"):
                answer.failure("tool error")
            return result

    @task(3)
    def list_releases(self) -> None:
        """Look at the first page."""
        self.call("list_releases", {"page_size": 20})

    @task(2)
    def get_release(self) -> None:
        """Look at the release made last."""
        if self.known != "0" * 32:
            self.call("get_release", {"release_id": self.known})

    @task(1)
    def create_release(self) -> None:
        """Make a release with a version of its own."""
        number = next(numbers)
        version = f"{os.getpid() % 90_000}.{number // 90_000}.{number % 90_000}"
        result = self.call("create_release", {"draft": {"name": "load-test", "version": version}})
        self.known = result.get("structuredContent", {}).get("data", {}).get("id", self.known)
