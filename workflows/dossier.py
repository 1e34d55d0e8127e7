"""The dossier's workflow: carries messages and alarms to the pure machine, and what it answers to the journal."""

import asyncio
from datetime import timedelta

from temporalio import workflow
from temporalio.exceptions import ApplicationError

from definitions.conditions import ConditionFailed
from workflows.effects import (
    CORRESPOND,
    KINSHIP_PATIENCE,
    OPEN_CHILD,
    POSTING_PATIENCE,
    REPORT_END,
    WRITE_ENTRIES,
    WRITING_PATIENCE,
    Correspondence,
    Errand,
    Kin,
    Writing,
    errands,
)
from workflows.machine.alarms import advance, next_alarm
from workflows.machine.decide import decide
from workflows.machine.events import AnyEvent
from workflows.machine.journal import Entry, enter
from workflows.machine.refusals import Refusal, Rule
from workflows.machine.standing import Standing, standing
from workflows.machine.state import State
from workflows.messages import Order, Receipt
from workflows.opening import Opening

ANSWERS_CARRIED = 200
"""How many answered orders a dossier remembers when it continues as new: repeated calls come within minutes."""

BUGS = (AssertionError, ConditionFailed)
"""What the machine raises where a definition or its own code is wrong."""

UNLODGED = timedelta(minutes=10)
"""How long a started dossier waits for its first message, which comes in the same call, before it goes away."""


