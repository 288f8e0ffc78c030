"""A client's name is looked up in a table and not among everything the process has loaded.

## Why
`getattr(order, field)` reads `__class__` and `__init__` as readily as `total`, and from there the way leads to modules
and their secrets. An import by name runs the module. Setting attributes by name sets those that say who is paid.

## What is read
A value that a client sends, followed until it is the name of an attribute that is read, set or deleted, of a module
that is imported, or a key into `globals()`, `vars()` or a `__dict__`.

## What is not reported
Lookups in a mapping that is written in the code, `Literal`s, enums, and membership in a fixed set that is tested
before. `hasattr` is no guard. A name with a constant beginning (`f"handle_{name}"`) reaches only what is named like
it, and is told with low confidence. A guard that fails is reported as `guard-that-does-not-hold`.

## Fix
`READERS = {"total": lambda order: order.total}`, and then `READERS[field](order)`.

## Evidence
No finding on 23 published servers in November 2026; labelled flaws and twin servers hold it (`benchmarks/flow.md`).
"""

from collections.abc import Iterator

from mcp_lintel.flow.telling import hit_of, is_unguarded, reaching
from mcp_lintel.flow.types import Flow
from mcp_lintel.rule import Bad, Confidence, Good, Hit, Severity, rule


@rule(
    "client-chosen-attribute",
    on=Flow,
    clause="SEC-56",
    severity=Severity.WARNING,
    cwe=("CWE-470",),
    examples=(
        Bad("""
            ORDER = object()

            @mcp.tool
            def read_field(field: str) -> str:
                return str(getattr(ORDER, [|field|]))
        """),
        Bad(
            """
            from plugins import load

            @mcp.tool
            def describe_plugin(name: str) -> str:
                return str(load(name).__doc__)
            """,
            files={
                "plugins.py": """\
import importlib
from types import ModuleType


def load(name: str) -> ModuleType:
    return importlib.import_module([|name|])
"""
            },
        ),
        Bad(
            """
            import handlers

            @mcp.tool
            def handle_event(kind: str) -> str:
                return getattr(handlers, [|f"handle_{kind}"|])()
            """,
            files={"handlers.py": 'def handle_order() -> str:\n    return "order"\n'},
            confidence=Confidence.LOW,
        ),
        Good("""
            ORDER = object()
            FIELDS = {"total", "date"}

            @mcp.tool
            def read_field(field: str) -> str:
                if field not in FIELDS:
                    raise ValueError("no such field")
                return str(getattr(ORDER, field))
        """),
        Good("""
            ORDER = object()

            @mcp.tool
            def read_field(field: Literal["total", "date"]) -> str:
                return str(getattr(ORDER, field))
        """),
        Good("""
            def read(order: object, field: str) -> str:
                return str(getattr(order, field))

            @mcp.tool
            def read_total(order: str) -> str:
                return read({"order": order}, "values")
        """),
    ),
)
def client_chosen_attribute(flow: Flow) -> Iterator[Hit]:
    if is_unguarded(flow, "attribute", "import"):
        doubt = Confidence.LOW if flow.lead else None
        yield hit_of(flow, reaching(flow, "no fixed list says which are allowed"), confidence=doubt)
