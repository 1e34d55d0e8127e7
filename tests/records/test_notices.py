"""What became of a notice is recorded once for each recipient and channel."""

from datetime import UTC, datetime

import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from records import notices
from records.database import Database, reading, writing
from records.tables import Notice, NoticeOutcome
from records.upgrading import migrate, migrations


def notice(dossier: str, recipient: str, outcome: NoticeOutcome, *, channel: str = "mail") -> Notice:
    return Notice(
        dossier=dossier,
        seq=2,
        recipient=recipient,
        channel=channel,
        sent_at=datetime(2026, 3, 2, 5, tzinfo=UTC),
        outcome=outcome,
    )


def record(database: Database, given: Notice) -> None:
    with writing(database) as session:
        notices.record(session, given)


def found(database: Database, dossier: str) -> list[tuple[str, str, NoticeOutcome]]:
    with reading(database) as session:
        return [(each.recipient, each.channel, each.outcome) for each in notices.of_dossier(session, dossier)]


def test_the_first_outcome_of_a_notice_stands(database: Database, dossier: str) -> None:
    record(database, notice(dossier, "an", NoticeOutcome.SENT))
    record(database, notice(dossier, "an", NoticeOutcome.UNDELIVERABLE))
    record(database, notice(dossier, "binh", NoticeOutcome.LOGGED))
    assert found(database, dossier) == [
        ("an", "mail", NoticeOutcome.SENT),
        ("binh", "mail", NoticeOutcome.LOGGED),
    ]


def test_each_channel_has_an_outcome_of_its_own(database: Database, dossier: str) -> None:
    record(database, notice(dossier, "an", NoticeOutcome.SENT))
    record(database, notice(dossier, "an", NoticeOutcome.UNDELIVERABLE, channel="sms"))
    assert found(database, dossier) == [
        ("an", "mail", NoticeOutcome.SENT),
        ("an", "sms", NoticeOutcome.UNDELIVERABLE),
    ]


def test_the_database_itself_keeps_a_notice_once_for_each_channel(database: Database, dossier: str) -> None:
    record(database, notice(dossier, "an", NoticeOutcome.SENT))
    with pytest.raises(IntegrityError), writing(database) as session:
        session.add(notice(dossier, "an", NoticeOutcome.SENT))


def test_it_is_known_who_was_told_by_which_channel(database: Database, dossier: str) -> None:
    record(database, notice(dossier, "an", NoticeOutcome.SENT))
    record(database, notice(dossier, "an", NoticeOutcome.SENT, channel="sms"))
    with reading(database) as session:
        assert notices.told(session, dossier, 2) == {("an", "mail"), ("an", "sms")}
        assert notices.told(session, dossier, 1) == frozenset()


def test_notices_recorded_before_there_were_channels_keep_their_outcome(database: Database, dossier: str) -> None:
    with database.writer.begin() as connection:
        command.downgrade(migrations(connection), "0001")
        connection.execute(
            text(
                "INSERT INTO notices (dossier, seq, recipient, channel, sent_at, outcome)"
                " VALUES (:dossier, 2, 'applicant', 'log', '2026-03-02 05:00:00.000000', 'logged')"
            ),
            {"dossier": dossier},
        )
    migrate(database)
    assert found(database, dossier) == [("applicant", "mail", NoticeOutcome.LOGGED)]
