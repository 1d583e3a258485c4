import json
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from newsx import Article, Document, DocumentError, Failure, Record, Settings, extract, extract_many
from newsx.engine.limits import Limits
from newsx.errors import FetchError

WORDS = st.sampled_from(
    [
        "Norrland",
        "Paper",
        "AB",
        "said",
        "revenue",
        "rose",
        "5%",
        "to",
        "$1.2",
        "billion",
        ",",
        "“",
        "”",
        "'",
        '"',
        "‘",
        "’",
        "3-for-1",
        "Q3",
        "2023",
        "Ms.",
        "Roth",
        "of",
        "Quill",
        "&",
        "Co.",
        "(NASDAQ:",
        "QDAT)",
        "£3.2bn",
        "22-$24",
        "according",
        "to",
        "analysts",
        "nearly",
        "a",
        "third",
        "Rs",
        "412",
        "crore",
        "\xa0",
        "\n\n",
        ".",
        "—",
        "(",
        ")",
        "-",
        "last",
        "week",
        "5",
        "%",
        "euro",
        "Fed",
        "é",
        "🙂",
        "\u202e",
        "1/2",
        "½",
        "$",
        "%",
        "bn",
    ]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=60).map(" ".join) | st.text(min_size=1, max_size=200)


def check_offsets(record: Record) -> None:
    """Every row points at the text it holds."""
    text = record.article.text
    for row in (*record.mentions, *record.figures, *record.periods, *record.claims):
        assert text[row.start : row.end] == row.text
    for claim in record.claims:
        for start, end in claim.parts:
            assert claim.start <= start < end <= claim.end
        if claim.source is not None:
            assert text[claim.source.start : claim.source.end] == claim.source.text
    for relation in record.relations:
        assert 0 <= relation.start < relation.end <= len(text)


def check_links(record: Record) -> None:
    """Every id that a row names is there, and no id is there twice."""
    entities = {row.entity_id for row in record.entities}
    periods = {row.period_id for row in record.periods}
    figures = {row.figure_id for row in record.figures}
    claims = {row.claim_id for row in record.claims}
    assert len(figures) == len(record.figures)
    assert len(claims) == len(record.claims)
    assert len(entities) == len(record.entities)
    assert {row.entity_id for row in record.mentions} <= entities
    for figure in record.figures:
        assert figure.period_id is None or figure.period_id in periods
        assert figure.claim_id is None or figure.claim_id in claims
        assert figure.attributed_to is None or figure.attributed_to in entities
        assert figure.same_as is None or figure.same_as in figures - {figure.figure_id}
    for claim in record.claims:
        assert set(claim.figure_ids) <= figures
        assert set(claim.entity_ids) <= entities
    for relation in record.relations:
        assert {relation.subject_id, relation.object_id} <= entities


