"""Bearer tokens: signed for one official and eight hours, and read again."""

from datetime import datetime, timedelta
from typing import Final

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from api.refusals import ApiRule, Refused

LIFETIME: Final = timedelta(hours=8)
"""A working day."""

_ISSUER: Final = "lienthong"
_ALGORITHM: Final = "HS256"


class Tokens:
    """Signs and reads tokens with this installation's key."""

    def __init__(self, key: bytes) -> None:
        self._key = OctKey.import_key(key)

    def issue(self, official: str, now: datetime) -> str:
        """A token that says who the bearer is until `LIFETIME` after `now`."""
        claims = {
            "iss": _ISSUER,
            "sub": official,
            "iat": int(now.timestamp()),
            "exp": int((now + LIFETIME).timestamp()),
        }
        return jwt.encode({"alg": _ALGORITHM}, claims, self._key)

    def read(self, token: str, now: datetime) -> str:
        """The official that a token was issued for; refuses what is forged, foreign or expired."""
        try:
            claims = jwt.decode(token, self._key, algorithms=[_ALGORITHM]).claims
        except (JoseError, ValueError) as error:
            raise Refused(ApiRule.NOT_SIGNED_IN) from error
        match claims:
            case {"iss": issuer, "sub": str(official), "exp": int(expires)} if issuer == _ISSUER:
                if now.timestamp() < expires:
                    return official
        raise Refused(ApiRule.NOT_SIGNED_IN)
