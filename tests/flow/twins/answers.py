"""What must not leave: secrets in logs and in answers, and the environment."""

from .kit import Kind
from .usual import bad, quiet

LOGGED = "secret-logged"
LOG = Kind(
    "log",
    rule=LOGGED,
    signature="sign_in()",
    parameter="",
    imports="from desk import session\n",
    files={
        "desk/session.py": """
        from desk.trail import note
        from desk.settings import settings

        def open_session() -> None:
            note("signing in with", settings.api_key.get_secret_value())
        """,
        "desk/trail.py": """
        import logging

        logger = logging.getLogger(__name__)

        def note(event: str, detail: str) -> None:
            logger.info("%s %s", event, [|detail|])
        """,
        "desk/settings.py": """
        from pydantic import SecretStr
        from pydantic_settings import BaseSettings

        class Settings(BaseSettings):
            api_key: SecretStr = SecretStr("")
            store: str = "notes.db"

        settings = Settings()
        """,
    },
    hops=("desk/session.py: get_secret_value()", "desk/session.py: note(", "desk/trail.py: logger.info("),
    tool=None,
    versions={
        "reached": bad('session.open_session()\nreturn "signed in"', LOGGED),
        "not_reached": quiet(
            'session.open_session()\nreturn "signed in"',
            desk__session_py="""
            from desk.settings import settings
            from desk.trail import note

            def open_session() -> None:
                note("signing in to", settings.store)
            """,
        ),
        "guarded": quiet(
            'session.open_session()\nreturn "signed in"',
            desk__session_py="""
            from desk.settings import settings
            from desk.trail import note

            def open_session() -> None:
                note("signing in with a key", str(bool(settings.api_key.get_secret_value())))
            """,
        ),
        "guarded_elsewhere": quiet(
            'session.open_session()\nreturn "signed in"',
            desk__session_py="""
            import hashlib

            from desk.settings import settings
            from desk.trail import note

            def digest(value: str) -> str:
                return hashlib.sha256(value.encode()).hexdigest()

            def open_session() -> None:
                note("signing in with", digest(settings.api_key.get_secret_value()))
            """,
        ),
        "badly_guarded": bad(
            'session.open_session()\nreturn "signed in"',
            LOGGED,
            desk__session_py="""
            import base64

            from desk.settings import settings
            from desk.trail import note

            def hidden(value: str) -> str:
                return base64.b64encode(value.encode()).decode()

            def open_session() -> None:
                note("signing in with", hidden(settings.api_key.get_secret_value()))
            """,
        ),
    },
)

ANSWERED = "secret-in-answer"
SETTINGS = LOG.files["desk/settings.py"]
SECRET = Kind(
    "answer-secret",
    rule=ANSWERED,
    signature="show_settings()",
    parameter="",
    imports="from desk import status\n",
    files={
        "desk/status.py": """
        from desk import keys

        def shown() -> str:
            return "key: " + keys.current()
        """,
        "desk/keys.py": """
        from desk.settings import settings

        def current() -> str:
            return settings.api_key.get_secret_value()

        def store() -> str:
            return settings.store
        """,
        "desk/settings.py": SETTINGS,
    },
    hops=("desk/keys.py: get_secret_value()", "desk/status.py: keys.current()", "server.py: status.shown()"),
    versions={
        "reached": bad("return [|status.shown()|]", ANSWERED),
        "not_reached": quiet(
            "return status.shown()",
            desk__status_py="""
            from desk import keys

            def shown() -> str:
                return "store: " + keys.store()
            """,
        ),
        "guarded": quiet("return str(bool(status.shown()))"),
        "guarded_elsewhere": quiet(
            "return status.shown()",
            desk__status_py="""
            from desk import keys

            def shown() -> str:
                return f"key of {len(keys.current())} characters"
            """,
        ),
        "badly_guarded": bad(
            "return [|status.shown()|]",
            ANSWERED,
            desk__status_py="""
            import base64

            from desk import keys

            def shown() -> str:
                return base64.b64encode(keys.current().encode()).decode()
            """,
        ),
    },
)

ENVIRONMENT = Kind(
    "answer-environment",
    rule=ANSWERED,
    signature="show_environment()",
    parameter="",
    answer="dict[str, str]",
    imports="from desk import surroundings\n",
    files={
        "desk/surroundings.py": """
        from desk.process import variables

        def all_of_them() -> dict[str, str]:
            return variables()
        """,
        "desk/process.py": """
        import os

        def variables() -> dict[str, str]:
            return dict(os.environ)
        """,
    },
    hops=("desk/process.py: os.environ", "desk/surroundings.py: variables()", "server.py: surroundings.all_of_them()"),
    versions={
        "reached": bad("return [|surroundings.all_of_them()|]", ANSWERED),
        "not_reached": quiet(
            "return surroundings.all_of_them()",
            desk__process_py="""
            def variables() -> dict[str, str]:
                return {"store": "notes.db"}
            """,
        ),
        "guarded": quiet('return {"configured": str("STORE" in surroundings.all_of_them())}'),
        "guarded_elsewhere": quiet(
            "return surroundings.all_of_them()",
            desk__process_py="""
            import os

            def variables() -> dict[str, str]:
                return {"zone": os.environ.get("TZ", "UTC")}
            """,
        ),
        "badly_guarded": bad(
            "return [|surroundings.all_of_them()|]",
            ANSWERED,
            desk__process_py="""
            import os

            def variables() -> dict[str, str]:
                return {name: value for name, value in os.environ.items() if name != "PASSWORD"}
            """,
        ),
    },
)

KINDS = (LOG, SECRET, ENVIRONMENT)
