"""Words that a build service obeys when they stand in a job's log, made harmless.

GitHub's runner acts on a line that starts with `::` and on `##[command]` anywhere in a line, the Azure agent on
`##vso[command]` anywhere in a line. Source: actions/runner `ActionCommand.cs`, microsoft/azure-pipelines-agent
`Command.cs`.
"""

import re

_MARK = re.compile(r"#(?=#(?:vso)?\[)", re.I)
_START = re.compile(r"^(\s*)::")


def marks(text: str) -> frozenset[int]:
    """Where in a text the second `#` of such a mark stands, as offsets."""
    return frozenset(match.end() for match in _MARK.finditer(text))


def defused(line: str) -> str:
    """A line of a log that starts no command; one that starts with a file name still names that file."""
    return _START.sub(r"\1./::", line)
