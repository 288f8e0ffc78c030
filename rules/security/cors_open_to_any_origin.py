"""Pages that come with credentials come from named origins.

## Why
A browser sends cookies and client certificates along with what a page asks for, whichever page that is. A server that
allows every origin together with credentials tells the browser to hand its answers to any page, so that each page a
user opens can call the server's tools in the user's name. Starlette answers such a request with the caller's own
origin, since the standard forbids `*` there: nothing stops it on the way.

## What is read
Starlette's and FastAPI's `CORSMiddleware`, by `add_middleware`, `Middleware(…)` or its own call, in every app of the
project: `allow_origins` with `*`, or an `allow_origin_regex` that everything matches, together with
`allow_credentials=True`. Constants, the defaults of settings and of environment variables count as what is written.

## What is not reported
Any origin without credentials, as for public data. Credentials that are allowed for named origins only
(`allow_credentials=bool(origins)`), and code that treats `*` by itself. Where another branch names its origins the
confidence is medium.

## Fix
List the origins, `allow_origins=["https://desk.example.com"]`, from settings without a default; or leave
`allow_credentials` out where tokens come in a header that the page sets itself. A server that no page calls needs no
CORS at all.

## Evidence
Judged in November 2026 on 106 checkouts of published servers: 3 of 3 true, in two of them; both labelled flaws are
found.
"""

from collections.abc import Iterator

from mcp_lintel.model.types import CorsPolicy
from mcp_lintel.rule import Bad, Confidence, Good, Hit, Severity, rule


@rule(
    "cors-open-to-any-origin",
    on=CorsPolicy,
    clause="SEC-33",
    severity=Severity.ERROR,
    cwe=("CWE-942",),
    examples=(
        Bad("""
            from starlette.middleware import Middleware
            from starlette.middleware.cors import CORSMiddleware

            app = mcp.http_app(
                middleware=[Middleware(CORSMiddleware, allow_origins=[|["*"]|], allow_credentials=True)],
            )
        """),
        Bad("""
            from fastapi import FastAPI
            from fastapi.middleware.cors import CORSMiddleware

            ORIGIN_PATTERN = r"https?://.*"

            app = FastAPI()
            app.add_middleware(CORSMiddleware, allow_origin_regex=[|ORIGIN_PATTERN|], allow_credentials=True)
            app.mount("/mcp", mcp.http_app())
        """),
        Bad("""
            import os

            from starlette.middleware.cors import CORSMiddleware

            def make_app():
                origins = [origin.strip() for origin in os.getenv("ALLOWED_ORIGINS", "*").split(",")]
                return CORSMiddleware(mcp.http_app(), allow_origins=[|origins|], allow_credentials=True)

            app = make_app()
        """),
        Bad(
            """
            from pydantic_settings import BaseSettings
            from starlette.middleware.cors import CORSMiddleware

            class Settings(BaseSettings):
                origins: list[str] = ["*"]
                local_origins: bool = False
                credentials: bool = True

            settings = Settings()
            origins = ["http://localhost:6274"] if settings.local_origins else settings.origins
            app = mcp.http_app()
            app.add_middleware(CORSMiddleware, allow_origins=[|origins|], allow_credentials=settings.credentials)
            """,
            confidence=Confidence.MEDIUM,
        ),
        Good("""
            from starlette.middleware import Middleware
            from starlette.middleware.cors import CORSMiddleware

            app = mcp.http_app(
                middleware=[
                    Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["*"], allow_headers=["*"]),
                ],
            )
        """),
        Good("""
            from starlette.middleware.cors import CORSMiddleware

            app = mcp.http_app()
            app.add_middleware(
                CORSMiddleware,
                allow_origins=["https://desk.example.com"],
                allow_origin_regex=r"https://.*\\.desk\\.example\\.com",
                allow_credentials=True,
            )
        """),
        Good("""
            import os

            from starlette.middleware.cors import CORSMiddleware

            def make_app():
                app = mcp.http_app()
                origins = [origin for origin in os.getenv("ALLOWED_ORIGINS", "").split(",") if origin]
                app.add_middleware(CORSMiddleware, allow_origins=origins or ["*"], allow_credentials=bool(origins))
                return app

            app = make_app()
        """),
        Good("""
            import os

            from starlette.middleware.cors import CORSMiddleware

            def make_app():
                app = mcp.http_app()
                origins = os.getenv("ALLOWED_ORIGINS", "*").split(",")
                if "*" in origins:
                    app.add_middleware(CORSMiddleware, allow_origins=["*"])
                else:
                    app.add_middleware(CORSMiddleware, allow_origins=origins, allow_credentials=True)
                return app

            app = make_app()
        """),
    ),
)
def cors_open_to_any_origin(policy: CorsPolicy) -> Iterator[Hit]:
    if policy.any_origin and policy.credentials:
        which = "" if policy.any_origin == "*" else f" by the pattern `{policy.any_origin}`"
        yield Hit(
            policy.place,
            f"pages of any origin are allowed{which}, and with credentials",
            policy.symbol,
            confidence=None if policy.sure else Confidence.MEDIUM,
        )
