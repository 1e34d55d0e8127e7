"""Errands: letters are issued once, notices reach whom they concern, and a day without mail loses neither."""

import hashlib
import re
import socket
from collections.abc import Iterator
from datetime import date, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from structlog.testing import capture_logs

from activities.correspondence import LogPost, Post, PostAway
from activities.errands import Errands
from activities.files import Files, fetch, is_kept, keep, letter_key, open_files
from activities.mail import Encryption, MailServer, SmtpPost
from activities.notices.due import APPLICANT
from activities.register import Register
from definitions.directory_files import demonstration_officials, load_directory
from definitions.officials import Official
from letters.recorded import NotRecorded
from records import letters, notices, offices, officials, tables
from records.database import Database, reading, writing
from tests.copies import open_copy
from tests.plays import APPLICANT as BINH
from tests.plays import Told, at, at_the_province
from workflows.effects import Correspondence, Writing, errands
from workflows.machine.pin import Rehearsal
from workflows.machine.standing import standing
from workflows.machine.state import State

CODE = "H57.33.09-260302-0001"
DESK = "Bộ phận Tiếp nhận và Trả kết quả xã Phú Sơn"
LABOUR = "Sở Lao động – Thương binh và Xã hội tỉnh Thừa Thiên Huế"
URL = "https://motcua.example.vn"
LINK = f"{URL}/ho-so/{CODE}"
HEAD, CHAIR = "truong-ldtbxh.46", "chutich.46"
DESK_HEAD = "truong-motcua.19990"
OFFICERS = ["chuyenvien-ldtbxh.46", "chuyenvien-ldtbxh2.46"]


class Mailroom:
    """A mail server that keeps what arrives, and can say not now to some."""

    def __init__(self) -> None:
        self.arrived: list[EmailMessage] = []
        self.not_now: set[str] = set()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the server calls it so
        if self.not_now & set(envelope.rcpt_tos):
            return "451 not now"
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=default)
        assert isinstance(mail, EmailMessage)
        self.arrived.append(mail)
        return "250 OK"


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
def database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    opened = open_copy(sqlite_template, tmp_path)
    with writing(opened) as session:
        offices.load(session, load_directory("thua-thien-hue"))
        officials.load(session, [with_mail(person) for person in people() if person.id.endswith((".46", ".19990"))])
    yield opened
    opened.close()


@cache
def people() -> tuple[Official, ...]:
    return demonstration_officials(load_directory("thua-thien-hue"))


def with_mail(person: Official) -> Official:
    return person.model_copy(update={"email": f"{person.id}@hue.example"})


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return open_files(f"file://{tmp_path / 'files'}")


@pytest.fixture
def by_mail(database: Database, files: Files, port: int) -> Errands:
    return running(database, files, smtp_post(port, files))


def running(database: Database, files: Files, post: Post) -> Errands:
    return Errands(database=database, files=files, post=post, public_url=URL)


def smtp_post(port: int, files: Files) -> SmtpPost:
    server = MailServer(
        host="127.0.0.1", port=port, sender="motcua@hue.example", encryption=Encryption.NONE, timeout=5.0
    )
    return SmtpPost(server, files)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def write(database: Database, told: Told) -> Correspondence:
    """Write the play's journal; what it obliges the office to send."""
    pin = told.state.pin
    with writing(database) as session:
        session.add(
            tables.Lodging(
                code=pin.code,
                key="key",
                official="tiepnhan.19990",
                digest="digest",
                agency="H57.33.09",
                local_on=date(2026, 3, 2),
                serial=1,
                pin=pin.model_dump_json(),
                reserved_at=at("03-02 08:30"),
            )
        )
    Register(database).write_entries(Writing(entries=told.entries, standing=standing(told.state)))
    return Correspondence(dossier=pin.code, errands=errands(told.entries, told.events, told.state.pin.procedure))


def only(correspondence: Correspondence, told: Told, *kinds: str) -> Correspondence:
    wanted = {entry.seq for entry in told.entries if entry.kind in kinds}
    chosen = tuple(errand for errand in correspondence.errands if errand.seq in wanted)
    return Correspondence(dossier=correspondence.dossier, errands=chosen)