@workflow.defn(name="Dossier")
class DossierWorkflow:
    """One dossier from its lodging to its end."""

    @workflow.init
    def __init__(self, opening: Opening) -> None:
        """Take up the dossier where `opening` leaves it."""
        self.state = opening.state
        self.answers = dict(opening.answers)
        self.outbox: list[Entry] = []
        self.owed: list[Errand] = []
        self.sending: list[asyncio.Task[None]] = []
        self.written = opening.state.seq
        self.alarm_rang = False
        self.timer: asyncio.Task[None] | None = None
        self.armed_at = workflow.now()

    @workflow.run
    async def run(self, opening: Opening) -> Standing:  # noqa: ARG002 - Temporal wants the signature of __init__
        """Write what is decided, send what it obliges, ring what falls due, until the dossier has ended.

        Fails when nothing was ever lodged: a start whose first message did not arrive leaves its code to another.
        """
        try:
            await workflow.wait_condition(lambda: self.state.clock is not None, timeout=UNLODGED)
        except TimeoutError as nothing:
            raise ApplicationError("nothing was lodged", type="Unlodged", non_retryable=True) from nothing
        await self._carry()
        return standing(self.state)

    async def _carry(self) -> None:
        while self.state.end is None or self.outbox:
            self._arm()
            await workflow.wait_condition(lambda: self.alarm_rang or bool(self.outbox))
            self._ring()
            await self._write()
            self.sending = [task for task in self.sending if not task.done()]
            if workflow.info().is_continue_as_new_suggested() and not self.outbox and not self.sending:
                await self._continue()
        await asyncio.gather(*self.sending)
        await workflow.wait_condition(workflow.all_handlers_finished)

    @workflow.update
    async def tell(self, order: Order) -> Receipt:
        """Tell the dossier something. Answered when the journal has it; the same key again gets the same answer."""
        receipt = self.answers.get(order.key) or self._accept(order)
        await workflow.wait_condition(lambda: self.written >= receipt.seq)
        return receipt

    @workflow.query
    def seq(self) -> int:
        """The number of the last entry decided, written or not yet."""
        return self.state.seq

    @tell.validator
    def _may_tell(self, order: Order) -> None:
        """Refuse before history is written. A bug refuses nobody: it stops the dossier in the handler."""
        try:
            self._check_pin(order)
            self._decide(order)
        except Refusal as refusal:
            raise ApplicationError(refusal.rule, *refusal.details, type="Refusal", non_retryable=True) from refusal
        except BUGS:
            return

    def _check_pin(self, order: Order) -> None:
        """Who lodges means this very dossier; asked of what is new only, since a seal is of today's language."""
        if order.pin is not None and order.pin != self.state.pin.seal:
            raise Refusal(Rule.ALREADY_LODGED)

    def _accept(self, order: Order) -> Receipt:
        """Decide and evolve in one go: no await, so that acts never interleave."""
        self._enter(*self._decide(order))
        receipt = self.answers[order.key] = Receipt(seq=self.state.seq, digest=order.digest)
        return receipt

    def _decide(self, order: Order) -> tuple[State, tuple[AnyEvent, ...]]:
        if (answered := self.answers.get(order.key)) is not None:
            if answered.digest != order.digest:
                raise Refusal(Rule.KEY_REUSED)
            return self.state, ()
        if order.expected is not None and order.expected != self.state.seq:
            raise Refusal(Rule.STALE, ("seq", str(self.state.seq)))
        now = self.state.pin.official_time(workflow.now())
        return decide(self.state, order.message, actor=order.actor, now=now)

    def _enter(self, state: State, events: tuple[AnyEvent, ...]) -> None:
        """Number and chain the events; `state` is where they lead."""
        self.state, entries = enter(state, events)
        self.outbox += entries
        self.owed += errands(entries, events, self.state.pin.procedure)

    def _ring(self) -> None:
        """Ring what has fallen due; a timer may wake early, never late for good."""
        self.alarm_rang = False
        self._enter(*advance(self.state, self.state.pin.official_time(workflow.now())))

    def _arm(self) -> None:
        """Keep one timer, at or before the next alarm: waking early costs less than setting it anew at every act."""
        alarm = next_alarm(self.state)
        if alarm is None:
            return
        due_at = self.state.pin.real_time(alarm.at)
        if self.timer is not None and not self.timer.done():
            if self.armed_at <= due_at:
                return
            self.timer.cancel()
        self.armed_at = due_at
        self.timer = asyncio.create_task(self._sleep(due_at - workflow.now(), alarm.key))

    async def _sleep(self, length: timedelta, summary: str) -> None:
        if length > timedelta(0):
            await workflow.sleep(length, summary=summary)
        self.alarm_rang = True

    async def _write(self) -> None:
        """One turn's entries in one activity: the run loop is the journal's only writer."""
        if not self.outbox:
            return
        entries, self.outbox = tuple(self.outbox), []
        owed, self.owed = tuple(self.owed), []
        await workflow.execute_activity(
            WRITE_ENTRIES,
            Writing(entries=entries, standing=standing(self.state)),
            start_to_close_timeout=timedelta(seconds=20),
            retry_policy=WRITING_PATIENCE,
        )
        self.written = entries[-1].seq
        if kin := self._kin(entries):
            self.sending.append(asyncio.create_task(self._tell_kin(kin)))
        if owed:
            letters = Correspondence(dossier=self.state.pin.code, errands=owed)
            self.sending.append(asyncio.create_task(self._send(letters)))

    async def _send(self, letters: Correspondence) -> None:
        await workflow.execute_activity(
            CORRESPOND,
            letters,
            start_to_close_timeout=timedelta(minutes=2),
            retry_policy=POSTING_PATIENCE,
        )

    def _kin(self, entries: tuple[Entry, ...]) -> list[tuple[Entry, str]]:
        """The entries that another dossier must hear of, each with the activity that tells it."""
        called = [(entry, OPEN_CHILD) for entry in entries if entry.kind == "child.called"]
        is_child = self.state.pin.parent is not None
        return called + [(entry, REPORT_END) for entry in entries if is_child and entry.kind == "dossier.ended"]

    async def _tell_kin(self, kin: list[tuple[Entry, str]]) -> None:
        """One after the other, so that children come to be in the order in which they were called."""
        for entry, activity in kin:
            await workflow.execute_activity(
                activity,
                Kin(dossier=entry.dossier, seq=entry.seq),
                start_to_close_timeout=timedelta(minutes=1),
                retry_policy=KINSHIP_PATIENCE,
            )

    async def _continue(self) -> None:
        """Go on in a new run with all that the dossier has become, unless an update has come in between."""
        await workflow.wait_condition(lambda: workflow.all_handlers_finished() or bool(self.outbox))
        if self.outbox:
            return
        answers = tuple(self.answers.items())[-ANSWERS_CARRIED:]
        workflow.continue_as_new(Opening(state=self.state, answers=answers))
