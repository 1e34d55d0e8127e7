"""An authority that certifies offices, for tests: with real keys, and any dates."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from runtime.certificates import Credential, SigningKey


def instant(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=UTC)


def new_key() -> EllipticCurvePrivateKey:
    return generate_private_key(SECP256R1())


@dataclass(frozen=True)
class Authority:
    """Certifies keys; `above` is the authority that certified it, none for a root."""

    name: str = "CA thử nghiệm"
    above: Self | None = None
    key: EllipticCurvePrivateKey = field(default_factory=new_key)

    @property
    def certificate(self) -> x509.Certificate:
        return (self.above or self)._sign(self.name, self.key, (2010, 2060), authority=True)  # noqa: SLF001 - its own kind

    def certify(
        self, office: str, key: SigningKey | None = None, *, years: tuple[int, int] = (2020, 2050), stamps: bool = False
    ) -> Credential:
        key = key or new_key()
        certificate = self._sign(f"Cơ quan {office}", key, years, authority=False, stamps=stamps)
        chain = () if self.above is None else (self.certificate,)
        return Credential(office, certificate, chain, key=key)

    def _sign(
        self, name: str, key: SigningKey, years: tuple[int, int], *, authority: bool, stamps: bool = False
    ) -> x509.Certificate:
        builder = (
            x509.CertificateBuilder()
            .subject_name(named(name))
            .issuer_name(named(self.name))
            .public_key(key.public_key())
            .serial_number(sum(name.encode()))
            .not_valid_before(instant(years[0]))
            .not_valid_after(instant(years[1]))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .add_extension(usage(authority=authority), critical=True)
        )
        if stamps:
            builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        return builder.sign(self.key, SHA256(), ecdsa_deterministic=True)


def named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_cert_sign=authority,
        crl_sign=authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def pem(credential: Credential, password: bytes | None = None) -> bytes:
    """The file that an operator would put into the folder."""
    closed = NoEncryption() if password is None else BestAvailableEncryption(password)
    key = credential.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, closed)
    certificates = (credential.certificate, *credential.chain)
    return key + b"".join(each.public_bytes(Encoding.PEM) for each in certificates)
