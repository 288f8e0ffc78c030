"""`check --diff-against` as a team meets it: what the branch brought fails, what was there before passes."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

PYPROJECT = '[project]\nname = "orders"\nversion = "1"\ndependencies = ["fastmcp>=2.10,<3"]\n'
HEAD = 'from fastmcp import FastMCP\n\nmcp = FastMCP("orders")\n'
VAGUE = '''

@mcp.tool
def process_data(order_id: int, options: dict) -> str:
    """Tell the state of an order."""
    return str(order_id)
'''
SOUND = '''

@mcp.tool
def get_order(order_id: int) -> str:
    """Tell an order."""
    return f"order {order_id}"
'''
FAULTY = SOUND.replace("order_id: int)", "order_id: int, more: dict)")
RULES = ("--select", "tool-name-vague,free-form-parameter")
Command = Callable[..., Result]
WAIVER = """[[waiver]]
id = "W-1"
rule = "free-form-parameter"
path = "server.py"
symbol = "get_order"
owner = "orders team"
reason = "the client is being rewritten"
created = 2030-01-01
expires = 2030-06-30
"""


def git(folder: Path, *words: str) -> str:
    bare = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = ["-c", "user.name=Tester", "-c", "user.email=tester@example.invalid", "-c", "protocol.file.allow=always"]
    done = subprocess.run(["git", *who, *words], cwd=folder, env=bare | quiet, capture_output=True, check=True)
    return done.stdout.decode().strip()


def commit(folder: Path) -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--no-verify", "--message", "change")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose branch `main` has a server with two faults; HEAD is on the branch `work`."""
    folder = tmp_path / "project"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch", "main")
    (folder / "pyproject.toml").write_text(PYPROJECT)
    (folder / "server.py").write_text(HEAD + VAGUE + SOUND)
    commit(folder)
    git(folder, "switch", "--quiet", "--create", "work")
    monkeypatch.chdir(folder)
    return folder


def statuses(result: Result) -> set[tuple[str, str, str]]:
    found: list[dict[str, Any]] = json.loads(result.stdout)["findings"]
    return {(one["rule"], one["symbol"], one["status"]) for one in found}


@pytest.fixture
def check(lintel: Command) -> Command:
    """Checks the current folder against `main`."""

    def run(*words: str | Path, ref: str = "main") -> Result:
        return lintel("check", *RULES, "--output-format", "json", "--diff-against", ref, *words)

    return run


OLD = {
    ("tool-name-vague", "server.process_data", "baselined"),
    ("free-form-parameter", "server.process_data", "baselined"),
}
NEW = ("free-form-parameter", "server.get_order", "active")


def test_what_was_there_before_passes(check: Command, project: Path) -> None:
    result = check()
    assert result.exit_code == 0
    assert statuses(result) == OLD


def test_a_new_fault_fails_before_and_after_it_is_committed(check: Command, project: Path) -> None:
    (project / "server.py").write_text(HEAD + FAULTY + VAGUE)
    in_work_tree = check()
    assert in_work_tree.exit_code == 1
    assert statuses(in_work_tree) == OLD | {NEW}
    commit(project)
    assert check().stdout == in_work_tree.stdout


def test_a_new_fault_in_a_file_that_git_does_not_know_yet_fails(check: Command, project: Path) -> None:
    (project / "more.py").write_text(HEAD + FAULTY)
    result = check()
    assert result.exit_code == 1
    assert statuses(result) == OLD | {("free-form-parameter", "more.get_order", "active")}


def test_what_others_brought_to_the_branch_since_does_not_count_as_ours(check: Command, project: Path) -> None:
    (project / "server.py").write_text(HEAD + VAGUE + FAULTY)
    commit(project)
    git(project, "switch", "--quiet", "main")
    (project / "server.py").write_text(HEAD)
    commit(project)
    git(project, "switch", "--quiet", "work")
    assert statuses(check()) == OLD | {NEW}


