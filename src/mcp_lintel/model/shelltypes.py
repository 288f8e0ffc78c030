"""What a project hands to a shell of the machine that it runs on."""

from dataclasses import dataclass

from mcp_lintel.text.span import Place


@dataclass(frozen=True, slots=True)
class ShellCommand:
    """A call that has a shell run a command: `call` as it is written, `place` of the command in it.

    `listed` says that the command is a list: its first element is the command line on POSIX, all of it on Windows.
    """

    call: str
    place: Place
    symbol: str
    fixed: bool = False
    """Is it written out in the code, or made of parts that a shell takes for single words?"""
    listed: bool = False
    followed: bool = False
    """Does it run for a client? Then what a client sends was followed to it, or found to be checked before."""
    unused: bool = False
    """Does it stand in a function that nothing in the project speaks of?"""
    example: bool = False
    """Does it stand in an examples, docs or benchmark folder?"""