def accepted() -> Told:
    return Told().lodge("03-02 08:30").complete("03-02 10:00", "accept")


def signed() -> Told:
    return at_the_province().run_until("04-09 09:00").sign("04-09 09:30", "2026-04-24")


def seq_of(told: Told, kind: str) -> int:
    return next(entry.seq for entry in told.entries if entry.kind == kind)


def told_whom(database: Database) -> dict[int, list[str]]:
    with reading(database) as session:
        rows = notices.of_dossier(session, CODE)
    return {seq: [row.recipient for row in rows if row.seq == seq] for seq in sorted({row.seq for row in rows})}


def recorded_notices(database: Database) -> list[tuple[str, str, str]]:
    with reading(database) as session:
        return [(row.recipient, row.channel, row.outcome.value) for row in notices.of_dossier(session, CODE)]


def recorded_letters(database: Database) -> list[tables.Letter]:
    with reading(database) as session:
        return letters.of_dossier(session, CODE)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.split())


def body_of(mail: EmailMessage) -> str:
    body = mail.get_body()
    assert body is not None
    return str(body.get_content())


def everything(database: Database, mailroom: Mailroom) -> tuple[object, ...]:
    with reading(database) as session:
        sent = [row.model_dump() for row in notices.of_dossier(session, CODE)]
    return sent, [row.model_dump() for row in recorded_letters(database)], len(mailroom.arrived)


async def test_acceptance_keeps_the_receipt_and_sends_it_to_the_applicant(
    by_mail: Errands, database: Database, files: Files, mailroom: Mailroom
) -> None:
    told = accepted()
    await by_mail.correspond(write(database, told))
    seq = seq_of(told, "dossier.accepted")
    pdf = fetch(files, letter_key(CODE, seq))
    (row,) = recorded_letters(database)
    assert (row.seq, row.form, row.file, row.length) == (seq, "01", letter_key(CODE, seq), len(pdf))
    assert (row.sha256, row.issued_at) == (hashlib.sha256(pdf).hexdigest(), at("03-02 10:00"))
    (mail,) = mailroom.arrived
    assert mail["To"] == BINH.email
    assert mail["Subject"] == f"Đã tiếp nhận hồ sơ {CODE}"
    assert mail["Date"] == "Mon, 02 Mar 2026 10:00:00 +0700"
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == f"Giấy tiếp nhận hồ sơ và hẹn trả kết quả {CODE}.pdf"
    assert attached.get_content() == pdf
    assert recorded_notices(database) == [(APPLICANT, "mail", "sent")]


async def test_the_receipt_states_what_was_accepted(by_mail: Errands, database: Database, files: Files) -> None:
    told = accepted()
    await by_mail.correspond(write(database, told))
    text = text_of(fetch(files, letter_key(CODE, seq_of(told, "dossier.accepted"))))
    for stated in (
        "ỦY BAN NHÂN DÂN XÃ PHÚ SƠN BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ XÃ PHÚ SƠN",
        "Phú Sơn, ngày 02 tháng 3 năm 2026",
        f"Mã hồ sơ: {CODE}",
        "Tiếp nhận hồ sơ của: Nguyễn Thị Bình",
        "1 Đơn đề nghị giải quyết chế độ trợ cấp thờ cúng liệt sĩ (Mẫu số 18) Bản chính 1",
        "2 Bản sao được chứng thực từ Bằng “Tổ quốc ghi công” Bản sao chứng thực 1",
        "Thời gian giải quyết hồ sơ theo quy định: 30 ngày làm việc.",
        "Thời gian nhận hồ sơ: 08 giờ 30 phút, ngày 02 tháng 3 năm 2026.",
        "Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 13 tháng 4 năm 2026.",
        f"Nơi nhận và cách nhận kết quả: {DESK}.",
        "(Ký và ghi rõ họ tên) receptionist 1",
    ):
        assert stated in text
    assert LINK in re.sub("[^!-~]", "", text)
    assert "Giấy ủy quyền" not in text


