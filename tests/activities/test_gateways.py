"""A gateway gets each notice signed, under an id it can know again, and its answers are understood."""

import base64
import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pydantic import SecretBytes

from activities.correspondence import (
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
from activities.gateways import Gateway, SmsPost, WebhookPost
from activities.short_texts import Alphabet

CODE = "H57.33.01-200305-0001"
HANOI = timezone(timedelta(hours=7))
KEY = b"a key that both sides know"
NOW = datetime(2020, 3, 5, 1, 31, tzinfo=UTC)


class Listener:
    """A gateway on this machine that keeps what it is given and answers as it is told, or not at all."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.headers: list[dict[str, str]] = []
        self.answer = 202
        self.silent = threading.Event()
        self.over = threading.Event()

    def serve(self) -> ThreadingHTTPServer:
        listener = self

        class Answering(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                listener.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
                listener.headers.append({name.lower(): value for name, value in self.headers.items()})
                if listener.silent.is_set():
                    listener.over.wait(10)
                    return
                self.send_response(listener.answer)
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        return ThreadingHTTPServer(("127.0.0.1", 0), Answering)


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def gateway(listener: Listener) -> Iterator[Gateway]:
    server = listener.serve()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield Gateway(url=f"http://127.0.0.1:{server.server_port}/notices", key=SecretBytes(KEY), timeout=5)
    listener.over.set()
    server.shutdown()
    server.server_close()
    thread.join()


def by_webhook(gateway: Gateway) -> WebhookPost:
    return WebhookPost(gateway, lambda: NOW)


def by_sms(gateway: Gateway, alphabet: Alphabet = Alphabet.VIETNAMESE) -> SmsPost:
    return SmsPost(gateway, alphabet, lambda: NOW)


def notice(recipient: Mailbox | Phone | None = None, *, channel: Channel = Channel.WEBHOOK) -> Notice:
    return Notice(
        dossier=CODE,
        seq=3,
        about="accepted",
        channel=channel,
        recipient=recipient or Phone(number="0901 234 567"),
        subject="Đã tiếp nhận hồ sơ",
        body="Kính gửi Ông/Bà Nguyễn Thị Bích Thủy,\n\nHồ sơ đã được tiếp nhận.\n",
        short="Hồ sơ đã tiếp nhận, hẹn trả 17:00 13/04/2026.",
        link="https://motcua.example.vn/ho-so/x",
        written_at=datetime(2020, 3, 5, 8, 30, tzinfo=HANOI),
    )


async def test_a_webhook_gets_the_whole_notice(gateway: Gateway, listener: Listener) -> None:
    assert await by_webhook(gateway).send(notice()) == Sent()
    assert [json.loads(body) for body in listener.bodies] == [
        {
            "id": notice().message_id,
            "dossier": CODE,
            "seq": 3,
            "about": "accepted",
            "language": "vi",
            "written_at": "2020-03-05T08:30:00+07:00",
            "to": "+84901234567",
            "subject": notice().subject,
            "body": notice().body,
            "short": notice().short,
            "link": notice().link,
        }
    ]


async def test_a_telephone_gets_the_short_text_and_nothing_else(gateway: Gateway, listener: Listener) -> None:
    short = notice(channel=Channel.SMS)
    assert await by_sms(gateway).send(short) == Sent()
    (body,) = (json.loads(body) for body in listener.bodies)
    assert (body["to"], body["text"]) == ("+84901234567", short.short)
    assert "Thủy" not in str(body)


async def test_a_telephone_can_be_spared_the_diacritics(gateway: Gateway, listener: Listener) -> None:
    await by_sms(gateway, Alphabet.PLAIN).send(notice(channel=Channel.SMS))
    assert json.loads(listener.bodies[0])["text"] == "Ho so da tiep nhan, hen tra 17:00 13/04/2026."


async def test_what_is_posted_is_signed_with_the_key_of_both_sides(gateway: Gateway, listener: Listener) -> None:
    await by_webhook(gateway).send(notice())
    (headers,), (body,) = listener.headers, listener.bodies
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.digest(KEY, content, hashlib.sha256)).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert headers["webhook-timestamp"] == str(int(NOW.timestamp()))
    assert headers["content-type"] == "application/json; charset=utf-8"


async def test_a_notice_posted_twice_is_known_as_one(gateway: Gateway, listener: Listener) -> None:
    await by_webhook(gateway).send(notice())
    await by_webhook(gateway).send(notice())
    assert [headers["idempotency-key"] for headers in listener.headers] == [notice().message_id] * 2
    assert listener.bodies[0] == listener.bodies[1]


@pytest.mark.parametrize("answer", [400, 403, 404, 410, 422])
async def test_a_notice_refused_for_good_is_undeliverable(gateway: Gateway, listener: Listener, answer: int) -> None:
    listener.answer = answer
    assert await by_webhook(gateway).send(notice()) == Undeliverable(cause=Cause.REFUSED, code=answer)


@pytest.mark.parametrize("answer", [408, 425, 429])
async def test_a_gateway_that_says_not_now_is_asked_again(gateway: Gateway, listener: Listener, answer: int) -> None:
    listener.answer = answer
    with pytest.raises(PutOff, match=str(answer)):
        await by_webhook(gateway).send(notice())


@pytest.mark.parametrize("answer", [302, 401, 407, 500, 502, 503])
async def test_a_gateway_in_trouble_or_that_knows_us_not_is_an_outage(
    gateway: Gateway, listener: Listener, answer: int
) -> None:
    listener.answer = answer
    with pytest.raises(PostAway, match=str(answer)) as raised:
        await by_sms(gateway).send(notice(channel=Channel.SMS))
    assert not isinstance(raised.value, PutOff)
    assert len(listener.bodies) == 1


async def test_a_gateway_that_does_not_answer_in_time_is_an_outage(gateway: Gateway, listener: Listener) -> None:
    listener.silent.set()
    with pytest.raises(PostAway, match="ReadTimeout"):
        await by_webhook(gateway.model_copy(update={"timeout": 0.1})).send(notice())


async def test_a_gateway_that_is_away_is_an_outage_that_names_nobody() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        away = Gateway(url=f"http://127.0.0.1:{probe.getsockname()[1]}/", key=SecretBytes(KEY), timeout=5)
        with pytest.raises(PostAway) as raised:
            await by_webhook(away).send(notice())
    assert "901" not in str(raised.value)
    assert raised.value.__cause__ is None


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("0901234567", "+84901234567"),
        ("0234.3822.123", "+842343822123"),
        ("+84 90 123 45 67", "+84901234567"),
        ("0084-901-234-567", "+84901234567"),
        ("+1 (415) 555-0100", "+14155550100"),
    ],
)
async def test_numbers_are_dialled_as_from_anywhere(
    gateway: Gateway, listener: Listener, written: str, dialled: str
) -> None:
    await by_sms(gateway).send(notice(Phone(number=written), channel=Channel.SMS))
    assert json.loads(listener.bodies[0])["to"] == dialled


@pytest.mark.parametrize("written", ["", "113", "không có", "09012345678901234567", "901234567"])
async def test_a_malformed_number_is_never_tried(gateway: Gateway, listener: Listener, written: str) -> None:
    gone = await by_sms(gateway).send(notice(Phone(number=written), channel=Channel.SMS))
    assert (gone, listener.bodies) == (Undeliverable(cause=Cause.MALFORMED_ADDRESS), [])


async def test_who_has_no_telephone_cannot_be_reached_by_one(gateway: Gateway) -> None:
    gone = await by_sms(gateway).send(notice(Mailbox(address="thuy@example.vn"), channel=Channel.SMS))
    assert gone == Undeliverable(cause=Cause.NO_ADDRESS)
