"""Own letters: from a letter that a procedure words itself to what it states, filled in from the facts recorded."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from definitions.conditions import Scope
from definitions.placeholders import filled, letter_scope, schema_of
from definitions.scopes import OUTCOME, OUTCOMES
from definitions.steps.described import EXPIRED
from definitions.steps.manned import Letter
from letters.contents import OwnLetter, Signer
from letters.facts import ARCHIVE, COPIES_TO, applicant_of
from letters.headings import own_heading
from letters.recorded import Recorded
from letters.wording import value_text
from workflows.machine.branches import ROOT
from workflows.machine.events import TaskOpened
from workflows.machine.events_flow import LetterSigned
from workflows.machine.facts import facts_of


def own_letter(dossier: Recorded, seq: int, *, signer: Signer) -> OwnLetter:
    """The letter that entry `seq` signed; its number counts the letters that the dossier's procedure has worded."""
    event, pin = dossier.event(seq), dossier.pin
    assert isinstance(event, LetterSigned)
    assert event.actor.kind == "official", "only officials sign"
    to_desk = event.to == TO_DESK
    signed = sum(isinstance(earlier, LetterSigned) for earlier in dossier.events[:seq])
    return OwnLetter(
        **own_heading(dossier, title=event.title, office=event.actor.office, on=pin.calendar.local_date(event.at)),
        number=f"{pin.code}/VB-{signed:02d}",
        to_desk=to_desk,
        desk=dossier.desk.name,
        applicant=applicant_of(dossier),
        procedure=pin.procedure.title,
        paragraphs=_paragraphs(dossier, seq, event),
        signer=signer,
        copies_to=(*COPIES_TO, ARCHIVE) if to_desk else (*COPIES_TO, dossier.desk.name, ARCHIVE),
    )


TO_DESK: Final = "desk"
TO_BE_WRITTEN: Final = "……………"
"""Where nothing was filled in that a letter names: whoever signs sees the gap."""
DONG: Final = "đồng"


def _paragraphs(dossier: Recorded, seq: int, event: LetterSigned) -> tuple[str, ...]:
    step = dossier.pin.step(event.step)
    assert isinstance(step, Letter)
    known = _Known(dossier, seq, _branch(dossier, event.task))
    return tuple(filled(text, known.said) for text in step.letter.text)


def _branch(dossier: Recorded, task: int) -> int:
    opened = (event for event in dossier.events if isinstance(event, TaskOpened) and event.task == task)
    return next((event.branch for event in opened), ROOT)


@dataclass(frozen=True)
class _Known:
    """What was known in a branch when entry `seq` was written."""

    dossier: Recorded
    seq: int
    branch: int

    def said(self, name: str, money: bool) -> str:  # noqa: FBT001 - what `filled` asks with
        """The words for a placeholder."""
        value = self._value(name)
        *whole, last = name.split(".")
        if whole and whole[0] == "steps" and last in {OUTCOME, OUTCOMES} and value is not None:
            return self._outcomes(".".join(whole[1:]), value)
        money = money or DONG in str(schema_of(self._scope, name).get("title", "")).lower()
        return value_text(value, money=money) or TO_BE_WRITTEN

    def _value(self, name: str) -> Any:  # noqa: ANN401 - JSON of any kind
        found: Any = self._facts
        for part in name.split("."):
            found = found.get(part) if isinstance(found, dict) else None
        return found

    def _outcomes(self, step_id: str, value: object) -> str:
        names = [str(name) for name in (value if isinstance(value, list) else [value])]
        offers = self.dossier.pin.manned(step_id).offers
        titles = (offers[name].title if name in offers else None for name in names)
        return "; ".join(title or OUT_OF_TIME.get(name, name) for title, name in zip(titles, names, strict=True))

    @cached_property
    def _scope(self) -> Scope:
        return letter_scope(self.dossier.pin.procedure.scope)

    @cached_property
    def _facts(self) -> dict[str, Any]:
        state, pin, lodged = self.dossier.state_after(self.seq), self.dossier.pin, self.dossier.lodged
        assert state.clock is not None
        facts = dict(facts_of(state, self.branch))
        facts["dossier"] = {
            **facts["dossier"],
            "code": pin.code,
            "applicant": lodged.applicant.name,
            "address": lodged.applicant.address,
            "procedure": pin.procedure.title,
            "received_on": pin.calendar.local_date(lodged.received_at).isoformat(),
            "due_on": pin.calendar.local_date(state.clock.due_at).isoformat(),
        }
        return facts


OUT_OF_TIME: Final = {EXPIRED: "đã hết thời hạn"}
"""How a step ended that time has ended."""
