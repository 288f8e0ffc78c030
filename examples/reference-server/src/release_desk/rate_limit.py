"""Token buckets: one for each caller, one for all, and no more memory than settings allow."""

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from math import ceil
from typing import Any

from fastmcp.server.middleware import Middleware, MiddlewareContext
from fastmcp.server.middleware.rate_limiting import RateLimitError

from release_desk.audit import record
from release_desk.errors import ErrorCode
from release_desk.permissions import find_caller
from release_desk.settings import RateLimitSettings

Clock = Callable[[], float]


@dataclass(slots=True)
class TokenBucket:
    """So many tokens at once, refilled at a steady rate."""

    capacity: float
    per_second: float
    tokens: float
    refilled: float

    def take(self, now: float) -> float:
        """Take a token; returns 0 if there was one, else the seconds until there will be."""
        self.tokens = min(self.capacity, self.tokens + (now - self.refilled) * self.per_second)
        self.refilled = now
        if self.tokens >= 1:
            self.tokens -= 1
            return 0.0
        return (1 - self.tokens) / self.per_second


class RateLimitMiddleware(Middleware):
    """Refuses requests beyond a caller's rate, or beyond the rate of all callers together.

    The buckets are this process's own: with several replicas a caller's limit is the sum, and the ingress sets the
    limit for the whole (see `docs/deployment.md`). The longest unused bucket goes when there are too many.
    """

    def __init__(self, settings: RateLimitSettings, clock: Clock = time.monotonic) -> None:
        self._settings = settings
        self._clock = clock
        self._callers: OrderedDict[str, TokenBucket] = OrderedDict()
        self._all = self._bucket(settings.global_burst, settings.global_per_minute)
        self.total = 0
        self.rejected = 0

    def _bucket(self, burst: int, per_minute: int) -> TokenBucket:
        return TokenBucket(burst, per_minute / 60, burst, self._clock())

    def _bucket_of(self, user_id: str) -> TokenBucket:
        bucket = self._callers.pop(user_id, None) or self._bucket(self._settings.burst, self._settings.per_minute)
        self._callers[user_id] = bucket
        while len(self._callers) > self._settings.max_callers:
            self._callers.popitem(last=False)
        return bucket

    async def on_request(
        self,
        context: MiddlewareContext[Any],
        call_next: Callable[[MiddlewareContext[Any]], Awaitable[Any]],
    ) -> Any:
        """Take a token of the caller and one of the whole, or refuse."""
        caller = find_caller()
        self.total += 1
        now = self._clock()
        wait, tier = self._bucket_of(caller.user_id if caller else "").take(now), "caller"
        if not wait:
            wait, tier = self._all.take(now), "all"
        if wait:
            self.rejected += 1
            record("rate_limit", "request", "failure", caller, tier=tier, method=context.method or "")
            raise RateLimitError(f"{ErrorCode.RATE_LIMITED}: too many requests, try again in {ceil(wait)} seconds")
        return await call_next(context)
