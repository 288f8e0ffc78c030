"""Text that is run, rebuilt or expanded: code, templates, pickles and patterns."""

from .kit import Kind
from .usual import bad, behind, quiet, usual

COMPUTE = 'formulas.compute({})\nreturn "computed"'
CODE = Kind(
    "code",
    rule="client-input-evaluated",
    signature="compute_total(formula: str)",
    parameter="formula",
    imports="from desk import formulas\n",
    files={
        "desk/formulas.py": """
        from desk.values import value_of

        def compute(formula: str) -> int:
            return int(value_of(formula.strip(), scale=10))
        """,
        "desk/values.py": """
        def value_of(text: str, scale: int) -> object:
            return eval([|text|], {"__builtins__": {}}, {"scale": scale})
        """,
    },
    hops=("server.py: formulas.compute(formula)", "desk/formulas.py: value_of(", "desk/values.py: eval(text"),
    versions=usual(COMPUTE, "formula", "client-input-evaluated", weak='"import" in formula')
    | {
        "guarded_by_literals": quiet(
            COMPUTE.replace("{}", "formula"),
            desk__values_py="""
            import ast

            def value_of(text: str, scale: int) -> object:
                return ast.literal_eval(text)
            """,
        ),
        "guarded_by_number": quiet('formulas.compute(str(float(formula)))\nreturn "computed"'),
    },
)

GREET = 'letters.greet({})\nreturn "greeted"'
TEMPLATE = Kind(
    "template",
    rule="client-input-as-template",
    signature="make_letter(text: str)",
    parameter="text",
    imports="from desk import letters\n",
    files={
        "desk/letters.py": """
        from desk.rendering import Renderer

        def greet(text: str) -> str:
            return Renderer().render("Dear {{ name }}, " + text)
        """,
        "desk/rendering.py": """
        from jinja2 import Environment

        class Renderer:
            def __init__(self) -> None:
                self.environment = Environment(autoescape=True)

            def render(self, source: str) -> str:
                return self.environment.from_string([|source|]).render(name="Ada")
        """,
    },
    hops=("server.py: letters.greet(text)", "desk/letters.py: .render(", "desk/rendering.py: from_string("),
    versions=usual(GREET, "text", "client-input-as-template", weak='"__class__" in text')
    | {
        "guarded_as_a_variable": quiet(
            GREET.replace("{}", "text"),
            desk__rendering_py="""
            from jinja2 import Environment

            class Renderer:
                def render(self, text: str) -> str:
                    return Environment(autoescape=True).from_string("Dear {{ name }}").render(name=text)
            """,
        ),
    },
)

RESTORE = 'drafts.restore({})\nreturn "restored"'
DESERIALISE = Kind(
    "deserialise",
    rule="unsafe-deserialisation",
    signature="restore_draft(saved: str, signature: str)",
    parameter="saved",
    imports="from desk import drafts\n",
    files={
        "desk/drafts.py": """
        import base64

        from desk.codec import decode

        def restore(saved: str) -> object:
            return decode(base64.b64decode(saved))
        """,
        "desk/codec.py": """
        import pickle

        def decode(data: bytes) -> object:
            return pickle.loads([|data|])
        """,
    },
    hops=("server.py: drafts.restore(saved)", "desk/drafts.py: decode(base64", "desk/codec.py: pickle.loads("),
    versions=usual(RESTORE, "saved", "unsafe-deserialisation", weak='"b3M=" in saved')
    | {
        "guarded_by_signature": quiet(
            "import hashlib\nimport hmac\n\n"
            'expected = hmac.new(b"key of the desk", saved.encode(), hashlib.sha256).hexdigest()\n'
            "if not hmac.compare_digest(expected, signature):\n"
            '    raise ToolError("invalid_input: the signature is wrong")\n' + RESTORE.replace("{}", "saved")
        ),
        "guarded_by_a_format_for_data": quiet(
            RESTORE.replace("{}", "saved"),
            desk__codec_py="""
            import json

            def decode(data: bytes) -> object:
                return json.loads(data)
            """,
        ),
        "reached_through_yaml": bad(
            RESTORE.replace("{}", "saved"),
            "unsafe-deserialisation",
            desk__codec_py="""
            import yaml

            def decode(data: bytes) -> object:
                return yaml.load([|data|], Loader=yaml.UnsafeLoader)
            """,
        ),
        "not_reached_with_the_safe_loader": quiet(
            RESTORE.replace("{}", "saved"),
            desk__codec_py="""
            import yaml

            def decode(data: bytes) -> object:
                return yaml.load(data, Loader=yaml.SafeLoader)
            """,
        ),
    },
)

FIND = 'names.find({})\nreturn "found"'
PATTERN = Kind(
    "pattern",
    rule="client-pattern-unbounded",
    signature="find_names(pattern: str)",
    parameter="pattern",
    imports="from desk import names\n",
    files={
        "desk/names.py": """
        from desk.search import matches

        def find(pattern: str) -> int:
            return sum(matches(pattern, name) for name in ("Ada", "Grace"))
        """,
        "desk/search.py": """
        import re

        def matches(pattern: str, name: str) -> bool:
            return re.search([|pattern|], name) is not None
        """,
    },
    hops=("server.py: names.find(pattern)", "desk/names.py: matches(pattern", "desk/search.py: re.search("),
    versions=usual(FIND, "pattern", "client-pattern-unbounded", weak='any(bad in pattern for bad in ["+)+", "*)*"])')
    | {
        "guarded_by_escaping": quiet('import re\n\nnames.find(re.escape(pattern))\nreturn "found"'),
        "badly_guarded_by_length": behind(
            "len(pattern) > 100", FIND.replace("{}", "pattern"), "client-pattern-unbounded"
        ),
    },
)
KINDS = (CODE, TEMPLATE, DESERIALISE, PATTERN)
