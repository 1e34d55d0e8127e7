"""Law: what no definition may allow, whatever its author wants."""

from collections.abc import Iterator
from typing import Final

from definitions.findings import Code, Finding
from definitions.positions import Positions
from definitions.procedure import Demand, Procedure
from definitions.saying import Saying
from definitions.steps.manned import Manned
from definitions.steps.parted import Consult, Post

MOST_SUPPLEMENTS: Final = 1
"""Officials at the desk ask for a supplement only once (Decree 61/2018, Art. 11(2)(c))."""
MOST_EXTENSIONS: Final = 1
"""The return date is moved not more than once (Decree 61/2018, Art. 19(9))."""


def findings(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    """What goes beyond the law."""
    policy = procedure.time
    if policy.supplements > MOST_SUPPLEMENTS:
        wrong = Saying(
            vietnamese="pháp luật chỉ cho yêu cầu bổ sung hồ sơ một lần",
            english="the law lets an applicant be asked to complete a dossier only once",
        ).of()
        place = positions.of("time", "supplements")
        yield Finding(
            Code.TOO_MANY_SUPPLEMENTS,
            place,
            wrong,
            Saying(vietnamese="viết 1 hoặc 0, hoặc bỏ dòng này", english="write 1 or 0, or take the line out").of(),
        )
    if policy.apology.extensions > MOST_EXTENSIONS:
        wrong = Saying(
            vietnamese="pháp luật chỉ cho hẹn lại ngày trả kết quả một lần",
            english="the law lets the return date be moved only once",
        ).of()
        place = positions.of("time", "apology", "extensions")
        yield Finding(
            Code.TOO_MANY_EXTENSIONS,
            place,
            wrong,
            Saying(vietnamese="viết 1 hoặc 0, hoặc bỏ đi", english="write 1 or 0, or take it out").of(),
        )
    if Demand.BASIS in procedure.demands:
        yield from _without_basis(procedure, positions)


def _without_basis(procedure: Procedure, positions: Positions) -> Iterator[Finding]:
    """Where the procedure demands it, every length of time that a step gives somebody stands somewhere in the law."""
    for step_id, step in procedure.steps.items():
        limited = isinstance(step, Consult | Post) or (isinstance(step, Manned) and step.limit is not None)
        if limited and step.basis is None:
            wrong = Saying(
                vietnamese="bước '{step_id}' có thời hạn nhưng chưa nêu căn cứ pháp lý như 'demands' yêu cầu",
                english="'{step_id}' has a limit, but does not say where that stands in the law, as 'demands' wants",
            ).of(step_id=step_id)
            mend = Saying(
                vietnamese="viết 'basis: {{instrument: …, provision: …}}'",
                english="write 'basis: {{instrument: …, provision: …}}'",
            ).of()
            yield Finding(Code.NO_BASIS, positions.key("steps", step_id), wrong, mend)
