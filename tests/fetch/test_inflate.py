import contextlib
import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsx.fetch.inflate import DamagedError, inflate


@given(
    st.lists(st.binary(max_size=300), min_size=1, max_size=4),
    st.integers(1, 40),
    st.sampled_from(["gzip", "zlib", "bare"]),
)
def test_any_stream_in_any_pieces_gives_what_was_packed(
    bodies: list[bytes], size: int, kind: str
) -> None:
    if kind == "gzip":
        packed = b"".join(gzip.compress(body) for body in bodies)
    else:
        bodies = bodies[:1]
        packed = zlib.compress(bodies[0], wbits=zlib.MAX_WBITS if kind == "zlib" else -15)
    pieces = [packed[at : at + size] for at in range(0, len(packed), size)]
    assert b"".join(inflate(pieces)) == b"".join(bodies)


@given(st.binary(max_size=200))
def test_any_bytes_are_inflated_or_said_to_be_damaged(content: bytes) -> None:
    with contextlib.suppress(DamagedError):
        b"".join(inflate([content]))


def test_what_breaks_off_is_damaged_and_nothing_is_not() -> None:
    assert list(inflate([])) == []
    for packed in (gzip.compress(b"news" * 99), b"\x1f"):
        with pytest.raises(DamagedError, match="breaks off"):
            list(inflate([packed[:20]]))


def test_what_zlib_holds_back_at_the_end_is_given() -> None:
    for extra in range(300):
        body = bytes((1 << 17) + extra)
        assert b"".join(inflate([zlib.compress(body, wbits=-15)])) == body


def test_no_step_is_large() -> None:
    packed = gzip.compress(bytes(5_000_000))
    assert max(len(piece) for piece in inflate([packed])) <= 1 << 17
