"""Programs that are started: a shell, the program itself, and the arguments it is given."""

from .kit import Kind
from .usual import bad, behind, quiet, usual

SHELL_RULE = "client-input-in-shell"
COUNT = 'words.count({})\nreturn "counted"'
SHELL = Kind(
    "shell",
    rule=SHELL_RULE,
    signature="count_words(name: str)",
    parameter="name",
    imports="from desk import words\n",
    files={
        "desk/words.py": """
        from desk import shell

        def count(name: str) -> None:
            command = f"wc -w /srv/notes/{name}"
            shell.run(command)
        """,
        "desk/shell.py": """
        import subprocess

        def run(command: str) -> None:
            subprocess.run([|command|], shell=True, check=True, timeout=10)
        """,
    },
    hops=("server.py: words.count(name)", "desk/words.py: shell.run(command)", "desk/shell.py: subprocess.run(command"),
    versions=usual(COUNT, "name", SHELL_RULE, weak='name.split()[0] not in {"alpha", "beta"}')
    | {
        "guarded_by_quoting": quiet('import shlex\n\nwords.count(shlex.quote(name))\nreturn "counted"'),
        "guarded_by_pattern": quiet(
            'import re\n\nif not re.fullmatch(r"[a-z0-9]+", name):\n    raise ToolError("invalid_input: refused")\n'
            + COUNT.replace("{}", "name")
        ),
        "badly_guarded_denylist": behind(
            'any(c in name for c in ";|&$`")', COUNT.replace("{}", "name"), "guard-that-does-not-hold"
        ),
        "not_reached_without_a_shell": quiet(
            COUNT.replace("{}", "name"),
            desk__shell_py="""
            import subprocess

            def run(command: str) -> None:
                subprocess.run(["wc", "-w", f"/srv/notes/{len(command)}"], check=True, timeout=10)
            """,
        ),
    },
)

ASK = 'versions.ask({})\nreturn "asked"'
PROGRAM = Kind(
    "program",
    rule=SHELL_RULE,
    signature="get_version(tool: str)",
    parameter="tool",
    imports="from desk import versions\n",
    files={
        "desk/versions.py": """
        from desk.programs import Program

        def ask(name: str) -> None:
            program = Program(name)
            program.start("--version")
        """,
        "desk/programs.py": """
        import subprocess

        class Program:
            def __init__(self, name: str) -> None:
                self.name = name

            def start(self, *arguments: str) -> None:
                subprocess.run([[|self.name|], *arguments], check=True, timeout=10)
        """,
    },
    hops=("server.py: versions.ask(tool)", "desk/versions.py: program.start(", "desk/programs.py: subprocess.run("),
    versions=usual(ASK, "tool", SHELL_RULE, weak='tool in {"rm", "sh"}'),
)

LOG = 'history.read({})\nreturn "read"'
OPTION = Kind(
    "option",
    rule="option-smuggled",
    signature="read_history(branch: str)",
    parameter="branch",
    imports="from desk import history\n",
    files={
        "desk/history.py": """
        from desk.git import run_git

        def read(branch: str) -> None:
            run_git(["log", "--oneline", branch])
        """,
        "desk/git.py": """
        import subprocess

        def run_git(arguments: list[str]) -> None:
            subprocess.run(["git", *[|arguments|]], check=True, timeout=10)
        """,
    },
    hops=("server.py: history.read(branch)", "desk/history.py: run_git(", "desk/git.py: subprocess.run("),
    versions=usual(LOG, "branch", "option-smuggled", weak='branch in {"--output", "--exec"}')
    | {
        "guarded_by_refusing_the_dash": behind('branch.startswith("-")', LOG.replace("{}", "branch")),
        "guarded_by_text_before": quiet('history.read(f"refs/heads/{branch}")\nreturn "read"'),
        "guarded_by_separator": quiet(
            LOG.replace("{}", "branch"),
            desk__history_py="""
            from desk.git import run_git

            def read(branch: str) -> None:
                run_git(["log", "--oneline", "--end-of-options", branch])
            """,
        ),
        "badly_guarded_by_dashes_within": bad(
            'if "--" in branch:\n    raise ToolError("invalid_input: refused")\n' + LOG.replace("{}", "branch")
        ),
    },
)
KINDS = (SHELL, PROGRAM, OPTION)
