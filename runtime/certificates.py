"""Certificates: the key and certificate of each office that signs, and whom a reader of signatures trusts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12

from runtime.demonstration_certificates import write_authority, write_certificate
from runtime.settings import Mode, Settings

SigningKey = RSAPrivateKey | EllipticCurvePrivateKey | Ed25519PrivateKey

TRUSTED: Final = "trusted.pem"
"""The authorities whose certificates are believed, all in one file."""


class NoCertificate(Exception):
    """An outage: an office has no certificate with which it can sign now; an operator mends it, then it passes."""

    def __init__(self, office: str, why: str) -> None:
        """Name the office by its code, and say what is missing or wrong, without any secret."""
        super().__init__(f"Office {office} cannot sign: {why}.")
        self.office = office


@dataclass(frozen=True, slots=True, eq=False)
class Credential:
    """What an office signs with: its key, the key's certificate, and the authorities between it and a root."""

    office: str
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()
    key: SigningKey = field(repr=False, kw_only=True)

    def check_valid(self, at: datetime) -> None:
        """Raise `NoCertificate` when the certificate is not valid at that instant."""
        if at < self.certificate.not_valid_before_utc:
            raise NoCertificate(self.office, f"its certificate is not valid before {self._day(first=True)}")
        if at > self.certificate.not_valid_after_utc:
            raise NoCertificate(self.office, f"its certificate expired on {self._day(first=False)}")

    def _day(self, *, first: bool) -> str:
        certificate = self.certificate
        return f"{certificate.not_valid_before_utc if first else certificate.not_valid_after_utc:%Y-%m-%d}"


@dataclass(frozen=True, slots=True)
class Certificates:
    """A folder with `<unit>/<role>.p12` or `.pem` for each office, and `trusted.pem`.

    Where `demonstration` is set, whatever is missing is made once, plainly named as worth nothing.
    """

    folder: Path
    password: bytes | None = field(default=None, repr=False)
    demonstration: bool = False

    def of(self, office: str, *, name: str) -> Credential:
        """The credential of the office with that code; `name` is what a demonstration certificate says.

        Raises `NoCertificate`. A file that was exchanged is read anew.
        """
        place = self._place(office)
        if self.demonstration and not _present(place):
            write_certificate(self.folder, place.with_name(f"{place.name}.pem"), office=office, name=name)
        for path in _present(place):
            return _opened(office, path, path.stat().st_mtime_ns, self.password)
        raise NoCertificate(office, f"there is neither {place}.p12 nor {place}.pem")

    def trusted(self) -> tuple[x509.Certificate, ...]:
        """The authorities of `trusted.pem`, none where it is empty or missing; raises ValueError when it is broken."""
        if self.demonstration:
            write_authority(self.folder)
        path = self.folder / TRUSTED
        content = path.read_bytes() if path.exists() else b""
        return tuple(x509.load_pem_x509_certificates(content)) if content.strip() else ()

    def _place(self, office: str) -> Path:
        """The file of an office but for its ending; a code can never lead out of the folder."""
        if _CODE.fullmatch(office) is None:
            raise NoCertificate(office, "its code cannot name a file")
        return self.folder / office


def open_certificates(settings: Settings) -> Certificates:
    """The certificates of an installation; in embedded mode those of the demonstration."""
    password = settings.certificates_password
    return Certificates(
        settings.certificates,
        password=None if password is None else password.get_secret_value().encode(),
        demonstration=settings.mode is Mode.EMBEDDED,
    )


def _present(place: Path) -> list[Path]:
    paths = (place.with_name(place.name + ending) for ending in (".p12", ".pem"))
    return [path for path in paths if path.exists()]


@lru_cache(maxsize=1000)
def _opened(office: str, path: Path, _changed_at: int, password: bytes | None) -> Credential:
    """What the file holds; kept because checking an RSA key costs more than signing with it."""
    try:
        content = path.read_bytes()
        return _from_p12(office, content, password) if path.suffix == ".p12" else _from_pem(office, content, password)
    except OSError as error:
        raise NoCertificate(office, f"{path} cannot be read: {error.strerror}") from None
    except (ValueError, TypeError):  # what cryptography raises for bad files, wrong passwords and missing ones
        raise NoCertificate(office, f"{path} is no key and certificate, or its password is another") from None


def _from_p12(office: str, content: bytes, password: bytes | None) -> Credential:
    opened = load_pkcs12(content, password)
    found = [] if opened.cert is None else [opened.cert.certificate]
    found += [each.certificate for each in opened.additional_certs]
    return _matched(office, opened.key, found)


def _from_pem(office: str, content: bytes, password: bytes | None) -> Credential:
    encrypted = b"ENCRYPTED" in content
    key = load_pem_private_key(content, password if encrypted else None)
    return _matched(office, key, x509.load_pem_x509_certificates(content))


def _matched(office: str, key: object, found: Iterable[x509.Certificate]) -> Credential:
    """The key with the one certificate that is its own; raises ValueError when none is."""
    if not isinstance(key, RSAPrivateKey | EllipticCurvePrivateKey | Ed25519PrivateKey):
        raise ValueError("no key that can sign")  # noqa: TRY004 - a wrong file, as others are
    public, certificates = key.public_key(), tuple(found)
    own = next((each for each in certificates if each.public_key() == public), None)
    if own is None:
        raise ValueError("no certificate of that key")
    return Credential(office, own, tuple(each for each in certificates if each is not own), key=key)


_CODE: Final = re.compile(r"[\w-][\w.-]*/[\w-][\w.-]*")
