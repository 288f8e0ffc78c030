"""What a call of something outside the project does to the world, by its dotted name.

For a client library that is not known by name, the verb a method starts with tells; a name that does not say it counts
as nothing.
"""

import sys
from collections.abc import Mapping

from mcp_lintel.model.effecttables import (
    BY_PACKAGE,
    CLIENT_WORDS,
    DATABASES,
    GIT,
    HTTP,
    HTTP_PACKAGES,
    HTTP_PARTS,
    LAZY,
    NO_EFFECT,
    ORM,
    OS,
    OS_SPAWNS,
    PATH,
    PLAIN,
    PROCESSES,
    QUERIES,
    SEARCH_ENGINES,
    SPAWNING,
    SQL,
    VERB_KINDS,
    Deed,
)
from mcp_lintel.model.words import split_name


def sql_kind(text: str) -> str | None:
    """What an SQL text does by its first word, or None when it is none."""
    words = text.strip().split(None, 2)
    return SQL.get(words[0].lower().strip("(")) if len(words) > 1 and not words[0].endswith((".", ",", ":")) else None


def deed_of(path: str) -> Deed | None:
    """What a call of this dotted name does, `()` marking calls on the way (`httpx.Client().get`)."""
    plain = path.replace("()", "")
    head, last = plain.partition(".")[0], plain.rpartition(".")[2]
    if plain in PLAIN:
        return PLAIN[plain]
    if head == "os" and plain.count(".") == 1:
        if last.startswith(OS_SPAWNS):
            return Deed("spawns", "process")
        return Deed(OS[last], "file") if last in OS else None
    if head in SPAWNING:
        return Deed("spawns", "process") if last in PROCESSES and (head != "asyncio" or "subprocess" in last) else None
    if head in ("pathlib", "aiofiles", "anyio", "upath") and last in PATH:
        return Deed(PATH[last], "file")
    if head in HTTP_PACKAGES:
        if path.count("()") > 1 or any(part in HTTP_PARTS for part in plain.split(".")):
            return None
        undecided = last in ("request", "send")
        return Deed("sends", "network", True) if undecided else _in(HTTP, last, "network")
    return _of_library(path, head, last)


def _of_library(path: str, head: str, last: str) -> Deed | None:
    if head in BY_PACKAGE:
        table, medium = BY_PACKAGE[head]
        return _in(table, last, medium) if table is not GIT or path.count(".") > 1 else None
    if head in DATABASES:
        if last in QUERIES:
            return Deed("reads", "database", True)
        return _in(ORM, last, "database") if "()" in path else None
    if head in NO_EFFECT or head in sys.stdlib_module_names or head in ("builtins", ""):
        return None
    return by_verb(path, head, last)


def by_verb(path: str, head: str, last: str) -> Deed | None:
    """What a method of a client library does, by the verb it starts with."""
    if head not in LAZY and path.count("()") > 1:
        return None
    if head in SEARCH_ENGINES and "()" in path:
        return Deed(VERB_KINDS.get(split_name(last)[0] if split_name(last) else "", "reads"), "network")
    if head in LAZY and "()" in path and not hasattr(str, last):
        return Deed("reads", "network")
    owner = path.rpartition(".")[0].lower()
    if "()" not in owner or not (head.startswith(CLIENT_PACKAGES) or any(word in owner for word in CLIENT_WORDS)):
        return None
    words = split_name(last)
    return _in(VERB_KINDS, words[0] if words else "", "network")


CLIENT_PACKAGES: tuple[str, ...] = (
    "boto3",
    "botocore",
    "google",
    "googleapiclient",
    "azure",
    "atlassian",
    "jira",
    "slack",
    "docker",
)
CLIENT_PACKAGES += ("kubernetes", "notion", "openai", "anthropic", "stripe", "twilio", "supabase", "pinecone", "kafka")


def _in(table: Mapping[str, str], name: str, medium: str) -> Deed | None:
    return Deed(table[name], medium) if name in table else None
