"""What the functions and methods of known packages do to the world.

Source: the documentation of the standard library and of the packages named here.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Deed(NamedTuple):
    """One effect: its kind, and on what (`file`, `database`, `network`, `process`).

    `undecided` says that an argument decides, such as a query or an HTTP method that comes from elsewhere.
    """

    kind: str
    medium: str
    undecided: bool = False


def _each(kind: str, names: str) -> dict[str, str]:
    return dict.fromkeys(names.split(), kind)


OS = {
    **_each("reads", "listdir scandir walk readlink read"),
    **_each("writes", "rename renames replace mkdir makedirs chmod chown link symlink truncate utime mkfifo write"),
    **_each("deletes", "remove unlink rmdir removedirs"),
}
SHUTIL = _each("writes", "copy copy2 copyfile copytree copyfileobj move make_archive unpack_archive") | {
    "rmtree": "deletes"
}
PATH = {
    **_each("reads", "read_text read_bytes iterdir glob rglob walk"),
    **_each("writes", "write_text write_bytes touch mkdir rename replace symlink_to hardlink_to chmod"),
    **_each("deletes", "unlink rmdir"),
}
OTHER_FILES = {
    "tempfile": _each("writes", "NamedTemporaryFile TemporaryFile TemporaryDirectory mkstemp mkdtemp"),
    "glob": _each("reads", "glob iglob"),
}
OS_SPAWNS = ("system", "popen", "exec", "spawn", "posix_spawn", "startfile", "fork")
PROCESSES = _each("spawns", "run Popen call check_call check_output getoutput getstatusoutput") | _each(
    "spawns", "create_subprocess_exec create_subprocess_shell Process spawn run_process open_process"
)
SPAWNING = frozenset({"subprocess", "asyncio", "multiprocessing", "pexpect", "psutil", "anyio", "trio", "sh"})
HTTP_PACKAGES = frozenset(
    {"requests", "httpx", "httpx2", "aiohttp", "urllib3", "niquests", "curl_cffi", "requests_html"}
)
HTTP = {
    **_each("reads", "get head options stream ws_connect"),
    **_each("sends", "post put patch"),
    "delete": "deletes",
}
HTTP_PARTS = frozenset({"headers", "cookies", "params", "adapters"})
DATABASES = frozenset(
    [
        "sqlite3",
        "psycopg",
        "psycopg2",
        "asyncpg",
        "aiosqlite",
        "pymysql",
        "aiomysql",
        "MySQLdb",
        "mysql",
        "duckdb",
        "sqlalchemy",
        "sqlmodel",
        "databases",
        "snowflake",
        "oracledb",
        "cx_Oracle",
        "pyodbc",
        "pymssql",
        "clickhouse_connect",
        "clickhouse_driver",
        "trino",
        "prestodb",
        "ibis",
    ]
)
QUERIES = frozenset(
    [
        "execute",
        "executemany",
        "executescript",
        "exec",
        "exec_driver_sql",
        "query",
        "sql",
        "fetch",
        "fetchrow",
        "fetchval",
        "scalar",
        "scalars",
        "command",
        "execute_async",
    ]
)
ORM = _each("writes", "add add_all merge commit flush bulk_save_objects create_all") | {
    **_each("deletes", "delete drop_all"),
    **_each("reads", "get"),
}
PLAIN = {
    "urllib.request.urlopen": Deed("reads", "network"),
    "urllib.request.urlretrieve": Deed("reads", "network"),
    "git.Repo.commit": Deed("reads", "file"),
    "git.repo.Repo.commit": Deed("reads", "file"),
    "http.client.HTTPConnection.request": Deed("sends", "network", True),
    "http.client.HTTPSConnection.request": Deed("sends", "network", True),
}
SOCKETS = {**_each("sends", "send sendall sendto sendmsg"), **_each("reads", "recv recv_into recvfrom makefile")}
MAIL = _each("sends", "sendmail send_message send") | _each("reads", "fetch search retr top")
REDIS = {
    **_each(
        "reads", "get mget strlen exists keys scan scan_iter type ttl pttl info dbsize hget hgetall hmget hkeys hvals"
    ),
    **_each(
        "reads", "hexists hlen hscan lrange llen lindex smembers sismember scard zrange zscore zcard zrangebyscore"
    ),
    **_each(
        "reads",
        "xreadgroup xpending subscribe psubscribe xrange xlen xread "
        "xinfo search explain client_list execute_command xrevrange zrank get_message",
    ),
    **_each(
        "writes", "set mset setex setnx append incr decr incrby hset hmset hincrby hsetnx lpush rpush lset linsert"
    ),
    **_each(
        "writes",
        "xgroup_create xack xclaim sadd zadd zincrby xadd expire "
        "expireat persist rename renamenx copy create_index geoadd pfadd",
    ),
    **_each(
        "deletes",
        "delete unlink hdel lpop rpop lrem ltrim spop srem "
        "zrem xgroup_destroy xgroup_delconsumer xdel xtrim flushdb flushall getdel dropindex",
    ),
    "publish": "sends",
}
GIT = {
    **_each(
        "reads", "status diff log show blame rev_parse ls_files ls_tree describe branch iter_commits grep shortlog"
    ),
    **_each(
        "writes", "add commit checkout reset merge rebase tag init stash cherry_pick apply clone clone_from switch pull"
    ),
    **_each("writes", "restore revert config create_head create_tag execute fetch"),
    **_each("deletes", "rm clean delete_head delete_tag"),
    "push": "sends",
}
MONGO = _each("reads", "find find_one aggregate count_documents distinct list_collection_names watch") | {
    **_each(
        "writes",
        "insert_one insert_many update_one update_many replace_one bulk_write create_index find_one_and_update",
    ),
    **_each("deletes", "delete_one delete_many drop drop_collection drop_database find_one_and_delete"),
}
BY_PACKAGE: Mapping[str, tuple[Mapping[str, str], str]] = {
    "shutil": (SHUTIL, "file"),
    "socket": (SOCKETS, "network"),
    "websockets": (SOCKETS, "network"),
    "smtplib": (MAIL, "network"),
    "aiosmtplib": (MAIL, "network"),
    "imaplib": (MAIL, "network"),
    "redis": (REDIS, "database"),
    "valkey": (REDIS, "database"),
    "coredis": (REDIS, "database"),
    "git": (GIT, "file"),
    "pymongo": (MONGO, "database"),
    "motor": (MONGO, "database"),
    **{name: (table, "file") for name, table in OTHER_FILES.items()},
}
LAZY = frozenset({"yfinance", "wikipediaapi", "wikipedia", "github", "praw", "gitlab"})
"""Packages whose objects fetch when an attribute is read."""
SEARCH_ENGINES = frozenset({"elasticsearch", "opensearchpy", "elasticsearch_async"})
NO_EFFECT = frozenset(
    [
        "mcp",
        "fastmcp",
        "mcp_types",
        "pydantic",
        "pydantic_settings",
        "logging",
        "loguru",
        "structlog",
        "numpy",
        "pandas",
        "typing",
        "click",
        "typer",
        "rich",
        "starlette",
        "fastapi",
        "tiktoken",
        "bs4",
        "lxml",
        "markdownify",
        "yaml",
        "jinja2",
        "dateutil",
        "cachetools",
        "opentelemetry",
        "prometheus_client",
        "uvicorn",
        "tree_sitter",
        "PIL",
        "scipy",
        "sklearn",
        "networkx",
        "matplotlib",
        "anyio",
        "trio",
        "sqlglot",
        "tenacity",
        "jsonschema",
        "attrs",
        "attr",
        "cryptography",
        "jwt",
    ]
)
CLIENT_WORDS: tuple[str, ...] = (
    "client",
    "session",
    "connection",
    "api",
    "database",
    "collection",
    "bucket",
    "queue",
    "service",
)
CLIENT_WORDS += ("store", "repo", "producer", "channel", "bot", "table", "container", "driver", "engine", "gateway")
VERB_KINDS = {
    **_each(
        "reads",
        "get list search find fetch read query describe show lookup retrieve load scan count head select stream",
    ),
    **_each(
        "reads", "iter paginate download info exists history peek receive poll view cql jql jqls fields issue myself"
    ),
    **_each(
        "writes",
        "create add update set insert put write save append modify edit rename move upsert replace merge commit",
    ),
    **_each(
        "writes",
        "upload assign apply tag attach link transition store enable disable start stop restart archive index bulk",
    ),
    **_each("deletes", "delete remove drop purge destroy clear trash unlink truncate flush wipe erase prune kill"),
    **_each(
        "sends",
        "send post publish notify reply submit push trigger invoke emit dispatch broadcast produce generate chat",
    ),
}
SQL = {
    **_each("reads", "select with show describe explain pragma values"),
    **_each("writes", "insert update merge create alter replace copy grant upsert set"),
    **_each("deletes", "delete drop truncate"),
}
HTTP_VERBS = {**_each("reads", "GET HEAD OPTIONS"), **_each("sends", "POST PUT PATCH"), "DELETE": "deletes"}
