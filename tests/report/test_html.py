"""The findings page: text of strangers stays text, nothing is loaded, and people can filter, print and hear it."""

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_lintel.report.html import render
from mcp_lintel.report.htmlfinding import rule_id

from .browser import Browser, browser
from .rich import HOSTILE, clean, outcome

VOID = {"meta", "input", "br", "link", "img"}


class Elements(HTMLParser):
    """The elements of a page in order with their attributes, and whether all that opened is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("script", "style"):
            self.words.append(data)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def test_elements_are_closed_in_order_and_only_ours_are_there() -> None:
    page = Elements(render(outcome()))
    assert page.open == []
    assert len(page.named("script")) == 1
    assert {tag for tag, _ in page.found}.isdisjoint({"img", "b", "iframe", "link", "object", "base", "svg"})
    assert not any(name.startswith("on") or name == "style" for _, attributes in page.found for name in attributes)


def test_a_hostile_message_is_shown_as_it_is() -> None:
    told = "".join(Elements(render(outcome())).words)
    assert "<script>alert(1)</script> ]]> --> | **bold**" in told
    assert "\\x1b[31mred" in told
    assert HOSTILE not in told


def test_nothing_is_loaded_and_only_the_pages_own_style_and_script_may_act() -> None:
    told = render(outcome())
    page = Elements(told)
    policy = next(a["content"] or "" for a in page.named("meta") if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        content = re.search(f"<{tag}>(.*?)</{tag}>", told, re.S)
        assert content
        digest = b64encode(sha256(content[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not any(name in ("src", "srcset", "action") for _, attributes in page.found for name in attributes)
    assert all((a["href"] or "").startswith("#") for a in page.named("a"))


def test_every_link_leads_somewhere_and_no_id_is_used_twice() -> None:
    page = Elements(render(outcome()))
    ids = [attributes["id"] for _, attributes in page.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {(a["href"] or "")[1:] for a in page.named("a")} <= set(ids)


def test_the_page_can_be_heard() -> None:
    page = Elements(render(outcome()))
    assert page.named("html") == [{"lang": "en"}]
    levels = [int(tag[1]) for tag, _ in page.found if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    fields = {a["id"] for tag, a in page.found if tag in ("select", "input")}
    assert fields == {a["for"] for a in page.named("label")}
    assert all(a.get("scope") == "col" for a in page.named("th"))
    assert {tag for tag, _ in page.found} >= {"header", "main", "footer", "caption"}


def test_every_finding_is_on_the_page_with_what_became_of_it() -> None:
    page = Elements(render(outcome()))
    told = [(a["data-rule"], a["data-status"]) for a in page.named("article")]
    assert sorted(told) == sorted((f.rule, str(f.status)) for f in outcome().findings)
    words = " ".join(page.words)
    assert "waived by platform team <b> until 2026-12-31: moves to stderr" in words
    assert "How it gets there:" in words


def test_a_clean_page_has_no_filter() -> None:
    page = Elements(render(clean()))
    assert page.named("form") == page.named("article") == []
    assert "mcp-lintel: no findings" in page.words


@given(st.text(max_size=60))
def test_whatever_a_stranger_writes_adds_no_element(text: str) -> None:
    def tags(message: str) -> list[str]:
        first = replace(outcome().active[0], message=message, tool=message, clause=message, symbol=message)
        run = replace(outcome(), findings=(first,), notices=())
        return [tag for tag, _ in Elements(render(run)).found if tag != "code"]

    assert tags(text or "x") == tags("x")


def test_two_rules_never_share_an_anchor() -> None:
    assert rule_id("a.b") != rule_id("a b") != rule_id("a-b")


def test_a_page_of_a_thousand_findings_stays_small() -> None:
    first = outcome().active[0]
    many = tuple(replace(first, message=f"finding {i}") for i in range(1_000))
    assert len(render(replace(outcome(), findings=many)).encode()) < 2_000_000


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Browser]:
    """The rich run's page, open in a browser."""
    file = tmp_path / "findings.html"
    file.write_text(render(outcome()), encoding="utf-8")
    with browser(tmp_path / "profile") as opened:
        opened.open(file)
        yield opened


SHOWN = "[...document.querySelectorAll('article')].filter(a => a.checkVisibility()).map(a => a.dataset.rule)"


def choose(page: Browser, name: str, value: str) -> None:
    """Do what a person does with a field of the form."""
    page.run(
        f"{{const f = document.getElementById('{name}'); f.value = '{value}';"
        "f.dispatchEvent(new Event('input', {bubbles: true}))}"
    )


def test_in_a_browser_the_page_filters_without_asking_for_anything(page: Browser) -> None:
    assert len(page.run(SHOWN)) == 7
    assert page.run("document.getElementById('shown').textContent") == "Showing 7 of 7"
    choose(page, "status", "active")
    choose(page, "severity", "warning")
    assert page.run(SHOWN) == ["parameter-free-form", "stdout-write"]
    choose(page, "words", "PRINT expired")
    assert page.run(SHOWN) == ["stdout-write"]
    assert page.run("[...document.querySelectorAll('h2')].filter(h => h.checkVisibility())[0].textContent") == (
        "Findings that stand"
    )
    choose(page, "words", "nothing says this")
    assert page.run("document.getElementById('shown').textContent") == "Showing 0 of 7"
    page.run("document.querySelector('button').click(); new Promise(done => setTimeout(done, 50))")
    assert len(page.run(SHOWN)) == 7
    assert [url for url in page.asked_for() if not url.startswith("file:")] == []
    assert len(page.asked_for()) == 1
    assert page.complaints() == []


def test_in_a_browser_no_script_but_the_pages_own_can_run(page: Browser) -> None:
    page.run(
        "{const s = document.createElement('script'); s.textContent = 'window.owned = 1'; document.body.append(s)}"
    )
    assert page.run("window.owned === undefined")
    assert "Content Security Policy" in " ".join(page.complaints())


def test_in_print_the_form_is_gone_and_every_finding_stays(page: Browser) -> None:
    page.send("Emulation.setEmulatedMedia", media="print")
    assert not page.run("document.getElementById('filter').checkVisibility()")
    assert len(page.run(SHOWN)) == 7


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(page: Browser, scheme: str) -> None:
    page.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    assert page.run(CONTRAST) >= 4.5


CONTRAST = """(() => {
  const light = (rgb) => {
    const [r, g, b] = rgb.match(/\\d+/g).map((n) => n / 255).map((c) => c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const colour = getComputedStyle(e).backgroundColor;
      if (!/, 0\\)$/.test(colour)) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const ratios = [...document.querySelectorAll('h1,h4,p,a,code,pre,td,.severity,.status,footer')].map((e) => {
    const [a, b] = [light(getComputedStyle(e).color), light(ground(e))].sort((x, y) => y - x);
    return (a + .05) / (b + .05);
  });
  return Math.min(...ratios);
})()"""


def test_on_a_narrow_screen_nothing_is_cut_off(page: Browser) -> None:
    assert page.screenshot(360, 800).startswith(b"\x89PNG")
    assert page.run("document.documentElement.scrollWidth") <= 360
