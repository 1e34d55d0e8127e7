"""Joins: a branch that joins a split further out takes away what else runs in between."""

from definitions.loader import read_procedure
from tests.making import BASE, Document
from tests.roaming import Roamer
from tests.yaml import as_yaml
from workflows.machine.events import TaskCancelled
from workflows.messages import Complete

OFFICER = "officer @ district/labour"


def task(**ways: Document) -> Document:
    return {"who": OFFICER, "outcomes": ways}


STEPS: Document = {
    "intake": {"who": "receptionist @ commune/desk", "outcomes": {"accept": {"to": "outer"}}},
    "outer": {"together": {"a": {"start": "inner"}}, "to": "give"},
    "inner": {
        "together": {"x": {"start": "quick"}, "y": {"start": "slow"}},
        "after": "any",
        "rest": "leave",
        "to": "later",
    },
    "quick": task(done={"join": "inner"}),
    "slow": task(over={"join": "outer"}),
    "later": task(done={"join": "outer"}),
    "give": {"who": "receptionist @ receiving desk", "counts": False, "outcomes": {"given": {"end": "returned"}}},
}


def carried(*outcomes: str) -> Roamer:
    procedure = read_procedure(as_yaml({**BASE, "steps": STEPS}), "it.yaml").procedure
    assert procedure is not None
    dossier = Roamer(procedure, {})
    for wanted in outcomes:
        deed = next(deed for deed in dossier.deeds() if isinstance(deed[0], Complete) and deed[0].outcome == wanted)
        dossier.tell(deed[0], actor=deed[1], now=dossier.now)
    return dossier


def test_work_that_went_on_in_the_branch_is_taken_away_when_a_branch_left_to_finish_joins_the_outer_split() -> None:
    dossier = carried("accept", "done", "over")
    assert [event.step for event in dossier.events if isinstance(event, TaskCancelled)] == ["later"]
    assert [work.step for work in dossier.state.works] == ["give"]