async def test_the_same_errands_again_send_and_change_nothing(
    by_mail: Errands, database: Database, mailroom: Mailroom
) -> None:
    correspondence = write(database, signed().run_until("04-25 09:00"))
    await by_mail.correspond(correspondence)
    before = everything(database, mailroom)
    await by_mail.correspond(correspondence)
    assert everything(database, mailroom) == before


async def test_a_letter_that_was_kept_before_a_crash_is_recorded_and_never_printed_anew(
    by_mail: Errands, database: Database, files: Files
) -> None:
    told = accepted()
    correspondence = write(database, told)
    seq = seq_of(told, "dossier.accepted")
    keep(files, letter_key(CODE, seq), b"%PDF as it was printed then")
    await by_mail.correspond(correspondence)
    assert fetch(files, letter_key(CODE, seq)) == b"%PDF as it was printed then"
    assert [(row.seq, row.length) for row in recorded_letters(database)] == [(seq, 27)]


async def test_while_the_mail_server_is_away_the_letter_stands_and_no_notice_is_recorded(
    database: Database, files: Files, port: int, mailroom: Mailroom
) -> None:
    told = accepted()
    correspondence = write(database, told)
    with pytest.raises(PostAway):
        await running(database, files, smtp_post(free_port(), files)).correspond(correspondence)
    assert is_kept(files, letter_key(CODE, seq_of(told, "dossier.accepted")))
    assert len(recorded_letters(database)) == 1
    assert recorded_notices(database) == []
    await running(database, files, smtp_post(port, files)).correspond(correspondence)
    assert len(mailroom.arrived) == 1
    assert recorded_notices(database) == [(APPLICANT, "mail", "sent")]


async def test_who_was_reached_before_the_server_went_away_is_not_written_to_again(
    by_mail: Errands, database: Database, mailroom: Mailroom
) -> None:
    told = at_the_province().run_until("04-08 18:00")
    correspondence = only(write(database, told), told, "warned")
    mailroom.not_now = {f"{HEAD}@hue.example"}
    with pytest.raises(PostAway):
        await by_mail.correspond(correspondence)
    mailroom.not_now = set()
    await by_mail.correspond(correspondence)
    assert sorted(mail["To"] for mail in mailroom.arrived) == sorted(f"{who}@hue.example" for who in (*OFFICERS, HEAD))


async def test_an_apology_states_the_delay_its_reason_and_the_new_date(
    database: Database, files: Files, by_mail: Errands, mailroom: Mailroom
) -> None:
    told = signed()
    await by_mail.correspond(only(write(database, told), told, "apology.signed"))
    text = text_of(fetch(files, letter_key(CODE, seq_of(told, "apology.signed"))))
    for stated in (
        "ỦY BAN NHÂN DÂN TỈNH THỪA THIÊN HUẾ SỞ LAO ĐỘNG – THƯƠNG BINH VÀ XÃ HỘI TỈNH THỪA THIÊN HUẾ",
        f"Số: {CODE}/PXL",
        "Thừa Thiên Huế, ngày 09 tháng 4 năm 2026",
        "Kính gửi: Ông/Bà Nguyễn Thị Bình",
        "Ngày 02 tháng 3 năm 2026, Ông/Bà đã nộp hồ sơ",
        "17 giờ 00 phút, ngày 13 tháng 4 năm 2026",
        f"đang ở bước “Thẩm định hồ sơ, trình dự thảo quyết định”; đơn vị đang giải quyết hồ sơ: {LABOUR}.",
        "Lý do: Chờ xác minh hồ sơ gốc",
        f"17 giờ 00 phút, ngày 24 tháng 4 năm 2026, tại {DESK}.",
        f"liên hệ: {DESK}.",
        "Lưu: VT.",
    ):
        assert stated in text
    (mail,) = mailroom.arrived
    assert mail["Subject"] == f"Xin lỗi và hẹn lại ngày trả kết quả hồ sơ {CODE}"
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == f"Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết {CODE}.pdf"


