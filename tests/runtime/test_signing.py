"""Signatures bind an office, an instant and every byte of a letter; whatever else is found is said."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pypdfium2
import pytest
import typst
from asn1crypto import keys, tsp
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from runtime.certificates import Credential, NoCertificate
from runtime.signed import Statement, TimestampsAway, Verified
from runtime.signing import sign, verify
from tests.authority import Authority, instant, pem

HANOI = timezone(timedelta(hours=7))
AT = datetime(2026, 4, 9, 9, 30, tzinfo=HANOI)
STATED = Statement(
    signer="Nguyễn Thị Bình",
    reason="Ký ban hành văn bản của hồ sơ H57",
    location="Sở Nội vụ thành phố Huế",
    signed_at=AT,
)
ROOT = Authority()
MINISTRY = Authority("CA chuyên dùng", above=ROOT)
TRUSTED = (ROOT.certificate,)
LABOUR = MINISTRY.certify("46/labour")


@cache
def letter() -> bytes:
    pdf = typst.compile(
        b'#set document(title: "Phieu")\n= Phieu xin loi\nTrang mot.', format="pdf", pdf_standards="a-2a"
    )
    assert isinstance(pdf, bytes)
    return pdf


@cache
def signed() -> bytes:
    return sign(letter(), LABOUR, STATED)


@cache
def rsa_key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


SOUND = Verified(
    signer=STATED.signer, office="Cơ quan 46/labour", reason=STATED.reason, signed_at=AT, intact=True, trusted=True
)


def test_a_signed_letter_says_who_signed_it_when_and_for_which_office() -> None:
    assert verify(signed(), TRUSTED) == SOUND


def test_the_signature_names_the_place_and_is_of_the_kind_that_the_law_knows() -> None:
    assert b"/ETSI.CAdES.detached" in signed()
    assert "Sở Nội vụ thành phố Huế".encode("utf-16-be") in unescaped(signed())


def unescaped(pdf: bytes) -> bytes:
    """PDF strings with their octal escapes undone, as far as this test needs."""
    start = pdf.index(b"/Location")
    text = pdf[start : start + 400]
    whole = bytearray()
    while text:
        octal = text[:1] == b"\\" and text[1:4].isdigit()
        whole.append(int(text[1:4], 8) if octal else text[0])
        text = text[4:] if octal else text[1:]
    return bytes(whole)


def test_an_unsigned_letter_has_no_signature_to_judge() -> None:
    assert verify(letter(), TRUSTED) is None


def test_nothing_printed_changes() -> None:
    assert signed().startswith(letter())
    before, after = (picture(pdf) for pdf in (letter(), signed()))
    assert before == after


def picture(pdf: bytes) -> bytes:
    document = pypdfium2.PdfDocument(pdf)
    with closing(document):
        return bytes(document[0].render(scale=2).buffer)


def test_the_field_is_such_as_archives_allow() -> None:
    """PDF/A: an annotation without an appearance has no extent; it is printed, and neither hidden nor viewless."""
    field = signed()[len(letter()) :].partition(b"/Subtype /Widget")[2]
    assert b"/Rect [ 0 0 0 0 ]" in field
    flags = int(field.partition(b"/F ")[2].split()[0])
    assert (flags & 0b100, flags & 0b100011) == (0b100, 0)


@pytest.mark.parametrize("kind", ["elliptic", "rsa", "edwards"])
def test_the_same_letter_is_signed_with_the_same_bytes(kind: str) -> None:
    key = {"elliptic": LABOUR.key, "rsa": rsa_key(), "edwards": Ed25519PrivateKey.generate()}[kind]
    assert isinstance(key, type(LABOUR.key) | RSAPrivateKey | Ed25519PrivateKey)
    credential = MINISTRY.certify("46/labour", key)
    once, twice = (sign(letter(), credential, STATED) for _ in range(2))
    assert once == twice
    assert verify(once, TRUSTED) == SOUND


def test_another_process_signs_with_the_same_bytes(tmp_path: Path) -> None:
    """Sets and hashes differ between processes; neither may show."""
    (tmp_path / "letter.pdf").write_bytes(letter())
    (tmp_path / "key.pem").write_bytes(pem(LABOUR))
    program = f"""
