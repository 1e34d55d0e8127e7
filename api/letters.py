"""Letters over HTTP: what was issued, exactly as it was, and what its digital signature is worth."""

import asyncio
import hashlib
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final

import obstore
from fastapi import APIRouter, Path, Response
from pydantic import Field

from api.callers import SignedIn
from api.dossiers import Code, readable
from api.premises import OnPremises, Premises
from api.refusals import ApiRule, Refused
from api.views import View
from definitions.calendar import Calendar
from records import letters
from records.tables import Letter
from runtime.certificates import Certificates, open_certificates
from runtime.signed import Verified
from runtime.signing import verify

router: Final = APIRouter(prefix="/api/dossiers", tags=["dossiers"])

Seq = Annotated[int, Path(ge=1, le=10**9, description="The entry that issued it.")]


class DamagedLetter(AssertionError):
    """A bug, or somebody's hand: the store gives other bytes than were issued, and those are not shown to anybody."""


class Worth(StrEnum):
    """What a letter's signature is worth, in a word."""

    UNSIGNED = "unsigned"
    TRUSTED = "trusted"
    UNTRUSTED = "untrusted"
    BROKEN = "broken"


class SignatureView(View):
    """A letter's digital signature, judged now."""

    worth: Worth = Field(description="unsigned, trusted, untrusted (nobody known vouches for it) or broken.")
    sentence: str = Field(description="The same for people.")
    signer: str | None = Field(description="The person whom the signature names.")
    office: str | None = Field(description="The office, as its certificate names it.")
    signed_at: datetime | None = Field(description="When it says that it was signed.")
    timestamped_at: datetime | None = Field(description="When a time-stamping authority saw it.")
    intact: bool = Field(description="Whether nothing changed since it was signed.")
    trusted: bool = Field(description="Whether a known authority vouches for the office's certificate.")


@router.get(
    "/{code}/letters/{seq}",
    response_class=Response,
    responses={200: {"content": {"application/pdf": {}}, "description": "The letter."}},
)
async def read_letter(premises: OnPremises, caller: SignedIn, code: Code, seq: Seq) -> Response:
    """A letter issued to the applicant, as a PDF."""
    await readable(premises, caller, code)
    letter, content = await _issued(premises, code, seq)
    headers = {"Content-Disposition": f'inline; filename="{code}-{letter.form}.pdf"', "ETag": f'"{letter.sha256}"'}
    return Response(content, media_type="application/pdf", headers=headers)


@router.get("/{code}/letters/{seq}/signature")
async def read_signature(premises: OnPremises, caller: SignedIn, code: Code, seq: Seq) -> SignatureView:
    """Who signed a letter, when, and whether that can be believed; judged from the file at each reading."""
    found = await readable(premises, caller, code)
    _letter, content = await _issued(premises, code, seq)
    verified = await asyncio.to_thread(_verified, open_certificates(premises.settings), content)
    return _view(verified, found.pin.calendar)


async def _issued(premises: Premises, code: str, seq: int) -> tuple[Letter, bytes]:
    """The letter and its file; raises `DamagedLetter` when the file is not the one that was recorded."""
    letter = await premises.read(letters.one, code, seq)
    if letter is None:
        raise Refused(ApiRule.UNKNOWN_LETTER)
    kept = await obstore.get_async(premises.files, letter.file)
    content = bytes(await kept.bytes_async())
    if hashlib.sha256(content).hexdigest() != letter.sha256:
        raise DamagedLetter(f"{letter.file} is not the file that was issued")
    return letter, content


def _verified(certificates: Certificates, content: bytes) -> Verified | None:
    return verify(content, certificates.trusted())


def _view(verified: Verified | None, calendar: Calendar) -> SignatureView:
    worth = _worth(verified)
    read = Verified() if verified is None else verified
    return SignatureView(
        worth=worth,
        sentence=SENTENCES[worth],
        signer=read.signer,
        office=read.office,
        signed_at=None if read.signed_at is None else calendar.local(read.signed_at),
        timestamped_at=None if read.timestamped_at is None else calendar.local(read.timestamped_at),
        intact=read.intact,
        trusted=read.trusted,
    )


def _worth(verified: Verified | None) -> Worth:
    if verified is None:
        return Worth.UNSIGNED
    if not verified.intact:
        return Worth.BROKEN
    return Worth.TRUSTED if verified.trusted else Worth.UNTRUSTED


SENTENCES: Final = {
    Worth.UNSIGNED: "Văn bản không có chữ ký số.",
    Worth.TRUSTED: "Chữ ký số hợp lệ, văn bản nguyên vẹn từ khi ký.",
    Worth.UNTRUSTED: "Văn bản nguyên vẹn từ khi ký, nhưng chưa xác định được độ tin cậy của chứng thư số ký văn bản.",
    Worth.BROKEN: "Chữ ký số không hợp lệ: văn bản đã bị thay đổi sau khi ký hoặc bị hỏng.",
}
"""What a reader is told of a signature (Nghị định 30/2020/NĐ-CP)."""
