"""Digital signatures of printed letters (PAdES): bytes in, signed bytes out, and what a reader may believe of them."""

from collections.abc import Sequence
from types import ModuleType

from cryptography import x509

from runtime.certificates import Credential
from runtime.signed import Statement, Verified


def sign(pdf: bytes, credential: Credential, statement: Statement, *, timestamps_url: str | None = None) -> bytes:
    """The PDF with an invisible signature of the office (PAdES B-B; B-T with a timestamp) and unchanged pages.

    Equal arguments give equal bytes, but for the timestamp. Blocks for some 10 ms: call it from a thread without an
    event loop. Raises `NoCertificate` when the certificate was not valid at the statement's instant, and
    `TimestampsAway`.
    """
    credential.check_valid(statement.signed_at)
    signed = _pades().sign(pdf, credential, statement, timestamps_url=timestamps_url)
    assert isinstance(signed, bytes)
    return signed


def verify(pdf: bytes, trusted: Sequence[x509.Certificate]) -> Verified | None:
    """What the file's signature is worth, with those authorities; None when it bears none.

    Never raises on a damaged file, asks no network, and judges the certificate at the instant of signing. Blocks for
    some 20 ms: call it from a thread without an event loop.
    """
    found = _pades().verify(pdf, trusted)
    assert found is None or isinstance(found, Verified)
    return found


def _pades() -> ModuleType:
    """The half that needs pyHanko, whose import takes a second: a process pays when it first meets a signature."""
    from runtime import pades  # noqa: PLC0415 - see above

    return pades
