"""Branches, waits, fees, opinions, postings and own letters reach the records, worklists, letters and notices."""

from collections.abc import Callable, Iterator
from functools import reduce
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from activities.correspondence import Delivery, Exchange, Mailbox, Notice, Sent
from activities.errands import Errands
from activities.files import Files, fetch, letter_key, open_files
from activities.rebuild import rebuild
from activities.register import Register
from definitions.directory_files import demonstration_officials, load_directory
from definitions.procedure import Procedure
from records import alerts, dossiers, letters, notices, offices, officials, tables, tasks
from records.alerts import Seat
from records.database import Database, reading, writing
from tests.copies import open_copy
from tests.plays import APPLICANT, Told
from tests.samples import Acts, drawn
from tests.turns import reserve, rows, see_every_second_alert, write
from workflows.effects import Correspondence, errands
from workflows.machine.evolve import evolve
from workflows.machine.journal import event_of
from workflows.machine.state import State
from workflows.messages import Language

CODE = "H57.33.09-260302-0001"
DESK = "Bộ phận Tiếp nhận và Trả kết quả xã Phú Sơn"
CHAIR, DESK_HEAD, PROVINCE_HEAD = "chutich.19990", "truong-motcua.19990", "truong-ldtbxh.46"

LAND = """
  fee:
    title: Nộp phí thẩm định
    pay: form.area * 1000
    limit: 5 working days
    at_limit: {end: stopped}
    to: bring
  bring:
    title: Chờ bản đồ
    wait: Bản đồ địa chính của thửa đất
    limit: 10 working days
    at_limit: {end: refused}
    outcomes: {came: {title: Đã có, to: parts}}
  parts:
    title: Từng thửa đất
    each: {of: form.parcels, start: survey, grows: officer @ commune/committee}
    to: opinions
  survey:
    title: Đo đạc
    who: officer @ commune/committee
    limit: 3 working days
    outcomes: {done: {title: Đã đo, join: parts}}
  opinions:
    title: Lấy ý kiến
    consult:
      district: {who: officer @ district/labour, limit: 2 working days, title: Ý kiến của Phòng}
      province: {who: officer @ province/labour, limit: 2 working days, title: Ý kiến của Sở}
    silence: consent
    to: publish
  publish:
    title: Niêm yết công khai
    post: 3 working days
    who: officer @ commune/committee
    complaint: settle
    to: verify
  settle:
    title: Giải quyết khiếu nại
    who: chair @ commune/committee
    limit: 2 working days
    outcomes: {settled: {title: Đã giải quyết, join: publish}}
  verify:
    title: Xác minh
    who: officer @ commune/committee
    limit: 2 working days
    outcomes: {longer: {title: Phức tạp, to: inform, adds: 5 working days}, plain: {title: Rõ ràng, to: inform}}
  inform:
    title: Ký thông báo
    who: chair @ commune/committee
    limit: 1 working day
    letter: {title: Thông báo kết quả xác minh, text: ["Diện tích {form.area} m²."]}
    outcomes: {sign: {title: Ký, to: tell}}
  tell:
    title: Ký phiếu chuyển
    who: chair @ commune/committee
    limit: 1 working day
    letter: {title: Phiếu chuyển, to: desk, text: ["Chuyển hồ sơ."]}
    outcomes: {sign: {title: Ký, to: give}}
"""
PAID = {"amount": 120_000, "receipt": "BL-07"}


class Carrier:
    """A post that keeps what it carries."""

    def __init__(self) -> None:
        self.carried: list[Notice] = []

    async def send(self, notice: Notice) -> Delivery:
        self.carried.append(notice)
        return Sent()


def land() -> Procedure:
    time = "  second: {after: inform, limit: 3 working days}"
    return drawn(LAND, to="fee", limit="30 working days", time=time)


def begun(**changes: Any) -> Acts:
    return Acts(land()).begin(**changes)


def in_parts(**changes: Any) -> Acts:
    told = begun(**changes).do("03-04 09:00", "fee", "paid", form=PAID).do("03-06 09:00", "bring", "came")
    return told.add("03-06 10:00", "parts", "Thửa 99")


