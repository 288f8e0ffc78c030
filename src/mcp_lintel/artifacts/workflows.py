"""Commands in YAML: GitHub workflows and actions, other CI services, compose files, task files and commit hooks."""

from collections.abc import Iterator

from mcp_lintel.artifacts.build import Env, changed, commands, from_words, scalar_script, steering
from mcp_lintel.artifacts.paths import parent
from mcp_lintel.artifacts.types import Command, Runner
from mcp_lintel.artifacts.yamlfile import YamlFile, YamlNode

_SCRIPT_KEYS_TEXT = """
    run script before_script after_script bash pwsh command commands cmd cmds install before_install
    entry
"""
_SCRIPT_KEYS = frozenset(_SCRIPT_KEYS_TEXT.split())
_MAX_DEPTH = 12


def workflow_commands(file: YamlFile) -> Iterator[Command]:
    """The `run:` steps of a GitHub workflow or composite action (workflow syntax, jobs.<id>.steps[*].run)."""
    root = _repository(file.source.path)
    for document in file.documents:
        env = yaml_env(document.get("env"))
        folder = _working(document.get("defaults", "run"), root)
        jobs = document.get("jobs")
        for name, job in jobs.items() if jobs else []:
            here = _working(job.get("defaults", "run"), folder)
            yield from _steps(job.get("steps"), f"job {name}", here, (*env, *yaml_env(job.get("env"))))
        yield from _steps(document.get("runs", "steps"), "action", root, env)


def _steps(steps: YamlNode | None, where: str, folder: str | None, env: Env) -> Iterator[Command]:
    for step in steps.list() if steps else []:
        run = step.get("run")
        if run is not None and run.text:
            here = _working(step, folder)
            yield from commands(scalar_script(run), Runner.CI, where, here, (*env, *yaml_env(step.get("env"))))


def _working(node: YamlNode | None, folder: str | None) -> str | None:
    chosen = node.get("working-directory") if node else None
    return changed(folder, chosen.text) if chosen is not None and chosen.text else folder


def _repository(path: str) -> str:
    """The folder a workflow runs in: the one that holds `.github`."""
    head, found, _ = path.partition(".github/")
    return (head.rstrip("/") or ".") if found else parent(path)


def yaml_env(node: YamlNode | None) -> Env:
    """The settings of an `env:` mapping that steer pytest and coverage.py."""
    return steering((name, value.text or "") for name, value in (node.items() if node else []))


def ci_commands(file: YamlFile) -> Iterator[Command]:
    """Commands of any other CI service's file: every text under a key that services use for scripts."""
    yield from _scripts_of(file, Runner.CI)


def task_commands(file: YamlFile) -> Iterator[Command]:
    """Commands of a task file or of commit hooks."""
    yield from _scripts_of(file, Runner.SCRIPT)


def _scripts_of(file: YamlFile, runner: Runner) -> Iterator[Command]:
    folder = parent(file.source.path)
    folder = parent(folder) if folder.rpartition("/")[2] == ".circleci" else folder
    seen: set[tuple[int, int]] = set()
    for document in file.documents:
        yield from _walk(document, runner, "", folder, seen=seen, depth=0)


def _walk(
    node: YamlNode, runner: Runner, where: str, folder: str, *, seen: set[tuple[int, int]], depth: int
) -> Iterator[Command]:
    if depth > _MAX_DEPTH or node.span in seen:
        return
    seen.add(node.span)
    for key, value in node.items():
        if key in _SCRIPT_KEYS:
            for text in value.list():
                if text.text:
                    yield from commands(scalar_script(text), runner, where or key, folder)
        yield from _walk(value, runner, where or key, folder, seen=seen, depth=depth + 1)
    for item in node.list() if node.is_list else []:
        yield from _walk(item, runner, where, folder, seen=seen, depth=depth + 1)


def compose_commands(file: YamlFile) -> Iterator[Command]:
    """`command` and `entrypoint` of the services of a compose file (Compose specification, 05-services)."""
    folder = parent(file.source.path)
    for document in file.documents:
        services = document.get("services")
        for name, service in services.items() if services else []:
            for key in ("entrypoint", "command"):
                value = service.get(key)
                if value is None:
                    continue
                where = f"service {name} {key}"
                if value.text:
                    yield from commands(scalar_script(value), Runner.COMPOSE, where, folder)
                elif value.is_list:
                    words = [(item.text or "", item.place) for item in value.list()]
                    found = from_words(words, value.place, Runner.COMPOSE, where, folder=folder)
                    yield from [found] if found else []
