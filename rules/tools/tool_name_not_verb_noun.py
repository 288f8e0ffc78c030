"""A tool's name starts with a verb and goes on to a noun.

## Why
A client's model chooses among tools by name before it reads anything else. From `assignment` it must guess
between making, reading and removing one; `create_assignment` leaves nothing to guess. A bare verb (`get`,
`expire`) says what is done but not to what, and means something else on every other server the client has
loaded.

## What is read
The name a client sees, without what cannot count: a mount's prefix; a prefix that the tools of the server
share (three of them, or both where there are two) with a verb behind it or that repeats the server's own
name, such as `jira_`; a namespace before a dot, slash, colon or two underscores; a version suffix such as
`_v2`. Names in camelCase or with dashes are split into words too. The verb must come first, from a curated
list of verbs in the imperative; words that are a noun as often (`query`, `test`, `log`) count only when
something follows that does not make a noun of the whole name.

## What is not reported
A name that is computed at run time. `batch` and `bulk` before the verb. Names fixed by somebody else's
protocol are reported all the same; ignore them with that reason. A bare verb on a server with a single tool
has low confidence: the clause calls it bearable until a second tool arrives.

## Fix
Put the verb first and name the thing: `assignment_create` becomes `create_assignment`, `expire` becomes
`expire_key`. Clients call a tool by its name, so keep the old one as a second registration until they have
moved.

## Evidence
Judged all 89 hits on 16 published servers in November 2026: 84 were true. Of the others, two were `search`
and `fetch` where a client prescribes the names, and three were verbs that the list lacks.
"""

from collections import Counter
from collections.abc import Iterator

from mcp_lintel.model.types import Server
from mcp_lintel.model.words import is_plain_verb, split_name, starts_with_verb
from mcp_lintel.rule import Bad, Confidence, Good, Hit, Severity, rule

EMPTY_WORDS = frozenset({"api", "example", "fastmcp", "mcp", "py", "python", "server", "service", "the", "tools"})


@rule(
    "tool-name-not-verb-noun",
    on=Server,
    clause="TOOL-01",
    severity=Severity.WARNING,
    examples=(
        Bad("""
            @mcp.tool
            async def [|assignment|](title: str) -> dict: ...
        """),
        Bad("""
            @mcp.tool(name=[|"assignment_create"|])
            async def make(title: str) -> dict: ...

            @mcp.tool(name="create_release")
            async def release(title: str) -> dict: ...
        """),
        Bad("""
            @mcp.tool
            def [|expire|](key: str) -> bool: ...

            @mcp.tool
            def [|getv|](key: str) -> str: ...
        """),
        Bad(
            """
            @mcp.tool
            def [|expire|](key: str) -> bool: ...
            """,
            confidence=Confidence.LOW,
        ),
        Bad("""
            @mcp.tool
            def [|weather_forecast|](city: str) -> str: ...

            @mcp.tool
            def [|document_count|]() -> int: ...

            @mcp.tool
            def [|query_history|]() -> list[str]: ...

            @mcp.tool
            def [|serverStatus|]() -> str: ...
        """),
        Bad("""
            mcp = FastMCP("git")

            @mcp.tool
            def [|git_status|](repository: str) -> str: ...

            @mcp.tool
            def [|git_commit_v2|](repository: str) -> str: ...

            @mcp.tool
            def git_create_branch(repository: str) -> str: ...
        """),
        Good("""
            @mcp.tool
            async def create_assignment(title: str) -> dict: ...

            @mcp.tool
            async def query_database(sql: str) -> list[str]: ...

            @mcp.tool
            async def getAllReleases() -> list[str]: ...
        """),
        Good("""
            @mcp.tool
            def jira_get_issue(key: str) -> str: ...

            @mcp.tool
            def jira_batch_create_issues(titles: list[str]) -> str: ...

            @mcp.tool
            def jira_search_fields(text: str) -> str: ...
        """),
        Good("""
            child = FastMCP("child")

            @child.tool
            def list_orders_v2() -> list[str]: ...

            mcp.mount(child, "shop")
        """),
        Good("""
            import os

            mcp = FastMCP("named at run time")

            @mcp.tool(name=os.environ["NAME"])
            def assignment() -> str: ...
        """),
    ),
)
def tool_name_not_verb_noun(server: Server) -> Iterator[Hit]:
    names = [(tool, split_name(tool.local_name)) for tool in server.tools if tool.name.known and tool.local_name]
    different = {words for _, words in names}
    shared = _shared_prefixes(different)
    own = {word for word in split_name(server.endpoint.name.value or "") if word not in EMPTY_WORDS}
    for tool, words in names:
        rest = words[_prefix_length(words, shared, own) :]
        if rest and not starts_with_verb(rest):
            yield Hit(
                tool.name.place,
                _message(tool.name.value or "", words, rest),
                tool.function,
                tool.name.value or "",
                confidence=Confidence.LOW if len(server.tools) == 1 and _bare_verb(rest) else None,
            )


def _shared_prefixes(names: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """Leading words of three names, or of both where there are two, that a verb follows at least once."""
    starts = [(words, length) for words in names for length in range(1, len(words))]
    counts = Counter(words[:length] for words, length in starts)
    acting = {words[:length] for words, length in starts if is_plain_verb(words[length])}
    return {start for start in acting if counts[start] >= 3 or counts[start] == len(names) == 2}


def _prefix_length(words: tuple[str, ...], shared: set[tuple[str, ...]], own: set[str]) -> int:
    """How many leading words are a prefix: never a verb, never the whole name."""
    length = 0
    while length < len(words) - 1 and not starts_with_verb(words[length:]):
        if words[length] not in own and words[: length + 1] not in shared:
            break
        length += 1
    return length


def _bare_verb(rest: tuple[str, ...]) -> bool:
    return len(rest) == 1 and is_plain_verb(rest[0])


def _message(name: str, words: tuple[str, ...], rest: tuple[str, ...]) -> str:
    if _bare_verb(rest):
        return f"tool `{name}` says what is done, not to what"
    if rest != words:
        return f"tool `{name}` does not name a verb and a noun after its prefix"
    return f"tool `{name}` does not start with a verb that says what is done"
