"""Files that are read, written and deleted."""

from .kit import WEAK, Kind, Version
from .usual import CHECKS, usual

RULE = "client-path-unconfined"
CONFINED = (
    CHECKS
    + '''

from pathlib import Path

NOTES = Path("/srv/notes").resolve()


def confined(value: str) -> Path:
    """The path below the folder; raises for one outside."""
    path = (NOTES / value).resolve()
    if not path.is_relative_to(NOTES):
        raise ToolError("invalid_input: outside the folder")
    return path


def refuse_outside(path: Path) -> None:
    """Raise for a path outside the folder."""
    path.relative_to(NOTES)


def inside(path: Path) -> bool:
    """Does the path lie in the folder?"""
    return NOTES in path.parents


def started(value: str) -> Path:
    """The path; refuses one that begins otherwise."""
    path = (NOTES / value).resolve()
    if not str(path).startswith(str(NOTES)):
        raise ToolError("invalid_input: outside the folder")
    return path
'''
)


def contained(call: str) -> dict[str, Version]:
    """Versions of a tool with a parameter `name` that keep, or seem to keep, a path in its folder."""
    joined = "path = checks.NOTES / name\n"
    resolved = "path = (checks.NOTES / name).resolve()\n"
    refused = ':\n    raise ToolError("invalid_input: outside the folder")\n'
    used, direct = call.replace("{}", "str(path)"), call.replace("{}", "str(checks.{}(name))")
    inside = "if not path.is_relative_to(checks.NOTES)" + refused
    common = "import os.path\n\nif os.path.commonpath([str(checks.NOTES), str(path)]) != str(checks.NOTES)" + refused
    texts = {
        "guarded_contained": ("", resolved + inside + used),
        "guarded_common_path": ("", resolved + common + used),
        "guarded_basename": (
            "",
            "from pathlib import Path\n\n" + call.replace("{}", '"/srv/notes/" + Path(name).name'),
        ),
        "guarded_elsewhere_confined": ("", direct.replace("{}", "confined")),
        "guarded_elsewhere_relative": ("", f"{resolved}checks.refuse_outside(path)\n{used}"),
        "guarded_elsewhere_inside": ("", f"{resolved}if not checks.inside(path){refused}{used}"),
        "badly_guarded_elsewhere": (WEAK, direct.replace("{}", "started")),
        "badly_guarded_not_resolved": (WEAK, joined + inside + used),
        "badly_guarded_absolute": (WEAK, "path = (checks.NOTES / name).absolute()\n" + inside + used),
        "badly_guarded_before": (WEAK, joined + inside + "path = path.resolve()\n" + used),
        "badly_guarded_dots_only": (WEAK, 'if ".." in name' + refused + call.replace("{}", "name")),
        "badly_guarded_dots_removed": (RULE, call.replace("{}", '"/srv/notes/" + name.replace("../", "")')),
        "guarded_dots_and_absolute": (
            "",
            'if ".." in name or name.startswith(("/", "\\\\"))' + refused + call.replace("{}", '"/srv/notes/" + name'),
        ),
    }
    return {name: Version(body, rule, CONFINED) for name, (rule, body) in texts.items()}


COUNT = 'notes.count({})\nreturn "counted"'
READ = Kind(
    "path-read",
    rule=RULE,
    signature="count_lines(name: str)",
    parameter="name",
    imports="from desk import notes\n",
    files={
        "desk/notes.py": """
        from desk.files import text_of

        def count(name: str) -> int:
            return len(text_of(name).splitlines())
        """,
        "desk/files.py": """
        def text_of(name: str) -> str:
            with open([|name|], encoding="utf-8") as file:
                return file.read()
        """,
    },
    hops=("server.py: notes.count(name)", "desk/notes.py: text_of(name)", "desk/files.py: open("),
    versions=usual(COUNT, "name", RULE, weak='name.startswith("/etc")') | contained(COUNT),
)

STORE = 'store.keep({}, "text")\nreturn "kept"'
WRITE = Kind(
    "path-write",
    rule=RULE,
    signature="save_note(name: str)",
    parameter="name",
    imports="from desk import store\n",
    files={
        "desk/store.py": """
        from pathlib import Path

        from desk.writing import write

        def keep(name: str, text: str) -> None:
            write(Path("/srv/notes") / name, text)
        """,
        "desk/writing.py": """
        from pathlib import Path

        def write(path: Path, text: str) -> None:
            [|path|].write_text(text, encoding="utf-8")
        """,
    },
    hops=("server.py: store.keep(name", "desk/store.py: write(", "desk/writing.py: path.write_text("),
    versions=usual(STORE, "name", RULE, weak='name.startswith("/")') | contained(STORE),
)

REMOVE = 'bin.empty({})\nreturn "removed"'
DELETE = Kind(
    "path-delete",
    rule=RULE,
    signature="remove_folder(name: str)",
    parameter="name",
    imports="from desk import bin\n",
    files={
        "desk/bin.py": """
        import os.path

        from desk.removing import remove

        def empty(name: str) -> None:
            remove(os.path.join("/srv/notes", name))
        """,
        "desk/removing.py": """
        import shutil

        def remove(path: str) -> None:
            shutil.rmtree([|path|], ignore_errors=True)
        """,
    },
    hops=("server.py: bin.empty(name)", "desk/bin.py: remove(", "desk/removing.py: shutil.rmtree("),
    versions=usual(REMOVE, "name", RULE, weak='"../" in name') | contained(REMOVE),
)
KINDS = (READ, WRITE, DELETE)
