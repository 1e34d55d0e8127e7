"""The recalculation's workflow: carries a published calendar to every open dossier, batch by batch."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from temporalio import workflow

from workflows.sweeps import FINISH_SWEEP, REDATE, SWEEPING_PATIENCE, Batch, Progress, Sweep, Swept

BATCHES_A_RUN: Final = 100
"""After how many batches the sweep continues as new, to keep its history short."""

BETWEEN_PASSES: Final = timedelta(seconds=2)
"""How long dossiers that could not be told are left in peace before they are met again."""


@workflow.defn(name="Recalculation")
class RecalculationWorkflow:
    """One sweep: passes over the open dossiers until a pass meets none that follows another version."""

    @workflow.init
    def __init__(self, sweep: Sweep) -> None:
        """Take up the sweep where `sweep` leaves it."""
        self.sweep = sweep
        self.next: Sweep | None = None
        self.ended = False

    @workflow.run
    async def run(self, sweep: Sweep) -> Progress:  # noqa: ARG002 - Temporal wants the signature of __init__
        """Sweep until nothing is left to do, then say so in the records; what `begin` brings meanwhile comes next."""
        batches = 0
        while not self.ended:
            await workflow.wait_condition(lambda: not self.sweep.paused)
            self._take_next()
            if batches >= BATCHES_A_RUN or workflow.info().is_continue_as_new_suggested():
                await workflow.wait_condition(workflow.all_handlers_finished)
                self._take_next()
                workflow.continue_as_new(self.sweep)
            batches += 1
            await self._sweep_batch()
        await workflow.wait_condition(workflow.all_handlers_finished)
        return self.progress()

    @workflow.signal
    def begin(self, sweep: Sweep) -> None:
        """Begin a pass from the first dossier on, with a later version if `sweep` brings one."""
        known = self.next or self.sweep
        if sweep.number >= known.number:
            self.next = sweep
            self.ended = False

    @workflow.update
    def pause(self) -> Progress:
        """Tell no further dossier until `resume`; the batch at work is finished."""
        self.sweep = replace(self.sweep, paused=True)
        return self.progress()

    @workflow.update
    def resume(self) -> Progress:
        """Go on where it was paused."""
        self.sweep = replace(self.sweep, paused=False)
        return self.progress()

    @workflow.query
    def progress(self) -> Progress:
        """How far it is."""
        calendar = self.sweep.calendar
        return Progress(
            calendar=calendar.id,
            version=calendar.version,
            digest=calendar.digest,
            told=self.sweep.told,
            refused=self.sweep.refused,
            paused=self.sweep.paused,
            ended=self.ended,
        )

    def _take_next(self) -> None:
        """Turn to what `begin` brought; the counts go on while the version is the same."""
        if self.next is None:
            return
        is_same = self.next.number == self.sweep.number
        told, refused = (self.sweep.told, self.sweep.refused) if is_same else (0, 0)
        self.sweep = replace(self.next, told=told, refused=refused, paused=self.sweep.paused)
        self.next = None

    async def _sweep_batch(self) -> None:
        sweep = self.sweep
        batch = Batch(calendar=sweep.calendar, operator=sweep.operator, after=sweep.after, size=sweep.batch)
        swept = await workflow.execute_activity(
            REDATE,
            batch,
            result_type=Swept,
            start_to_close_timeout=timedelta(hours=1),
            heartbeat_timeout=timedelta(seconds=30),
            retry_policy=SWEEPING_PATIENCE,
        )
        self._count(swept)
        if swept.last is None:
            await self._end_pass()

    def _count(self, swept: Swept) -> None:
        sweep = self.sweep
        self.sweep = replace(
            sweep,
            after=swept.last or "",
            met=sweep.met + swept.told + swept.refused + swept.unreached,
            unreached=sweep.unreached + swept.unreached,
            told=sweep.told + swept.told,
            refused=sweep.refused + swept.refused,
        )

    async def _end_pass(self) -> None:
        """Pass again over those who were lodged or not reached meanwhile; done when a pass has met nobody."""
        met, unreached = self.sweep.met, self.sweep.unreached
        self.sweep = replace(self.sweep, met=0, unreached=0)
        if unreached:
            await workflow.sleep(BETWEEN_PASSES)
        elif not met and self.next is None:
            self.ended = True
            await workflow.execute_activity(
                FINISH_SWEEP,
                self.sweep.calendar.digest,
                start_to_close_timeout=timedelta(seconds=20),
                retry_policy=SWEEPING_PATIENCE,
            )