async def test_a_signature_stands_under_the_title_of_the_signers_post(
    database: Database, files: Files, by_mail: Errands
) -> None:
    told = at_the_province().run_until("04-09 09:00")
    head = next(person for person in people() if person.id == HEAD)
    actor = told.holder()
    signer = type(actor)(official=HEAD, name=head.name, post="head", office=head.posts[0].office)
    told.sign("04-09 09:30", "2026-04-24", by=signer)
    await by_mail.correspond(only(write(database, told), told, "apology.signed"))
    text = text_of(fetch(files, letter_key(CODE, seq_of(told, "apology.signed"))))
    assert f"GIÁM ĐỐC SỞ (Ký, ghi rõ họ tên, đóng dấu) {head.name}" in text


async def test_every_alarm_reaches_the_holders_of_the_posts_that_it_names(
    by_mail: Errands, database: Database, mailroom: Mailroom
) -> None:
    told = at_the_province().run_until("04-21 09:00")
    correspondence = write(database, told)
    await by_mail.correspond(correspondence)
    reached = told_whom(database)
    kinds = {entry.seq: entry.kind for entry in told.entries}
    assert [(kinds[seq], reached[seq]) for seq in reached] == [
        ("dossier.accepted", [APPLICANT]),
        ("task.late", [HEAD]),
        ("warned", [*OFFICERS, HEAD]),
        ("apology.drafted", [HEAD]),
        ("apology.fell_due", [HEAD, DESK_HEAD]),
        ("warned", [*OFFICERS, HEAD]),
        ("dossier.late", [HEAD]),
        ("escalated", [DESK_HEAD]),
        ("escalated", [CHAIR]),
        ("escalated", [CHAIR]),
    ]
    assert len(mailroom.arrived) == sum(len(people) for people in reached.values())


async def test_a_late_step_is_not_called_a_late_dossier(
    by_mail: Errands, database: Database, mailroom: Mailroom
) -> None:
    told = at_the_province().run_until("04-07 18:00")
    await by_mail.correspond(only(write(database, told), told, "task.late", "escalated"))
    (late,) = mailroom.arrived
    assert late["Subject"] == f"[Quá hạn bước] Hồ sơ {CODE}"
    assert "17 giờ 00 phút, ngày 07 tháng 4 năm 2026" in body_of(late)


async def test_a_draft_that_moves_with_the_dossier_names_the_step_that_opens_next(
    by_mail: Errands, database: Database, mailroom: Mailroom
) -> None:
    told = at_the_province("04-09 09:00")
    correspondence = write(database, told)
    drafted = only(correspondence, told, "apology.drafted")
    await by_mail.correspond(Correspondence(dossier=CODE, errands=drafted.errands[-1:]))
    assert mailroom.arrived[-1]["To"] == f"{HEAD}@hue.example"
    assert "Bước đang thực hiện: Thẩm định hồ sơ, trình dự thảo quyết định" in body_of(mailroom.arrived[-1])


async def test_where_a_post_is_vacant_the_head_hears(by_mail: Errands, database: Database, mailroom: Mailroom) -> None:
    told = at_the_province().run_until("04-08 18:00")
    correspondence = only(write(database, told), told, "warned")
    with writing(database) as session:
        for who in OFFICERS:
            held = session.get_one(tables.Appointment, (who, "officer", "46/labour", date(2018, 1, 1)))
            held.valid_to = date(2026, 3, 31)
    await by_mail.correspond(correspondence)
    assert [mail["To"] for mail in mailroom.arrived] == [f"{HEAD}@hue.example"]


async def test_a_supplement_is_asked_for_with_its_reason(
    by_mail: Errands, database: Database, mailroom: Mailroom
) -> None:
    told = Told().lodge("03-02 08:30").complete("03-02 10:00", "accept").ask("03-03 09:00")
    await by_mail.correspond(only(write(database, told), told, "supplement.requested"))
    (mail,) = mailroom.arrived
    assert mail["Subject"] == f"Đề nghị bổ sung, hoàn thiện hồ sơ {CODE}"
    assert "Ủy ban nhân dân xã Phú Sơn đề nghị Ông/Bà" in body_of(mail)
    assert "Lý do: Thiếu giấy ủy quyền" in body_of(mail)
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == f"Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ {CODE}.pdf"
    assert [row.form for row in recorded_letters(database)] == ["02"]