def test_the_report_names_the_commit_it_compared_with(lintel: Command, project: Path) -> None:
    base = git(project, "rev-parse", "main")
    told = lintel("check", *RULES, "--diff-against", "main").stdout
    assert f"compared with commit {base[:12]}, where HEAD left `main`" in told


def test_a_renamed_file_takes_its_findings_with_it_even_when_they_changed_a_little(
    check: Command, project: Path
) -> None:
    (project / "app").mkdir()
    git(project, "mv", "server.py", "app/orders.py")
    text = (project / "app/orders.py").read_text()
    (project / "app/orders.py").write_text(text.replace("    return str(order_id)", "    print()\n    return ''"))
    git(project, "add", "--all")
    staged = check()
    commit(project)
    for result in (staged, check()):
        assert result.exit_code == 0
        assert {(rule, status) for rule, _, status in statuses(result)} == {(rule, status) for rule, _, status in OLD}
        assert {symbol.rpartition(".")[2] for _, symbol, _ in statuses(result)} == {"process_data"}


def test_a_new_fault_in_a_renamed_file_fails(check: Command, project: Path) -> None:
    git(project, "mv", "server.py", "orders.py")
    (project / "orders.py").write_text(HEAD + VAGUE + FAULTY)
    commit(project)
    result = check()
    assert result.exit_code == 1
    assert {symbol for _, symbol, status in statuses(result) if status == "active"} == {"orders.get_order"}


def test_a_file_renamed_without_telling_git_is_followed_too(check: Command, project: Path) -> None:
    (project / "server.py").rename(project / "orders.py")
    assert check().exit_code == 0


def test_a_moved_function_is_not_new_and_a_copied_one_is(check: Command, project: Path) -> None:
    other = HEAD.replace("orders", "others") + VAGUE
    (project / "other.py").write_text(other)
    copied = check()
    assert copied.exit_code == 1
    assert {s for _, s, status in statuses(copied) if status == "active"} == {"other.process_data"}
    (project / "server.py").write_text(HEAD + SOUND)
    moved = check()
    assert moved.exit_code == 0
    assert {s for _, s, _ in statuses(moved)} == {"other.process_data"}


def test_a_project_in_a_renamed_folder_is_followed(check: Command, project: Path) -> None:
    (project / "old").mkdir()
    git(project, "mv", "server.py", "pyproject.toml", "old")
    commit(project)
    git(project, "branch", "--force", "main", "HEAD")
    git(project, "mv", "old", "new")
    commit(project)
    result = check("new")
    assert result.exit_code == 0
    assert {s for _, s, _ in statuses(result)} == {"server.process_data"}


def test_a_project_in_a_folder_is_compared_alone(check: Command, project: Path) -> None:
    (project / "more").mkdir()
    (project / "more/pyproject.toml").write_text(PYPROJECT)
    (project / "more/server.py").write_text(HEAD + FAULTY)
    fresh = check("more")
    assert fresh.exit_code == 1
    assert statuses(fresh) == {NEW}
    commit(project)
    assert check("more", ref="HEAD").exit_code == 0
    assert check("more/server.py", ref="HEAD").exit_code == 0


def test_facts_of_the_whole_program_count_on_both_sides(check: Command, project: Path) -> None:
    """The tool's file stays as it was; that it is served is said in another one."""
    (project / "server.py").write_text(HEAD)
    (project / "work.py").write_text(VAGUE.replace("@mcp.tool\n", "").lstrip())
    base = commit(project)
    (project / "server.py").write_text(f"from work import process_data\n{HEAD}\nmcp.tool(process_data)\n")
    result = check(ref=base)
    assert result.exit_code == 1
    assert {status for _, _, status in statuses(result)} == {"active"}
    assert check(ref=commit(project)).exit_code == 0


