"""Notices go by the channels that people chose, once by each, and to telephones by day only."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from temporalio.exceptions import ApplicationError

from activities.correspondence import (
    Cause,
    Channel,
    DaytimePost,
    Delivery,
    Exchange,
    Mailbox,
    Notice,
    Phone,
    Post,
    PostAway,
    PutOff,
    Sent,
    Undeliverable,
)
from activities.errands import Errands
from activities.files import open_files
from activities.register import Register
from definitions.directory_files import demonstration_officials, load_directory
from definitions.procedure import Procedure
from definitions.sessions import Session
from records import notices, offices, officials, tables
from records.database import Database, reading, writing
from tests.copies import open_copy
from tests.plays import APPLICANT as BINH
from tests.plays import Told, at, at_the_province, worship
from workflows.actors import Official, Operator
from workflows.effects import Correspondence, Writing, errands
from workflows.machine.pin import Rehearsal
from workflows.machine.standing import standing
from workflows.machine.state import State
from workflows.messages import ApplyCalendar, Fault, Language, Means, Party, ReportFault

CODE = "H57.33.09-260302-0001"
HEAD = "truong-ldtbxh.46"
OFFICERS = ["chuyenvien-ldtbxh.46", "chuyenvien-ldtbxh2.46"]
BY_DAY = Session.parse("07:00-21:00")
NIGHT, MORNING = at("03-02 23:30"), at("03-03 07:00")


class Carrier:
    """A post that keeps what it carries, and can be away, put some off, refuse, or die once it has sent."""

    def __init__(self) -> None:
        self.carried: list[Notice] = []
        self.away = False
        self.put_off: set[str] = set()
        self.answer: Delivery = Sent()
        self.dies = False

    async def send(self, notice: Notice) -> Delivery:
        if self.away:
            raise PostAway("away")
        if isinstance(notice.recipient, Mailbox) and notice.recipient.address in self.put_off:
            raise PutOff("not now")
        self.carried.append(notice)
        if self.dies:
            raise MemoryError
        return self.answer

    @property
    def ids(self) -> list[str]:
        return [notice.message_id for notice in self.carried]


@pytest.fixture
def mail() -> Carrier:
    return Carrier()


@pytest.fixture
def sms() -> Carrier:
    return Carrier()


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    opened = open_copy(sqlite_template, tmp_path)
    directory = load_directory("thua-thien-hue")
    with writing(opened) as session:
        offices.load(session, directory)
        officials.load(session, [each for each in demonstration_officials(directory) if each.id.endswith(".46")])
    yield opened
    opened.close()


@pytest.fixture
def house(database: Database, tmp_path: Path, mail: Carrier, sms: Carrier) -> Errands:
    return running(database, tmp_path, Exchange(mail=mail, sms=sms))


def running(database: Database, folder: Path, post: Post) -> Errands:
    return Errands(
        database=database, files=open_files((folder / "files").as_uri()), post=post, public_url="https://motcua.vn"
    )


def in_the_house_at(now: datetime, house: Errands, mail: Carrier, sms: Carrier) -> Errands:
    post = Exchange(mail=mail, sms=DaytimePost(sms, BY_DAY, lambda: now.astimezone(UTC)))
    return Errands(database=house.database, files=house.files, post=post, public_url=house.public_url)


def party(**contact: object) -> Party:
    return Party(**{"name": BINH.name, "address": BINH.address, **contact})  # type: ignore[arg-type]  # any of its fields


BOTH = party(email="binh@example.vn", phone="0901234567")


def write(database: Database, told: Told) -> Correspondence:
    """Write the play's journal; what it obliges the office to send."""
    pin = told.state.pin
    lodging = tables.Lodging(
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
    with writing(database) as session:
        session.add(lodging)
    Register(database).write_entries(Writing(entries=told.entries, standing=standing(told.state)))
    return Correspondence(dossier=pin.code, errands=errands(told.entries, told.events, told.state.pin.procedure))


def accepted(applicant: Party, procedure: Procedure | None = None) -> Told:
    return Told(procedure).lodge("03-02 08:30", applicant=applicant).complete("03-02 10:00", "accept")


def warned() -> tuple[Told, str]:
    return at_the_province().run_until("04-08 18:00"), "warned"


def only(correspondence: Correspondence, told: Told, kind: str) -> Correspondence:
    wanted = {entry.seq for entry in told.entries if entry.kind == kind}
    chosen = tuple(errand for errand in correspondence.errands if errand.seq in wanted)
    return Correspondence(dossier=correspondence.dossier, errands=chosen)


def recorded(database: Database) -> list[tuple[str, str, str]]:
    with reading(database) as session:
        return [(row.recipient, row.channel, row.outcome.value) for row in notices.of_dossier(session, CODE)]


async def test_an_applicant_who_chose_nothing_is_told_by_all_that_the_contact_data_allow(
    house: Errands, database: Database, mail: Carrier, sms: Carrier
) -> None:
    await house.correspond(write(database, accepted(BOTH)))
    assert [notice.recipient for notice in mail.carried] == [Mailbox(address="binh@example.vn")]
    assert [notice.recipient for notice in sms.carried] == [Phone(number="0901234567")]
    assert sms.carried[0].short == f"Hồ sơ {CODE} đã tiếp nhận, hẹn trả 17:00 13/04/2026."
    assert recorded(database) == [("applicant", "mail", "sent"), ("applicant", "sms", "sent")]


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ((Means.MAIL,), ["mail"]),
        ((Means.SMS,), ["sms"]),
        ((Means.WEBHOOK, Means.SMS), ["sms", "webhook"]),
        ((Means.NONE,), ["counter"]),
        ((), ["counter"]),
    ],
)
async def test_an_applicant_is_told_by_the_means_chosen_and_no_other(
    house: Errands, database: Database, chosen: tuple[Means, ...], told: list[str]
) -> None:
    applicant = party(email="binh@example.vn", phone="0901234567", notify=chosen)
    await house.correspond(write(database, accepted(applicant)))
    assert [channel for _, channel, _ in recorded(database)] == told