def asked(**changes: Any) -> Acts:
    told = in_parts(**changes)
    for minute in ("00", "10", "20"):
        told.do(f"03-09 09:{minute}", "survey", "done")
    return told


def posted(**changes: Any) -> Acts:
    """One opinion came, the other's silence is consent; then a complaint is made against the posting."""
    told = asked(**changes).do("03-10 09:00", "opinions.district", "agree").run_until("03-12 09:00")
    return told.add("03-12 10:00", "publish", "Thửa 12 đang có tranh chấp").do("03-13 09:00", "settle", "settled")


def whole(**changes: Any) -> Acts:
    told = posted(**changes).run_until("03-17 17:00").do("03-18 09:00", "verify", "longer")
    return told.do("03-18 10:00", "inform", "sign").do("03-18 11:00", "tell", "sign").do("03-19 09:00", "give", "given")


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    opened = open_copy(sqlite_template, tmp_path)
    directory = load_directory("thua-thien-hue")
    with writing(opened) as session:
        offices.load(session, directory)
        people = (each for each in demonstration_officials(directory) if each.id.endswith((".46", ".19990", ".479")))
        officials.load(session, [each.model_copy(update={"email": f"{each.id}@hue.example"}) for each in people])
    yield opened
    opened.close()


@pytest.fixture
def register(database: Database) -> Register:
    return Register(database)


@pytest.fixture
def mail() -> Carrier:
    return Carrier()


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return open_files((tmp_path / "files").as_uri())


@pytest.fixture
def house(database: Database, files: Files, mail: Carrier) -> Errands:
    return Errands(database=database, files=files, post=Exchange(mail=mail), public_url="https://motcua.vn")


def written(register: Register, told: Acts) -> Correspondence:
    """Write a play turn by turn; what it obliges the office to send."""
    reserve(register.database, told)
    write(register, told)
    return Correspondence(dossier=CODE, errands=errands(told.entries, told.events, told.state.pin.procedure))


def kept(database: Database) -> list[tables.Task]:
    with reading(database) as session:
        return tasks.of_dossier(session, CODE)


def alerted(database: Database, told: Told, kind: str) -> list[tuple[str, str]]:
    numbers = [entry.seq for entry in told.entries if entry.kind == kind]
    with reading(database) as session:
        return [(each.office, each.post) for seq in numbers for each in alerts.of_entry(session, CODE, seq)]


@pytest.mark.parametrize("play", [begun, in_parts, asked, posted, whole])
def test_open_tasks_are_the_machines_after_every_turn(
    register: Register, database: Database, play: Callable[[], Acts]
) -> None:
    told = play()
    reserve(database, told)
    state = State(pin=told.state.pin)
    for turn in told.turns:
        register.write_entries(turn)
        state = reduce(evolve, map(event_of, turn.entries), state)
        open_ones = [task for task in kept(database) if task.state is tables.TaskState.OPEN]
        assert [(task.number, task.fee, task.due_at) for task in open_ones] == [
            (task.number, task.fee, task.due_at) for task in state.tasks
        ]
        with reading(database) as session:
            found = dossiers.one(session, CODE)
        assert found is not None
        assert found.status == state.status


def test_a_task_says_of_which_kind_it_is_what_is_to_be_paid_and_for_what(
    register: Register, database: Database
) -> None:
    written(register, whole())
    assert [(task.kind.value, task.title, task.fee, task.branch, task.outcome) for task in kept(database)] == [
        ("work", "Tiếp nhận hồ sơ", None, None, "accept"),
        ("pay", "Nộp phí thẩm định", 120_000, None, "paid"),
        ("wait", "Chờ bản đồ", None, None, "came"),
        ("work", "Đo đạc", None, "Thửa 12", "done"),
        ("work", "Đo đạc", None, "Thửa 15", "done"),
        ("work", "Đo đạc", None, "Thửa 99", "done"),
        ("opinion", "Ý kiến của Phòng", None, None, "agree"),
        ("opinion", "Ý kiến của Sở", None, None, "expired"),
        ("posting", "Niêm yết công khai", None, None, "expired"),
        ("work", "Giải quyết khiếu nại", None, "Thửa 12 đang có tranh chấp", "settled"),
        ("work", "Xác minh", None, None, "longer"),
        ("letter", "Ký thông báo", None, None, "sign"),
        ("letter", "Ký phiếu chuyển", None, None, "sign"),
        ("work", "Trả kết quả", None, None, "given"),
    ]


