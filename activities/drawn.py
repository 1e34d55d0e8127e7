"""Drawn: what a definition says of the steps whose tasks are written, and each branch in words."""

from dataclasses import dataclass, field
from typing import Final

from definitions.procedure import Procedure
from definitions.steps.kinds import AnyStep
from definitions.steps.manned import Letter, Pay, Wait
from definitions.steps.parted import Consultation, Posting
from letters.branching import Begun, branch_words
from records.tables import TaskKind
from workflows.machine.branches import ROOT
from workflows.machine.tasks import APOLOGY, URGING


@dataclass(frozen=True, slots=True)
class Drawn:
    """A definition, and the branches that a dossier of it has begun, by number."""

    procedure: Procedure
    branches: dict[int, Begun] = field(default_factory=dict)

    def kind(self, step: str, known: TaskKind) -> TaskKind:
        """What kind of task a step gives; a letter that lateness obliges is known by itself."""
        return known if step in LETTER_TITLES else kind_of(self.procedure.plan[step])

    def title(self, step: str) -> str:
        """A step's title as an official reads it."""
        return LETTER_TITLES.get(step) or self.procedure.step_title(step)

    def branch(self, number: int) -> str | None:
        """A branch in words; None for the root."""
        return None if number == ROOT else branch_words(self.procedure, self.branches, number)


def kind_of(step: AnyStep) -> TaskKind:
    """What kind of task a manned step gives."""
    match step:
        case Letter():
            return TaskKind.LETTER
        case Wait():
            return TaskKind.WAIT
        case Pay():
            return TaskKind.PAY
        case Consultation():
            return TaskKind.OPINION
        case Posting():
            return TaskKind.POSTING
        case _:
            return TaskKind.WORK


APOLOGY_TITLE: Final = "Ký phiếu xin lỗi và hẹn lại ngày trả kết quả"
URGING_TITLE: Final = "Ký công văn đôn đốc"
LETTER_TITLES: Final = {APOLOGY: APOLOGY_TITLE, URGING: URGING_TITLE}
