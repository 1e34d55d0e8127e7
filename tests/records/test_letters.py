"""A letter is recorded once and never replaced."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from records import letters
from records.database import Database, reading, writing
from records.letters import DifferentLetter
from records.tables import Letter


def letter(dossier: str, seq: int = 2, sha256: str = "ab") -> Letter:
    issued_at = datetime(2026, 3, 2, 5, tzinfo=UTC)
    return Letter(
        dossier=dossier,
        seq=seq,
        form="01",
        file=f"letters/{seq}.pdf",
        sha256=sha256,
        length=9,
        issued_at=issued_at,
    )


def record(database: Database, issued: Letter) -> None:
    with writing(database) as session:
        letters.record(session, issued)


def test_a_letter_recorded_again_changes_nothing(database: Database, dossier: str) -> None:
    record(database, letter(dossier))
    record(database, letter(dossier))
    with reading(database) as session:
        assert [each.sha256 for each in letters.of_dossier(session, dossier)] == ["ab"]


def test_another_letter_for_the_same_entry_is_a_bug(database: Database, dossier: str) -> None:
    record(database, letter(dossier))
    with pytest.raises(DifferentLetter):
        record(database, letter(dossier, sha256="cd"))


def test_a_letter_needs_the_entry_that_obliged_it(database: Database, dossier: str) -> None:
    with pytest.raises(IntegrityError):
        record(database, letter(dossier, seq=4))
