"""What loading the standard costs a run.

    python benchmarks/standard.py [--repetitions 15]

Prints medians of CPU milliseconds from fresh processes that alternate: the first reading of the shipped documents
(timed inside the process, since starting one varies by more), a whole check of `examples/legacy-server`, and the share
that the documents have in it.
"""

import argparse
import resource
import statistics
import subprocess
import sys
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "legacy-server"
LOAD = """
import gc, time
gc.disable()  # as the command does
from mcp_lintel.standard.load import load_standard
before = time.process_time()
clauses = load_standard().clauses
print(1000 * (time.process_time() - before), len(clauses))
"""


def load() -> tuple[float, int]:
    """The CPU milliseconds of a first reading, and how many clauses it gave."""
    done = subprocess.run([sys.executable, "-c", LOAD], check=True, capture_output=True, text=True)
    milliseconds, clauses = done.stdout.split()
    return float(milliseconds), int(clauses)


def check() -> float:
    """The CPU milliseconds, user and system, of a whole check."""
    command = [sys.executable, "-m", "mcp_lintel", "check", "--exit-zero", str(EXAMPLE)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repetitions", type=int, default=15)
    rounds = [(*load(), check()) for _ in range(parser.parse_args().repetitions)]
    loading, checking = (statistics.median(one[place] for one in rounds) for place in (0, 2))
    print(f"loading {rounds[0][1]} clauses {loading:8.1f} ms")
    print(f"checking {EXAMPLE.name} {checking:8.1f} ms; the standard is {loading / checking:.3f} of it")


if __name__ == "__main__":
    main()
