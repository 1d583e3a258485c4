"""The page of an article, in a real browser: what it shows, what it does, what it never runs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from builders import Site
from newsx.schema import Record
from newsx.view.article import article_page
from newsx.view.marks import Layer, Mark, paragraphs

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
else:
    expect = pytest.importorskip("playwright.sync_api", reason="of the test extra").expect

Show = Callable[..., "Page"]


@pytest.fixture(scope="module")
def story(root: Path) -> Record:
    path = root / "samples" / "records" / "03-tulkens-earnings.json"
    return Record.model_validate_json(path.read_text(encoding="utf-8"))


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(60_000)
    yield opened
    opened.close()


@pytest.fixture
def show(context: BrowserContext, site: Site) -> Show:
    """Show a record on a page of loopback, and note what a policy or a script complains of."""

    def shown(record: Record, fragment: str = "") -> Page:
        page = context.new_page()
        page.add_init_script(
            "window.complaints = [];"
            "addEventListener('securitypolicyviolation', e => complaints.push(e.violatedDirective))"
        )
        page.on("pageerror", lambda error: pytest.fail(f"the script failed: {error}"))
        page.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
        url = site.serve("/page", article_page(record).encode())
        page.goto(url + fragment)
        return page

    return shown


def card(page: Page) -> Locator:
    return page.locator("#card")


def test_a_click_on_a_figure_shows_its_row_beside_the_sentence(show: Show, story: Record) -> None:
    page = show(story)
    expect(card(page)).to_be_hidden()
    words = "1.45 billion and 1.55 billion euros"
    measure = next(figure.measure for figure in story.figures if figure.text == words)
    mark = page.locator(".text .figure", has_text=words).first
    mark.click()
    expect(card(page)).to_contain_text("€1.45bn–1.55bn")
    expect(card(page)).to_contain_text(f"Measure{measure}")
    expect(card(page).locator("dt", has_text="Stated as")).to_be_visible()
    expect(card(page).locator("dt", has_text="Bound")).to_have_count(0)  # it is exact
    beside, level = card(page).bounding_box(), mark.bounding_box()
    assert beside is not None
    assert level is not None
    assert beside["x"] > level["x"] + level["width"]
    assert beside["y"] < level["y"] < beside["y"] + beside["height"]
    assert page.url.endswith(f"#{mark.get_attribute('data-row')}")


def test_a_figure_has_an_address_of_its_own(show: Show, story: Record) -> None:
    figure = story.figures[-1]
    page = show(story, f"#figure-{figure.figure_id}")
    expect(card(page)).to_contain_text(figure.text)
    expect(page.locator(f"#at-figure-{figure.figure_id}")).to_be_in_viewport()


def test_a_click_on_a_speaker_shows_all_their_claims(show: Show, story: Record) -> None:
    page = show(story)
    page.get_by_role("button", name="Marijke Hoogland").click()
    said = [claim for claim in story.claims if claim.source and "Hoogland" in str(claim.source)]
    assert len(said) > 1
    expect(card(page).locator("li")).to_have_count(len(said))
    assert page.locator(".text .lit").count() >= len(said)
    card(page).locator("li a").first.click()
    expect(card(page).locator("dt", has_text="Told")).to_be_visible()


def test_the_handle_of_a_claim_says_whose_it_is(show: Show, story: Record) -> None:
    page = show(story)
    page.get_by_role("link", name="Claim of Marijke Hoogland").first.click()
    expect(card(page)).to_contain_text("Chief Executive")


def test_the_keyboard_does_all_of_it(show: Show, story: Record) -> None:
    page = show(story)
    first = page.locator(".text a.figure").first
    first.focus()
    page.keyboard.press("Enter")
    expect(card(page)).to_be_visible()
    title = card(page).locator(".title").inner_text()
    card(page).get_by_role("button", name="The one after").focus()
    page.keyboard.press("Enter")
    expect(card(page).locator(".title")).not_to_have_text(title)
    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()
    expect(first).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.text') !== null")


def test_a_layer_can_be_put_away(show: Show, story: Record) -> None:
    page = show(story)
    mark = page.locator(".text .figure").first
    line = "e => getComputedStyle(e).borderBottomColor"
    before = mark.evaluate(line)
    page.get_by_role("button", name="Figures", exact=False).first.click()
    assert mark.evaluate(line) != before
    mark.click()
    expect(card(page)).to_be_hidden()
    expect(page.locator(".layer.figure")).to_have_attribute("aria-pressed", "false")


def test_figures_are_filtered_by_kind(show: Show, story: Record) -> None:
    page = show(story)
    for button in page.locator(".kinds button:not([data-kind=money])").all():
        button.click()
    money = [figure for figure in story.figures if figure.kind == "money"]
    expect(page.locator("#figures tbody tr:visible")).to_have_count(len(money))
    expect(page.locator("#said")).to_contain_text(f"{len(money)} of {len(story.figures)}")
    expect(page.locator(".text .figure.percent").first).to_have_class("mark figure percent off")


def test_a_table_sorts_up_and_down(show: Show, story: Record) -> None:
    page = show(story)
    head = page.locator("#figures th", has=page.get_by_role("button", name="Figure"))
    values = [figure.value for figure in story.figures if figure.value is not None]
    first = page.locator("#figures tbody th").first
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(first).to_have_attribute("data-value", str(max(values)))
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(first).to_have_attribute("data-value", str(min(values)))


def test_rows_are_copied_as_they_are_in_the_record(
    show: Show, story: Record, context: BrowserContext
) -> None:
    page = show(story)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#figures").get_by_role("button", name="Copy as JSON").click()
    expect(page.locator("#said")).to_contain_text("rows copied as JSON")
    copied = json.loads(page.evaluate("navigator.clipboard.readText()"))
    assert copied == story.model_dump(mode="json")["figures"]
    page.locator("#claims").get_by_role("button", name="Copy as CSV").click()
    expect(page.locator("#said")).to_contain_text("rows copied as CSV")
    lines = list(csv.DictReader(io.StringIO(page.evaluate("navigator.clipboard.readText()"))))
    assert [line["claim_id"] for line in lines] == [claim.claim_id for claim in story.claims]
    assert {line["source_name"] for line in lines} >= {"Marijke Hoogland"}


# A check takes seconds: colours are checked with the card beside the text, the phone without it.
@pytest.mark.parametrize(
    ("width", "scheme", "opened"),
    [(1280, "light", True), (1280, "dark", True), (390, "light", False)],
)
def test_nothing_stands_in_anybodys_way(
    show: Show, story: Record, width: int, scheme: str, *, opened: bool, axe: Callable[[Page], str]
) -> None:
    page = show(story)
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    if opened:
        page.locator(".text .figure").first.click()
    assert axe(page) == ""
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_a_phone_keeps_the_figure_in_sight(show: Show, story: Record) -> None:
    page = show(story)
    page.set_viewport_size({"width": 390, "height": 844})
    mark = page.locator(".text .figure").nth(4)
    mark.click()
    page.wait_for_timeout(600)
    sheet, line = card(page).bounding_box(), mark.bounding_box()
    assert sheet is not None
    assert line is not None
    assert line["y"] + line["height"] < sheet["y"]


def test_paper_gets_the_article_and_no_buttons(show: Show, story: Record) -> None:
    page = show(story)
    page.emulate_media(media="print")
    expect(page.locator(".bar")).to_be_hidden()
    expect(page.locator(".tools").first).to_be_hidden()
    expect(page.locator(".text")).to_be_visible()
    expect(page.locator("#figures table")).to_be_visible()


HOSTILE = (
    "</script><script>alert(1)</script> <img src=x onerror=alert(2)> \u202egnp.exe\u202c "
    "{{ 7*7 }} \x00 ]]> <!-- <svg onload=alert(3)> &lt;b&gt; 'onclick=alert(4) \""
)


def hostile(record: Record) -> Record:
    """Return a record in which everything that is text is an attack."""

    def turned(value: object) -> object:
        if isinstance(value, dict):
            return {name: turned(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [turned(inner) for inner in value]
        return value

    whole = record.model_dump(mode="json")
    text = HOSTILE + "\n\n" + whole["article"]["text"]
    shift = len(HOSTILE) + 2
    whole["article"].update(
        text=text, headline=HOSTILE, canonical_url="javascript:alert(5)", url="data:text/html,x",
        authors=[HOSTILE], section=HOSTILE, description=HOSTILE, source_ref=HOSTILE,
        publisher={"name": HOSTILE, "domain": HOSTILE},
    )  # fmt: skip
    for part in ("mentions", "figures", "periods", "claims"):
        for row in whole[part]:
            row["start"], row["end"] = row["start"] + shift, row["end"] + shift
    for claim in whole["claims"]:
        claim["parts"] = [[start + shift, end + shift] for start, end in claim["parts"]]
        if claim["source"]:
            claim["source"].update(name=HOSTILE, entity_id=HOSTILE)
        claim["role"] = HOSTILE
    for figure in whole["figures"]:
        figure.update(measure=HOSTILE, unit=HOSTILE, per=HOSTILE, figure_id=figure["figure_id"])
    for entity in whole["entities"]:
        entity["name"] = HOSTILE
    whole["figures"][0].update(start=0, end=len(HOSTILE), text=HOSTILE)
    return Record.model_validate(turned(whole))


def test_a_hostile_article_is_text_and_nothing_else(show: Show, story: Record) -> None:
    page = show(hostile(story))
    page.wait_for_timeout(300)
    expect(page.locator("h1")).to_contain_text("<script>alert(1)</script>")
    expect(page.locator("h1")).to_contain_text("\ufffdgnp.exe\ufffd")
    assert page.locator("img, svg, iframe, object").count() == 0
    assert page.locator("script").count() == 2
    assert page.locator("a[href^='javascript'], a[href^='data']").count() == 0
    page.locator(".text .figure").nth(1).click()
    expect(card(page)).to_contain_text("onerror=alert(2)")
    page.locator("button[data-speaker]").first.click()
    assert page.evaluate("complaints") == []


def test_the_policy_holds_even_if_markup_came_through(show: Show, story: Record) -> None:
    page = show(story)
    page.evaluate("""() => {
        const script = document.createElement("script");
        try { script.textContent = "window.ran = true"; } catch {}
        document.body.append(script);
        const image = document.createElement("img");
        image.src = "http://127.0.0.1:9/x.png";
        document.body.append(image);
    }""")
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran") is None
    assert "img-src" in page.evaluate("complaints")


def test_a_page_asks_for_nothing(context: BrowserContext, tmp_path: Path, story: Record) -> None:
    path = tmp_path / "page.html"
    path.write_text(article_page(story), encoding="utf-8")
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    page.locator(".text .figure").first.click()
    page.locator("#figures").get_by_role("button", name="Copy as CSV").click()
    expect(page.locator("#said")).to_contain_text("copied")
    assert asked == [path.as_uri()]


LAYERS: tuple[Layer, ...] = ("claim", "name", "period", "figure")
TEXT = "Profit <rose> 5% & sales fell.\n\nNobody “knew”.\nNot\n \n\nyet, \u202ehe said."


@given(
    st.lists(
        st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 30), st.sampled_from(LAYERS)),
        max_size=8,
    )
)
def test_marks_that_cross_lose_no_character_and_nest(
    places: list[tuple[int, int, Layer]],
) -> None:
    marks = [
        Mark(start, min(start + length, len(TEXT)), layer, f"{layer}-{index}", "", "x")
        for index, (start, length, layer) in enumerate(places)
    ]
    shown = [html.fragment_fromstring(f"<p>{one}</p>") for one in paragraphs(TEXT, marks)]
    kept = "".join(TEXT.split()).replace("\u202e", "\ufffd")
    found = "".join("".join(one.itertext()) for one in shown)
    assert "".join(found.replace("\u2060", "").split()) == kept
    for one in shown:
        assert not one.xpath("//a//a")
    for mark in marks:
        words = "".join(TEXT[mark.start : mark.end].split()).replace("\u202e", "\ufffd")
        inside = "".join(
            "".join(element.itertext())
            for one in shown
            for element in one.iter("a", "span")
            if element.get("data-row") == mark.row and element.get("class") != "handle"
        )
        assert "".join(inside.replace("\u2060", "").split()) == words


@pytest.mark.parametrize(
    ("model", "language", "said"),
    [
        ("en_newsx-1", "en", "No figure, claim, name or period was found in this text."),
        (None, "de", "newsx reads English, and this article is in another language (de)."),
    ],
)
def test_an_article_in_which_nothing_was_recognized_says_so_once(
    story: Record, model: str | None, language: str, said: str
) -> None:
    bare = Record(
        article=story.article.model_copy(update={"in_language": language}),
        provenance=story.provenance.model_copy(update={"model": model}),
    )
    page = html.fromstring(article_page(bare))
    assert page.xpath("string(//*[@class='nothing'])") == f"Nothing recognized. {said}"
    assert page.xpath("count(//table | //nav/a | //*[@class='layer'])") == 0
    assert story.article.text[:20] in str(page.xpath("string(//*[@id='text'])"))
