"""The command `mcp-lintel`, and `python -m mcp_lintel`."""

import gc
import sys


def main() -> None:
    """Run the command line; `--version` alone is answered before anything heavy is imported."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from mcp_lintel import __version__

        print(f"mcp-lintel {__version__}")
        return
    # One run, one process: nearly all that is made lives to its end, and looking for cycles in it only costs time.
    gc.disable()
    from mcp_lintel.cli import app

    app(prog_name="mcp-lintel")


if __name__ == "__main__":
    main()
