"""Answer tokens and tracking codes: genuine ones work, all others are refused with a sentence."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import URLSafeSerializer

from kit.tokens import (
    AnswerToken,
    TokenExpired,
    TokenForged,
    in_groups,
    new_tracking_code,
    read_answer,
    sign_answer,
    tracking_hash,
)

KEY = b"k" * 32
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
EXPIRY = NOON + timedelta(days=5)


def test_reads_back_what_it_signed() -> None:
    """The token names its assignment and its end, and travels in an address as it is."""
    token = sign_answer("A-7", expires_at=EXPIRY, key=KEY)
    assert read_answer(token, key=KEY, at=NOON) == AnswerToken("A-7", EXPIRY)
    assert set(token) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")


@pytest.mark.parametrize("late", [timedelta(0), timedelta(seconds=1), timedelta(days=900)])
def test_refuses_an_expired_token(late: timedelta) -> None:
    """From the very second of its expiry, and the sentence says since when."""
    token = sign_answer("A-7", expires_at=EXPIRY, key=KEY)
    with pytest.raises(TokenExpired, match=r"on Saturday, 28 November 2026 at 12:00 WITA; ask"):
        read_answer(token, key=KEY, at=EXPIRY + late)


@given(st.data())
def test_refuses_a_token_with_one_character_changed(data: st.DataObject) -> None:
    """Wherever it was touched."""
    token = sign_answer("A-7", expires_at=EXPIRY, key=KEY)
    place = data.draw(st.integers(0, len(token) - 2))
    sign = data.draw(st.sampled_from("AZaz09-_.").filter(lambda one: one != token[place]))
    with pytest.raises(TokenForged):
        read_answer(token[:place] + sign + token[place + 1 :], key=KEY, at=NOON)


@given(st.text(max_size=80))
def test_refuses_any_text_that_is_no_token(text: str) -> None:
    """Without an error of another kind."""
    with pytest.raises(TokenForged, match="not one of ours"):
        read_answer(text, key=KEY, at=NOON)


def test_refuses_a_token_of_another_key_or_purpose() -> None:
    """A key of another home, or a signature that was made for something else."""
    foreign = sign_answer("A-7", expires_at=EXPIRY, key=b"x" * 32)
    other = URLSafeSerializer(KEY, salt="rukun.login").dumps(["A-7", int(EXPIRY.timestamp())])
    for token in (foreign, other):
        with pytest.raises(TokenForged):
            read_answer(token, key=KEY, at=NOON)


def test_draws_codes_of_sixteen_digits() -> None:
    """Each another, leading zeros kept."""
    codes = {new_tracking_code() for _ in range(50)}
    assert len(codes) == 50
    assert all(len(code) == 16 and code.isdigit() for code in codes)


def test_knows_a_code_by_its_keyed_hash() -> None:
    """However it is grouped; not with another digit, not under another key."""
    kept = tracking_hash("0123456789012345", key=KEY)
    assert tracking_hash(in_groups("0123456789012345"), key=KEY) == kept
    assert tracking_hash("0123-4567-8901-2345", key=KEY) == kept
    assert tracking_hash("0123456789012346", key=KEY) != kept
    assert tracking_hash("0123456789012345", key=b"x" * 32) != kept
    assert "0123456789012345" not in kept