async def test_who_chose_a_means_without_an_address_for_it_hears_at_the_counter(
    house: Errands, database: Database, mail: Carrier
) -> None:
    await house.correspond(write(database, accepted(party(notify=(Means.MAIL, Means.WEBHOOK)))))
    assert (recorded(database), mail.carried) == ([("applicant", "counter", "logged")], [])


async def test_an_applicant_may_be_written_to_in_english(
    house: Errands, database: Database, mail: Carrier, sms: Carrier
) -> None:
    applicant = party(email="jane@example.com", phone="+14155550100", language=Language.EN)
    await house.correspond(write(database, accepted(applicant)))
    assert (mail.carried[0].subject, mail.carried[0].language) == (f"Dossier {CODE} has been received", "en")
    assert sms.carried[0].short == f"Dossier {CODE} was received. Result due 17:00 13/04/2026."


async def test_officials_without_a_mail_address_have_their_worklist(house: Errands, database: Database) -> None:
    told, kind = warned()
    await house.correspond(only(write(database, told), told, kind))
    assert recorded(database) == [(who, "worklist", "logged") for who in (*OFFICERS, HEAD)]


async def test_the_log_says_what_stayed_in_the_house_and_names_nobody(house: Errands, database: Database) -> None:
    correspondence = write(database, accepted(party(notify=(Means.NONE,))))
    with capture_logs() as lines:
        await house.correspond(correspondence)
    kept = [line for line in lines if line["event"] == "notice.kept_in_house"]
    assert [(line["about"], line["told"]) for line in kept] == [("accepted", "counter")]
    assert "Bình" not in str(lines)


async def test_at_night_mail_goes_and_the_short_text_waits_until_morning(
    house: Errands, database: Database, mail: Carrier, sms: Carrier
) -> None:
    correspondence = write(database, accepted(BOTH))
    with pytest.raises(ApplicationError) as waiting:
        await in_the_house_at(NIGHT, house, mail, sms).correspond(correspondence)
    assert (waiting.value.type, waiting.value.next_retry_delay) == ("QuietHours", timedelta(hours=7, minutes=30))
    assert not waiting.value.non_retryable
    assert recorded(database) == [("applicant", "mail", "sent")]
    await in_the_house_at(MORNING, house, mail, sms).correspond(correspondence)
    assert recorded(database) == [("applicant", "mail", "sent"), ("applicant", "sms", "sent")]
    await in_the_house_at(MORNING, house, mail, sms).correspond(correspondence)
    assert (len(mail.carried), len(sms.carried)) == (1, 1)


async def test_an_outage_in_quiet_hours_keeps_its_own_patience(
    house: Errands, database: Database, mail: Carrier, sms: Carrier
) -> None:
    mail.away = True
    with pytest.raises(PostAway, match="away"):
        await in_the_house_at(NIGHT, house, mail, sms).correspond(write(database, accepted(BOTH)))


async def test_a_channel_that_is_away_holds_up_no_other(
    house: Errands, database: Database, mail: Carrier, sms: Carrier
) -> None:
    correspondence = write(database, accepted(BOTH))
    mail.away = True
    with pytest.raises(PostAway):
        await house.correspond(correspondence)
    assert recorded(database) == [("applicant", "sms", "sent")]
    mail.away = False
    await house.correspond(correspondence)
    assert (len(mail.carried), len(sms.carried)) == (1, 1)


async def test_one_mailbox_that_is_put_off_holds_up_no_other(house: Errands, database: Database, mail: Carrier) -> None:
    told, kind = warned()
    correspondence = only(write(database, told), told, kind)
    with writing(database) as session:
        for who in (*OFFICERS, HEAD):
            session.add(tables.Mailbox(official=who, address=f"{who}@hue.example"))
    mail.put_off = {f"{OFFICERS[0]}@hue.example"}
    with pytest.raises(PutOff):
        await house.correspond(correspondence)
    assert [who for who, _, _ in recorded(database)] == [OFFICERS[1], HEAD]


