"""Bearer tokens."""

from datetime import UTC, datetime, timedelta

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from api.refusals import ApiRule, Refused
from api.tokens import LIFETIME, Tokens

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
KEY = b"k" * 32
TOKENS = Tokens(KEY)


def test_a_token_says_who_the_bearer_is_for_eight_hours() -> None:
    token = TOKENS.issue("an", NOW)
    assert TOKENS.read(token, NOW + LIFETIME - timedelta(seconds=1)) == "an"


def refused(token: str, now: datetime = NOW) -> bool:
    with pytest.raises(Refused) as raised:
        TOKENS.read(token, now)
    return raised.value.rule is ApiRule.NOT_SIGNED_IN


def test_an_expired_token_is_refused() -> None:
    assert refused(TOKENS.issue("an", NOW), NOW + LIFETIME)


def test_a_token_of_another_key_is_refused() -> None:
    assert refused(Tokens(b"x" * 32).issue("an", NOW))


def test_what_is_no_token_is_refused() -> None:
    assert refused("abc")
    assert refused("a.b.c")
    assert refused("é.é.é")


def test_a_token_that_ours_would_never_be_is_refused() -> None:
    claims = {"iss": "lienthong", "sub": "an", "exp": int((NOW + LIFETIME).timestamp())}
    key = OctKey.import_key(KEY)
    for wrong in ({"iss": "else"}, {"sub": 7}, {"exp": "never"}):
        assert refused(jwt.encode({"alg": "HS256"}, {**claims, **wrong}, key))
    assert refused(jwt.encode({"alg": "HS512"}, claims, OctKey.import_key(KEY * 2), algorithms=["HS512"]))
