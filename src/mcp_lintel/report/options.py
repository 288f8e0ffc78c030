"""What a report may be asked beside its format."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """`colour` and `width` (columns of the terminal, None on a pipe: nothing is wrapped) are for people's
    formats.

    `exit_code` is the run's, for formats that tell it; None leaves it out.
    """

    colour: bool = False
    width: int | None = None
    exit_code: int | None = None


PLAIN = Options()
"""No colour, no wrapping, no exit code."""