async def test_a_result_at_the_desk_is_announced_once(by_mail: Errands, database: Database, mailroom: Mailroom) -> None:
    told = at_the_province().complete("03-25 09:00", "propose", form={"amount": 1})
    told.complete("03-26 09:00", "sign").complete("03-27 09:00", "given")
    await by_mail.correspond(only(write(database, told), told, "handed.over", "dossier.ended"))
    (mail,) = mailroom.arrived
    assert mail["Subject"] == f"Đã có kết quả giải quyết hồ sơ {CODE}"
    assert "Quyết định về việc trợ cấp thờ cúng liệt sĩ" in body_of(mail)


async def test_a_refusal_names_who_refused_and_why(by_mail: Errands, database: Database, mailroom: Mailroom) -> None:
    told = at_the_province().complete("03-25 09:00", "unfit", reason="Không có tên trong danh sách")
    await by_mail.correspond(only(write(database, told), told, "dossier.ended"))
    (mail,) = mailroom.arrived
    assert mail["Subject"] == f"Thông báo không giải quyết hồ sơ {CODE}"
    assert f"Cơ quan giải quyết: {LABOUR}" in body_of(mail)
    assert "Lý do: Không có tên trong danh sách" in body_of(mail)


async def test_a_withdrawal_is_confirmed(by_mail: Errands, database: Database, mailroom: Mailroom) -> None:
    told = at_the_province().withdraw("03-25 09:00")
    await by_mail.correspond(only(write(database, told), told, "dossier.ended"))
    assert [mail["Subject"] for mail in mailroom.arrived] == [f"Đã dừng giải quyết hồ sơ {CODE} theo đề nghị"]


async def test_an_applicant_without_mail_hears_at_the_counter(
    by_mail: Errands, database: Database, files: Files, mailroom: Mailroom
) -> None:
    nobody = type(BINH)(name=BINH.name, address=BINH.address)
    told = Told().lodge("03-02 08:30", applicant=nobody).complete("03-02 10:00", "accept")
    await by_mail.correspond(write(database, told))
    assert mailroom.arrived == []
    assert recorded_notices(database) == [(APPLICANT, "counter", "logged")]
    assert is_kept(files, letter_key(CODE, seq_of(told, "dossier.accepted")))


async def test_without_a_mail_server_notices_go_to_the_log_and_name_nobody(database: Database, files: Files) -> None:
    with capture_logs() as lines:
        await running(database, files, LogPost()).correspond(write(database, accepted()))
    assert [line["event"] for line in lines] == ["notice.logged"]
    assert re.search("Bình|binh", str(lines)) is None
    assert recorded_notices(database) == [(APPLICANT, "mail", "logged")]


async def test_a_rehearsals_letter_is_marked_and_nothing_of_it_leaves_the_house(
    by_mail: Errands, database: Database, files: Files, mailroom: Mailroom
) -> None:
    told = Told()
    told.state = State(pin=told.state.pin.model_copy(update={"rehearsal": Rehearsal(offset=timedelta(days=-30))}))
    told.lodge("03-02 08:30").complete("03-02 10:00", "accept").run_until("04-09 09:00")
    await by_mail.correspond(write(database, told))
    text = text_of(fetch(files, letter_key(CODE, seq_of(told, "dossier.accepted"))))
    assert "BẢN DIỄN TẬP - KHÔNG CÓ GIÁ TRỊ PHÁP LÝ" in text
    assert mailroom.arrived == []
    assert {(channel, outcome) for _, channel, outcome in recorded_notices(database)} == {("mail", "logged")}


async def test_errands_of_a_dossier_that_nobody_wrote_are_refused(by_mail: Errands) -> None:
    with pytest.raises(NotRecorded):
        await by_mail.correspond(Correspondence(dossier=CODE, errands=()))
