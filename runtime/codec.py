"""The codec: what Temporal stores of a dossier is compressed, then encrypted under a key of the ring."""

import os
import zlib
from collections.abc import Sequence
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from temporalio.api.common.v1 import Payload
from temporalio.contrib.pydantic import PydanticPayloadConverter
from temporalio.converter import (
    CompositePayloadConverter,
    DataConverter,
    DefaultFailureConverterWithEncodedAttributes,
    PayloadCodec,
)

from definitions.saying import Explained, Saying
from runtime.secrets import KeyRing

ENCODING = b"binary/lienthong-aes256gcm"
COMPRESS_FROM_BYTES = 512

_NONCE_BYTES = 12
_PLAIN, _ZLIB = b"plain", b"zlib"


NO_SUCH_KEY: Final = Saying(vietnamese="vòng khóa không có khóa '{key}'", english="the key ring has no key '{key}'")
NOT_AS_STORED: Final = Saying(
    vietnamese="một khối dữ liệu dưới khóa '{key}' không còn như khi lưu",
    english="a payload under key '{key}' is not what was stored",
)


class UnknownKey(Explained):
    """A payload was closed with a key that the ring does not hold."""


class PayloadDamaged(Explained):
    """A payload's bytes or its description are not those that were stored."""


class EncryptingCodec(PayloadCodec):
    """Compresses and encrypts payloads with AES-256-GCM; each says in clear which key and compression it has.

    The description is bound to the bytes, so neither can be exchanged unnoticed.
    """

    def __init__(self, ring: KeyRing) -> None:
        self._current = ring.current
        self._ciphers = {name: AESGCM(key) for name, key in ring.keys.items()}

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Close each payload with the current key, under a nonce of its own."""
        return [self._close(payload) for payload in payloads]

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Open what this codec closed and leave the rest; raises `UnknownKey` or `PayloadDamaged`."""
        return [self._open(payload) for payload in payloads]

    def _close(self, payload: Payload) -> Payload:
        clear = payload.SerializeToString()
        compression = _ZLIB if len(clear) >= COMPRESS_FROM_BYTES else _PLAIN
        body = zlib.compress(clear, level=6) if compression == _ZLIB else clear
        nonce, key = os.urandom(_NONCE_BYTES), self._current.encode()
        closed = nonce + self._ciphers[self._current].encrypt(nonce, body, _description(key, compression))
        return Payload(metadata={"encoding": ENCODING, "key": key, "compression": compression}, data=closed)

    def _open(self, payload: Payload) -> Payload:
        if payload.metadata.get("encoding") != ENCODING:
            return payload
        key, compression = payload.metadata.get("key", b""), payload.metadata.get("compression", b"")
        cipher = self._ciphers.get(key.decode(errors="replace"))
        if cipher is None:
            raise UnknownKey(NO_SUCH_KEY, key=key.decode(errors="replace"))
        nonce, closed = payload.data[:_NONCE_BYTES], payload.data[_NONCE_BYTES:]
        try:
            body = cipher.decrypt(nonce, closed, _description(key, compression))
        except (InvalidTag, ValueError) as error:
            raise PayloadDamaged(NOT_AS_STORED, key=key.decode()) from error
        return Payload.FromString(zlib.decompress(body) if compression == _ZLIB else body)


class JsonConverter(CompositePayloadConverter):
    """The SDK's converter to and from JSON by pydantic, which learns each type once in a process.

    The SDK makes a converter for each workflow, and each of its own would learn every type anew.
    """

    def __init__(self) -> None:
        super().__init__(*_LEARNED)


_LEARNED: Final = tuple(PydanticPayloadConverter().converters.values())


def data_converter(ring: KeyRing) -> DataConverter:
    """How values cross to Temporal: as JSON by pydantic, then closed; so are the texts of failures."""
    return DataConverter(
        payload_converter_class=JsonConverter,
        payload_codec=EncryptingCodec(ring),
        failure_converter_class=DefaultFailureConverterWithEncodedAttributes,
    )


def _description(key: bytes, compression: bytes) -> bytes:
    return b"\0".join((ENCODING, key, compression))
