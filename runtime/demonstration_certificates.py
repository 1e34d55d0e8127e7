"""Demonstration certificates: an authority that nobody trusts and a certificate for each office, made once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509.oid import NameOID

from runtime.secrets import write_once

DEMO: Final = "DIỄN TẬP/DEMO"
"""With this begins the name in every certificate of a demonstration."""
NO_VALUE: Final = "Chứng thư số diễn tập, không có giá trị pháp lý"
AUTHORITY_FILE: Final = "demonstration-authority.pem"
YEARS: Final = 10
PAST_YEARS: Final = 5
"""Stories are told in the past too, so certificates reach back."""


def write_authority(folder: Path) -> None:
    """Make the authority's key and certificate in the folder, and trust it in `trusted.pem`, unless they are there."""
    with _ONE_AT_A_TIME:
        _write_authority(folder)


def _write_authority(folder: Path) -> None:
    path = folder / AUTHORITY_FILE
    if not path.exists():
        key = _key()
        certificate = _authority(key)
        write_once(path, _pem(key) + certificate.public_bytes(Encoding.PEM).decode())
    trusted = folder / "trusted.pem"
    if not trusted.exists():
        certificate = x509.load_pem_x509_certificate(path.read_bytes())
        write_once(trusted, certificate.public_bytes(Encoding.PEM).decode())


def write_certificate(folder: Path, path: Path, *, office: str, name: str) -> None:
    """Make an office's key and certificate, signed by the folder's authority; whoever was first stays."""
    with _ONE_AT_A_TIME:
        _write_authority(folder)
        if not path.exists():
            write_once(path, _certified(folder, office, name))


def _certified(folder: Path, office: str, name: str) -> str:
    kept = (folder / AUTHORITY_FILE).read_bytes()
    authority_key = load_pem_private_key(kept, None)
    assert isinstance(authority_key, RSAPrivateKey)
    authority = x509.load_pem_x509_certificate(kept)
    key = _key()
    builder = _dated(_office(office, name), key).issuer_name(authority.subject)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(signs_letters=True), critical=True)
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key())
    certificate = builder.add_extension(identifier, critical=False).sign(authority_key, SHA256())
    return _pem(key) + certificate.public_bytes(Encoding.PEM).decode()


def _authority(key: RSAPrivateKey) -> x509.Certificate:
    name = _name(f"CA {DEMO}", NO_VALUE)
    builder = _dated(name, key).issuer_name(name)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    return builder.add_extension(_usage(signs_letters=False), critical=True).sign(key, SHA256())


def _dated(subject: x509.Name, key: RSAPrivateKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC).replace(microsecond=0)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=365 * PAST_YEARS))
        .not_valid_after(now + timedelta(days=365 * YEARS))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _office(office: str, name: str) -> x509.Name:
    """The office's name stands as organisation: a common name may hold no more than 64 bytes."""
    return _name(f"{DEMO} {office}", name)


def _name(common: str, organisation: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _usage(*, signs_letters: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs_letters,
        content_commitment=signs_letters,
        key_cert_sign=not signs_letters,
        crl_sign=not signs_letters,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


def _pem(key: RSAPrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


_ONE_AT_A_TIME: Final = Lock()
"""Threads of one process take turns; of two processes the first one's file stays."""
