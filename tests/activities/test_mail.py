"""Mail arrives, or it is known that it never will."""

import socket
import ssl
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pydantic import SecretStr

from activities.correspondence import (
    Attachment,
    Cause,
    Channel,
    Mailbox,
    Notice,
    Phone,
    PostAway,
    PutOff,
    Sent,
    Undeliverable,
)
from activities.files import Files, keep, letter_key, open_files
from activities.mail import Encryption, MailServer, SmtpPost

CODE = "H57.33.01-200305-0001"
HANOI = timezone(timedelta(hours=7))


class Mailroom:
    """A mail server that keeps what it is given and answers as it is told."""

    def __init__(self) -> None:
        self.arrived: list[EmailMessage] = []
        self.to_recipient = "250 OK"
        self.to_message = "250 OK"

    async def handle_RCPT(  # noqa: N802 - the server calls it so
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        if self.to_message.startswith("250"):
            assert isinstance(envelope.content, bytes)
            parsed = message_from_bytes(envelope.content, policy=default)
            assert isinstance(parsed, EmailMessage)
            self.arrived.append(parsed)
        return self.to_message


@pytest.fixture
def mailroom() -> Mailroom:
    return Mailroom()


@pytest.fixture
def port(mailroom: Mailroom) -> Iterator[int]:
    controller = Controller(mailroom, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller.port
    controller.stop()


@pytest.fixture
def protected(mailroom: Mailroom, tmp_path: Path) -> Iterator[MailServer]:
    """A server that wants STARTTLS and a password, with a certificate of its own making."""
    certificate = self_signed(tmp_path)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    controller = Controller(
        mailroom,
        hostname="127.0.0.1",
        port=free_port(),
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=knows_the_password,
    )
    controller.start()
    yield MailServer(
        host="127.0.0.1",
        port=controller.port,
        sender="motcua@hue.example",
        username="motcua",
        password=SecretStr("right"),
        authorities=str(certificate),
        timeout=5.0,
    )
    controller.stop()


def knows_the_password(
    _server: SMTP, _session: Session, _envelope: Envelope, mechanism: str, login: LoginPassword
) -> AuthResult:
    return AuthResult(success=login.password == b"right", handled=False)


def self_signed(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    address = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=HANOI))
        .not_valid_after(datetime(2120, 1, 1, tzinfo=HANOI))
        .add_extension(address, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path = folder / "mail.pem"
    path.write_bytes(pem + certificate.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return open_files(f"file://{tmp_path}")


@pytest.fixture
def post(port: int, files: Files) -> SmtpPost:
    return smtp_post(port, files)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def smtp_post(port: int, files: Files, encryption: Encryption = Encryption.NONE) -> SmtpPost:
    server = MailServer(host="127.0.0.1", port=port, sender="motcua@hue.example", encryption=encryption, timeout=5.0)
    return SmtpPost(server, files)


def text_of(mail: EmailMessage) -> str:
    text = mail.get_body()
    assert text is not None
    return str(text.get_content())


def notice(recipient: Mailbox | Phone | None = None, *, seq: int = 3, attachment: Attachment | None = None) -> Notice:
    return Notice(
        dossier=CODE,
        seq=seq,
        about="accepted",
        channel=Channel.MAIL,
        recipient=recipient or Mailbox(address="bich.thuy@example.vn"),
        subject="Đã tiếp nhận hồ sơ của Nguyễn Thị Bích Thủy, xã Phong Hiền, huyện Phong Điền, tỉnh TT Huế",
        body="Kính gửi Ông/Bà Nguyễn Thị Bích Thủy,\n\nHồ sơ đã được tiếp nhận.\n",
        attachment=attachment,
        written_at=datetime(2020, 3, 5, 8, 30, tzinfo=HANOI),
    )


async def test_a_notice_arrives_in_vietnamese(post: SmtpPost, mailroom: Mailroom) -> None:
    assert await post.send(notice()) == Sent()
    (mail,) = mailroom.arrived
    assert mail["Subject"] == notice().subject
    assert mail["To"] == "bich.thuy@example.vn"
    assert mail["From"] == "Bộ phận một cửa <motcua@hue.example>"
    assert mail["Date"] == "Thu, 05 Mar 2020 08:30:00 +0700"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert text_of(mail) == notice().body


async def test_the_letter_goes_along_unchanged(post: SmtpPost, mailroom: Mailroom, files: Files) -> None:
    key = keep(files, letter_key(CODE, 3), b"%PDF-1.7 \x00\xff letter")
    await post.send(notice(attachment=Attachment(key=key, name="Giấy tiếp nhận.pdf")))
    (letter,) = mailroom.arrived[0].iter_attachments()
    assert letter.get_content_type() == "application/pdf"
    assert letter.get_filename() == "Giấy tiếp nhận.pdf"
    assert letter.get_content() == b"%PDF-1.7 \x00\xff letter"


async def test_a_notice_whose_letter_is_not_kept_is_not_sent(post: SmtpPost, mailroom: Mailroom) -> None:
    with pytest.raises(FileNotFoundError):
        await post.send(notice(attachment=Attachment(key=letter_key(CODE, 9), name="x.pdf")))
    assert mailroom.arrived == []


async def test_a_notice_sent_twice_is_known_as_one(post: SmtpPost, mailroom: Mailroom) -> None:
    await post.send(notice())
    await post.send(notice())
    first, second = (mail["Message-ID"] for mail in mailroom.arrived)
    assert first == second
    assert first.startswith(f"<{CODE}.3.")
    assert first.endswith("@hue.example>")


async def test_who_has_no_mailbox_cannot_be_reached_by_mail(post: SmtpPost) -> None:
    assert await post.send(notice(Phone(number="0901234567"))) == Undeliverable(cause=Cause.NO_ADDRESS)


async def test_a_notice_in_english_says_so(post: SmtpPost, mailroom: Mailroom) -> None:
    await post.send(notice().model_copy(update={"language": "en"}))
    assert mailroom.arrived[0]["Content-Language"] == "en"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "thuy",
        "a@b, c@d.vn",
        "a b@example.vn",
        "a@b.vn\nBcc: all@example.vn",
        "@example.vn",
        "thủy@example.vn",
    ],
)
async def test_a_malformed_address_is_never_tried(post: SmtpPost, mailroom: Mailroom, address: str) -> None:
    gone = await post.send(notice(Mailbox(address=address)))
    assert gone == Undeliverable(cause=Cause.MALFORMED_ADDRESS)
    assert mailroom.arrived == []


async def test_a_recipient_refused_for_good_is_undeliverable(post: SmtpPost, mailroom: Mailroom) -> None:
    mailroom.to_recipient = "550 5.1.1 no such user bich.thuy@example.vn"
    assert await post.send(notice()) == Undeliverable(cause=Cause.REFUSED, code=550)


async def test_a_message_refused_for_good_is_undeliverable(post: SmtpPost, mailroom: Mailroom) -> None:
    mailroom.to_message = "552 5.3.4 too big"
    assert await post.send(notice()) == Undeliverable(cause=Cause.REFUSED, code=552)


async def test_a_server_that_says_not_now_is_an_outage_that_names_nobody(post: SmtpPost, mailroom: Mailroom) -> None:
    mailroom.to_recipient = "451 4.7.1 try later, bich.thuy@example.vn"
    with pytest.raises(PutOff, match="451") as raised:
        await post.send(notice())
    assert "bich" not in str(raised.value)
    assert raised.value.__cause__ is None


async def test_a_message_put_off_is_an_outage(post: SmtpPost, mailroom: Mailroom) -> None:
    mailroom.to_message = "452 4.3.1 disk full"
    with pytest.raises(PutOff, match="452"):
        await post.send(notice())


async def test_a_server_that_is_away_is_an_outage(files: Files) -> None:
    with pytest.raises(PostAway):
        await smtp_post(free_port(), files).send(notice())


async def test_nothing_goes_out_unprotected_where_protection_is_demanded(
    port: int, files: Files, mailroom: Mailroom
) -> None:
    with pytest.raises(PostAway):
        await smtp_post(port, files, Encryption.STARTTLS).send(notice())
    assert mailroom.arrived == []


async def test_a_protected_server_takes_mail_from_who_can_sign_in(
    protected: MailServer, files: Files, mailroom: Mailroom
) -> None:
    assert await SmtpPost(protected, files).send(notice()) == Sent()
    assert len(mailroom.arrived) == 1


async def test_a_wrong_password_is_an_outage_and_not_the_recipients_fault(
    protected: MailServer, files: Files, mailroom: Mailroom
) -> None:
    mistaken = protected.model_copy(update={"password": SecretStr("wrong")})
    with pytest.raises(PostAway, match="SMTPAuthenticationError"):
        await SmtpPost(mistaken, files).send(notice())
    assert mailroom.arrived == []


async def test_a_server_with_an_unknown_certificate_is_not_trusted(
    protected: MailServer, files: Files, mailroom: Mailroom
) -> None:
    with pytest.raises(PostAway):
        await SmtpPost(protected.model_copy(update={"authorities": None}), files).send(notice())
    assert mailroom.arrived == []
