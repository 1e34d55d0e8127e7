"""Whatever a scenario of the catalogue obliges an office to write or to tell, can be written and told."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlmodel import Session

from activities.issuing import Occasion, form_in, letter_of
from activities.notices.facts import to_applicant
from activities.notices.inside import to_officials
from activities.notices.texts import compose
from definitions.directory_files import demonstration_officials
from definitions.procedure import Procedure
from definitions.scenarios import Scenario
from letters.contents import OwnLetter
from letters.press import render
from letters.recorded import Recorded
from letters.slip import control_slip
from records import offices, officials
from records.database import open_database, reading, writing
from records.upgrading import migrate
from tests.plays import GROUND, catalogue_scenarios
from workflows.effects import errands
from workflows.machine.journal import event_of
from workflows.machine.pin import Code, pin_of
from workflows.messages import Language
from workflows.rehearsal import Cast, perform

PEOPLE = demonstration_officials(GROUND.directory)
CAST = Cast(PEOPLE)
LINK = "https://motcua.vn/ho-so"


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    database = open_database(f"sqlite:///{tmp_path_factory.mktemp('records') / 'records.sqlite'}")
    migrate(database)
    with writing(database) as session:
        offices.load(session, GROUND.directory)
        officials.load(session, PEOPLE)
    with reading(database) as session:
        yield session
    database.close()


def played(procedure: Procedure, scenario: Scenario) -> Recorded:
    pin = pin_of(procedure, GROUND, unit=scenario.lodged.unit, on=scenario.lodged.at.date())
    pin = pin.model_copy(update={"code": Code("H57.35.04-200302-0001")})
    entries = perform(pin, scenario, CAST, GROUND).entries
    return Recorded(pin, entries, tuple(event_of(entry) for entry in entries))


@pytest.mark.parametrize(
    ("procedure", "scenario"), catalogue_scenarios(), ids=lambda value: getattr(value, "title", None)
)
def test_every_letter_and_notice_can_be_written(people: Session, procedure: Procedure, scenario: Scenario) -> None:
    dossier = played(procedure, scenario)
    for errand in errands(dossier.entries, dossier.events, procedure):
        if errand.letter is not None and form_in(dossier, errand) is not None:
            letter = letter_of(people, Occasion(dossier, errand.seq, LINK), errand.letter)
            assert not isinstance(letter, OwnLetter) or render(letter)
        outside = to_applicant(dossier, errand.seq, link=LINK)
        inside = to_officials(dossier, errand.seq, link=LINK)
        is_promised = dossier.state_after(errand.seq).accepted
        assert outside is not None or inside is not None or not is_promised, dossier.event(errand.seq)
        said = [says for says in (outside, None if inside is None else inside.says) if says is not None]
        assert not any("$" in compose(says, language).body for says in said for language in Language)
    moved = sum(entry.kind == "handed.over" for entry in dossier.entries)
    assert len(control_slip(dossier, on=date(2026, 12, 1)).rows) == moved
