"""PAdES by pyHanko: how a signature is laid into a PDF and read from it; imported on first use by `runtime.signing`."""

import asyncio
import hashlib
import io
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final

import httpx
from asn1crypto import tsp
from asn1crypto.cms import ContentInfo
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.generic import ArrayObject, ByteStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import Signer
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_byterange import SignatureObject
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError
from pyhanko.sign.validation import EmbeddedPdfSignature, SignatureCoverageLevel, async_validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from runtime.certificates import Credential, SigningKey
from runtime.signed import Statement, TimestampsAway, Verified

TIMESTAMPED: Final = "signature_time_stamp_token"
FIELD: Final = "Signature"
TIMESTAMP_BYTES: Final = 8192
"""Room for a timestamp with its authority's certificates."""
SPARE_BYTES: Final = 2048
"""Room for what a signature has beside its certificates."""
PATIENCE_SECONDS: Final = 20


def sign(pdf: bytes, credential: Credential, statement: Statement, *, timestamps_url: str | None) -> bytes:
    """Lay the signature into an invisible field of the PDF's first page."""
    stamper = None if timestamps_url is None else _Timestamps(timestamps_url)
    try:
        return asyncio.run(_signed(pdf, _office_signer(credential), statement, stamper))
    except (TimestampRequestError, httpx.HTTPError) as error:
        raise TimestampsAway(f"{timestamps_url} gives no timestamp: {type(error).__name__}") from error


def verify(pdf: bytes, trusted: Sequence[x509.Certificate]) -> Verified | None:
    """Read the one signature of the PDF."""
    try:
        signatures = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        if not signatures:
            return Verified() if MARK in pdf else None
        return asyncio.run(_read(pdf, signatures[0], trusted))
    except DAMAGE:
        return Verified()


MARK: Final = b"/ByteRange"
"""What every signature has: a file with it and no signature has lost one."""

DAMAGE: Final = (
    *(PdfError, SignatureValidationError, SigningError, ArithmeticError, AttributeError, LookupError),
    *(NotImplementedError, TypeError, ValueError, RecursionError),
)
"""What pyHanko and asn1crypto raise for bytes that make no sense; an assertion or an outage is none of them."""


class _OfficeSigner(Signer):
    """Lays out signatures of one certificate; `bare` gives the bare signature of some bytes."""

    def __init__(self, own: Certificate, chain: Iterable[Certificate], bare: Callable[[bytes], bytes]) -> None:
        others = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        others.register_multiple(chain)
        super().__init__(signing_cert=own, cert_registry=others, embed_roots=False)
        self.room = SPARE_BYTES + sum(len(each.dump()) for each in (own, *others))
        self._bare = bare

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: ARG002, FBT001, FBT002 - as pyHanko calls it
        """The bare signature of the data."""
        return self._bare(data)


def _bare(key: SigningKey, content: bytes) -> bytes:
    """The signature without its wrapping: equal for equal bytes, whatever the kind of key."""
    if isinstance(key, Ed25519PrivateKey):
        return key.sign(content)
    if isinstance(key, EllipticCurvePrivateKey):
        return key.sign(content, ECDSA(SHA256(), deterministic_signing=True))
    return key.sign(content, PKCS1v15(), SHA256())


def _digest_name(certificate: Certificate) -> str:
    """The one digest for such keys; Ed25519 brings its own (RFC 8419)."""
    return "sha512" if certificate.public_key.algorithm == "ed25519" else "sha256"


