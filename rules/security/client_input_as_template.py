"""A client fills the variables of a template and does not write it.

## Why
A template is a program with text around it: in Jinja `{{ … }}` reaches every attribute of what it can name, and
`str.format` walks by `{order.__init__.__globals__}` from any object to the secrets of its module.

## What is read
A value that a client sends, followed until it is the template itself, or a part of it, in Jinja, Mako, Django and their
like, or the text whose `format` or `format_map` is called.

## What is not reported
Values that are passed as variables, templates picked from a fixed mapping, and `string.Template`. A guard that fails is
reported as `guard-that-does-not-hold`.

## Fix
Keep the templates in the code and let the client pick one by name: `LINES[style].format(name=name)`.

## Evidence
No finding on 23 published servers in November 2026; labelled flaws and twin servers hold it (`benchmarks/flow.md`).
"""

from collections.abc import Iterator

from mcp_lintel.flow.telling import hit_of, is_unguarded, reaching
from mcp_lintel.flow.types import Flow
from mcp_lintel.rule import Bad, Good, Hit, Severity, rule


@rule(
    "client-input-as-template",
    on=Flow,
    clause="SEC-54",
    severity=Severity.ERROR,
    cwe=("CWE-1336",),
    examples=(
        Bad("""
            from jinja2 import Template

            @mcp.tool
            def render_letter(text: str) -> str:
                return Template([|text|]).render(shop="example")
        """),
        Bad(
            """
            from letters import rendered

            @mcp.tool
            def render_letter(greeting: str) -> str:
                return rendered(f"{greeting}, {{{{ name }}}}")
            """,
            files={
                "letters.py": """\
from jinja2 import Environment


def rendered(text: str) -> str:
    return Environment(autoescape=True).from_string([|text|]).render(name="you")
"""
            },
        ),
        Bad("""
            @mcp.tool
            def render_line(line: str) -> str:
                return [|line|].format(order=object())
        """),
        Good("""
            from jinja2 import Template

            LETTERS = {"short": "Hi {{ name }}", "long": "Dear {{ name }}"}

            @mcp.tool
            def render_letter(style: str, name: str) -> str:
                return Template(LETTERS[style]).render(name=name)
        """),
        Good("""
            from jinja2 import Template

            LETTERS = ("Hi {{ name }}", "Dear {{ name }}")

            def checked(letter: str) -> str:
                if letter not in LETTERS:
                    raise ValueError("no such letter")
                return letter

            @mcp.tool
            def render_letter(letter: str, name: str) -> str:
                return Template(checked(letter)).render(name=name)
        """),
        Good("""
            @mcp.tool
            def render_line(name: str) -> str:
                return "order of {name}".format(name=name)
        """),
    ),
)
def client_input_as_template(flow: Flow) -> Iterator[Hit]:
    if is_unguarded(flow, "template"):
        yield hit_of(flow, reaching(flow, "" if flow.whole else "it is not one of the values filled in"))
