"""The page opens from disk, asks nothing of a network, and serves those who print, filter, listen or tab."""

import re
import shutil
import subprocess
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from mcp_lintel.model.types import Effect
from mcp_lintel.report.options import Options
from mcp_lintel.report.scorecard import page
from mcp_lintel.report.scorecard.make import make
from mcp_lintel.rule import Confidence
from mcp_lintel.standard.load import load_standard

from .sample import SERVER, at
from .scorecards import RULES, run, scorecard

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
VOID = {"meta", "input", "br", "link", "img", "hr"}
PAIRS = [
    (ink, back)
    for back in ("back", "panel")
    for ink in ("ink", "soft", "link", "broken", "undecided", "waived", "met", "none")
]


class Page(HTMLParser):
    """The elements of a page, and whether they are closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID and not self.get_starttag_text().endswith("/>"):  # type: ignore[union-attr]
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("rect", "path"):
            return
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every element of a kind."""
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def told() -> str:
    """The sample's page."""
    return page.render(scorecard(), Options())


@pytest.fixture(scope="module")
def parsed(told: str) -> Page:
    return Page(told)


def test_every_element_is_closed(parsed: Page) -> None:
    assert parsed.open == []


def test_nothing_is_asked_of_a_network(told: str, parsed: Page) -> None:
    assert "://" not in told
    links = [value for _, one in parsed.elements for name, value in one.items() if name in ("href", "src", "action")]
    assert links
    assert all(link is not None and link.startswith("#") for link in links)
    policy = next(one["content"] for one in parsed.all("meta") if "http-equiv" in one)
    assert policy is not None
    for tag in ("style", "script"):
        content = told.partition(f"<{tag}>")[2].partition(f"</{tag}>")[0]
        assert f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'" in policy
    assert "style" not in {name for _, one in parsed.elements for name in one}


def test_every_link_has_its_target_and_every_id_is_used_once(parsed: Page) -> None:
    ids = [one["id"] for _, one in parsed.elements if "id" in one]
    assert len(ids) == len(set(ids))
    targets = {f"#{id}" for id in ids}
    assert {one["href"] for one in parsed.all("a")} <= targets
    named = [one[key] for _, one in parsed.elements for key in ("aria-labelledby",) if key in one]
    assert all(f"#{id}" in targets for name in named for id in (name or "").split())


def test_landmarks_and_headings_are_in_order(told: str, parsed: Page) -> None:
    tags = [tag for tag, _ in parsed.elements]
    assert all(tags.count(one) == 1 for one in ("header", "main", "nav", "footer", "h1"))
    depths = [int(depth) for depth in re.findall(r"<h([1-6])", told)]
    assert depths[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(depths))
    assert parsed.all("html")[0]["lang"]


def test_every_table_has_headers_and_every_input_a_label(told: str, parsed: Page) -> None:
    assert all(one.get("scope") in ("row", "col") for one in parsed.all("th"))
    assert len(re.findall(r"<label[^>]*>[^<]*<(?:input|select)", told)) == len(parsed.all("input")) + len(
        parsed.all("select")
    )


def test_a_picture_has_a_title_and_says_what_it_shows(told: str) -> None:
    svg = re.search(r"<figure.*?(<svg.*?</svg>)", told, re.S)
    assert svg is not None
    root = ElementTree.fromstring(svg[1])
    assert (root[0].tag, root[0].text) == ("title", "Server 学校")
    assert root[1].text == (
        "Reached by http, stdio; not authenticated; 2 tools; no effect was seen; client input reaches it is printed here."
    )
    assert root.findall(".//path[@class='flow']")


def test_a_server_on_stdio_alone_is_not_drawn_as_open_to_all() -> None:
    project = run().projects[0]
    server = project.servers[0]
    local = replace(
        server.endpoint, transports=replace(server.endpoint.transports, kinds=frozenset({"stdio"}), closed=True)
    )
    told = page.render(scorecard(projects=(replace(project, servers=(replace(server, endpoint=local),)),)), Options())
    assert "who starts the server" in told
    assert 'class="guard bad"' not in told


def test_effects_are_drawn_once_a_tool_and_kind() -> None:
    project = run().projects[0]
    server = project.servers[0]
    effects = (Effect("deletes", "rmtree", at(SERVER, "mcp")),) * 2
    tools = (replace(server.tools[0], effects=effects), server.tools[1])
    told = page.render(scorecard(projects=(replace(project, servers=(replace(server, tools=tools),)),)), Options())
    assert told.count('class="effect"') == 1
    assert "effects: deletes" in told


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "back"), PAIRS)
def test_every_colour_of_text_has_contrast(scheme: str, ink: str, back: str) -> None:
    css = Path(page.__file__).with_name("page.css").read_text(encoding="utf-8")
    light, dark = css.split("@media (prefers-color-scheme: dark)")[:2]
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6})", light if scheme == "light" else dark.partition("} }")[0]))
    first, second = sorted((_luminance(colours[ink]), _luminance(colours[back])), reverse=True)
    assert (first + 0.05) / (second + 0.05) >= 4.5


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.fixture(scope="module")
def large() -> str:
    """The page of a server with sixty tools and hundreds of findings, held to the shipped standard."""
    base = run()
    project = base.projects[0]
    server = project.servers[0]
    tools = tuple(
        replace(server.tools[0], name=replace(server.tools[0].name, value=f"delete_pupil_number_{n}"))
        for n in range(60)
    )
    wide = replace(base, projects=(replace(project, servers=(replace(server, tools=tools),)),))
    finding = replace(base.findings[0], rule="tool-name-not-verb-noun", clause="TOOL-01")
    wide = replace(wide, findings=tuple(replace(finding, fingerprint=str(n)) for n in range(900)))
    return page.render(make(wide, load_standard(), RULES, Confidence.MEDIUM), Options())


def test_a_server_of_sixty_tools_weighs_under_two_megabytes_and_shows_every_clause(large: str) -> None:
    assert len(large.encode()) < 2_000_000
    shown = re.findall(r'<tr id="([A-Z]+-\d+)"', large)
    assert shown == [
        clause.id for document in load_standard().documents for clause in load_standard().clauses_of(document)
    ]
    assert "and 860 more; <code>mcp-lintel check --select TOOL-01</code> lists them" in large


@pytest.mark.skipif(CHROMIUM is None, reason="needs headless Chromium")
@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", "9 of 9 clauses shown"),
        ("?state=broken", "1 of 9 clauses shown"),
        ("?state=broken&state=waived&level=must", "3 of 9 clauses shown"),
        ("?words=spring%20W-1", "1 of 9 clauses shown"),
        ("?document=d02", "3 of 9 clauses shown"),
        ("?words=nothing-of-the-sort", "0 of 9 clauses shown"),
    ],
)
def test_the_filter_works_from_disk_in_a_browser(told: str, tmp_path: Path, query: str, shown: str) -> None:
    path = tmp_path / "scorecard.html"
    path.write_text(told, encoding="utf-8")
    done = subprocess.run(
        [
            CHROMIUM or "", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", f"{path.as_uri()}{query}",
        ],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert f">{shown}</p>" in done.stdout
