"""Functions that nobody lists."""


def plug_on(port: int) -> int:
    """On."""
    return port


def plug_off(port: int) -> int:
    """Off."""
    return port


__all__ = sorted(name for name in globals() if name.startswith("plug_"))
