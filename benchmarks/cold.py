"""What a cold check costs beside the parse it cannot do without.

    python benchmarks/cold.py FOLDER... [--repetitions 5] [--target 2]

For each folder, and for all of them together, three pieces of work are measured in CPU seconds (user and system of a
fresh process, start-up included): reading and `ast.parse` of the files, `libcst.parse_module` of the same files, and
the whole of `mcp-lintel check`. The files are those that a check really parses, found by watching one. The three
alternate, each repetition in another order, so that a machine that slows down slows all of them; medians are printed
with their ratios. With `--target` the script ends with 1 when the whole check costs more than that many parses.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

AST = """
import ast, pathlib, sys
for path in pathlib.Path(sys.argv[1]).read_text("utf-8").split("\\0"):
    try:
        ast.parse(pathlib.Path(path).read_bytes())
    except SyntaxError:
        pass  # syntax of a Python newer than the running one
"""
LIBCST = """
import pathlib, sys
from libcst import parse_module
for path in pathlib.Path(sys.argv[1]).read_text("utf-8").split("\\0"):
    parse_module(pathlib.Path(path).read_bytes())
"""
WATCH = """
import sys
from mcp_lintel.facts import extract as module

extract = module.extract

def watched(source):
    facts = extract(source)
    seen.append(source.path)
    return facts

seen = []
module.extract = watched
from pathlib import Path
from mcp_lintel.run import Request, check
from mcp_lintel.settings import Settings

check(Request((Path(sys.argv[1]),), Settings()))
sys.stdout.write("\\0".join(seen))
"""
KINDS = ("ast", "libcst", "check")
HEADER = (
    f"{'':40} {'files':>6} {'lines':>8} {'ast s':>8} {'libcst s':>9} {'check s':>8} "
    f"{'check/libcst':>13} {'ast/libcst':>11}"
)


def main() -> int:
    """Measure and print; 1 when the target is missed."""
    options = _options()
    print(HEADER)
    totals = dict.fromkeys(KINDS, 0.0)
    files = lines = 0
    for folder in options.folders:
        parsed = parsed_files(folder)
        if not parsed:
            print(f"{folder.name:40} nothing is parsed here")
            continue
        medians = measure(folder, parsed, options.repetitions)
        count = sum(path.read_bytes().count(b"\n") for path in parsed)
        print(_row(folder.name, len(parsed), count, medians))
        files, lines = files + len(parsed), lines + count
        totals = {kind: totals[kind] + medians[kind] for kind in KINDS}
    if not files:
        return 1
    print(_row("together", files, lines, totals))
    return int(options.target is not None and totals["check"] > options.target * totals["libcst"])


def parsed_files(folder: Path) -> list[Path]:
    """The files that a check of a folder parses in full."""
    done = subprocess.run([sys.executable, "-c", WATCH, folder], capture_output=True, check=True, text=True)
    return [folder / path for path in done.stdout.split("\0") if path]


def measure(folder: Path, parsed: Sequence[Path], repetitions: int) -> dict[str, float]:
    """The median CPU seconds by kind of work; the order moves on by one each repetition."""
    with tempfile.TemporaryDirectory() as temporary:
        listing = Path(temporary) / "files"
        listing.write_text("\0".join(map(str, parsed)), "utf-8")
        check = ["-m", "mcp_lintel", "check", "--isolated", "--exit-zero", "--output-format", "json", str(folder)]
        commands = {
            "ast": [sys.executable, "-c", AST, str(listing)],
            "libcst": [sys.executable, "-c", LIBCST, str(listing)],
            "check": [sys.executable, *check],
        }
        taken: dict[str, list[float]] = {kind: [] for kind in KINDS}
        for repetition in range(repetitions):
            for place in range(len(KINDS)):
                kind = KINDS[(repetition + place) % len(KINDS)]
                taken[kind].append(cpu_seconds(commands[kind], Path(temporary)))
    return {kind: statistics.median(seconds) for kind, seconds in taken.items()}


def cpu_seconds(command: Sequence[str], cache: Path) -> float:
    """User and system seconds of one child process, which finds its user's cache folder empty."""
    with tempfile.TemporaryDirectory(dir=cache) as empty:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        environment = os.environ | {"XDG_CACHE_HOME": empty}
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, env=environment)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _row(name: str, files: int, lines: int, seconds: dict[str, float]) -> str:
    ratios = f"{seconds['check'] / seconds['libcst']:13.2f} {seconds['ast'] / seconds['libcst']:11.2f}"
    times = f"{seconds['ast']:8.2f} {seconds['libcst']:9.2f} {seconds['check']:8.2f}"
    return f"{name[:40]:40} {files:6} {lines:8} {times} {ratios}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="a tree of a real server")
    parser.add_argument("--repetitions", type=int, default=5, help="how often each is run (default 5)")
    parser.add_argument("--target", type=float, help="the highest ratio of a check to the bare parse")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
