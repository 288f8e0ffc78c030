"""Metrics and traces.

Prometheus counts on a port of its own; OpenTelemetry exports traces and the same metrics when an endpoint is set. The
framework opens a span for each request itself, so only providers are made here. Labels are drawn from small fixed sets.
"""

import time
from collections.abc import Awaitable, Callable, Collection
from typing import Any

from fastmcp.server.middleware import Middleware, MiddlewareContext
from fastmcp.tools import ToolResult
from mcp.types import CallToolRequestParams
from opentelemetry import metrics, trace
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from prometheus_client import Counter, Gauge, Histogram

from release_desk.errors import kind_of
from release_desk.settings import Settings

REQUESTS = Counter("mcp_requests_total", "Tool calls.", ["tool", "status"])
ERRORS = Counter("mcp_errors_total", "Tool calls that failed.", ["tool", "error_type"])
DURATION = Histogram("mcp_request_duration_seconds", "Time a tool call took.", ["tool"])
ACTIVE = Gauge("mcp_requests_active", "Tool calls in hand.", ["tool"])
STORE_ERRORS = Counter("release_desk_store_errors_total", "Failures of the release store.", ["operation"])

_meter = metrics.get_meter("release_desk")
_requests = _meter.create_counter("mcp.requests.total", unit="1", description="Tool calls.")
_errors = _meter.create_counter("mcp.errors.total", unit="1", description="Tool calls that failed.")
_duration = _meter.create_histogram("mcp.request.duration", unit="ms", description="Time a tool call took.")
_active = _meter.create_up_down_counter("mcp.requests.active", unit="1", description="Tool calls in hand.")


def configure_telemetry(settings: Settings) -> Callable[[], None]:
    """Install exporting providers if an endpoint is set; returns what flushes them at shutdown."""
    endpoint = settings.telemetry.otlp_endpoint
    if endpoint is None:
        return lambda: None
    resource = Resource.create({"service.name": "release-desk", "deployment.environment": settings.environment.value})
    tracers = TracerProvider(resource=resource)
    tracers.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=f"{endpoint}/v1/traces")))
    trace.set_tracer_provider(tracers)
    reader = PeriodicExportingMetricReader(OTLPMetricExporter(endpoint=f"{endpoint}/v1/metrics"))
    meters = MeterProvider(metric_readers=[reader], resource=resource)
    metrics.set_meter_provider(meters)

    def flush() -> None:
        tracers.shutdown()
        meters.shutdown()

    return flush


class MetricsMiddleware(Middleware):
    """Counts every tool call and measures how long it took."""

    def __init__(self, tools: Collection[str]) -> None:
        self._tools = frozenset(tools)

    async def on_call_tool(
        self,
        context: MiddlewareContext[CallToolRequestParams],
        call_next: Callable[[MiddlewareContext[CallToolRequestParams]], Awaitable[ToolResult]],
    ) -> ToolResult:
        """Measure one call. A name that is no tool's is counted as `unknown`, so that callers cannot add series."""
        tool = context.message.name if context.message.name in self._tools else "unknown"
        labels: dict[str, Any] = {"tool": tool}
        started = time.perf_counter()
        status = "success"
        ACTIVE.labels(tool=tool).inc()
        _active.add(1, labels)
        try:
            return await call_next(context)
        except Exception as error:
            status = "error"
            kind = kind_of(error)
            ERRORS.labels(tool=tool, error_type=kind).inc()
            _errors.add(1, {**labels, "error_type": kind})
            raise
        finally:
            elapsed = time.perf_counter() - started
            ACTIVE.labels(tool=tool).dec()
            _active.add(-1, labels)
            REQUESTS.labels(tool=tool, status=status).inc()
            _requests.add(1, {**labels, "status": status})
            DURATION.labels(tool=tool).observe(elapsed)
            _duration.record(elapsed * 1000, labels)