@given(TEXTS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_gives_a_sound_record_twice_the_same(text: str) -> None:
    try:
        record = extract({"text": text})
    except DocumentError:
        assert not text.strip() or not text.isprintable()
        return
    check_offsets(record)
    check_links(record)
    assert extract({"text": text}).to_json() == record.to_json()


@pytest.mark.parametrize("last", ["to", "said", "(", "“", "from $5 to", "according", "it expects"])
def test_a_text_may_end_anywhere(last: str) -> None:
    """What is cut off after a word that asks for another: an archive has such texts."""
    named = " ".join(["Norrland"] * 9)
    for start in (f"{named} QDAT) Norrland QDAT) revenue Norrland Norrland", "Profit rose", named):
        record = extract({"text": f"{start} {last}"})
        check_offsets(record)
        check_links(record)


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_part_of_an_article_gives_a_sound_record(root: Path, data: st.DataObject) -> None:
    """Begun and cut off at any word, with words lost between."""
    sample = data.draw(st.sampled_from(sorted((root / "samples" / "records").iterdir())))
    words = json.loads(sample.read_text(encoding="utf-8"))["article"]["text"].split(" ")
    start = data.draw(st.integers(0, len(words) - 1))
    part = words[start : start + data.draw(st.integers(1, 40))]
    lost = data.draw(st.sets(st.integers(0, len(part) - 1), max_size=len(part) // 2))
    text = " ".join(word for place, word in enumerate(part) if place not in lost)
    assume(text.strip())
    record = extract({"text": text, "date_published": "2024-05-03"})
    check_offsets(record)
    check_links(record)


def test_the_seeds_sort_of_page_gives_a_sound_record(root: Path) -> None:
    for outcome in extract_many([root / "samples" / "articles"]):
        assert isinstance(outcome, Record)
        check_offsets(outcome)
        check_links(outcome)


def test_an_article_skips_parsing() -> None:
    first = extract({"text": "Profit rose 5%, Ida Roth said.", "id": "a"})
    again = extract(first.article)
    assert again == first


def test_failures_stand_in_the_stream_and_the_others_go_on(tmp_path: Path) -> None:
    good = Document(source_ref="good", content=b"<p>Profit rose 5% to $3 million in May, it said.")
    bad = Document(source_ref="bad", content=b"%PDF-1.4")
    outcomes = list(extract_many([bad, good, tmp_path / "nowhere", {"title": "no text"}]))
    kinds = [one.stage if isinstance(one, Failure) else "record" for one in outcomes]
    assert kinds == ["parse", "record", "fetch", "parse"]


def test_extract_raises_what_the_stream_would_hold(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no file or folder"):
        extract(tmp_path / "nowhere.html")


# It may strike while Hypothesis counts garbage collections, where nothing can be raised; it strikes
# again then.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_article_that_takes_too_long_fails_and_the_others_go_on() -> None:
    """What has no end in sight is interrupted, wherever it is; `batch` ends its worker for that."""
    long = {"id": "long", "text": "\n\n".join(
        f"Norrland Paper AB said that revenue rose {number}% to ${number} billion in the quarter."
        for number in range(1_500)
    )}  # fmt: skip
    short = {"id": "short", "text": "Norrland Paper AB fell 4% on Monday."}
    before = signal.getsignal(signal.SIGPROF)
    outcomes = list(
        extract_many(
            [short, long, short], limits=Limits(seconds=0.3), settings=Settings(model="blank")
        )
    )
    assert [isinstance(outcome, Record) for outcome in outcomes] == [True, False, True]
    failure = outcomes[1]
    assert isinstance(failure, Failure)
    assert (failure.source_ref, failure.error_type) == ("long", "LimitError")
    assert "not finished after 0.3 s; raise document_timeout_s" in failure.message
    assert signal.getsignal(signal.SIGPROF) == before
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)


def test_a_profiler_that_ran_before_runs_on() -> None:
    before = signal.signal(signal.SIGPROF, signal.SIG_IGN)
    signal.setitimer(signal.ITIMER_PROF, 500, 300)
    try:
        settings = Settings(model="blank")
        list(
            extract_many([{"text": "Norrland fell."}], limits=Limits(seconds=9), settings=settings)
        )
        left, again = signal.getitimer(signal.ITIMER_PROF)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    assert left > 100
    assert again == 300


def test_another_language_gives_the_article_and_says_nothing_was_recognized() -> None:
    text = (
        "Die Aktie des Unternehmens ist am Montag um 5 Prozent gefallen. Der Vorstand sagte, dass "
        "der Umsatz in diesem Jahr nicht wachsen werde, weil die Nachfrage in Europa schwach sei."
    )
    record = extract({"text": text})
    assert record.article.in_language == "de"
    assert record.provenance.model is None
    assert record.figures == ()


def test_settings_choose_the_currency_of_a_bare_dollar() -> None:
    record = extract({"text": "It cost $5."}, settings=Settings(default_currency="AUD"))
    assert [figure.currency for figure in record.figures] == ["AUD"]
    assert record.figures[0].currency_inferred


def test_an_article_knows_its_id_by_its_address() -> None:
    one = extract({"text": "Profit rose 5%.", "url": "https://ledger.example/a"})
    two = extract({"text": "Profit rose 6%.", "url": "https://ledger.example/a"})
    assert one.article.article_id == two.article.article_id
    assert one.article.version_id != two.article.version_id
    assert isinstance(one.article, Article)


@pytest.mark.parametrize(
    ("source", "says"),
    [(5, "5 is no source"), (None, "no source"), (b"<p>", "a Document"), ("", "''")],
)
def test_what_is_no_source_is_told_what_one_is(source: object, says: str) -> None:
    with pytest.raises(FetchError, match=says):
        extract(source)  # type: ignore[arg-type]  # what a caller without types gives
