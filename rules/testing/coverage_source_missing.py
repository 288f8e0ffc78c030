"""Coverage is not pointed at the server's own package.

## Why
Without a target, coverage.py counts only modules that a test happens to import, and the tests themselves: a
tool that no test touches is absent from the figure instead of lowering it. A target that names nothing, or only the
tests, yields a high figure that says nothing about the server.

## What is read
What is in force when the tests run: `--cov=…` in commands and in pytest's `addopts`, `coverage run --source`,
else `source`, `source_pkgs`, `source_dirs` or `include` in the one file that coverage.py reads. A name is a folder,
or a package anywhere in the project; `shop`, `src/shop` and `shop.tools` all count. A file that coverage.py passes over
because another comes first is reported where it points elsewhere.

## What is not reported
Targets filled in by the environment, absolute paths and patterns, and packages the project depends on (a
sibling in a workspace, say). Options that an expansion in a command may add. A project one of whose settings
files cannot be parsed, unpacked wheels and source distributions, and a member of a workspace whose root configures
coverage. A project without tests or test settings is reported with medium confidence, and not at all when it is
one of several in a repository.

## Fix
Name the package once:

    [tool.coverage.run]
    source = ["mcp_server"]

## Evidence
Judged 3 hits on the repositories of five public servers, seven projects with tests, in November 2026: all
were missing targets, and all were true. The other kinds of hit did not occur there.
"""

from collections.abc import Iterator

from mcp_lintel.artifacts.types import CoverageSettings
from mcp_lintel.rule import Bad, Confidence, Good, Hit, Related, Severity, rule

PROJECT = '[project]\nname = "shop"\nversion = "1"\n'
FILES = {"shop/__init__.py": "", "shop/tools.py": "", "tests/test_server.py": "def test_it(): ...\n"}


@rule(
    "coverage-source-missing",
    on=CoverageSettings,
    clause="TEST-16",
    severity=Severity.WARNING,
    examples=(
        Bad(files={"pyproject.toml": "[|[project]|]\nname = 'shop'\nversion = '1'\n", **FILES}),
        Bad(
            files={
                "pyproject.toml": PROJECT + "[|[tool.coverage.report]|]\nfail_under = 80\n",
                "README.md": "shop\n",
                **FILES,
            }
        ),
        Bad(files={"pyproject.toml": PROJECT + '[tool.coverage.run]\nsource = [[|"mcp_shop"|]]\n', **FILES}),
        Bad(files={".coveragerc": "[run]\nsource =\n    [|tests|]\n", **FILES}),
        Bad(files={"Makefile": "test:\n\tpytest [|--cov|] --cov-report=xml\n", **FILES}),
        Bad(
            files={
                ".coveragerc": "[run]\nsource = shop\n",
                "pyproject.toml": PROJECT + '[tool.coverage.run]\nsource = [[|"shop/tools"|]]\n',
                **FILES,
            }
        ),
        Good(files={"pyproject.toml": PROJECT + '[tool.coverage.run]\nsource = ["shop"]\n', **FILES}),
        Good(files={"tox.ini": "[pytest]\naddopts = --cov=shop --cov=tests\n", **FILES}),
        Good(
            files={
                ".coveragerc": "[run]\nsource = shop\n",
                "pyproject.toml": PROJECT + '[tool.coverage.run]\nsource = ["./shop"]\n',
                **FILES,
            }
        ),
        Good(files={"Makefile": "test:\n\tpytest --cov $(PACKAGE)\n", **FILES}),
    ),
)
def coverage_source_missing(settings: CoverageSettings) -> Iterator[Hit]:
    """Hits where coverage has no target, only tests for one, or one that names nothing."""
    if settings.broken:
        return
    if not settings.targets:
        yield from _nothing(settings)
    elif all(target.tests for target in settings.targets):
        first = settings.targets[0]
        yield Hit(first.place, f"`{first.name}` points coverage at the tests only, not at the server's package")
    else:
        for target in settings.targets:
            if target.exists is False:
                message = f"`{target.name}` names no package or folder of this project, so it measures nothing"
                yield Hit(target.place, message)
    yield from _unread(settings)


def _nothing(settings: CoverageSettings) -> Iterator[Hit]:
    if settings.unknown or settings.unread:
        return
    if settings.bare is not None:
        yield Hit(settings.bare, "`--cov` names no package, and no `source` is configured")
    elif settings.has_tests or settings.configured:
        yield Hit(settings.place, "nothing points coverage at the server's package (`source` or `--cov=…`)")
    elif not settings.member:
        message = "nothing points coverage at the server's package, and no tests were found"
        yield Hit(settings.place, message, confidence=Confidence.MEDIUM)


def _unread(settings: CoverageSettings) -> Iterator[Hit]:
    if settings.unread:
        first, read = settings.unread[0], settings.place
        message = f"`{first.name}` is never read as a target: coverage.py reads {read.path} instead of this file"
        yield Hit(first.place, message, related=(Related("this file is read", read),))