async def test_what_is_undeliverable_by_one_channel_is_told_by_the_other(
    house: Errands, database: Database, sms: Carrier
) -> None:
    sms.answer = Undeliverable(cause=Cause.REFUSED, code=422)
    await house.correspond(write(database, accepted(BOTH)))
    assert recorded(database) == [("applicant", "mail", "sent"), ("applicant", "sms", "undeliverable")]


async def test_a_crash_between_sending_and_recording_sends_again_under_the_same_id(
    house: Errands, database: Database, mail: Carrier
) -> None:
    correspondence = write(database, accepted(party(email="binh@example.vn")))
    mail.dies = True
    with pytest.raises(MemoryError):
        await house.correspond(correspondence)
    assert recorded(database) == []
    mail.dies = False
    await house.correspond(correspondence)
    assert len(mail.ids) == 2
    assert len(set(mail.ids)) == 1


async def test_a_rehearsal_sends_nothing_and_waits_for_no_morning(
    house: Errands, database: Database, mail: Carrier, sms: Carrier
) -> None:
    told = Told()
    told.state = State(pin=told.state.pin.model_copy(update={"rehearsal": Rehearsal(offset=timedelta(days=-30))}))
    told.lodge("03-02 08:30", applicant=BOTH).complete("03-02 10:00", "accept")
    await in_the_house_at(NIGHT, house, mail, sms).correspond(write(database, told))
    assert mail.carried + sms.carried == []
    assert recorded(database) == [("applicant", "mail", "logged"), ("applicant", "sms", "logged")]


async def test_a_result_that_the_desk_itself_makes_is_announced_once(
    house: Errands, database: Database, mail: Carrier
) -> None:
    procedure = worship()
    intake = procedure.manned["intake"]
    accept = intake.offers["accept"].model_copy(update={"to": "give"})
    at_once = intake.model_copy(update={"outcomes": {**intake.offers, "accept": accept}})
    procedure = procedure.model_copy(update={"steps": {**procedure.steps, "intake": at_once}})
    told = accepted(party(email="binh@example.vn"), procedure).complete("03-02 10:30", "given")
    await house.correspond(write(database, told))
    assert [notice.about for notice in mail.carried] == ["accepted", "ready"]


async def test_a_result_that_is_handed_over_is_announced_once(
    house: Errands, database: Database, mail: Carrier
) -> None:
    told = at_the_province().complete("03-25 09:00", "propose", form={"amount": 1}).complete("03-26 09:00", "sign")
    await house.correspond(write(database, told.complete("03-27 09:00", "given")))
    assert [notice.about for notice in mail.carried] == ["accepted", "ready"]


@pytest.mark.parametrize(("is_accepted", "told"), [(True, ["redated"]), (False, [])])
async def test_a_date_that_moves_with_the_calendar_is_told_to_who_was_given_one(
    house: Errands, database: Database, mail: Carrier, *, is_accepted: bool, told: list[str]
) -> None:
    play = accepted(party(email="binh@example.vn"))
    if not is_accepted:
        play = Told().lodge("03-02 08:30", applicant=party(email="binh@example.vn"))
    calendar = play.state.pin.calendar
    later = calendar.model_copy(update={"version": "9999", "off": tuple(sorted((*calendar.off, date(2026, 4, 10))))})
    play.tell(ApplyCalendar(calendar=later), actor=Operator(operator="vanhanh"), now=at("03-03 09:00"))
    await house.correspond(only(write(database, play), play, "due.revised"))
    assert [notice.about for notice in mail.carried] == told
    assert all("Thời gian hẹn mới: 17 giờ 00 phút, ngày 14 tháng 4 năm 2026" in each.body for each in mail.carried)


async def test_an_apology_for_a_fault_is_drafted_in_other_words_than_one_for_lateness(
    house: Errands, database: Database, mail: Carrier
) -> None:
    told = at_the_province()
    head = Official(official="h", name="H", post="head", office=told.holder().office)
    told.act("03-23 09:00", ReportFault(fault=Fault.LOST, what="Thất lạc bản sao Bằng"), by=head)
    correspondence = only(write(database, told), told, "apology.drafted")
    with writing(database) as session:
        session.add(tables.Mailbox(official=HEAD, address="truong@hue.example"))
    await house.correspond(correspondence)
    assert [(notice.about, notice.recipient) for notice in mail.carried] == [
        ("fault_apology_drafted", Mailbox(address="truong@hue.example"))
    ]


def test_a_recipient_is_known_by_no_more_than_a_digest() -> None:
    notice = Notice(
        dossier=CODE,
        seq=2,
        about="accepted",
        channel=Channel.SMS,
        recipient=Phone(number="0901234567"),
        subject="",
        body="",
        written_at=NIGHT,
    )
    digest = hashlib.sha256(b'sms {"kind":"phone","number":"0901234567"}').hexdigest()
    assert notice.message_id == f"{CODE}.2.{digest[:16]}"
