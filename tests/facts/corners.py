"""Sources whose layout is easily got wrong, by what is special about them."""

CORNERS = {
    "empty": "",
    "blank": "\n\n  \n",
    "only a comment": "# nothing else",
    "comments everywhere": (
        "# top\n\n@a  # on the decorator\n# between\ndef f(  # after the parenthesis\n    x,  # on a parameter\n"
        "    # before one\n    *, y=1\n):  # on the signature\n    # in the body\n    return x  # at its end\n# below\n"
    ),
    "CRLF": "@mcp.tool()\r\ndef f(a: int) -> str:\r\n    '''Two\r\n    lines.'''\r\n    return g(a)\r\n",
    "lone CR": "x = 1\ry = f(x)\rif y:\r    z = [x,\r         y]\r",
    "mixed line ends": "a = 1\r\nb = 2\nif a:\r\n    c = (a,\n         b)\n",
    "tabs": "class A:\n\tdef f(self):\n\t\tif self:\n\t\t\treturn g(self,\tself)\n",
    "mixed indents": "if a:\n  b\nif c:\n      d\n      if e:\n       f(g)\n",
    "form feeds": "import a\n\x0c\ndef f():\n    pass\n\x0c\nx = f()\n",
    "no final newline": "def f():\n    return g(1)",
    "no final newline after a comment": "x = 1  # last",
    "no final newline after a block with blanks": "if a:\n    b\n    ",
    "wide characters": "𝔸 = 'é𝔸'; b = f(𝔸, 'é')  # é\nc = {'𝔸': b}\n",
    "unicode line separators in strings": "x = 'a\u2028b\x85c'; y = f(x)\n",
    "decorators": "@a\n@b.c(1, d=2)\n\n@(lambda f: f)\nasync def f(): ...\n\n@dataclass(frozen=True)\nclass A: ...\n",
    "with": "with (a as b, c(d) as e,):\n    f\nwith (a), (b): g\nasync def h():\n    async with a as (b, c): d\n",
    "match": (
        "match f(x):\n    case 1 | -2 | 'a' if y: a()\n"
        "    case {'k': [b, *c], **d}: pass\n    case A(1, k=B.C) as e: pass\n"
        "    case (f, _) | None: pass\n    case _: pass\n"
    ),
    "walrus": "if (n := len(a)) > (m := 1): print(f'{n=}', (k := n))\n",
    "f-strings": "x = f'a{b!r:>{c}.{d}}e{{}}' f\"{f'{g}' + 'h'}\" rf'\\d{i}' f'''{\nj\n}'''\n",
    "f-strings of Python 3.12": "x = f'{f'{a['b']}'}' + f'{\n# why\na\n}'\n",
    "stars": (
        "a, *b = *c, d\nf(*a, **b, c=d)\nprint(*a, sep='')\n"
        "x = [*a, *(b)]\ny = {**a, 'b': c, **d}\nz = a[*b, 1:2]\n"
    ),
    "slices": "a[1:2], a[:], a[::], a[ b : c , : : d ], a[...], a[(b):(c)], a[b,], a[f(x)[1:2]:3]\n",
    "semicolons": "a = 1; b = f(a);  c = 2 ;\nif a: b; c\nclass A: x = 1; y: int\n",
    "backslashes": "x = a + \\\n    b(c, \\\n  d)\nassert x, \\\n  y\nfrom a \\\n  import b\nif a and \\\n   b: pass\n",
    "parentheses": "x = ((a)) + (((b)))(((c)))\n(y) = (yield_)\nz = (a, b), (c,), ()\nw = ((a) for a in (b) if (c))\n",
    "type parameters": "def f[T: int, *Ts, **P](x: T, *a: *Ts) -> T: ...\nclass A[T](B[T], metaclass=M): ...\n",
    "type alias": "type X[T] = list[T] | None\ntype Y = int\n",
    "except star": "try:\n    a\nexcept* (A, B) as e:\n    b\nexcept* C:\n    d\nelse: e\nfinally: f\n",
    "lambdas": "f = lambda: 0\ng = lambda a, /, b=1, *c, d, **e: (a, b)\nh = sorted(a, key=lambda x: x[1])\n",
    "comprehensions": (
        "[a for b in c if d if e for f in g]\n{a: b for a, b in c}\n"
        "{a async for a in b}\nf(a for a in b)\n"
    ),
    "signatures": (
        "def f(a, b: 'B' = 1, /, c=2, *args: int, d, e=(3), **kw: str) -> (yield_): pass\n"
        "def g(*, a): pass\n"
    ),
    "annotations": "a: int\nb: 'list[int]' = []\ne.f: int = 1\ng[0]: int = 2\n",
    "chains": "a = b = c = d\na += b; c @= d\na < b <= c is not d not in e\nnot a and b or c if d else e\n",
    "strings in pieces": "x = ('a' \"b\"\n     # between\n     r'c\\d' u'e')\ny = b'a' b'b'\n",
    "yields": (
        "def f():\n    x = yield\n    y = yield (a)\n    yield from g(x)\n"
        "    return (yield a, b)\nasync def h(): await (g())\n"
    ),
    "imports": "import a.b as c, d\nfrom . import e\nfrom ..f.g import (h as i,\n  j,)\nfrom k import *\n",
    "scopes": (
        "def f():\n    global a, b\n    def g():\n        nonlocal c\n"
        "        del d, e[0]\n        raise F from g\n"
    ),
}  # fmt: skip
