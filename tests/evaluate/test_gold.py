"""Gold is read from JSON and from markup, and what is wrong with it is named by file and line."""

import json
from pathlib import Path

import pytest

from builders import TEXT
from newsx.errors import GoldError
from newsx.evaluate.gold import GoldArticle, gold_sha256, line_of, read_gold

MARKED = """id: wire-001
house: wire
date: 2019-03-12
zone: UTC
split: test

Norrland cuts outlook

{ORG Norrland|is=Norrland AB} {Q1 said} {C1 it lost {F $4 million|m=loss;d=up;p=2018}|k=data;pol=negative}.
{S1 {PERSON Ida Roth}}, the {R chief|who=Ida Roth;at=Norrland AB}.
"""  # noqa: E501 - markup


def of_json(folder: Path, **parts: object) -> GoldArticle:
    path = folder / "gold.json"
    path.write_text(json.dumps({"text": TEXT, **parts}, indent=1), encoding="utf-8")
    [gold] = read_gold(path)
    return gold


def test_a_part_that_is_absent_is_not_one_that_is_empty(tmp_path: Path) -> None:
    gold = of_json(tmp_path, title="Short sellers gain", figures=[], anything=1)
    assert (gold.id, gold.headline) == ("gold", "Short sellers gain")
    assert (gold.figures, gold.claims) == ((), None)


def test_json_lines_are_articles_each(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "a", "text": "x"}\n\n{"text": "y", "ref_date": "2024-01-01"}\n')
    assert [(one.id, one.published) for one in read_gold(tmp_path)] == [
        ("a", None),
        ("gold:3", "2024-01-01"),
    ]


def test_markup_says_what_json_says(tmp_path: Path) -> None:
    path = tmp_path / "wire" / "001-norrland.txt"
    path.parent.mkdir()
    path.write_text(MARKED, encoding="utf-8")
    [gold] = read_gold(tmp_path)
    assert (gold.id, gold.split, gold.headline) == ("wire-001", "test", "Norrland cuts outlook")
    assert gold.entities is not None
    assert [one.canonical for one in gold.entities] == ["Norrland AB", "Ida Roth"]
    [figure] = gold.figures or ()
    assert gold.text[figure.start : figure.end] == "$4 million"
    assert (figure.kind, figure.value, figure.direction) == (None, None, "up")
    assert (figure.measure, figure.period) == ("loss", "2018")
    [claim] = gold.claims or ()
    assert [gold.text[start:end] for start, end in claim.parts] == ["it lost $4 million"]
    assert (claim.source_name, claim.role, claim.affiliation) == (
        "Ida Roth",
        "chief",
        "Norrland AB",
    )
    assert (claim.kind, claim.polarity, claim.negated) == ("data", "negative", False)
    [tie] = gold.relations or ()
    assert (tie.type, tie.subject, tie.object) == ("person_role_org", "Ida Roth", "Norrland AB")


def test_a_source_marked_twice_stands_where_the_claim_is_made(tmp_path: Path) -> None:
    path = tmp_path / "wire.txt"
    claims = (
        '{C1 "No,|k=quote}" {Q1 said} {S1,2 {PERSON Ida Roth}}. '
        "{S2 She|is=Ida Roth} {Q2 denied} {C2 it lost money|k=indirect;neg=1}.\n"
    )
    path.write_text(MARKED.partition("{ORG")[0] + claims, encoding="utf-8")
    [gold] = read_gold(path)
    told = [
        (gold.text[slice(*one.source)], one.source_name)
        for one in gold.claims or ()
        if one.source is not None
    ]
    assert told == [("Ida Roth", "Ida Roth"), ("She", "Ida Roth")]


def test_an_employer_without_a_role_is_marked_at_the_name(tmp_path: Path) -> None:
    path = tmp_path / "wire" / "002-peel.txt"
    path.parent.mkdir()
    who = "{S1 {PERSON Ida Roth|at=Peel Hurst}} of {ORG Peel Hurst}"
    body = f"{who} {{Q1 sees}} {{C1 a loss|k=forecast}}."
    path.write_text(MARKED.rpartition("\n\n")[0] + "\n\n" + body + "\n", encoding="utf-8")
    [gold] = read_gold(tmp_path)
    [claim], [tie] = gold.claims or (), gold.relations or ()
    assert (claim.source_name, claim.role, claim.affiliation) == ("Ida Roth", None, "Peel Hurst")
    assert (tie.subject, tie.object) == ("Ida Roth", "Peel Hurst")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.json", '{"text":\n\n nonsense}', "a.json:3: no JSON"),
        ("a.json", "[1]", "a.json:1: a JSON object"),
        ("a.json", '{\n"id": "x"}', "a.json:1: text: Field required"),
        ("a.jsonl", '{"text": "x"}\n{"text": 3}', "a.jsonl:2: text: "),
        (
            "a.json",
            '{"text": "Up 5%", "figures": [\n {"start": 3,\n "end": 5, "kind": "procent"}]}',
            "a.json:3: figures.0.kind: ",
        ),
        (
            "a.json",
            '{"text": "Up 5%", "figures": [\n {"start": 0, "end": 5, "text": "5%"}]}',
            "a.json:2: figures.0: 0..5 is 'Up 5%', not '5%'",
        ),
        (
            "a.json",
            '{"text": "Up",\n "claims": [{"parts": [[0, 9]], "kind": "fact"}]}',
            "a.json:2: claims.0: 0..9 is no place in the text",
        ),
        ("a.json", '{"text": "cafe\\u0301"}', "NFC"),
        ("a.txt", "id: a\nnonsense\n\ntext", "a.txt:2: front matter 'nonsense'"),
        ("a.txt", "id: a\n\n\nOne.\n\n{ORG Two", "a.txt:6: the span is never closed"),
        ("a.txt", "id: a\n\n{F 5%|d=sideways}", "a.txt: direction: "),
        ("a.txt", "no front matter", "a.txt:1: a blank line"),
        ("a.json", None, "cannot read"),
    ],
)
def test_what_is_wrong_is_named_by_file_and_line(
    tmp_path: Path, name: str, content: str | None, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(GoldError) as caught:
        list(read_gold(tmp_path / name))
    assert message in str(caught.value)


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no annotated article"):
        list(read_gold(tmp_path))


def test_the_line_of_a_path_that_is_not_there_is_that_of_its_parent() -> None:
    content = '{"a": "}",\n "b": [1,\n {"c": []}]}'
    assert line_of(content, ("b", 1, "c")) == 2
    assert line_of(content, ("b", 1, "nosuch")) == 2
    assert line_of(content, ("b", 7)) == 1
    assert line_of(content, ("nosuch",)) == 0


def test_the_digest_is_of_what_is_annotated_and_not_of_where_it_lies(tmp_path: Path) -> None:
    one = of_json(tmp_path, figures=[])
    (tmp_path / "elsewhere").mkdir()
    assert gold_sha256([of_json(tmp_path / "elsewhere", figures=[])]) == gold_sha256([one])
    assert gold_sha256([of_json(tmp_path)]) != gold_sha256([one])
