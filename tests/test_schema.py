import pickle
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from newsx import schema
from newsx.descriptions import description
from newsx.errors import FetchError, FetchTimeout
from newsx.schema import Amount, Failure, Figure, Record, Span

SHAPES = [
    shape
    for shape in vars(schema).values()
    if isinstance(shape, type) and issubclass(shape, schema.Shape) and shape is not schema.Shape
]


class Priced(BaseModel):
    value: Amount


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_every_field_is_described(shape: type[schema.Shape]) -> None:
    assert all(description(shape, name) for name in shape.model_fields)
    told = shape.model_json_schema()["properties"]
    assert {name: about["description"] for name, about in told.items()} == {
        name: description(shape, name) for name in shape.model_fields
    }


def test_a_record_survives_json(record: Record) -> None:
    assert Record.model_validate_json(record.to_json()) == record
    assert record.to_json() == record.to_json()


@given(st.decimals(allow_nan=False, allow_infinity=False, places=9, min_value=-(10**18)))
def test_amounts_survive_json_exactly(value: Decimal) -> None:
    back = Priced.model_validate_json(Priced(value=value).model_dump_json()).value
    assert back == value


def test_money_is_a_plain_number_in_json(record: Record) -> None:
    assert '"value":13000000000,' in record.to_json()


def test_a_span_must_have_the_length_of_its_text() -> None:
    with pytest.raises(ValidationError, match="does not hold"):
        Span(start=0, end=3, text="four")


def test_shapes_are_frozen_and_closed(record: Record) -> None:
    with pytest.raises(ValidationError):
        record.figures[0].value = Decimal(1)  # type: ignore[misc]  # what is tested
    with pytest.raises(ValidationError):
        Figure.model_validate({**record.figures[0].model_dump(), "colour": "red"})


def test_a_failure_of_a_name_that_is_no_text_can_be_written() -> None:
    failure = Failure.of(FetchError("no \udcff"), "page-\udcff.html")
    assert Failure.model_validate_json(failure.to_json()).source_ref == "page-?.html"


def test_errors_survive_worker_processes_whole() -> None:
    error = FetchTimeout("too slow", retryable=True, retry_after_s=3.0)
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is FetchTimeout
    assert (str(back), back.retryable, back.retry_after_s) == ("too slow", True, 3.0)
