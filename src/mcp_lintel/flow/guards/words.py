"""What a literal in a test is aimed at: a host, a scheme, a folder, a word of SQL, a character of the shell."""

import re
from collections.abc import Iterable

SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(:|:/|://)?")
SCHEMES = frozenset(("http", "https", "ftp", "ftps", "file", "ws", "wss", "data", "git", "ssh", "s3", "gs"))
URL = re.compile(r"[a-z][a-z0-9+.-]*://[^/\\]+(?P<slash>/)?.*", re.DOTALL)
HOST = re.compile(r"\.?([a-z0-9_-]+\.)+[a-z][a-z0-9-]+(:\d+)?/?", re.IGNORECASE)
DRIVE = re.compile(r"[A-Za-z]:[\\/]|~/")
EXTENSIONS = frozenset((
    "md", "txt", "json", "yaml", "yml", "toml", "csv", "py", "js", "ts", "html", "xml", "pdf", "png", "jpg",
    "log", "ini", "cfg", "sql", "zip", "gz", "tar",
))  # fmt: skip
SQL = frozenset((
    "select", "insert", "update", "delete", "drop", "alter", "truncate", "create", "replace", "grant", "revoke",
    "union", "exec", "execute", "merge", "attach", "detach", "pragma", "show", "describe", "desc", "explain",
    "with", "call", "vacuum", "copy", "into", "load", "rename", "set", "use", "values",
))  # fmt: skip
READING = frozenset(("select", "show", "with", "describe", "desc", "explain", "values", "use"))
"""Statements that are not refused to keep data safe."""
SQL_SIGNS = frozenset(("--", ";", "/*", "*/", "'", '"', "''", "#"))
SHELL = frozenset((
    "rm", "rmdir", "mv", "dd", "mkfs", "sudo", "su", "shutdown", "reboot", "halt", "poweroff", "kill", "chmod",
    "chown", "wget", "curl", "nc", "netcat", "bash", "sh", "zsh", "eval", "fork", "format", "del", "passwd",
    "useradd", "iptables", "systemctl", "crontab", "fdisk", "init",
))  # fmt: skip
SHELL_SIGNS = frozenset((
    ";", "&", "&&", "|", "||", "`", "$", "$(", "${", ">", ">>", "<", "<<", "\n", "\r", "(", ")", "{", "}",
))  # fmt: skip
CODE = (
    "__", "import", "exec", "eval", "compile", "open(", "os.", "sys.", "subprocess", "lambda", "globals",
    "builtins", "getattr", "system", "popen", "socket", "shutil",
)  # fmt: skip
INTERNAL = (
    "localhost", "127.", "0.0.0.0", "169.254", "192.168", "10.", "172.", "::1", "[::", "metadata", ".internal",
    ".local", "file:", "fc00", "fe80", "@",
)  # fmt: skip


def is_scheme(text: str) -> bool:
    """`https://`, `http`, `file:`."""
    text = text.lower()
    return bool(SCHEME.fullmatch(text)) and text.rstrip(":/") in SCHEMES


def names_host(text: str) -> bool:
    """Is this a host or an address, not the ending of a file's name?"""
    if "://" in text:
        return bool(URL.fullmatch(text.lower()))
    return bool(HOST.fullmatch(text)) and text.rstrip("/").rpartition(".")[2].lower() not in EXTENSIONS


def confines_host(text: str) -> bool:
    """An address that goes on beyond its host with a slash."""
    match = URL.fullmatch(text.lower())
    return match is not None and match["slash"] is not None


def is_folder(text: str) -> bool:
    """An absolute path that is more than the root, or one below the home folder."""
    return (text.startswith("/") and len(text) > 1 and text[1] not in "/\\") or bool(DRIVE.match(text))


def is_statement(texts: Iterable[str]) -> bool:
    """Are all of the texts words with which statements of SQL begin?"""
    return all((word := re.match(r"[a-z]+", text.strip().lower())) and word[0] in SQL for text in texts)


def aimed_at(texts: Iterable[str]) -> frozenset[str]:
    """The kinds of sinks that texts have a meaning at, so that refusing them looks like a guard there."""
    kinds: set[str] = set()
    for text in texts:
        bare = text.strip().lower()
        word = re.match(r"[a-z]*", bare)
        first = word[0] if word else ""
        if first in SQL - READING or bare in SQL_SIGNS:
            kinds.add("query")
        if first in SHELL or bare in SHELL_SIGNS or text in SHELL_SIGNS:
            kinds.update(("shell", "program"))
        if any(part in bare for part in CODE):
            kinds.update(("code", "attribute", "import", "template"))
        if bare.startswith(INTERNAL):
            kinds.update(("url", "redirect"))
        if "<script" in bare or bare in ("<", ">", "javascript:"):
            kinds.add("markup")
        if len(bare) > 1 and bare.startswith("-"):
            kinds.add("option")
        if is_folder(text):
            kinds.add("path")
        if bare in ("{{", "{%", "${", "{"):
            kinds.add("template")
        if bare in ("function", "$where", "$expr"):
            kinds.add("query")
        if re.search(r"[+*}]\)|\)[+*{]|[+*][+*]", bare):
            kinds.add("pattern")
    return frozenset(kinds)