def test_a_baseline_and_the_branch_both_let_pass_and_neither_makes_the_other_stale(
    check: Command, lintel: Command, project: Path
) -> None:
    lintel("baseline", *RULES, "--output", "known.json")
    (project / "more.py").write_text(HEAD + FAULTY)
    base = commit(project)
    (project / "last.py").write_text(HEAD + FAULTY.replace("get_order", "get_invoice"))
    result = check("--baseline", "known.json", ref=base)
    assert result.exit_code == 1
    assert statuses(result) == OLD | {
        ("free-form-parameter", "more.get_order", "baselined"),
        ("free-form-parameter", "last.get_invoice", "active"),
    }
    assert "stale" not in result.stdout


def test_a_removed_ignore_comment_brings_its_finding_back(check: Command, project: Path) -> None:
    text = FAULTY.replace("-> str:", "-> str:  # lintel: ignore[free-form-parameter] a client needs it")
    (project / "server.py").write_text(HEAD + VAGUE + text)
    base = commit(project)
    assert statuses(check(ref=base)) == OLD | {(*NEW[:2], "ignored")}
    (project / "server.py").write_text(HEAD + VAGUE + FAULTY)
    assert statuses(check(ref=base)) == OLD | {NEW}


@pytest.mark.parametrize("given", [(), ("--waivers", "waivers.toml")])
def test_a_waiver_passes_a_new_fault_until_it_expires_or_is_removed(
    check: Command, project: Path, given: tuple[str, ...]
) -> None:
    (project / "server.py").write_text(HEAD + VAGUE + FAULTY)
    (project / "waivers.toml").write_text(WAIVER)
    assert statuses(check(*given, "--today", "2030-06-30")) == OLD | {(*NEW[:2], "waived")}
    base = commit(project)
    assert check(*given, "--today", "2030-06-30", ref=base).exit_code == 0
    assert statuses(check(*given, "--today", "2030-07-01", ref=base)) == OLD | {NEW}
    (project / "waivers.toml").write_text("")
    assert statuses(check(*given, "--today", "2030-06-30", ref=base)) == OLD | {NEW}


def test_a_branch_can_mend_a_waivers_file(check: Command, project: Path) -> None:
    (project / "waivers.toml").write_text("[[waiver]]\n")
    base = commit(project)
    (project / "waivers.toml").write_text("")
    assert statuses(check(ref=base)) == OLD


def test_a_base_without_python_makes_everything_new(check: Command, project: Path) -> None:
    server = (project / "server.py").read_text()
    (project / "server.py").unlink()
    base = commit(project)
    (project / "server.py").write_text(server)
    assert {status for *_, status in statuses(check(ref=base))} == {"active"}


