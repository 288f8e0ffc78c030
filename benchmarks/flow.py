"""What following client input costs beside the parse it cannot do without.

    python benchmarks/flow.py FOLDER... [--repetitions 3] [--target 1]

For each folder, and for all of them together, two pieces of work are measured in CPU seconds of one process:
`libcst.parse_module` of the files that a check parses, and `find_flows` with everything it needs that a check without
flow rules does not do. The two alternate; medians are printed with their ratio. With `--target` the script ends with 1
when following costs more than that many parses over all folders.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from libcst import parse_module

from mcp_lintel import reading
from mcp_lintel.flow.find import find_flows
from mcp_lintel.flow.tables.load import load_tables
from mcp_lintel.model import build
from mcp_lintel.model.entries import Entry
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.settings import Settings


def main() -> int:
    """Measure and print; 1 when the target is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--target", type=float)
    options = parser.parse_args()
    load_tables()
    print(f"{'':44} {'entries':>8} {'flows':>6} {'libcst s':>9} {'flow s':>7} {'flow/libcst':>12}")
    parsing = following = 0.0
    for folder in options.folders:
        projects, texts = read(folder)
        found: list[int] = []

        def follow(projects: list[tuple[Interpreter, tuple[Entry, ...]]] = projects, found: list[int] = found) -> None:
            found[:] = [len(find_flows(reader, entries, load_tables()).flows) for reader, entries in projects]

        def parse(texts: list[str] = texts) -> None:
            for text in texts:
                parse_module(text)

        times = [(seconds(parse), seconds(follow)) for _ in range(options.repetitions)]
        one, other = (statistics.median(column) for column in zip(*times, strict=True))
        parsing, following = parsing + one, following + other
        entries = sum(len(each) for _, each in projects)
        print(f"{folder.name:44} {entries:8} {sum(found):6} {one:9.2f} {other:7.2f} {other / one if one else 0:12.2f}")
    ratio = following / parsing if parsing else 0.0
    print(f"{'together':44} {'':8} {'':6} {parsing:9.2f} {following:7.2f} {ratio:12.2f}")
    return int(options.target is not None and ratio > options.target)


def read(folder: Path) -> tuple[list[tuple[Interpreter, tuple[Entry, ...]]], list[str]]:
    """The programs of a folder with their entries, and the texts of the files that were parsed for them."""
    projects: list[tuple[Interpreter, tuple[Entry, ...]]] = []
    whole = build.build_with_entries

    def watched(reader: Interpreter, *args: object) -> object:
        project, entries = whole(reader, *args)  # type: ignore[arg-type]
        projects.append((reader, entries))
        return project, entries

    build.build_with_entries = watched  # type: ignore[assignment]
    try:
        scan, _ = reading.read((folder,), Settings(), flows=False)
    finally:
        build.build_with_entries = whole
    return projects, [scan.sources[path].text for path in scan.facts]


def seconds(work: Callable[[], None]) -> float:
    """The CPU seconds of some work."""
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
