"""Signatures: the digital signature that a printed letter bears, of the office whose official acted."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import structlog

from definitions.directory import Office
from letters.recorded import Recorded
from runtime.certificates import Certificates, Credential, NoCertificate
from runtime.signed import Statement
from runtime.signing import sign
from workflows.actors import Clock, Linked, Official, Operator


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatures:
    """Signs letters with the offices' certificates; `timestamps_url` is a time-stamping authority's, if one is used."""

    certificates: Certificates
    timestamps_url: str | None = None

    def signed(self, pdf: bytes, dossier: Recorded, seq: int) -> bytes:
        """The letter of entry `seq`, signed by the office whose official acted, else by the receiving desk.

        Without timestamps the same letter gives the same bytes. A letter of a rehearsal comes back as it is: a
        signature is what makes paper a document, and nothing of a rehearsal may be one. Raises `NoCertificate` and
        `TimestampsAway`, which pass when an operator mends them: no letter goes out unsigned instead.
        """
        if dossier.pin.rehearsal is not None:
            return pdf
        signer, office = _signer(dossier, seq)
        try:
            credential = self.certificates.of(office.code, name=office.name)
            credential.check_valid(datetime.now(UTC))
        except NoCertificate as lacking:
            _LOG.error("letter.cannot_be_signed", dossier=dossier.pin.code, seq=seq, why=str(lacking))
            raise
        statement = Statement(
            signer=signer,
            reason=REASON.format(dossier.pin.code),
            location=office.name,
            signed_at=dossier.pin.calendar.local(_signed_at(dossier, seq, credential)),
        )
        return sign(pdf, credential, statement, timestamps_url=self.timestamps_url)


REASON: Final = "Ký ban hành văn bản của hồ sơ {}"


def _signer(dossier: Recorded, seq: int) -> tuple[str, Office]:
    """Who signs by name, and for which office; an office itself where no official acted."""
    match dossier.entry(seq).actor:
        case Official(name=name, office=code):
            return name, dossier.pin.route.office(code)
        case Operator() | Clock() | Linked():
            return dossier.desk.name, dossier.desk


def _signed_at(dossier: Recorded, seq: int, credential: Credential) -> datetime:
    """The entry's instant; the certificate's first, where a letter has waited for its office to get one."""
    return max(dossier.entry(seq).at, credential.certificate.not_valid_before_utc)


_LOG: Final = structlog.get_logger(__name__)
