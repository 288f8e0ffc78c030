"""An archive from a client is unpacked inside one folder and within limits.

## Why
An archive is a list of paths and a promise about sizes, both written by whoever made it. A member named
`../../start.py` or a link lands outside of the folder, and a few kilobytes unpack into more than the disk holds.

## What is read
The content or the path of an archive that a client sends, or chooses the download of, followed until everything in it
is extracted (`extractall`, `extract`, `shutil.unpack_archive`) or decompressed in one go.

## What is not reported
Members that are read one by one and counted, and archives whose path was confined and that are the server's own. A
guard that fails is reported as `guard-that-does-not-hold`.

## Fix
Go through the members, resolve each target and test it with `is_relative_to`, count bytes while writing, and stop at a
limit. For tar archives also pass `filter="data"`.

## Evidence
No finding on 23 published servers in November 2026; labelled flaws and twin servers hold it (`benchmarks/flow.md`).
"""

from collections.abc import Iterator

from mcp_lintel.flow.telling import hit_of, is_unguarded, reaching
from mcp_lintel.flow.types import Flow
from mcp_lintel.rule import Bad, Good, Hit, Severity, rule


@rule(
    "archive-extracted-unguarded",
    on=Flow,
    clause="SEC-53",
    severity=Severity.ERROR,
    cwe=("CWE-22", "CWE-409"),
    examples=(
        Bad("""
            import base64
            import io
            import tarfile

            @mcp.tool
            def stage_bundle(bundle: str) -> str:
                with tarfile.open(fileobj=io.BytesIO(base64.b64decode(bundle))) as archive:
                    [|archive|].extractall("/srv/bundles")
                return "staged"
        """),
        Bad(
            """
            import base64

            from bundles import unpack

            @mcp.tool
            def stage_bundle(bundle: str) -> str:
                unpack(base64.b64decode(bundle))
                return "staged"
            """,
            files={
                "bundles.py": """\
import io
import zipfile


def unpack(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        [|archive|].extractall("/srv/bundles")
"""
            },
        ),
        Good("""
            import base64
            import io
            import zipfile
            from pathlib import Path

            BASE = Path("/srv/bundles").resolve()

            @mcp.tool
            def stage_bundle(bundle: str) -> str:
                left = 1_000_000
                with zipfile.ZipFile(io.BytesIO(base64.b64decode(bundle))) as archive:
                    for member in archive.infolist():
                        target = (BASE / member.filename).resolve()
                        if not target.is_relative_to(BASE):
                            raise ValueError("the bundle reaches outside of its folder")
                        with archive.open(member) as packed, target.open("wb") as out:
                            while chunk := packed.read(65_536):
                                left -= len(chunk)
                                if left < 0:
                                    raise ValueError("the bundle is too large")
                                out.write(chunk)
                return "staged"
        """),
        Good("""
            import zipfile

            def unpack(path: str) -> None:
                with zipfile.ZipFile(path) as archive:
                    archive.extractall("/srv/bundles")

            @mcp.tool
            def reset_bundle(reason: str) -> str:
                unpack("/srv/bundle.zip")
                return reason
        """),
        Good("""
            import zipfile

            BUNDLES = {"small": "/srv/small.zip", "large": "/srv/large.zip"}

            @mcp.tool
            def reset_bundle(size: str) -> str:
                with zipfile.ZipFile(BUNDLES[size]) as archive:
                    archive.extractall("/srv/bundles")
                return "reset"
        """),
    ),
)
def archive_extracted_unguarded(flow: Flow) -> Iterator[Hit]:
    if is_unguarded(flow, "archive", "decompress"):
        yield hit_of(flow, reaching(flow, "nothing limits what comes out or where it goes"))