def snapshot(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Every file, git's own included, with mode, time of change and content; folders with their times."""
    found = {}
    for path in sorted(folder.rglob("*")):
        state = path.lstat()
        data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        found[path.relative_to(folder).as_posix()] = (state.st_mode, state.st_mtime_ns, data)
    return found


def test_the_work_tree_and_the_index_stay_as_they_were(check: Command, project: Path) -> None:
    (project / "staged.py").write_text(HEAD + SOUND)
    git(project, "add", "staged.py")
    (project / "server.py").write_text(HEAD + VAGUE + FAULTY)
    (project / "untracked.txt").write_text("a note")
    os.utime(project / "pyproject.toml", (1, 1))
    before = snapshot(project)
    assert check().exit_code == 1
    assert snapshot(project) == before


def test_nothing_of_the_repository_is_run(check: Command, project: Path, tmp_path: Path) -> None:
    mark = tmp_path / "was-run"
    evil = tmp_path / "evil.sh"
    evil.write_text(f"#!/bin/sh\ntouch {mark}\ncat\n")
    evil.chmod(0o755)
    (project / ".gitattributes").write_text("* filter=evil diff=evil merge=evil\n")
    commit(project)
    git(project, "mv", "server.py", "orders.py")
    hooks = project / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("post-checkout", "post-index-change", "fsmonitor-watchman", "reference-transaction", "pre-commit"):
        (hooks / name).write_text(evil.read_text())
        (hooks / name).chmod(0o755)
    for key in (
        "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.gitProxy", "core.askPass",
        "diff.external", "diff.evil.command", "diff.evil.textconv", "filter.evil.clean", "filter.evil.smudge",
        "filter.evil.process", "merge.evil.driver", "credential.helper", "gpg.program", "pager.diff-index",
        "alias.ls-tree", "core.alternateRefsCommand", "uploadpack.packObjectsHook",
    ):  # fmt: skip
        git(project, "config", key, f"!{evil}" if key.startswith("alias") else str(evil))
    git(project, "config", "filter.evil.required", "true")
    git(project, "config", "core.hooksPath", str(hooks))
    mark.unlink(missing_ok=True)
    (project / "orders.py").touch()
    assert check().exit_code == 0
    assert not mark.exists()
    subprocess.run(["git", "add", "--all"], cwd=project, capture_output=True, check=False)
    assert mark.exists(), "the traps are no traps"


def test_links_of_the_base_are_not_followed_and_odd_files_do_no_harm(
    check: Command, project: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside.py"
    outside.write_text(HEAD + FAULTY)
    (project / "linked.py").symlink_to(outside)
    (project / "folder").symlink_to(tmp_path)
    (project / "large.py").write_text("#" * 5_000_001)
    (project / "picture.png").write_bytes(b"\x89PNG\0\0")
    (project / "a\nb\t\u00e9.py").write_text("x = 1\n")
    base = commit(project)
    for name in ("linked.py", "folder", "large.py"):
        (project / name).unlink()
    result = check(ref=base)
    assert result.exit_code == 0
    assert statuses(result) == OLD


def tree_by_hand(project: Path, *entries: tuple[str, str, str]) -> str:
    """A tree that no checkout would write, of (mode, object, name)."""
    raw = b"".join(f"{mode} {name}\0".encode() + bytes.fromhex(found) for mode, found, name in entries)
    done = subprocess.run(
        ["git", "hash-object", "-t", "tree", "-w", "--literally", "--stdin"],
        cwd=project, input=raw, capture_output=True, check=True,
    )  # fmt: skip
    return done.stdout.decode().strip()


def test_a_base_tree_cannot_write_outside_of_its_folder(project: Path, tmp_path: Path) -> None:
    from pathspec import GitIgnoreSpec

    from mcp_lintel.history import Repository

    blob = git(project, "rev-parse", "HEAD:server.py")
    up = tree_by_hand(project, ("100644", blob, "escaped.py"))
    tree = tree_by_hand(
        project, ("40000", up, ".."), ("40000", up, ".GIT"), ("100644", blob, "..\\up.py"), ("100644", blob, "fine.py")
    )
    found = git(project, "commit-tree", tree, "-m", "by hand")
    spare, target = tmp_path / "spare", tmp_path / "deep" / "target"
    spare.mkdir()
    target.mkdir(parents=True)
    repository = Repository(project, spare, "main")
    blobs = repository.files(found, "", GitIgnoreSpec.from_lines([]))
    repository.write(blobs, target, tmp_path / "names")
    assert [path.name for path in (tmp_path / "deep").rglob("*") if path.is_file()] == ["fine.py"]


def test_nothing_is_left_in_the_temporary_folder(
    check: Command, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    assert check().exit_code == 0
    assert check(ref="absent").exit_code == 2
    assert list(scratch.iterdir()) == []


def last_line(result: Result) -> str:
    assert result.exit_code == 2
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    return line


@pytest.mark.parametrize("ref", ["absent", "--upload-pack=x", "", "main..work", "a\x1b[31mb"])
def test_an_unknown_ref_is_told_with_what_to_do(check: Command, project: Path, ref: str) -> None:
    line = last_line(check(ref=ref))
    assert line.endswith(
        "git knows no commit of this name here; fetch it first, such as with `git fetch origin` (exit 2)"
    )
    assert "\x1b" not in line


def test_a_branch_that_only_the_remote_has_is_named(check: Command, project: Path) -> None:
    git(project, "update-ref", "refs/remotes/origin/release", "HEAD")
    assert "use origin/release (exit 2)" in last_line(check(ref="release"))
    assert check(ref="origin/release").exit_code == 0


@pytest.mark.parametrize("branch", ["main", "origin/main", "origin/work"])
def test_a_shallow_clone_says_how_to_fetch_the_history(
    check: Command, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, branch: str
) -> None:
    (project / "server.py").write_text(HEAD + FAULTY)
    commit(project)
    git(project, "switch", "--quiet", "main")
    (project / "note.txt").write_text("later")
    commit(project)
    both = () if branch == "main" else ("--no-single-branch",)
    git(tmp_path, "clone", "--quiet", "--depth", "1", "--branch", "work", *both, project.as_uri(), "shallow")
    monkeypatch.chdir(tmp_path / "shallow")
    result = check(ref=branch)
    if branch == "origin/work":  # HEAD itself: all that is needed is here
        assert result.exit_code == 0
        return
    line = last_line(result)
    assert "this clone is shallow" in line
    assert "`fetch-depth: 0`" in line
    git(tmp_path / "shallow", "fetch", "--quiet", "--unshallow", "origin", "+refs/heads/*:refs/remotes/origin/*")
    assert check(ref="origin/main").exit_code == 1


def test_a_clone_without_the_objects_is_told_and_nothing_is_fetched(
    check: Command, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "server.py").write_text(HEAD + SOUND)
    commit(project)
    git(project, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", "--branch", "work", project.as_uri(), "partial")
    monkeypatch.chdir(tmp_path / "partial")
    before = snapshot(tmp_path / "partial")
    assert "without a filter (exit 2)" in last_line(check(ref="origin/main"))
    assert snapshot(tmp_path / "partial") == before


def test_history_that_is_not_shared_is_told(check: Command, project: Path) -> None:
    git(project, "switch", "--quiet", "--orphan", "other")
    (project / "server.py").write_text(HEAD + SOUND)
    commit(project)
    assert "no history in common with HEAD" in last_line(check())


def test_a_repository_without_a_commit_and_a_folder_without_a_repository_are_told(
    check: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyproject.toml").write_text(PYPROJECT)
    (tmp_path / "server.py").write_text(HEAD + SOUND)
    monkeypatch.chdir(tmp_path)
    assert "is in no git repository" in last_line(check())
    git(tmp_path, "init", "--quiet")
    assert "HEAD has no commit yet" in last_line(check(ref="HEAD"))


def test_a_machine_without_git_is_told(check: Command, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(project))
    assert "git cannot be run" in last_line(check())


def test_a_linked_work_tree_is_compared_as_a_clone_is(
    check: Command, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(project, "worktree", "add", "--quiet", "-b", "side", "../side")
    monkeypatch.chdir(tmp_path / "side")
    git(tmp_path / "side", "mv", "server.py", "orders.py")
    (tmp_path / "side/orders.py").write_text(HEAD + VAGUE + FAULTY)
    result = check()
    assert {symbol for _, symbol, status in statuses(result) if status == "active"} == {"orders.get_order"}


def test_sarif_tells_new_from_unchanged(lintel: Command, project: Path) -> None:
    (project / "server.py").write_text(HEAD + VAGUE + FAULTY)
    words = ("--output-format", "sarif", "--sarif-profile", "audit")
    result = lintel("check", *RULES, "--diff-against", "main", *words)
    states = [one["baselineState"] for one in json.loads(result.stdout)["runs"][0]["results"]]
    assert sorted(states) == ["new", "unchanged", "unchanged"]
