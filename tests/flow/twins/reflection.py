"""Names that choose among what the process has loaded: modules and attributes."""

from .kit import Kind
from .usual import bad, behind, quiet, usual

RULE = "client-chosen-attribute"
LOAD = 'exporters.load({})\nreturn "loaded"'
IMPORT = Kind(
    "import",
    rule=RULE,
    signature="load_exporter(name: str)",
    parameter="name",
    imports="from desk import exporters\n",
    files={
        "desk/exporters.py": """
        from desk.loading import module_of

        def load(name: str) -> None:
            module_of(name=name)
        """,
        "desk/loading.py": """
        import importlib

        def module_of(*, name: str) -> object:
            return importlib.import_module([|name|])
        """,
    },
    hops=(
        "server.py: exporters.load(name)",
        "desk/exporters.py: module_of(name=name)",
        "desk/loading.py: import_module(",
    ),
    versions=usual(LOAD, "name", RULE, weak='not checks.re.match("[a-z]+", name)'),
)

READ = 'fields.read({})\nreturn "read"'
ATTRIBUTE = Kind(
    "attribute",
    rule=RULE,
    signature="read_field(field: str)",
    parameter="field",
    imports="from desk import fields\n",
    files={
        "desk/fields.py": """
        from desk.release import Release

        def read(field: str) -> None:
            Release("2.4").field(field)
        """,
        "desk/release.py": """
        class Release:
            def __init__(self, name: str) -> None:
                self.name = name

            def field(self, field: str) -> object:
                return getattr(self, [|field|])
        """,
    },
    hops=("server.py: fields.read(field)", "desk/fields.py: .field(field)", "desk/release.py: getattr("),
    versions=usual(READ, "field", RULE, weak='field in {"__class__", "__dict__"}')
    | {
        "guarded_by_a_table": quiet(
            READ.replace("{}", "field"),
            desk__release_py="""
            class Release:
                def __init__(self, name: str) -> None:
                    self.name = name

                def field(self, field: str) -> object:
                    return {"name": self.name}[field]
            """,
        ),
        "badly_guarded_by_asking_whether_it_is_there": bad(
            READ.replace("{}", "field"),
            RULE,
            desk__release_py="""
            class Release:
                def __init__(self, name: str) -> None:
                    self.name = name

                def field(self, field: str) -> object:
                    if not hasattr(self, field):
                        raise LookupError(field)
                    return getattr(self, [|field|])
            """,
        ),
        "guarded_by_a_test_inside": behind('field not in ("name", "state")', READ.replace("{}", "field")),
    },
)
KINDS = (IMPORT, ATTRIBUTE)
