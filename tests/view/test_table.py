import io

from rich.console import Console

from builders import unnamed
from newsx.schema import Affiliation, Record, Reference
from newsx.view.table import record_view


def test_an_amount_is_never_broken_over_lines(record: Record) -> None:
    shown = io.StringIO()
    Console(file=shown, width=60).print(record_view(record))
    assert "just under $13bn" in shown.getvalue()


def test_a_narrow_terminal_gets_every_word_too(record: Record) -> None:
    wide, narrow = io.StringIO(), io.StringIO()
    Console(file=wide, width=200).print(record_view(record))
    Console(file=narrow, width=30).print(record_view(record))
    heads = {"figure", "what", "when", "says", "kind", "claim", "name", "type", "ticker"}
    told = {word.strip(",.“”") for word in wide.getvalue().split() if word[0].isalnum()}
    shown = {word.strip(",.“”") for word in narrow.getvalue().split()}
    assert told - heads - {"so", "who", "mentions", "relevance"} <= shown
    assert max(map(len, narrow.getvalue().splitlines())) <= 30


def test_the_view_shows_every_part_and_no_markup_of_the_text(record: Record) -> None:
    hostile = record.entities[0].model_copy(update={"name": "[red]Ida[/red]"})
    shown = io.StringIO()
    changed = record.model_copy(update={"entities": (hostile,)})
    Console(file=shown, width=200).print(record_view(changed))
    text = shown.getvalue()
    for expected in ("Short sellers gain", "this year", "Quill Data LLC", "[red]Ida[/red]"):
        assert expected in text


def test_the_heading_says_that_nothing_was_recognized_in_another_language(record: Record) -> None:
    shown = io.StringIO()
    article = record.article.model_copy(update={"in_language": "de"})
    made_by = record.provenance.model_copy(update={"model": None})
    alone = Record(article=article, provenance=made_by)
    Console(file=shown, width=200).print(record_view(alone))
    assert "in 'de', of which newsx recognizes nothing" in shown.getvalue()
    shown.truncate(0)
    Console(file=shown, width=200).print(record_view(record))
    assert "recognizes" not in shown.getvalue()


def test_nothing_is_said_twice_in_a_row(record: Record) -> None:
    figure = record.figures[0].model_copy(
        update={
            "measure": "Quill Data level",
            "subject": Reference(text="Quill Data", entity_id=None),
        }
    )
    [claim] = [claim for claim in record.claims if claim.source][:1]
    name = claim.source and (claim.source.name or claim.source.text)
    own = claim.model_copy(update={"affiliation": Affiliation(name=str(name), entity_id=None)})
    shown = io.StringIO()
    changed = record.model_copy(update={"figures": (figure,), "claims": (own,)})
    Console(file=shown, width=200).print(record_view(changed))
    assert "Quill Data level, Quill Data" not in shown.getvalue()
    assert f"({name})" not in shown.getvalue()


def test_a_source_without_a_name_says_so_too(record: Record) -> None:
    shown = io.StringIO()
    Console(file=shown, width=200).print(record_view(unnamed(record, "people close to the deal")))
    assert shown.getvalue().count("people close to the deal") == 2  # the figure's and the claim's
