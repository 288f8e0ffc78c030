"""The text of exceptions that nobody planned: returned and raised."""

from .kit import Kind
from .usual import bad, quiet

TRIED = "error-text-exposed"
ERROR = Kind(
    "answer-error",
    rule=TRIED,
    signature="check_store()",
    parameter="",
    imports="from desk import health\n",
    files={
        "desk/health.py": """
        from desk.trying import attempt

        def told() -> str:
            return f"store: {attempt()}"
        """,
        "desk/trying.py": """
        import sqlite3

        def attempt() -> str:
            try:
                sqlite3.connect("notes.db").execute("SELECT 1")
            except Exception as error:
                return str(error)
            return "fine"
        """,
    },
    hops=("desk/trying.py: ", "desk/health.py: attempt()", "server.py: health.told()"),
    versions={
        "reached": bad("return [|health.told()|]", TRIED),
        "not_reached": quiet(
            "return health.told()",
            desk__trying_py="""
            import sqlite3

            def attempt() -> str:
                try:
                    sqlite3.connect("notes.db").execute("SELECT 1")
                except Exception:
                    return "unreachable"
                return "fine"
            """,
        ),
        "guarded": quiet('return "bad" if health.told() != "store: fine" else "good"'),
        "guarded_elsewhere": quiet(
            "return health.told()",
            desk__trying_py="""
            import sqlite3

            def code_of(error: Exception) -> str:
                return "locked" if "locked" in str(error) else "unreachable"

            def attempt() -> str:
                try:
                    sqlite3.connect("notes.db").execute("SELECT 1")
                except Exception as error:
                    return code_of(error)
                return "fine"
            """,
        ),
        "badly_guarded": bad(
            "return [|health.told()|]",
            TRIED,
            desk__trying_py="""
            import sqlite3

            def attempt() -> str:
                try:
                    sqlite3.connect("notes.db").execute("SELECT 1")
                except Exception as error:
                    return repr(error)[:200]
                return "fine"
            """,
        ),
    },
)
TOLD = "unforeseen-error-told"
OPEN = """
try:
    notes.count()
except {}:
    {}
return "counted"
"""
RAISED = Kind(
    "raised-error",
    rule=TOLD,
    signature="count_notes()",
    parameter="",
    imports="from desk import failures, notes\n",
    files={
        "desk/notes.py": """
        def count() -> int:
            with open("/srv/notes.txt", encoding="utf-8") as file:
                return len(file.readlines())
        """,
        "desk/failures.py": """
        from desk.words import sentence
        from fastmcp.exceptions import ToolError

        def failed(error: Exception) -> ToolError:
            return fail(sentence(error))

        def fail(text: str) -> ToolError:
            raise ToolError([|text|])
        """,
        "desk/words.py": """
        def sentence(error: Exception) -> str:
            return f"internal_error: {error}"
        """,
    },
    hops=(
        "server.py: except Exception as error",
        "server.py: failures.failed(error)",
        "desk/failures.py: fail(",
        "desk/failures.py: ToolError(",
    ),
    versions={
        "reached": bad(OPEN.format("Exception as error", "failures.failed(error)"), TOLD),
        "not_reached": quiet(OPEN.format("Exception", 'failures.fail("internal_error: try again")')),
        "guarded": quiet(OPEN.format("Exception as error", "failures.fail(type(error).__name__)")),
        "guarded_by_a_narrow_handler": quiet(OPEN.format("FileNotFoundError as error", "failures.fail(str(error))")),
        "guarded_elsewhere": quiet(
            OPEN.format("Exception as error", "failures.failed(error)"),
            desk__words_py="""
            def sentence(error: Exception) -> str:
                return "not_found: no notes" if isinstance(error, FileNotFoundError) else "internal_error: try again"
            """,
        ),
        "badly_guarded": bad(
            OPEN.format("Exception as error", "failures.failed(error)"),
            TOLD,
            desk__words_py="""
            def sentence(error: Exception) -> str:
                return "internal_error: " + repr(error)[:100].replace("/srv", "")
            """,
        ),
    },
)
KINDS = (ERROR, RAISED)
