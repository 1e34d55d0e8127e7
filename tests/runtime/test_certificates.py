"""Whose keys an installation signs with, and what happens where one is missing, wrong or of yesterday."""

import logging
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID

from runtime.certificates import Certificates, Credential, NoCertificate, open_certificates
from runtime.settings import Mode, read_settings
from tests.authority import Authority, instant, pem

LABOUR, DESK = "46/labour", "19990/desk"
NAME = "Sở Lao động – Thương binh và Xã hội tỉnh Thừa Thiên Huế"
PASSWORD = b"mat khau"


def put(folder: Path, name: str, content: bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def p12(credential: Credential) -> bytes:
    key = credential.key
    closed = BestAvailableEncryption(PASSWORD)
    return serialize_key_and_certificates(None, key, credential.certificate, credential.chain, closed)


@pytest.fixture
def authority() -> Authority:
    return Authority("CA bộ", above=Authority())


@pytest.mark.parametrize("form", ["pem", "p12"])
def test_an_office_signs_with_what_lies_under_its_code(tmp_path: Path, authority: Authority, form: str) -> None:
    mine = authority.certify(LABOUR)
    put(tmp_path, f"{LABOUR}.{form}", p12(mine) if form == "p12" else pem(mine, PASSWORD))
    put(tmp_path, f"{DESK}.pem", pem(authority.certify(DESK)))
    found = Certificates(tmp_path, PASSWORD).of(LABOUR, name=NAME)
    assert (found.office, found.certificate, found.chain) == (LABOUR, mine.certificate, mine.chain)


def test_an_office_without_a_certificate_is_named_with_the_files_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(
        NoCertificate, match=rf"^Office {LABOUR} cannot sign: there is neither .*labour.p12 nor .*pem\.$"
    ):
        Certificates(tmp_path).of(LABOUR, name=NAME)


@pytest.mark.parametrize("password", [b"khong dung", None])
def test_a_wrong_password_is_refused_and_nothing_secret_is_said(
    tmp_path: Path, authority: Authority, caplog: pytest.LogCaptureFixture, password: bytes | None
) -> None:
    caplog.set_level(logging.DEBUG)
    put(tmp_path, f"{LABOUR}.pem", pem(authority.certify(LABOUR), PASSWORD))
    certificates = Certificates(tmp_path, password)
    with pytest.raises(NoCertificate, match="or its password is another") as refused:
        certificates.of(LABOUR, name=NAME)
    for text in (str(refused.value), repr(certificates), caplog.text):
        assert "khong dung" not in text


@pytest.mark.parametrize(
    "content", [b"", b"not a key", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
)
def test_a_file_that_is_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    put(tmp_path, f"{LABOUR}.pem", content)
    put(tmp_path, f"{DESK}.p12", content)
    for office in (LABOUR, DESK):
        with pytest.raises(NoCertificate, match="no key and certificate"):
            Certificates(tmp_path).of(office, name=NAME)


def test_a_key_beside_somebody_elses_certificate_is_refused(tmp_path: Path, authority: Authority) -> None:
    one, other = authority.certify(LABOUR), authority.certify(DESK)
    put(tmp_path, f"{LABOUR}.pem", pem(Credential(LABOUR, other.certificate, key=one.key)))
    with pytest.raises(NoCertificate, match="no key and certificate"):
        Certificates(tmp_path).of(LABOUR, name=NAME)


@pytest.mark.parametrize("code", ["../labour", "46/..", "/etc", "46/a/b", "46", ""])
def test_a_code_never_leads_out_of_the_folder(tmp_path: Path, code: str) -> None:
    with pytest.raises(NoCertificate, match="cannot name a file"):
        Certificates(tmp_path, demonstration=True).of(code, name=NAME)


def test_an_exchanged_file_is_read_anew(tmp_path: Path, authority: Authority) -> None:
    certificates, renewed = Certificates(tmp_path), authority.certify(LABOUR, years=(2025, 2055))
    put(tmp_path, f"{LABOUR}.pem", pem(authority.certify(LABOUR)))
    certificates.of(LABOUR, name=NAME)
    put(tmp_path, f"{LABOUR}.pem", pem(renewed))
    assert certificates.of(LABOUR, name=NAME).certificate == renewed.certificate


def test_a_certificate_is_valid_from_its_first_instant_to_its_last(authority: Authority) -> None:
    credential = authority.certify(LABOUR, years=(2020, 2022))
    credential.check_valid(instant(2020))
    credential.check_valid(instant(2022))
    with pytest.raises(NoCertificate, match="not valid before 2020-01-01"):
        credential.check_valid(instant(2020) - timedelta(seconds=1))
    with pytest.raises(NoCertificate, match="expired on 2022-01-01"):
        credential.check_valid(instant(2022) + timedelta(seconds=1))


def test_trust_is_what_the_operator_put_there(tmp_path: Path, authority: Authority) -> None:
    assert Certificates(tmp_path).trusted() == ()
    root = Authority().certificate
    put(tmp_path, "trusted.pem", pem(Credential("-", root, (authority.certificate,), key=authority.key)))
    assert Certificates(tmp_path).trusted() == (root, authority.certificate)


def test_a_demonstration_makes_its_certificates_once_and_says_what_they_are_worth(tmp_path: Path) -> None:
    demonstration = Certificates(tmp_path / "certificates", demonstration=True)
    made = demonstration.of(LABOUR, name=NAME)
    subject = {part.oid: part.value for part in made.certificate.subject}
    assert subject[NameOID.COMMON_NAME] == f"DIỄN TẬP/DEMO {LABOUR}"
    assert subject[NameOID.ORGANIZATION_NAME] == NAME
    (root,) = demonstration.trusted()
    assert "không có giá trị pháp lý" in root.subject.rfc4514_string()
    made.certificate.verify_directly_issued_by(root)
    now = datetime.now(UTC)
    made.check_valid(now)
    made.check_valid(now + timedelta(days=3649))
    again = Certificates(tmp_path / "certificates", demonstration=True)
    assert again.of(LABOUR, name=NAME).certificate == made.certificate
    assert again.trusted() == (root,)


def test_only_the_owner_reads_what_a_demonstration_made(tmp_path: Path) -> None:
    folder = tmp_path / "certificates"
    Certificates(folder, demonstration=True).of(LABOUR, name=NAME)
    kept = [path for path in folder.rglob("*") if path.is_file()]
    assert {path.name for path in kept} == {"labour.pem", "trusted.pem", "demonstration-authority.pem"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}


def test_letters_signed_at_the_same_moment_find_one_demonstration_certificate(tmp_path: Path) -> None:
    demonstration = Certificates(tmp_path, demonstration=True)
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: demonstration.of(LABOUR, name=NAME).certificate, range(4)))
    assert len(set(found)) == 1


def test_production_makes_none(tmp_path: Path) -> None:
    settings = read_settings(mode=Mode.PRODUCTION, data=tmp_path, certificates_password="mat khau")
    certificates = open_certificates(settings)
    assert certificates == Certificates(tmp_path / "secrets" / "certificates", PASSWORD)
    with pytest.raises(NoCertificate):
        certificates.of(LABOUR, name=NAME)
    assert certificates.trusted() == ()
    assert not certificates.folder.exists()


def test_a_key_is_never_shown(authority: Authority) -> None:
    assert "key" not in repr(authority.certify(LABOUR)).replace("keyUsage", "")
    assert isinstance(authority.certificate, x509.Certificate)