@pytest.mark.parametrize("play", [in_parts, posted, whole])
def test_the_read_model_can_be_rebuilt_from_the_journal(
    register: Register, database: Database, play: Callable[[], Acts]
) -> None:
    told = play().run_until("05-20 09:00")
    assert isinstance(told, Acts)
    written(register, told)
    see_every_second_alert(database, CODE)
    before = rows(database)
    assert rebuild(database) == 1
    assert rows(database) == before


def test_whoever_works_in_the_office_that_is_warned_hears_of_it(register: Register, database: Database) -> None:
    steps = LAND.replace("limit: 3 working days\n    outcomes: {done", "limit: 30 working days\n    outcomes: {done")
    told = Acts(drawn(steps, to="parts", limit="30 working days")).begin().run_until("04-13 16:00")
    assert isinstance(told, Acts)
    written(register, told)
    assert set(alerted(database, told, "warned")) == {("19990/committee", "officer"), ("19990/committee", "chair")}


def test_a_late_opinion_is_reported_to_the_desks_head_and_names_the_office_asked(
    register: Register, database: Database
) -> None:
    procedure = drawn(LAND.replace("silence: consent", "silence: awaited"), to="opinions", limit="30 working days")
    told = Acts(procedure).begin().run_until("03-05 09:00")
    assert isinstance(told, Acts)
    written(register, told)
    assert set(alerted(database, told, "escalated")) == {
        ("19990/desk", "desk head"),
        ("46/labour", "head"),
        ("479/labour", "head"),
    }
    with reading(database) as session:
        seen = alerts.unseen(session, Seat("19990/desk", "desk head")).lines
        subjects = [alerts.subject(session, line.alert) for line in seen]
    assert [line.subject for line in seen] == subjects
    assert sorted((each.title, each.office) for each in subjects if each) == [
        ("Ý kiến của Phòng", "479/labour"),
        ("Ý kiến của Sở", "46/labour"),
    ]


async def test_the_notice_of_a_late_opinion_names_the_office_asked(
    house: Errands, register: Register, mail: Carrier
) -> None:
    procedure = drawn(LAND.replace("silence: consent", "silence: awaited"), to="opinions", limit="30 working days")
    told = Acts(procedure).begin().run_until("03-05 09:00")
    assert isinstance(told, Acts)
    await house.correspond(written(register, told))
    to_the_desk = [notice for notice in mail.carried if notice.recipient == Mailbox(address=f"{DESK_HEAD}@hue.example")]
    assert [notice.subject.rpartition(" quá hạn tại ")[2] for notice in to_the_desk] == [
        "Phòng Lao động – Thương binh và Xã hội thị xã Hương Thủy",
        "Sở Lao động – Thương binh và Xã hội tỉnh Thừa Thiên Huế",
    ]
    assert to_the_desk[1].subject.startswith(f"[Đôn đốc] Bước “Ý kiến của Sở” của hồ sơ {CODE}")


def test_a_complaint_and_a_letter_to_the_desk_are_put_before_those_who_head_the_offices(
    register: Register, database: Database
) -> None:
    told = whole()
    written(register, told)
    assert alerted(database, told, "branches.started") == [("19990/committee", "chair")]
    assert alerted(database, told, "letter.signed") == [("19990/desk", "desk head")]


