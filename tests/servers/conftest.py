"""What the tests of whole servers share."""

import pytest

from .environments import Environments


@pytest.fixture(scope="session")
def environments() -> Environments:
    """The frameworks, each in an environment of its own."""
    return Environments()
