"""A client's values travel beside a query and are not written into it.

## Why
A query that is put together from text means what the text makes of it: `' OR '1'='1` returns every row, and a second
statement or a subquery reads what the tool was never meant to show. Stores without SQL have the same door, by operators
such as `$where`, procedures of a graph or scripts of a search engine.

## What is read
A value that a client sends, followed until it becomes part of the text of a query: in f-strings, `%`, `format`, joins
and concatenation, across functions and files, with the drivers of SQL databases, SQLAlchemy, MongoDB, Neo4j,
Elasticsearch, LDAP and their like.

## What is not reported
Bound values, numbers, names that were compared with a fixed set, identifiers and literals made by the driver
(`psycopg.sql.Identifier`), and patterns that admit only letters, digits and underscores. A test of how a statement
begins is reported as `guard-that-does-not-hold`. A tool that is there to run queries is reported once.

## Fix
`cursor.execute("SELECT * FROM orders WHERE id = ?", (order,))`. Names of tables and columns cannot be bound: choose
them from a fixed mapping in the code.

## Evidence
Judged in November 2026 on 29 published servers: 35 of 50 true (`benchmarks/flow.md`).
Nine of the false ones are tools of one server that fail in the framework before the query; six stand for causes that
were mended afterwards in whole or in part.
"""

from collections.abc import Iterator

from mcp_lintel.flow.telling import hit_of, is_unguarded, reaching
from mcp_lintel.flow.types import Flow
from mcp_lintel.rule import Bad, Good, Hit, Severity, rule


@rule(
    "client-input-in-query",
    on=Flow,
    clause="SEC-28",
    severity=Severity.ERROR,
    cwe=("CWE-943",),
    examples=(
        Bad("""
            import sqlite3

            @mcp.tool
            def find_order(customer: str) -> str:
                connection = sqlite3.connect("shop.db")
                return str(connection.execute([|f"SELECT * FROM orders WHERE customer = '{customer}'"|]).fetchall())
        """),
        Bad(
            """
            from store import Store

            store = Store()

            @mcp.tool
            def find_order(customer: str, column: str = "date") -> str:
                return store.orders(customer, column)
            """,
            files={
                "store.py": """\
import sqlite3


class Store:
    def __init__(self) -> None:
        self.connection = sqlite3.connect("shop.db")

    def orders(self, customer: str, column: str) -> str:
        query = "SELECT * FROM orders WHERE customer = ? ORDER BY " + column
        return str(self.connection.cursor().execute([|query|], (customer,)).fetchall())
"""
            },
        ),
        Bad("""
            from neo4j import GraphDatabase

            @mcp.tool
            def find_parts(name: str) -> str:
                with GraphDatabase.driver("bolt://graph").session() as session:
                    return str(session.run([|"MATCH (p:Part {name: '%s'}) RETURN p" % name|]).data())
        """),
        Bad("""
            import sqlite3

            @mcp.tool
            def execute_query(sql: str) -> str:
                return str(sqlite3.connect("shop.db").execute([|sql|]).fetchall())
        """),
        Good("""
            import sqlite3

            @mcp.tool
            def find_order(customer: str) -> str:
                connection = sqlite3.connect("shop.db")
                return str(connection.execute("SELECT * FROM orders WHERE customer = ?", (customer,)).fetchall())
        """),
        Good("""
            import sqlite3

            COLUMNS = ("date", "total")

            def order_by(column: str) -> str:
                if column not in COLUMNS:
                    raise ValueError("no such column")
                return f" ORDER BY {column}"

            @mcp.tool
            def list_orders(column: str) -> str:
                query = "SELECT * FROM orders" + order_by(column)
                return str(sqlite3.connect("shop.db").execute(query).fetchall())
        """),
        Good("""
            import sqlite3

            @mcp.tool
            def list_orders(customer: str, limit: int) -> str:
                rows = sqlite3.connect("shop.db").execute(f"SELECT * FROM orders LIMIT {limit}").fetchall()
                return str([row for row in rows if row[0] == customer])
        """),
    ),
)
def client_input_in_query(flow: Flow) -> Iterator[Hit]:
    if is_unguarded(flow, "query"):
        yield hit_of(flow, reaching(flow, "" if flow.whole else "it is not bound as a value"))
