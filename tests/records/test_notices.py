"""What became of a notice is recorded once for each recipient."""

from datetime import UTC, datetime

from records import notices
from records.database import Database, reading, writing
from records.tables import Notice, NoticeOutcome


def record(database: Database, dossier: str, recipient: str, outcome: NoticeOutcome) -> None:
    notice = Notice(
        dossier=dossier,
        seq=2,
        recipient=recipient,
        channel="mail",
        sent_at=datetime(2026, 3, 2, 5, tzinfo=UTC),
        outcome=outcome,
    )
    with writing(database) as session:
        notices.record(session, notice)


def test_the_first_outcome_of_a_notice_stands(database: Database, dossier: str) -> None:
    record(database, dossier, "an", NoticeOutcome.SENT)
    record(database, dossier, "an", NoticeOutcome.UNDELIVERABLE)
    record(database, dossier, "binh", NoticeOutcome.LOGGED)
    with reading(database) as session:
        found = [(each.recipient, each.outcome) for each in notices.of_dossier(session, dossier)]
    assert found == [("an", NoticeOutcome.SENT), ("binh", NoticeOutcome.LOGGED)]


def test_it_is_known_who_was_told(database: Database, dossier: str) -> None:
    record(database, dossier, "an", NoticeOutcome.SENT)
    with reading(database) as session:
        assert notices.is_recorded(session, dossier, 2, recipient="an")
        assert not notices.is_recorded(session, dossier, 2, recipient="binh")
