"""Draw findings on real servers at random, for a person to judge.

    python benchmarks/sample.py SOURCES --seed 2026 [--number 50] [--per-rule 8] [--output precision-draft.md]

SOURCES is a folder with one folder a server. Each is checked at default settings. Two draws are written as Markdown
tables: NUMBER findings at random over all, and up to K of every rule. The verdict and the reason are left empty. The
draws depend on the seed and on place and rule of each finding alone: a finding that goes or comes leaves the others
in the draw, so that a judged sample can be kept up after a change. `--rule NAME` (may be repeated) keeps the second
draw to those rules, and `--severity` and `--confidence` lower what is shown, to judge a rule that is off by default.
"""

import argparse
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Drawn:
    """One finding with its server (the folder's name) and the source line it stands on."""

    server: str
    path: str
    line: int
    column: int
    rule: str
    message: str
    confidence: str
    source: str

    def lot(self, seed: int) -> str:
        """The lot it draws: even over all findings, and the same however many others there are."""
        drawn = f"{seed} {self.server} {self.path} {self.line} {self.column} {self.rule}"
        return hashlib.sha256(drawn.encode()).hexdigest()


def main() -> int:
    """Check every server, draw, write."""
    options = _options()
    servers = sorted(folder for folder in options.sources.iterdir() if folder.is_dir())
    if not servers:
        print(f"{options.sources}: there is no folder here; name one that holds a folder a server", file=sys.stderr)
        return 2
    found = sorted(one for server in servers for one in findings(server, options.severity, options.confidence))
    rules = sorted({one.rule for one in found if not options.rule or one.rule in options.rule})
    text = [f"{len(found)} findings on {len(servers)} servers; seed {options.seed}.", ""]
    text += ["| rule | findings | servers |", "|---|---|---|"]
    text += [
        f"| {r} | {sum(o.rule == r for o in found)} | {len({o.server for o in found if o.rule == r})} |" for r in rules
    ]
    if options.number:
        text += [
            "",
            f"## {options.number} at random over all",
            "",
            *table(uniform(found, options.number, options.seed)),
        ]
    strata = [one for rule in rules for one in stratum(found, rule, options.per_rule, options.seed)]
    text += ["", f"## Up to {options.per_rule} a rule", "", *table(strata), ""]
    if options.output:
        options.output.write_text("\n".join(text), "utf-8")
    else:
        print("\n".join(text))
    return 0


def findings(server: Path, severity: str, confidence: str) -> Iterable[Drawn]:
    """The active findings of a check of one server."""
    command = [sys.executable, "-m", "mcp_lintel", "check", "--isolated", "--exit-zero", "--output-format", "json"]
    command += ["--severity", severity, "--confidence", confidence, str(server)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(f"{server.name}: ended with {done.returncode}: {done.stderr.strip()[-200:]}", file=sys.stderr)
    for one in json.loads(done.stdout or '{"findings": []}')["findings"]:
        if one["status"] != "active":
            continue
        start = one["start"]
        lines = (server / one["path"]).read_text("utf-8", "replace").splitlines()
        source = lines[start["line"] - 1].strip() if start["line"] <= len(lines) else ""
        yield Drawn(
            server.name,
            one["path"],
            start["line"],
            start["column"],
            one["rule"],
            one["message"],
            one["confidence"],
            source,
        )


def uniform(found: Sequence[Drawn], number: int, seed: int) -> list[Drawn]:
    """So many of all findings, each as likely as any other."""
    return sorted(found, key=lambda one: one.lot(seed))[:number]


def stratum(found: Sequence[Drawn], rule: str, number: int, seed: int) -> list[Drawn]:
    """Up to so many of one rule's findings; what other rules found does not change the draw."""
    return uniform([one for one in found if one.rule == rule], number, seed)


def table(drawn: Iterable[Drawn]) -> list[str]:
    """The rows of a table to be filled in."""
    rows = ["| | server | rule | place | message | source | verdict | reason |", "|---|---|---|---|---|---|---|---|"]
    for number, one in enumerate(drawn, 1):
        cells = (
            one.server,
            f"{one.rule} ({one.confidence})",
            f"{one.path}:{one.line}",
            one.message,
            f"`{one.source[:120]}`",
        )
        rows.append(f"| {number} | " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " | | |")
    return rows


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sources", type=Path, metavar="SOURCES", help="a folder with one folder a server")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--number", type=int, default=50, help="findings to draw over all (default 50)")
    parser.add_argument(
        "--per-rule", type=int, default=8, metavar="K", help="findings to draw of each rule (default 8)"
    )
    parser.add_argument(
        "--rule", action="append", default=[], metavar="NAME", help="only these rules in the second draw"
    )
    parser.add_argument("--severity", default="warning", choices=("error", "warning", "note"))
    parser.add_argument("--confidence", default="medium", choices=("high", "medium", "low"))
    parser.add_argument("--output", type=Path, metavar="FILE", help="write here instead of to standard output")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
