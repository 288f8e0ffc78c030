"""What a test of a file told stays known: where `os.path.exists(p)` held, a later `not os.path.exists(p)` cannot.

What is found is known until something that may take the file away is handed its path. What is *not* found is a
condition of what stands behind the test: a caller that knows better does not reach it. That a file is missing is never
taken to stay so, since others may put it there.
"""

from collections.abc import Iterable

from mcp_lintel.facts import expressions as e
from mcp_lintel.flow.domain.values import deep
from mcp_lintel.flow.frames.protocols import Evaluating
from mcp_lintel.flow.frames.state import State
from mcp_lintel.flow.guards.looks import argument, method
from mcp_lintel.flow.types import Check, Guards, Label, Need, Value

EXISTS, FILE, FOLDER = "exists", "is-file", "is-folder"
FUNCTIONS = {
    "os.path.exists": EXISTS, "os.path.lexists": EXISTS, "os.path.isfile": FILE, "os.path.isdir": FOLDER,
    "posixpath.exists": EXISTS, "posixpath.isfile": FILE, "posixpath.isdir": FOLDER,
}  # fmt: skip
METHODS = {"pathlib.Path.exists": EXISTS, "pathlib.Path.is_file": FILE, "pathlib.Path.is_dir": FOLDER}
TOLD = {EXISTS: (EXISTS,), FILE: (FILE, EXISTS), FOLDER: (FOLDER, EXISTS)}
MISSING = {EXISTS: "absent", FILE: "no-file", FOLDER: "no-folder"}
"""What is needed for the other outcome of a test."""
FOUND = {missing: found for found, missing in MISSING.items()}
LEAVING = frozenset(("path-read", "path-list", "path-write", "log", "log-field", "answer", "credential"))
"""Sinks that leave a file where it is; what is handed to others may be gone afterwards."""


MOVING = frozenset(("rename", "renames", "replace", "move", "move_into"))


def _asked(paths: Iterable[str]) -> tuple[str, bool]:
    """Which of the tests a call is, and whether it is a method."""
    for path in paths:
        name = path.replace("()", "")
        if name in FUNCTIONS or name in METHODS:
            return FUNCTIONS.get(name) or METHODS[name], name in METHODS
    return "", False


def _label(value: Value) -> Label | None:
    """The label that a value is, whole."""
    plain = [taint.label for taint in value.taints if not taint.lead and not taint.view]
    return plain[0] if len(plain) == len(value.taints) == 1 else None


def learn_presence(evaluator: Evaluating, test: e.Call, outcome: bool) -> None:
    """Note what a test of a file told."""
    found, is_method = _asked(evaluator.names.paths(test.func))
    if not found:
        return
    subject = method(test)[0] if is_method else argument(test, 0, "path")
    label = _label(evaluator.look.value(subject)) if subject is not None else None
    if label is None:
        return
    state = evaluator.state
    if outcome:
        for token in TOLD[found]:
            state.credit(label, token, Check(evaluator.frame.place(test.span)))
    elif label not in state.touched:
        state.needs |= {(label, MISSING[found])}


def known_presence(named: Iterable[str], receiver: Value, given: Value, state: State) -> bool:
    """Is the answer of a call known to be true, since the same was asked before?"""
    found, is_method = _asked(named)
    label = _label(receiver if is_method else given) if found else None
    return label is not None and found in state.guards.get(label, ())


def refuted(needs: Iterable[Need], known: Guards) -> bool:
    """Is one of the conditions known not to hold?"""
    return any(FOUND[missing] in known.get(label, ()) for label, missing in needs)


def takes_away(kind: str, call: str) -> bool:
    """May a file be gone once it was handed to a sink?"""
    return kind not in LEAVING or call.rpartition(".")[2] in MOVING


def touch(value: Value, state: State) -> None:
    """Forget what is known of the files that a value may name."""
    for taint in deep(value):
        touch_label(taint.label, state)


def touch_label(label: Label, state: State) -> None:
    """Forget what is known of the file that a label names."""
    state.touched |= {label}
    known = state.guards.get(label)
    if known and not known.keys().isdisjoint(TOLD):
        state.guards[label] = {key: check for key, check in known.items() if key not in TOLD}
