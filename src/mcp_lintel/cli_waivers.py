"""The command that adds a waiver to the project's waivers file."""

from pathlib import Path
from typing import Annotated

import typer

from mcp_lintel import flags
from mcp_lintel.console import MisuseError, finish, told, write_report

Name = Annotated[str, typer.Argument(metavar="RULE", help="The rule to waive, or a clause with all its rules.")]
Target = Annotated[
    str,
    typer.Argument(metavar="PATH[:SYMBOL]", help="A file, folder or pattern, and a function, class or tool in it."),
]
Owner = Annotated[str, typer.Option("--owner", metavar="WHO", help="Who answers for it: a team or an address.")]
Reason = Annotated[str, typer.Option("--reason", metavar="WHY", help="Why the standard does not apply here.")]
Expires = Annotated[str, typer.Option("--expires", metavar="DATE", help="The last day on which it holds: 2030-12-31.")]
Fingerprint = Annotated[
    str, typer.Option("--fingerprint", metavar="HEX", help="The one finding to waive, as the JSON report names it.")
]
Id = Annotated[str, typer.Option("--id", metavar="ID", help="Its name.  [default: W-001 and so on]")]


def waive(
    name: Name,
    target: Target,
    *,
    owner: Owner,
    reason: Reason,
    expires: Expires,
    fingerprint: Fingerprint = "",
    id: Id = "",
    waivers: flags.WaiversFile = None,
    config: flags.Config = None,
    isolated: flags.Isolated = False,
    standard: flags.StandardDir = None,
    rules: flags.RulesDir = None,
    today: flags.Today = None,
    quiet: flags.Quiet = False,
    verbose: flags.Verbose = False,
) -> None:
    """Let a finding pass until a day: adds a waiver to waivers.toml, whose formatting stays."""
    with told(verbose=verbose):
        from datetime import date

        from mcp_lintel.verdict import waivers_append as append
        from mcp_lintel.verdict.waivers_file import parse_waivers
        from mcp_lintel.verdict.waivers_types import Waiver

        said = {"standard": standard.resolve() if standard else None, "waivers": flags.file_path(waivers)}
        words, symbol = append.split_target(target)
        where = Path(words) if Path(words).exists() else Path()
        path, base, known_rules, clauses = _setting(where, said, config, isolated, verbose, rules)
        text, mark = _read(path)
        pattern = append.pattern(words, base)
        last, first = append.as_date(expires), flags.day(today) or date.today()
        if last < first:
            raise MisuseError(f"--expires {expires}: is over already; name a day from {first} on")
        own = id or append.next_id(parse_waivers(text, str(path), known_rules, clauses))
        by_rule, by_clause = ("", name) if name in clauses else (name, "")
        words_of = (own, by_rule, by_clause, pattern, symbol, fingerprint, owner.strip(), reason.strip())
        waiver = Waiver(*words_of, created=first, expires=last)
        made = append.with_waiver(text, str(path), waiver, known_rules, clauses)
        write_report(path, mark + made)
        finish(0, f"waiver `{own}` of `{name}` until {last} added to {path}", quiet=quiet)


def _read(path: Path) -> tuple[str, str]:
    """The text of a waivers file and the byte order mark before it; "" for a file that is not there yet."""
    from mcp_lintel.verdict.waivers_file import read_text

    if not path.exists():
        return "", ""
    return read_text(path), "\ufeff" if path.read_bytes().startswith(b"\xef\xbb\xbf") else ""


def _setting(
    where: Path, said: dict[str, Path | None], config: Path | None, isolated: bool, verbose: bool,
    rules: Path | None,
) -> tuple[Path, Path, set[str], set[str]]:  # fmt: skip
    """The waivers file, the folder its paths start at, and the rules and clauses that exist."""
    from mcp_lintel.discover import frame
    from mcp_lintel.packs import load_rules
    from mcp_lintel.standard.load import load_standard
    from mcp_lintel.verdict.judge_settle import waivers_base, waivers_path
    from mcp_lintel.verdict.own_rules import OWN_NAMES
    from mcp_lintel.verdict.waivers_file import DEFAULT_NAME

    settings = flags.settings_of((where,), said, config, isolated, verbose)
    top = frame((where,))[0]
    path = waivers_path(settings.waivers, top) or top / DEFAULT_NAME
    shown = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    known = {rule.name for rule in load_rules(rules)} | OWN_NAMES
    return shown, waivers_base(path, top), known, set(load_standard(settings.standard).clauses)
