"""Archives that a client sends."""

from .kit import WEAK, Kind
from .usual import bad, quiet

RULE = "archive-extracted-unguarded"
STAGE = 'bundles.stage(bundle)\nreturn "staged"'
TAR = """
from __future__ import annotations

import base64
import io
import tarfile
from pathlib import Path

FOLDER = Path("/srv/bundles").resolve()


def unpack(bundle: str) -> None:
    data = base64.b64decode(bundle)
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        CALL
"""
CHECKED = """
def refuse_outside(archive: tarfile.TarFile) -> None:
    for member in archive.getmembers():
        if not (FOLDER / member.name).resolve().is_relative_to(FOLDER):
            raise ValueError("a member lies outside the folder")
"""
OUTSIDE = "not (FOLDER / member.name).resolve().is_relative_to(FOLDER)"
REFUSED = 'raise ValueError("a member lies outside the folder")'
NAMES = """if any(not (FOLDER / name).resolve().is_relative_to(FOLDER) for name in LISTED):
            raise ValueError("a member lies outside the folder")
        [|archive|].extractall(FOLDER)"""
LOOP = """for member in archive.getmembers():
            if TEST:
                raise ValueError("a member lies outside the folder")
        [|archive|].extractall(FOLDER)"""


def tar(call: str, more: str = "") -> str:
    """The file that unpacks, with these lines at the end."""
    return TAR.replace("CALL", call) + more


ARCHIVE = Kind(
    "archive",
    rule=RULE,
    signature="stage_bundle(bundle: str)",
    parameter="bundle",
    imports="from desk import bundles\n",
    files={
        "desk/bundles.py": """
        from desk.unpacking import unpack

        def stage(bundle: str) -> None:
            unpack(bundle)
        """,
        "desk/unpacking.py": tar("[|archive|].extractall(FOLDER)"),
    },
    hops=("server.py: bundles.stage(bundle)", "desk/bundles.py: unpack(bundle)", "desk/unpacking.py: extractall("),
    versions={
        "reached": bad(STAGE, RULE),
        "not_reached": quiet('bundles.stage("QlpoOTE=")\nreturn "staged"'),
        "not_reached_looked_up": quiet('bundles.stage(checks.KNOWN[bundle])\nreturn "staged"'),
        "guarded": quiet(STAGE, desk__unpacking_py=tar('archive.extractall(FOLDER, filter="data")')),
        "guarded_by_looking_at_members": quiet(
            STAGE,
            desk__unpacking_py=tar(LOOP.replace("TEST", OUTSIDE)),
        ),
        "guarded_by_looking_at_names": quiet(
            STAGE, desk__unpacking_py=tar(NAMES.replace("LISTED", "archive.getnames()"))
        ),
        "reached_looking_at_some": bad(
            STAGE, RULE, desk__unpacking_py=tar(NAMES.replace("LISTED", "archive.getnames()[:9]"))
        ),
        "reached_looking_at_another": bad(
            STAGE, RULE, desk__unpacking_py=tar(NAMES.replace("LISTED", "tarfile.open('/srv/own.tar').getnames()"))
        ),
        "reached_leaving_off": bad(
            STAGE,
            RULE,
            desk__unpacking_py=tar(LOOP.replace("TEST", OUTSIDE).replace(REFUSED, "break")),
        ),
        "reached_going_on": bad(
            STAGE,
            RULE,
            desk__unpacking_py=tar(LOOP.replace("TEST", OUTSIDE).replace(REFUSED, "continue")),
        ),
        "guarded_elsewhere": quiet(
            STAGE, desk__unpacking_py=tar("refuse_outside(archive)\n        archive.extractall(FOLDER)", CHECKED)
        ),
        "badly_guarded": bad(STAGE, WEAK, desk__unpacking_py=tar(LOOP.replace("TEST", 'member.name.startswith("/")'))),
        "badly_guarded_fully_trusted": bad(
            STAGE, RULE, desk__unpacking_py=tar('[|archive|].extractall(FOLDER, filter="fully_trusted")')
        ),
    },
)
KINDS = (ARCHIVE,)
