"""The ten questions of `samples/queries`, asked of DuckDB and of PostgreSQL: one answer."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from builders import make_record
from newsx import Record
from servers import PostgresServer
from store.stores import Store

QUERIES = sorted((Path(__file__).parents[2] / "samples" / "queries").glob("*.sql"))


def desk(count: int = 60) -> Iterator[Record]:
    """Yield records of some weeks: firms, people, forecasts, moves, contradictions, copies."""
    chance = random.Random(4)
    for number in range(count):
        record = make_record(f"Story {number}", source_ref=f"{number}")
        article, [figure], [claim] = record.article, record.figures, record.claims
        words = " ".join(f"w{chance.randrange(10_000)}" for _ in range(80))
        if number % 10 == 9:
            words = " ".join(f"w{place}" for place in range(70)) + f" added{number}"
        when = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=number * 13)
        outlet = article.publisher.model_copy(update={"name": f"Outlet {number % 3}"})
        person, firm = record.entities
        place = number % 4
        firm = firm.model_copy(
            update={"entity_id": f"newsx:firm-{place}", "name": f"Firm {place} LLC"}
        )
        yield record.model_copy(
            update={
                "article": article.model_copy(
                    update={
                        "text": f"{article.text} {words}",
                        "text_sha256": words,
                        "date_published": when if number % 17 else None,
                        "publisher": outlet,
                        "word_count": 90 + number,
                    }
                ),
                "entities": (person, firm),
                "figures": (
                    figure.model_copy(
                        update={
                            "value": Decimal(chance.randrange(1, 2000)) / 8,
                            "bound": "eq",
                            "kind": "percent" if number % 2 else "money",
                            "unit": "percent" if number % 2 else "currency",
                            "currency": None if number % 2 else "USD",
                            "role": "delta" if number % 2 else "level",
                            "direction": chance.choice(["up", "down"]) if number % 2 else None,
                            "modality": chance.choice(["asserted", "expected", "projected"]),
                        }
                    ),
                ),
                "claims": (
                    claim.model_copy(
                        update={
                            "kind": chance.choice(["data", "forecast", "quote"]),
                            "polarity": chance.choice(["positive", "negative", "neutral"]),
                            "entity_ids": (firm.entity_id,),
                        }
                    ),
                ),
                "mentions": (),
                "relations": (),
            }
        )


@pytest.fixture(scope="module")
def stores(
    tmp_path_factory: pytest.TempPathFactory, postgres: PostgresServer
) -> tuple[Store, Store]:
    folder = tmp_path_factory.mktemp("desk")
    found = Store("duckdb", folder, None), Store("postgres", folder, postgres)
    for store in found:
        store.write(*desk())
    return found


def test_there_are_ten_questions_each_one_select() -> None:
    assert len(QUERIES) == 10
    for path in QUERIES:
        question, *statement = path.read_text(encoding="utf-8").splitlines()
        assert question.startswith("-- ")
        assert question.endswith("?")
        assert "\n".join(statement).startswith("SELECT")
        assert "\n".join(statement).count(";") == 1


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_duckdb_and_postgres_give_the_same_answer(path: Path, stores: tuple[Store, Store]) -> None:
    one, other = (plain(store.ask(path.read_text(encoding="utf-8"))) for store in stores)
    assert one == other
    assert one


def plain(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Return rows whose cells compare: what one database types more widely, as the other."""
    return [tuple(_cell(cell) for cell in row) for row in rows]


def _cell(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    if isinstance(value, Decimal | float | int):
        return round(Decimal(str(value)), 9).normalize()
    return value
