"""Recalculation: tells open dossiers of a later version of their calendar, a batch at a time."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from temporalio import activity
from temporalio.client import Client, WorkflowUpdateFailedError, WorkflowUpdateRPCTimeoutOrCancelledError
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from records import recalculations
from records.database import Database, reading, writing
from records.recalculations import Outdated
from workflows.actors import Operator
from workflows.beginning import dossier
from workflows.dossier import DossierWorkflow
from workflows.machine.pin import Code
from workflows.machine.refusals import Rule
from workflows.messages import ApplyCalendar, Order
from workflows.sweeps import FINISH_SWEEP, REDATE, Batch, Swept

AT_ONCE: Final = 8
"""How many dossiers are told side by side: citizens and officials are served meanwhile."""

PATIENCE: Final = timedelta(seconds=8)
"""How long a dossier is waited for before the next pass asks it again."""


class Answer(StrEnum):
    """What became of telling a dossier, where no rule refused."""

    TOLD = "told"
    UNREACHED = "unreached"


@dataclass(frozen=True, slots=True)
class Recalculation:
    """Finds the open dossiers that follow another version, and tells each by an update with a key of its own."""

    database: Database
    client: Client

    @activity.defn(name=REDATE)
    async def redate(self, batch: Batch) -> Swept:
        """Tell the next dossiers, a heartbeat after each; raises `RecordsAway`.

        Running it twice is safe because a dossier answers the same key from memory, applies a version that it follows
        already without an event, and is only found while it follows another one.
        """
        found = await asyncio.to_thread(self._outdated, batch)
        free = asyncio.Semaphore(AT_ONCE)
        answers = await asyncio.gather(*(self._tell(batch, one, free) for one in found))
        refused = {one.code: answer for one, answer in zip(found, answers, strict=True) if isinstance(answer, Rule)}
        await asyncio.to_thread(self._note, batch.calendar.digest, refused)
        return Swept(
            last=found[-1].code if len(found) == batch.size else None,
            told=answers.count(Answer.TOLD),
            refused=len(refused),
            unreached=answers.count(Answer.UNREACHED),
        )

    @activity.defn(name=FINISH_SWEEP)
    def finish_sweep(self, digest: str) -> None:
        """Note that nothing is left to do; the second time it changes nothing. Raises `RecordsAway`."""
        with writing(self.database) as session:
            recalculations.finish(session, digest, at=datetime.now(UTC))

    def _outdated(self, batch: Batch) -> list[Outdated]:
        with reading(self.database) as session:
            return recalculations.outdated(session, batch.calendar, after=batch.after, limit=batch.size)

    async def _tell(self, batch: Batch, one: Outdated, free: asyncio.Semaphore) -> Answer | Rule:
        async with free:
            answer = await _answer(self.client, one, _order(batch, one))
        activity.heartbeat(one.code)
        return answer

    def _note(self, digest: str, refused: dict[str, Rule]) -> None:
        if refused:
            with writing(self.database) as session:
                for code, rule in refused.items():
                    recalculations.refuse(session, digest, code, rule=rule)


def _order(batch: Batch, one: Outdated) -> Order:
    """The order; it relies on the dossier as found, so that one late on its way never undoes a later version."""
    digest = batch.calendar.digest
    return Order(
        key=f"calendar-{digest}",
        digest=digest,
        actor=Operator(operator=batch.operator),
        message=ApplyCalendar(calendar=batch.calendar),
        expected=one.seq,
    )


async def _answer(client: Client, one: Outdated, order: Order) -> Answer | Rule:
    handle = dossier(client, Code(one.code))
    try:
        await handle.execute_update(DossierWorkflow.tell, order, id=order.key, rpc_timeout=PATIENCE)
    except WorkflowUpdateFailedError as failed:
        return _meaning(failed)
    except WorkflowUpdateRPCTimeoutOrCancelledError:
        return Answer.UNREACHED
    except RPCError as error:
        return Rule.DOSSIER_ENDED if error.status is RPCStatusCode.NOT_FOUND else Answer.UNREACHED
    return Answer.TOLD


def _meaning(failed: WorkflowUpdateFailedError) -> Answer | Rule:
    """The rule that refused; a dossier that changed since it was found is met again."""
    match failed.cause:
        case ApplicationError(type="Refusal", message=rule) if rule in _LASTING:
            return Rule(rule)
        case _:
            return Answer.UNREACHED


_LASTING: Final = frozenset(Rule) - {Rule.STALE}