class _Timestamps(TimeStamper):
    """Asks a time-stamping authority over HTTP (RFC 3161)."""

    def __init__(self, url: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._url = url

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """The authority's answer; raises httpx's errors."""
        headers = {"Content-Type": "application/timestamp-query"}
        async with httpx.AsyncClient(timeout=PATIENCE_SECONDS) as client:
            answer = await client.post(self._url, content=req.dump(), headers=headers)
        return tsp.TimeStampResp.load(answer.raise_for_status().content)


class _Remembered(TimeStamper):
    """Gives the timestamp that a signature already has."""

    def __init__(self, token: ContentInfo) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._token = token

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> ContentInfo:  # noqa: ARG002 - as pyHanko calls it
        """The one timestamp."""
        return self._token


class _SteadyWriter(IncrementalPdfFileWriter):
    """Appends to a PDF without reading a clock or random source: pyHanko by itself notes both in the file."""

    @classmethod
    def _handle_id(cls, prev: PdfFileReader) -> ArrayObject:
        """The document's id stays; that of this version follows from what is signed."""
        prev.stream.seek(0)
        version = hashlib.sha256(prev.stream.read()).digest()[:16]
        first = prev.trailer["/ID"][0] if "/ID" in prev.trailer else ByteStringObject(version)
        return ArrayObject([first, ByteStringObject(version)])

    def _update_meta(self) -> None:
        """The metadata stay: they tell when the letter was printed, the signature when it was signed."""


def _office_signer(credential: Credential) -> _OfficeSigner:
    chain = [_plain(each) for each in credential.chain]
    return _OfficeSigner(_plain(credential.certificate), chain, partial(_bare, credential.key))


async def _signed(pdf: bytes, signer: _OfficeSigner, statement: Statement, stamper: TimeStamper | None) -> bytes:
    writer = _SteadyWriter(io.BytesIO(pdf))
    writer.register_extension(ESIC_EXTENSION_1)
    laying = PdfCMSEmbedder(SigFieldSpec(FIELD)).write_cms(FIELD, writer)
    next(laying)
    room = signer.room + (TIMESTAMP_BYTES if stamper is not None else 0)
    laying.send(SigObjSetup(_placeholder(statement, room)))
    digest_name = _digest_name(signer.signing_cert)
    digest, output = laying.send(SigIOSetup(digest_name))
    signature = await signer.async_sign(digest.document_digest, digest_name, use_pades=True, timestamper=stamper)
    laying.send(signature)
    signed = output.getvalue()
    assert isinstance(signed, bytes)
    return signed


def _placeholder(statement: Statement, room: int) -> SignatureObject:
    return SignatureObject(
        timestamp=statement.signed_at,
        subfilter=SigSeedSubFilter.PADES,
        name=statement.signer,
        location=statement.location,
        reason=statement.reason,
        bytes_reserved=2 * room,  # written in hexadecimal
    )


async def _read(pdf: bytes, signature: EmbeddedPdfSignature, trusted: Sequence[x509.Certificate]) -> Verified:
    at = signature.self_reported_timestamp
    context = ValidationContext(trust_roots=[_plain(each) for each in trusted], moment=at)
    status = await async_validate_pdf_signature(signature, context, skip_diff=True)
    stamp = status.timestamp_validity
    stamped = stamp is not None and stamp.valid and stamp.intact and stamp.trusted
    fields = signature.sig_object
    return Verified(
        signer=_text(fields.get("/Name")),
        office=_named(signature.signer_cert),
        reason=_text(fields.get("/Reason")),
        signed_at=at,
        timestamped_at=stamp.timestamp if stamp is not None and stamped else None,
        intact=_is_sound(signature, status) and await _is_as_written(pdf, signature),
        trusted=status.trusted and (stamp is None or stamped),
    )


def _is_sound(signature: EmbeddedPdfSignature, status: PdfSignatureStatus) -> bool:
    """Whether the signature fits and covers the whole file."""
    return status.intact and status.valid and signature.coverage is SignatureCoverageLevel.ENTIRE_FILE


async def _is_as_written(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Whether the one gap in what was signed holds what `sign` would write there, to the letter.

    The wrapping of a signature is itself not signed, and readers forgive much in it. So it is laid out anew around
    the bare signature, as when it was made, and must come out the same.
    """
    _first, start, resume, _rest = (int(each) for each in signature.byte_range)
    bare = signature.signer_info["signature"].native
    signer = _OfficeSigner(signature.signer_cert, signature.other_embedded_certs, lambda _content: bare)
    digest_name = _digest_name(signature.signer_cert)
    digest = hashlib.new(digest_name, pdf[:start] + pdf[resume:]).digest()
    token = _token(signature)
    stamper = None if token is None else _Remembered(token)
    anew = await signer.async_sign(digest, digest_name, use_pades=True, timestamper=stamper)
    gap, written = pdf[start:resume], bytes(anew.dump())
    return gap == b"<" + written.hex().upper().encode().ljust(len(gap) - 2, b"0") + b">"


def _token(signature: EmbeddedPdfSignature) -> ContentInfo | None:
    """The timestamp of the signature, if it has one."""
    attributes = signature.signer_info["unsigned_attrs"].native and signature.signer_info["unsigned_attrs"]
    found = (each["values"][0] for each in attributes or () if each["type"].native == TIMESTAMPED)
    return next(found, None)


def _plain(certificate: x509.Certificate) -> Certificate:
    return Certificate.load(certificate.public_bytes(Encoding.DER))


def _text(value: object) -> str | None:
    return str(value) if value is not None else None


def _named(certificate: Certificate) -> str:
    """The common name and the organisation, as the certificate has them."""
    named = certificate.subject.native
    found = (named.get(part) for part in ("common_name", "organization_name"))
    return ", ".join(part if isinstance(part, str) else ", ".join(part) for part in found if part)
