"""A published version never changes; each day has at most one version in force; what does not fit is refused."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

import pytest

from definitions.procedure import Effect, Procedure
from records import dossiers, procedures
from records.database import Database, reading, writing
from records.editions import Edition, State
from records.procedures import (
    AbolishedBefore,
    AcceptedSince,
    DifferentVersion,
    EffectNotLater,
    NeverPublished,
    NotTheNextVersion,
    PublishingRefused,
)
from tests.accepted import accept
from tests.plays import worship

NOW = datetime(2026, 3, 2, tzinfo=UTC)
CODE = worship().procedure
Publish = Callable[[Procedure], bool]


@pytest.fixture
def publish(database: Database) -> Publish:
    def _publish(procedure: Procedure) -> bool:
        with writing(database) as session:
            return procedures.publish(session, procedure, source="the text\r\n", at=NOW, by="an")

    return _publish


def version(number: int, from_: str, until: str | None = None) -> Procedure:
    last_on = date.fromisoformat(until) if until else None
    effective = Effect(from_=date.fromisoformat(from_), until=last_on)
    return worship().model_copy(update={"version": number, "effective": effective})


def listed(database: Database) -> list[Edition]:
    with reading(database) as session:
        return procedures.editions(session, CODE)


def states(database: Database, on: str) -> dict[int, State]:
    return {one.version: one.state(date.fromisoformat(on)) for one in listed(database)}


def abolish(database: Database, from_: str) -> bool:
    abolished = procedures.Abolished(
        code=CODE, from_on=date.fromisoformat(from_), decision="12/QĐ-UBND", by="an", at=NOW
    )
    with writing(database) as session:
        return procedures.abolish(session, abolished)


def accept_on(database: Database, on: str, *, rehearsal: bool = False) -> None:
    with writing(database) as session:
        accept(session, CODE, date.fromisoformat(on), rehearsal=rehearsal)


def in_force(database: Database, on: str) -> int | None:
    with reading(database) as session:
        found = procedures.in_force(session, CODE, date.fromisoformat(on))
        return found.version if found else None


def test_what_is_published_reads_back_as_it_was_defined(database: Database, publish: Publish) -> None:
    publish(worship())
    with reading(database) as session:
        row = procedures.one(session, CODE, 1)
        assert row is not None
        assert procedures.definition(row) == worship()
        assert (row.source, row.published_by) == ("the text\r\n", "an")


def test_publishing_the_same_again_changes_nothing(publish: Publish) -> None:
    assert [publish(worship()), publish(worship())] == [True, False]


def test_a_version_that_says_something_else_is_refused(publish: Publish) -> None:
    publish(worship())
    with pytest.raises(DifferentVersion):
        publish(worship().model_copy(update={"title": "Khác"}))


def test_the_effect_of_a_version_ends_the_day_before_the_next_ones_begins(database: Database, publish: Publish) -> None:
    publish(version(1, "2019-04-04", "2025-12-31"))
    publish(version(2, "2025-07-01"))
    days = ("2019-04-03", "2019-04-04", "2025-06-30", "2025-07-01", "2026-01-01")
    assert [in_force(database, day) for day in days] == [None, 1, 1, 2, 2]
    assert [(one.version, one.in_force_until, one.then) for one in listed(database)] == [
        (2, None, None),
        (1, date(2025, 6, 30), State.AMENDED),
    ]


def test_an_amended_version_does_not_come_back_when_the_amendment_has_ended(
    database: Database, publish: Publish
) -> None:
    publish(version(1, "2019-04-04"))
    publish(version(2, "2025-07-01", "2025-12-31"))
    assert [in_force(database, day) for day in ("2025-12-31", "2026-01-01")] == [2, None]
    assert states(database, "2026-01-01") == {2: State.EXPIRED, 1: State.AMENDED}


def test_between_two_versions_there_may_be_none(database: Database, publish: Publish) -> None:
    publish(version(1, "2019-04-04", "2025-06-30"))
    publish(version(2, "2025-08-01"))
    assert [in_force(database, day) for day in ("2025-06-30", "2025-07-15", "2025-08-01")] == [1, None, 2]
    assert states(database, "2025-07-15") == {2: State.PUBLISHED, 1: State.EXPIRED}


def test_an_amendment_bears_the_next_number(publish: Publish) -> None:
    publish(version(1, "2019-04-04"))
    with pytest.raises(NotTheNextVersion) as refused:
        publish(version(3, "2025-07-01"))
    assert refused.value.wanted == 2


def test_the_first_version_published_may_bear_any_number(database: Database, publish: Publish) -> None:
    assert publish(version(4, "2019-04-04"))
    with pytest.raises(NotTheNextVersion):
        publish(version(3, "2018-01-01"))
    assert in_force(database, "2019-04-04") == 4


@pytest.mark.parametrize("from_", ["2019-04-04", "2019-04-03"])
def test_an_amendment_takes_effect_after_what_it_amends(publish: Publish, from_: str) -> None:
    publish(version(1, "2019-04-04"))
    with pytest.raises(EffectNotLater) as refused:
        publish(version(2, from_))
    assert refused.value.since == date(2019, 4, 4)


def test_of_two_who_publish_one_number_at_once_exactly_one_wins(database: Database, publish: Publish) -> None:
    publish(version(1, "2019-04-04"))
    drafts = [version(2, "2025-07-01").model_copy(update={"title": title}) for title in ("Một", "Hai", "Ba", "Bốn")]
    together = Barrier(len(drafts))

    def try_to_publish(draft: Procedure) -> str:
        together.wait()
        try:
            publish(draft)
        except DifferentVersion as refused:
            return f"refused: {refused.known.published_by} was first"
        return draft.title

    with ThreadPoolExecutor(len(drafts)) as pool:
        answers = list(pool.map(try_to_publish, drafts))
    assert answers.count("refused: an was first") == len(drafts) - 1
    assert [one.title for one in listed(database) if one.version == 2] == [
        one for one in answers if "refused" not in one
    ]


def test_a_procedure_is_abolished_from_a_day_on(database: Database, publish: Publish) -> None:
    publish(version(1, "2019-04-04"))
    publish(version(2, "2025-07-01"))
    assert abolish(database, "2026-05-01")
    assert [in_force(database, day) for day in ("2026-04-30", "2026-05-01")] == [2, None]
    assert states(database, "2026-05-01") == {2: State.ABOLISHED, 1: State.AMENDED}
    with reading(database) as session:
        known = procedures.abolition(session, CODE)
    assert known is not None
    assert (known.from_on, known.decision, known.by) == (date(2026, 5, 1), "12/QĐ-UBND", "an")


def test_abolishing_again_from_the_same_day_is_harmless_and_from_another_refused(
    database: Database, publish: Publish
) -> None:
    publish(version(1, "2019-04-04"))
    assert [abolish(database, "2026-05-01"), abolish(database, "2026-05-01")] == [True, False]
    with pytest.raises(AbolishedBefore):
        abolish(database, "2026-06-01")


def test_what_was_never_published_cannot_be_abolished(database: Database) -> None:
    with pytest.raises(NeverPublished):
        abolish(database, "2026-05-01")


def test_a_version_takes_effect_before_the_abolition_or_never(database: Database, publish: Publish) -> None:
    publish(version(1, "2019-04-04"))
    abolish(database, "2026-05-01")
    with pytest.raises(AbolishedBefore):
        publish(version(2, "2026-05-01"))
    assert publish(version(2, "2026-04-30"))
    assert [in_force(database, day) for day in ("2026-04-29", "2026-04-30", "2026-05-01")] == [1, 2, None]


def test_a_version_abolished_before_its_day_never_comes_into_force(database: Database, publish: Publish) -> None:
    publish(version(1, "2019-04-04"))
    publish(version(2, "2026-07-01"))
    abolish(database, "2026-05-01")
    assert [in_force(database, day) for day in ("2026-04-30", "2026-07-01")] == [1, None]
    assert states(database, "2026-07-01") == {2: State.ABOLISHED, 1: State.ABOLISHED}


def test_a_procedure_is_not_abolished_from_before_its_last_acceptance(database: Database, publish: Publish) -> None:
    publish(version(1, "2019-04-04"))
    accept_on(database, "2026-03-02")
    with pytest.raises(AcceptedSince) as refused:
        abolish(database, "2026-03-02")
    assert (refused.value.count, refused.value.last_on) == (1, date(2026, 3, 2))
    assert in_force(database, "2026-03-02") == 1
    assert abolish(database, "2026-03-03")
    with reading(database) as session:
        assert dossiers.open_by_version(session) == {(CODE, 1): 1}


def test_a_rehearsal_does_not_hinder_an_abolition(database: Database, publish: Publish) -> None:
    publish(version(1, "2019-04-04"))
    accept_on(database, "2026-03-02", rehearsal=True)
    assert abolish(database, "2026-03-02")


def test_what_is_refused_leaves_nothing_behind(database: Database, publish: Publish) -> None:
    publish(version(1, "2019-04-04"))
    before = listed(database)
    for refused in (version(1, "2020-01-01"), version(2, "2019-01-01"), version(9, "2026-01-01")):
        with pytest.raises(PublishingRefused):
            publish(refused)
    assert listed(database) == before


def test_editions_are_listed_newest_first(database: Database, publish: Publish) -> None:
    publish(version(1, "2019-04-04", "2025-06-30"))
    publish(version(2, "2025-07-01"))
    with reading(database) as session:
        assert [(each.code, each.version) for each in procedures.editions(session)] == [(CODE, 2), (CODE, 1)]
        assert procedures.editions(session, "1.000001") == []
