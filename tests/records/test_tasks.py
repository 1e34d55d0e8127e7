"""A worklist shows what waits for a post in an office, the most urgent first."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from records import dossiers, lodgings, tasks
from records.database import Database, reading, writing
from records.tables import TaskKind, TaskState
from records.tasks import BadCursor, Cursor, Wanted
from tests.records.plans import is_read_in_order

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
OFFICER = Wanted(office="19990/labour", post="officer")


def dossier(code: str, **changes: Any) -> dict[str, Any]:
    values = {
        "code": code,
        "procedure": "1.000001",
        "version": 1,
        "digest": "d",
        "title": "Trợ cấp",
        "unit": "19990",
        "desk": "19990/desk",
        "applicant": "Nguyễn Thị Đoan Bình",
        "channel": "counter",
        "lodged_at": NOON,
        "due_at": NOON,
        "original_due_at": NOON,
        "status": "new",
        "running": True,
        "late": False,
        "holder": "19990/desk",
        "letters": 0,
        "breaches": 0,
        "seq": 1,
        "rehearsal": False,
    }
    return values | changes


def task(dossier: str, number: int, **changes: Any) -> dict[str, Any]:
    values = {
        "dossier": dossier,
        "number": number,
        "step": "examine",
        "title": "Thẩm định",
        "kind": TaskKind.WORK,
        "office": OFFICER.office,
        "post": OFFICER.post,
        "opened_at": NOON,
        "due_at": NOON + timedelta(hours=number),
        "claimed_by": None,
        "state": TaskState.OPEN,
        "closed_at": None,
        "late": False,
    }
    return values | changes


@pytest.fixture
def office(database: Database) -> Database:
    with writing(database) as session:
        codes = [reserved(session, key) for key in ("a", "b")]
        dossiers.add(session, dossier(codes[0]))
        dossiers.add(session, dossier(codes[1], procedure="1.000002", late=True))
        tasks.add(
            session,
            [
                task(codes[0], 1, due_at=None),
                task(codes[0], 2, due_at=NOON),
                task(codes[0], 3, claimed_by="an"),
                task(codes[0], 4, late=True, claimed_by="binh"),
                task(codes[0], 5, state=TaskState.DONE, closed_at=NOON),
                task(codes[0], 6, post="leader"),
                task(codes[0], 7, office="474/labour"),
                task(codes[1], 2, due_at=NOON),
                task(codes[1], 8, kind=TaskKind.APOLOGY),
            ],
        )
    return database


def reserved(session: Any, key: str) -> str:
    claim = lodgings.Claim(
        key=key,
        official="o",
        digest="d",
        agency="H57",
        local_on=date(2026, 3, 2),
        pin_of=lambda code: code,
        at=NOON,
    )
    return lodgings.reserve(session, claim).lodging.code


def numbers(database: Database, **wanted: Any) -> list[tuple[str, int]]:
    """The last digit of the dossier and the number of the task, for each line."""
    with reading(database) as session:
        found = tasks.worklist(session, Wanted(office=OFFICER.office, post=OFFICER.post, **wanted))
        return [(line.dossier.code[-1], line.task.number) for line in found.lines]


def test_what_is_due_first_comes_first_and_what_is_never_due_last(office: Database) -> None:
    assert numbers(office) == [("1", 2), ("2", 2), ("1", 3), ("1", 4), ("2", 8), ("1", 1)]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"procedure": "1.000002"}, [("2", 2), ("2", 8)]),
        ({"kind": TaskKind.APOLOGY}, [("2", 8)]),
        ({"late_only": True}, [("2", 2), ("1", 4), ("2", 8)]),
        ({"claimed_by": "an"}, [("1", 3)]),
        ({"unclaimed_only": True}, [("1", 2), ("2", 2), ("2", 8), ("1", 1)]),
        ({"unclaimed_only": True, "late_only": True, "procedure": "1.000001"}, []),
    ],
)
def test_filters_narrow_a_worklist(office: Database, wanted: dict[str, Any], found: list[tuple[str, int]]) -> None:
    assert numbers(office, **wanted) == found


@pytest.mark.parametrize("size", [1, 2, 3, 5, 6, 7])
def test_pages_join_into_the_whole_list(office: Database, size: int) -> None:
    found: list[int] = []
    after: Cursor | None = None
    with reading(office) as session:
        while True:
            page = tasks.worklist(session, Wanted(office=OFFICER.office, post=OFFICER.post, limit=size, after=after))
            found += [line.task.number for line in page.lines]
            if page.following is None:
                break
            after = Cursor.parse(str(page.following))
    assert found == [2, 2, 3, 4, 8, 1]


def test_a_page_says_when_it_is_the_last(office: Database) -> None:
    with reading(office) as session:
        page = tasks.worklist(session, Wanted(office=OFFICER.office, post=OFFICER.post, limit=6))
    assert page.following is None


@pytest.mark.parametrize("text", ["", "x", "!", "MjAyNnxhfGI=", "MjAyNi0wMy0wMlQwNTowMDowMHxhfDE=", "đ"])
def test_a_cursor_that_nobody_wrote_is_refused(text: str) -> None:
    with pytest.raises(BadCursor):
        Cursor.parse(text)


def test_a_worklist_is_read_from_its_index_in_order(office: Database) -> None:
    statement = (
        "SELECT * FROM tasks WHERE office = 'x' AND post = 'y' AND state = 'open'"
        " AND (sort_at, dossier, number) > ('2026-01-01', 'a', 1) ORDER BY sort_at, dossier, number LIMIT 50"
    )
    assert is_read_in_order(office, statement, index="ix_tasks_office_post_state_sort_at_dossier_number")


def test_a_dossiers_tasks_come_in_their_order_open_or_not(office: Database) -> None:
    with reading(office) as session:
        assert [each.number for each in tasks.of_dossier(session, "H57-260302-0001")] == [1, 2, 3, 4, 5, 6, 7]
        assert tasks.one(session, "H57-260302-0001", 9) is None


def test_a_task_whose_due_date_changes_moves_in_the_worklist(office: Database) -> None:
    with writing(office) as session:
        tasks.change(session, "H57-260302-0001", 3, {"due_at": NOON + timedelta(days=1)})
        tasks.change(session, "H57-260302-0001", 4, {"due_at": None})
    assert numbers(office) == [("1", 2), ("2", 2), ("2", 8), ("1", 3), ("1", 1), ("1", 4)]


def test_the_open_task_of_the_procedure_is_no_letter_to_sign(office: Database) -> None:
    with reading(office) as session:
        assert [held.number for held in tasks.open_work(session, "H57-260302-0002")] == [2]
        assert tasks.open_work(session, "H57-260302-0009") == ()


def test_names_are_searched_without_marks() -> None:
    assert dossiers.search_key("  Đỗ Thị  BÍCH Thủy ") == "do thi bich thuy"