import sys
from datetime import datetime
from pathlib import Path
from runtime.certificates import Certificates
from runtime.signed import Statement
from runtime.signing import sign
folder = Path({str(tmp_path)!r})
credential = Certificates(folder).of("46/labour", name="")
stated = Statement(
    signer={STATED.signer!r}, reason={STATED.reason!r}, location={STATED.location!r},
    signed_at=datetime.fromisoformat({AT.isoformat()!r}),
)
sys.stdout.buffer.write(sign((folder / "letter.pdf").read_bytes(), credential, stated))
"""
    (tmp_path / "46").mkdir()
    (tmp_path / "key.pem").rename(tmp_path / "46" / "labour.pem")
    root = Path(__file__).parents[2]
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "America/Lima"}  # noqa: TID251 - a child needs it all
        answer = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", program], cwd=root, env=environment, capture_output=True, check=True
        )
        assert answer.stdout == signed()


def places() -> list[int]:
    """Offsets all over the file: the pages, the new objects, the signature's wrapping and padding, the end."""
    pdf, before = signed(), len(letter())
    gap = pdf.index(b"/Contents <30") + len(b"/Contents ")
    wrapping = [gap, *range(gap + 1, gap + 140, 6), *range(gap + 1400, gap + 2600, 97)]
    padding = [pdf.index(b">", gap) - back for back in (0, 1, 500)]
    around = [0, 8, before // 3, before - 3, before + 20, gap - 30, len(pdf) - 200, len(pdf) - 3, len(pdf) - 1]
    return [*wrapping, *padding, *around, pdf.index(b"/ByteRange") + 3, pdf.rindex(b"startxref") + 11]


def test_no_byte_can_change_unnoticed() -> None:
    for place in places():
        for bit in (0x01, 0x20):
            changed = bytearray(signed())
            changed[place] ^= bit
            found = verify(bytes(changed), TRUSTED)
            assert found is None or not (found.intact and found.trusted), f"byte {place} changed by {bit:#x}"


@pytest.mark.parametrize("more", [b"\n", b"% appended\n", b"\n1 0 obj\n<<>>\nendobj\n"])
def test_nothing_can_be_appended(more: bytes) -> None:
    found = verify(signed() + more, TRUSTED)
    assert found is not None
    assert not found.intact


@pytest.mark.parametrize("kept", [0.0, 0.1, 0.5, 0.99])
def test_what_is_left_of_a_torn_file_is_not_believed(kept: float) -> None:
    found = verify(signed()[: int(len(signed()) * kept)], TRUSTED)
    assert found is None or not found.intact


def test_a_letter_cannot_take_over_the_signature_of_another() -> None:
    other = sign(letter(), LABOUR, replace(STATED, reason="Ký ban hành văn bản của hồ sơ H58"))
    start = other.index(b"/Contents <30")
    end = other.index(b">", start)
    forged = other[:start] + signed()[start:end] + other[end:]
    found = verify(forged, TRUSTED)
    assert found is not None
    assert not found.intact


@pytest.mark.parametrize("trusted", [(), (Authority("CA khác").certificate,), (Authority().certificate,)])
def test_an_authority_that_nobody_named_is_not_trusted(trusted: tuple[object, ...]) -> None:
    assert verify(signed(), trusted) == replace(SOUND, trusted=False)  # type: ignore[arg-type]


def test_two_offices_are_told_apart() -> None:
    desk = MINISTRY.certify("19990/desk")
    found = verify(sign(letter(), desk, STATED), TRUSTED)
    assert found == replace(SOUND, office="Cơ quan 19990/desk")


def test_a_key_with_a_foreign_certificate_signs_nothing_that_holds() -> None:
    stolen = Credential("19990/desk", MINISTRY.certify("19990/desk").certificate, LABOUR.chain, key=LABOUR.key)
    found = verify(sign(letter(), stolen, STATED), TRUSTED)
    assert found is not None
    assert not found.intact


@pytest.mark.parametrize(
    ("years", "why"), [((2020, 2026), "expired on 2026-01-01"), ((2027, 2030), "before 2027-01-01")]
)
def test_nobody_signs_outside_the_certificates_days(years: tuple[int, int], why: str) -> None:
    with pytest.raises(NoCertificate, match=why):
        sign(letter(), MINISTRY.certify("46/labour", years=years), STATED)


def test_a_signature_made_outside_the_certificates_days_is_not_trusted() -> None:
    """As by a program that does not ask: the key of an expired certificate behind the face of a valid one."""
    expired = MINISTRY.certify("46/labour", LABOUR.key, years=(2020, 2026))
    forged = sign(letter(), Unasked(expired.office, expired.certificate, expired.chain, key=expired.key), STATED)
    assert verify(forged, TRUSTED) == replace(SOUND, trusted=False)


class Unasked(Credential):
    def check_valid(self, at: datetime) -> None:
        """Let everything pass."""


def test_a_signature_outlives_its_certificate() -> None:
    short = MINISTRY.certify("46/labour", years=(2020, 2022))
    then = replace(STATED, signed_at=instant(2021))
    assert verify(sign(letter(), short, then), TRUSTED) == replace(SOUND, signed_at=instant(2021))


@contextmanager
def time_stamping(credential: Credential, status: int = 200) -> Iterator[str]:
    """A real time-stamping authority over HTTP, or one that is out of order."""
    authority = stamper(credential)

    class Desk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(authority.request_tsa_response(asked).dump())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as http.server calls it
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Desk) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/tsa"
        server.shutdown()
        thread.join()


def stamper(credential: Credential) -> DummyTimeStamper:
    key = credential.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    own, *chain = (
        Certificate.load(each.public_bytes(Encoding.DER)) for each in (credential.certificate, *credential.chain)
    )
    authorities = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    authorities.register_multiple(chain)
    return DummyTimeStamper(own, keys.PrivateKeyInfo.load(key), authorities, fixed_dt=AT.astimezone(UTC))


def test_a_time_stamping_authority_confirms_the_instant() -> None:
    with time_stamping(MINISTRY.certify("dau thoi gian", rsa_key(), stamps=True)) as url:
        stamped = sign(letter(), LABOUR, STATED, timestamps_url=url)
    assert verify(stamped, TRUSTED) == replace(SOUND, timestamped_at=AT)


def test_a_timestamp_of_a_stranger_is_worth_nothing() -> None:
    with time_stamping(Authority("CA lạ").certify("dau thoi gian", rsa_key(), stamps=True)) as url:
        stamped = sign(letter(), LABOUR, STATED, timestamps_url=url)
    assert verify(stamped, TRUSTED) == replace(SOUND, trusted=False)


def test_a_time_stamping_authority_that_is_away_is_an_outage() -> None:
    with (
        time_stamping(MINISTRY.certify("dau", rsa_key(), stamps=True), status=503) as url,
        pytest.raises(TimestampsAway),
    ):
        sign(letter(), LABOUR, STATED, timestamps_url=url)
    with pytest.raises(TimestampsAway):
        sign(letter(), LABOUR, STATED, timestamps_url=url)