async def test_the_applicant_hears_of_every_fee_wait_letter_and_new_date(
    house: Errands, register: Register, mail: Carrier
) -> None:
    await house.correspond(written(register, whole()))
    told = [notice for notice in mail.carried if notice.recipient == Mailbox(address=APPLICANT.email or "")]
    assert [notice.about for notice in told] == [
        *("accepted", "fee_asked", "awaited", "clock_resumed"),
        *("term_extended", "letter_sent", "second_stage_begun", "ready"),
    ]
    fee = next(notice for notice in told if notice.about == "fee_asked")
    assert "Khoản nộp: Nộp phí thẩm định\nSố tiền: 120.000 đồng\n" in fee.body
    assert "Thời hạn nộp: 17 giờ 00 phút, ngày 09 tháng 3 năm 2026\n" in fee.body
    assert f"Nơi nộp: {DESK}\n" in fee.body
    assert fee.short == f"Hồ sơ {CODE} cần nộp 120.000 đồng."
    waited = next(notice for notice in told if notice.about == "awaited")
    assert "Nội dung: Bản đồ địa chính của thửa đất\n" in waited.body


async def test_in_english_a_fee_without_a_limit_says_so(house: Errands, register: Register, mail: Carrier) -> None:
    steps = LAND.replace("    limit: 5 working days\n    at_limit: {end: stopped}\n", "", 1)
    applicant = APPLICANT.__class__(
        name=APPLICANT.name, address=APPLICANT.address, email=APPLICANT.email, language=Language.EN
    )
    await house.correspond(written(register, Acts(drawn(steps, to="fee")).begin(applicant=applicant)))
    assert "Amount: 120.000 đồng\nUntil: no limit is set\n" in mail.carried[-1].body


async def test_an_own_letter_is_kept_once_and_enclosed(
    house: Errands, register: Register, database: Database, mail: Carrier, files: Files
) -> None:
    told = whole()
    correspondence = written(register, told)
    await house.correspond(correspondence)
    await house.correspond(correspondence)
    with reading(database) as session:
        issued = letters.of_dossier(session, CODE)
    own = {row.form: row.seq for row in issued if row.form in {"inform", "tell"}}
    assert own == {"inform": told.seq_of("letter.signed", 1), "tell": told.seq_of("letter.signed", 2)}
    enclosing = [notice for notice in mail.carried if notice.seq in own.values()]
    assert [(notice.about, notice.attachment and notice.attachment.name) for notice in enclosing] == [
        ("letter_sent", f"Thông báo kết quả xác minh {CODE}.pdf"),
        ("letter_for_desk", f"Phiếu chuyển {CODE}.pdf"),
    ]
    assert enclosing[1].recipient == Mailbox(address=f"{DESK_HEAD}@hue.example")
    pdf = pypdfium2.PdfDocument(fetch(files, letter_key(CODE, own["inform"])))
    text = " ".join(pdf[0].get_textpage().get_text_range().split())
    pdf.close()
    assert "Diện tích 120 m²" in text
    assert "chair 1" in text


async def test_a_complaint_is_told_to_who_heads_the_office_that_posts(
    house: Errands, register: Register, mail: Carrier
) -> None:
    told = posted()
    await house.correspond(written(register, told))
    (made,) = (notice for notice in mail.carried if notice.about == "complaint_made")
    assert made.recipient == Mailbox(address=f"{CHAIR}@hue.example")
    assert "Thửa 12 đang có tranh chấp" in made.body


async def test_a_dossier_that_time_ends_is_told_with_its_letter(
    house: Errands, register: Register, database: Database, mail: Carrier
) -> None:
    told = begun().run_until("03-10 09:00")
    assert isinstance(told, Acts)
    await house.correspond(written(register, told))
    stopped = mail.carried[-1]
    assert stopped.about == "stopped"
    assert f"Cơ quan giải quyết: {DESK}\n" in stopped.body
    assert "Lý do: Hết thời hạn nộp 120.000 đồng (hạn: 09/3/2026) mà chưa nộp: Nộp phí thẩm định\n" in stopped.body
    assert stopped.attachment is not None
    with reading(database) as session:
        assert [row.recipient for row in notices.of_dossier(session, CODE)][-1] == "applicant"
