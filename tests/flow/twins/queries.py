"""Queries: SQL, documents and graphs."""

from .kit import Kind
from .usual import bad, quiet, usual

RULE = "client-input-in-query"
FIND = 'notes.find({})\nreturn "found"'
SQL = Kind(
    "query-sql",
    rule=RULE,
    signature="find_notes(word: str)",
    parameter="word",
    imports="from desk import notes\n",
    files={
        "desk/notes.py": """
        from desk.store import Store

        def find(word: str) -> list[tuple[str]]:
            with Store("notes.db") as store:
                return store.rows("SELECT id FROM notes WHERE body LIKE '%" + word + "%'")
        """,
        "desk/store.py": """
        import sqlite3
        from typing import Any

        class Store:
            def __init__(self, path: str) -> None:
                self.connection = sqlite3.connect(path)

            def __enter__(self) -> "Store":
                return self

            def __exit__(self, *_: object) -> None:
                self.connection.close()

            def rows(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[str]]:
                cursor = self.connection.cursor()
                cursor.execute([|query|], values)
                return cursor.fetchall()
        """,
    },
    hops=("server.py: notes.find(word)", "desk/notes.py: store.rows(", "desk/store.py: cursor.execute("),
    versions=usual(FIND, "word", RULE, weak='"drop" in word.lower()')
    | {
        "guarded_by_binding": quiet(
            FIND.replace("{}", "word"),
            desk__notes_py="""
            from desk.store import Store

            def find(word: str) -> list[tuple[str]]:
                with Store("notes.db") as store:
                    return store.rows("SELECT id FROM notes WHERE body LIKE ?", (f"%{word}%",))
            """,
        ),
        "guarded_by_number": quiet('notes.find(str(int(word)))\nreturn "found"'),
        "badly_guarded_by_doubling_quotes": bad('notes.find(word.replace("\'", "\'\'"))\nreturn "found"', RULE),
    },
)

LIST = 'orders.matching({})\nreturn "found"'
FOUND = """
import json

from desk.documents import collection_of


def matching(condition: str) -> int:
    return len(list(collection_of("orders").find(WANTED)))
"""
VALUES = '{"$and": [{"state": {"$in": [condition, "open"]}}, {"owner": {"name": condition.strip()}}]}'
NOSQL = Kind(
    "query-nosql",
    rule=RULE,
    signature="list_orders(condition: str)",
    parameter="condition",
    imports="from desk import orders\n",
    files={
        "desk/orders.py": """
        from desk.documents import collection_of

        def matching(condition: str) -> int:
            return count({"$where": condition})

        def count(wanted: dict[str, str]) -> int:
            return len(list(collection_of("orders").find([|wanted|])))
        """,
        "desk/documents.py": """
        from typing import Any

        from pymongo import MongoClient
        from pymongo.collection import Collection

        client: MongoClient[Any] = MongoClient("mongodb://localhost", connect=False)

        def collection_of(name: str) -> Collection[Any]:
            return client["shop"][name]
        """,
    },
    hops=("server.py: orders.matching(condition)", "desk/orders.py: count({", "desk/orders.py: .find("),
    versions=usual(LIST, "condition", RULE, weak='"function" in condition')
    | {
        "guarded_as_a_value": quiet(
            LIST.replace("{}", "condition"),
            desk__orders_py="""
            from desk.documents import collection_of

            def matching(condition: str) -> int:
                return count({"state": condition})

            def count(wanted: dict[str, str]) -> int:
                return len(list(collection_of("orders").find(wanted)))
            """,
        ),
        "guarded_as_a_value_below": quiet(
            LIST.replace("{}", "condition"), desk__orders_py=FOUND.replace("WANTED", VALUES)
        ),
        "reached_as_a_document": bad(
            LIST.replace("{}", "condition"),
            RULE,
            desk__orders_py=FOUND.replace("WANTED", '[|{"state": json.loads(condition)}|]'),
        ),
        "reached_as_an_operator": bad(
            LIST.replace("{}", "condition"),
            RULE,
            desk__orders_py=FOUND.replace("WANTED", '[|{"$or": [{"open": True}, {condition: 1}]}|]'),
        ),
    },
)

NEAR = 'people.near({})\nreturn "found"'
GRAPH = Kind(
    "query-graph",
    rule=RULE,
    signature="find_people(name: str)",
    parameter="name",
    imports="from desk import people\n",
    files={
        "desk/people.py": """
        from desk.graph import Graph

        def near(name: str) -> int:
            return Graph().ask("MATCH (p:Person {name: '%s'}) RETURN p" % name)
        """,
        "desk/graph.py": """
        from neo4j import GraphDatabase

        class Graph:
            def ask(self, query: str, **values: str) -> int:
                driver = GraphDatabase.driver("bolt://localhost")
                with driver.session() as session:
                    return len(list(session.run([|query|], values)))
        """,
    },
    hops=("server.py: people.near(name)", "desk/people.py: .ask(", "desk/graph.py: session.run("),
    versions=usual(NEAR, "name", RULE, weak='name.startswith("DELETE")')
    | {
        "guarded_by_binding": quiet(
            NEAR.replace("{}", "name"),
            desk__people_py="""
            from desk.graph import Graph

            def near(name: str) -> int:
                return Graph().ask("MATCH (p:Person {name: $name}) RETURN p", name=name)
            """,
        ),
    },
)
KINDS = (SQL, NOSQL, GRAPH)
