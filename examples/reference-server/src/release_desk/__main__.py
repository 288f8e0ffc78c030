"""The command `release-desk`: settings, logging, metrics, and then the server until it is told to stop."""

import uvicorn
from prometheus_client import start_http_server

from release_desk.logs import configure_logging
from release_desk.server import create_app
from release_desk.settings import Settings


def main() -> None:
    """Serve until SIGTERM; calls in hand may finish within the time that settings allow."""
    settings = Settings()
    configure_logging(settings)
    telemetry = settings.telemetry
    metrics_server, _thread = start_http_server(telemetry.metrics_port, telemetry.metrics_host)
    try:
        uvicorn.run(
            create_app(settings),
            host=settings.http.host,
            port=settings.http.port,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=settings.http.shutdown_seconds,
        )
    finally:
        metrics_server.shutdown()


if __name__ == "__main__":
    main()
