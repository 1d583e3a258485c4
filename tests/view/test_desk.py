"""The page of many articles, in a real browser: the index, its search and charts, each article."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from builders import make_record
from newsx.schema import Publisher, Record
from newsx.view.article import article_page
from newsx.view.desk import Desk, desk_page, place

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, expect
else:
    expect = pytest.importorskip("playwright.sync_api", reason="of the test extra").expect

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


@pytest.fixture(scope="module")
def records(root: Path) -> list[Record]:
    paths = sorted((root / "samples" / "records").glob("*.json"))
    return [Record.model_validate_json(path.read_text(encoding="utf-8")) for path in paths]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)
    opened = context.new_page()
    opened.on("pageerror", lambda error: pytest.fail(f"the script failed: {error}"))
    opened.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
    yield opened
    context.close()


def desk_of(records: list[Record], copies: dict[str, str] | None = None) -> Desk:
    desk = Desk("The desk", copies or {})
    for record in records:
        desk.add(record)
    return desk


@pytest.fixture(scope="module")
def report_file(tmp_path_factory: pytest.TempPathFactory, records: list[Record]) -> Path:
    """One file that carries its articles; the second sample is a copy of the first."""
    first, second = (one.article.version_id for one in records[:2])
    desk = desk_of(records, {second: first})
    path: Path = tmp_path_factory.mktemp("desk") / "report.html"
    path.write_text(desk_page(desk, records=records), encoding="utf-8")
    return path


@pytest.fixture
def report(page: Page, report_file: Path) -> Page:
    page.goto(report_file.as_uri())
    return page


def rows(page: Page) -> int:
    count: int = page.locator("table.articles tbody tr:visible").count()
    return count


def test_copies_and_other_pages_are_listed_and_not_counted(
    report: Page, records: list[Record]
) -> None:
    others = [one for one in records if one.article.completeness == "not_an_article"]
    assert len(others) == 1
    expect(report.locator(".facts")).to_contain_text(f"{len(records) - 2} stories")
    expect(report.locator(".facts")).to_contain_text("1 copy")
    expect(report.locator(".facts")).to_contain_text("1 page of no article")
    line = report.locator("tr", has_text=str(others[0].article.headline)).first
    expect(line).to_contain_text("not an article")
    assert rows(report) == len(records)
    report.get_by_label("Copies too").uncheck()
    assert rows(report) == len(records) - 1
    report.get_by_label("Copies too").check()
    report.get_by_role("link", name="copy of another").click()
    expect(report.locator("#opened h1")).to_have_text(str(records[0].article.headline))


def test_the_index_is_searched_by_words_publisher_and_day(report: Page) -> None:
    report.get_by_label("Words").fill("hoogland TULKENS")
    assert rows(report) == 1
    expect(report.locator("#found")).to_have_text("1 article")
    report.get_by_label("Words").fill("")
    report.locator("#publisher").select_option("Corvane")
    assert rows(report) == 1
    report.locator("#publisher").select_option("")
    report.get_by_label("From", exact=True).fill("2026-02-12")
    report.get_by_label("To", exact=True).fill("2026-02-12")
    shown = report.locator("table.articles tbody tr:visible td:nth-child(3)").all_inner_texts()
    assert shown
    assert set(shown) == {"2026-02-12"}


def test_an_article_opens_in_the_report_and_closes_again(
    report: Page, records: list[Record]
) -> None:
    report.locator("table.articles a", has_text="Tulkens").click()
    expect(report.locator("#opened h1")).to_contain_text("Tulkens")
    expect(report.locator("#desk")).to_be_hidden()
    report.locator("#opened .text .figure").first.click()
    expect(report.locator("#card")).to_be_visible()
    report.get_by_role("button", name="Close").click()
    report.get_by_role("link", name="All articles").click()
    expect(report.locator("#desk")).to_be_visible()
    expect(report.locator("#opened")).to_be_empty()
    figure = records[4].figures[-1]
    report.goto(f"{report.url.split('#')[0]}#figure-{figure.figure_id}")
    expect(report.locator("#card .title")).to_be_visible()
    expect(report.locator(f"#at-figure-{figure.figure_id}")).to_be_in_viewport()


def test_charts_say_in_a_table_what_they_draw(report: Page, records: list[Record]) -> None:
    charts = report.locator("figure")
    expect(charts).to_have_count(3)
    table = charts.filter(has_text="Claims over time")
    table.locator("summary").click()
    cells = table.locator("tbody td").all_inner_texts()
    stories = [one for one in records if one is not records[1] and one.article.date_published]
    assert sum(map(int, cells)) == sum(len(one.claims) for one in stories)
    assert charts.first.locator("svg rect").count() > 3


def test_a_desk_offers_no_charts_and_counts_no_copies_where_there_are_none() -> None:
    record = make_record("Short sellers gain")
    bare = Record(
        article=record.article.model_copy(update={"date_published": None}),
        provenance=record.provenance,
    )
    plain = desk_page(desk_of([bare]))
    assert "#pictures" not in plain
    assert "not counted" not in plain
    assert "#pictures" in desk_page(desk_of([record]))


def test_claims_over_time_have_a_row_of_their_own_where_there_is_room(report: Page) -> None:
    figure = report.locator("figure", has_text="Claims over time")
    for width, shown in ((1280, 1), (390, 0)):
        report.set_viewport_size({"width": width, "height": 844})
        assert [one.is_visible() for one in figure.locator(".drawing").all()] == [
            place == shown for place in (0, 1)
        ]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_the_desk_stands_in_nobodys_way(
    report: Page, width: int, scheme: str, axe: Callable[[Page], str]
) -> None:
    report.set_viewport_size({"width": width, "height": 844})
    report.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    assert axe(report) == ""
    assert report.evaluate("document.scrollingElement.scrollWidth") <= width


def test_a_site_leads_to_its_articles_and_back(
    page: Page, tmp_path: Path, records: list[Record]
) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "index.html").write_text(desk_page(desk_of(records)), encoding="utf-8")
    for record in records:
        path = tmp_path / "articles" / f"{place(record.article.version_id)}.html"
        path.write_text(article_page(record, index="../index.html"), encoding="utf-8")
    page.goto((tmp_path / "index.html").as_uri())
    page.locator("table.articles a", has_text="Norges Bank").first.click()
    expect(page.locator("h1")).to_contain_text("Norges Bank")
    page.get_by_role("link", name="All articles").click()
    assert rows(page) == len(records)


def test_hostile_headlines_stay_headlines(page: Page, tmp_path: Path) -> None:
    record = make_record(HOSTILE)
    article = record.article.model_copy(
        update={"publisher": Publisher(name=HOSTILE), "version_id": HOSTILE}
    )
    names = tuple(one.model_copy(update={"name": HOSTILE}) for one in record.entities)
    hostile = record.model_copy(update={"article": article, "entities": names})
    path = tmp_path / "report.html"
    path.write_text(desk_page(desk_of([hostile] * 2), records=[hostile] * 2), encoding="utf-8")
    page.goto(path.as_uri())
    expect(page.locator("table.articles a").first).to_have_text(HOSTILE)
    assert page.locator("img").count() == 0
    page.locator("table.articles a").first.click()
    expect(page.locator("#opened h1")).to_have_text(HOSTILE)


def test_five_thousand_articles_are_a_page_at_a_time(page: Page, tmp_path: Path) -> None:
    desk = Desk("The archive", {})
    record = make_record("Short sellers gain")
    day = datetime(2023, 1, 1, tzinfo=UTC)
    for number in range(5000):
        update = {
            "headline": f"Story {number} of many",
            "version_id": f"{number:016x}",
            "date_published": day + timedelta(hours=number * 5),
        }
        desk.add(record.model_copy(update={"article": record.article.model_copy(update=update)}))
    path = tmp_path / "index.html"
    path.write_text(desk_page(desk), encoding="utf-8")
    assert path.stat().st_size < 4_000_000
    page.goto(path.as_uri())
    assert rows(page) == 100
    expect(page.locator("#found")).to_have_text("5,000 articles, the first 100 shown")
    page.get_by_role("button", name="Show more").click()
    assert rows(page) == 200
    page.get_by_label("Words").fill("story 4711")
    assert rows(page) == 1


def test_on_a_phone_an_article_is_a_paragraph_and_nothing_runs_over(report: Page) -> None:
    report.set_viewport_size({"width": 320, "height": 844})
    over = "one => one.scrollWidth > one.clientWidth"
    assert not report.evaluate(f"({over})(document.documentElement)")
    assert not report.evaluate(f"({over})(document.querySelector('#articles .wide'))")
    count = report.locator(".articles tbody tr").first.locator("td").nth(2)
    assert count.evaluate("one => getComputedStyle(one, '::after').content") == '" figures"'
