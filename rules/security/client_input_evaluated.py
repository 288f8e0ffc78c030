"""Text that a client wrote is not run as Python or any other code.

## Why
`eval` of a formula is `eval` of anything: `__import__("os").system(…)` is an expression, too. Emptied builtins, lists
of forbidden words and looks through the syntax tree have all been escaped from.

## What is read
A value that a client sends, followed until it reaches `eval`, `exec`, `compile`, the evaluating functions of pandas,
numexpr and sympy, or a program that is started with code in an argument.

## What is not reported
A choice from a fixed mapping or set, enums, numbers, and `ast.literal_eval`, which runs nothing. A guard that fails
is reported as `guard-that-does-not-hold`. A tool that is there to run code is reported once; see SEC-51 for what it
needs around it.

## Fix
Write down what may be computed and let the client choose by name: `MEASURES[measure](values)`.

## Evidence
No finding on 23 published servers in November 2026; labelled flaws and twin servers hold it (`benchmarks/flow.md`).
"""

from collections.abc import Iterator

from mcp_lintel.flow.telling import hit_of, is_unguarded, reaching
from mcp_lintel.flow.types import Flow
from mcp_lintel.rule import Bad, Good, Hit, Severity, rule


@rule(
    "client-input-evaluated",
    on=Flow,
    clause="SEC-51",
    severity=Severity.ERROR,
    cwe=("CWE-95",),
    examples=(
        Bad("""
            @mcp.tool
            def compute_total(formula: str) -> float:
                return float(eval([|formula|], {"__builtins__": {}}))
        """),
        Bad(
            """
            from formulas import value_of

            class Order(BaseModel):
                price: float
                discount: str

            @mcp.tool
            def price_order(order: Order) -> float:
                return order.price * value_of(order.discount)
            """,
            files={"formulas.py": "def value_of(text: str) -> float:\n    return float(eval([|text.strip()|]))\n"},
        ),
        Bad("""
            @mcp.tool
            def execute_python(code: str) -> str:
                names: dict[str, Any] = {}
                exec([|code|], names)
                return str(names.get("result"))
        """),
        Good("""
            FORMULAS = {"net": "price * 0.8", "gross": "price"}

            @mcp.tool
            def compute_total(formula: str, price: float) -> float:
                return float(eval(FORMULAS[formula], {"price": price}))
        """),
        Good("""
            FORMULAS = frozenset({"price * 0.8", "price"})

            def checked(formula: str) -> str:
                if formula not in FORMULAS:
                    raise ValueError("no such formula")
                return formula

            @mcp.tool
            def compute_total(formula: str, price: float) -> float:
                return float(eval(checked(formula), {"price": price}))
        """),
        Good("""
            import ast

            @mcp.tool
            def add_numbers(numbers: str) -> float:
                return sum(ast.literal_eval(numbers)) + eval("0.0")
        """),
    ),
)
def client_input_evaluated(flow: Flow) -> Iterator[Hit]:
    if is_unguarded(flow, "code"):
        yield hit_of(flow, reaching(flow, "nothing restricts what it does"))
