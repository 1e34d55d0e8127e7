"""Working: how tasks wait for officials, are done, and go away; what an act brings about is the machine's to decide."""

from collections.abc import Callable
from typing import Final

from definitions.steps.manned import Manned, Outside
from definitions.terms import Term, Unit
from workflows.actors import Linked, Official
from workflows.machine.events import TaskOpened, TaskReassigned
from workflows.machine.events_letters import ApologyDrafted, UrgingDrafted
from workflows.machine.tasks import APOLOGY, URGING
from workflows.messages import Complete, Message, SignApology, SignUrging
from workflows.simulation.cases import Case, PostAt, Ticket
from workflows.simulation.happenings import Happenings
from workflows.simulation.hours import NEVER, Hours
from workflows.simulation.parts import Part
from workflows.simulation.posts import Post, PostTally
from workflows.simulation.tallies import Counting

REASON: Final = "Mô phỏng"
LAST_HOUR: Final = Term(1, Unit.WORKING_HOURS)
"""A head signs an apology in the last hour in which that is in time: before, the dossier may still be done."""

Tell = Callable[[Case, Message, Official | Linked], str | None]
"""Tells a dossier something; the rule by which it was refused, if it was."""


def anybody(post: str, office: str) -> Official:
    """Somebody of a post who records what others have done, whose time that does not take."""
    return Official(official=f"{post}1.{office}", name=post, post=post, office=office)


class Work:
    """The tasks of one part's dossiers."""

    def __init__(self, part: Part, happenings: Happenings, counting: Counting, tell: Tell) -> None:
        """Begin with every official free."""
        self._part = part
        self._happenings = happenings
        self._counting = counting
        self._tell = tell
        self._hours = Hours(part.calendar)
        self._posts = {at: Post(at, staff, self._hours) for at, staff in part.staff.items()}

    def open_task(self, case: Case, event: TaskOpened) -> None:
        """A step waits: for an official, or for somebody outside; for nobody where it only ends by itself."""
        habit = case.habits.steps[event.step]
        if not habit.names:
            return
        due_at = event.due_at or (case.state.clock.due_at if case.state.clock else NEVER)
        ticket = Ticket(case, event.task, event.step, due_at, self._happenings.now)
        case.tickets[event.task] = ticket
        minutes = habit.length.drawn(case.chance)
        if isinstance(habit.step, Outside):
            self._happenings.later(minutes, self._answer, ticket, anybody(event.post, event.office))
            return
        ticket.minutes, ticket.only, ticket.not_by = minutes, event.claimed_by, _excluded(case, habit.step)
        self._queue(ticket, (event.post, event.office))

    def draft(self, case: Case, event: ApologyDrafted | UrgingDrafted) -> None:
        """A letter waits for its signature; an apology until its last hour, in which it may still be forgotten."""
        now = self._happenings.now
        due_at = event.due_at if isinstance(event, ApologyDrafted) else now
        letter = APOLOGY if isinstance(event, ApologyDrafted) else URGING
        ticket = case.tickets[event.task] = Ticket(case, event.task, letter, due_at, now)
        ticket.minutes = case.habits.letter.drawn(case.chance)
        if letter == URGING:
            self._queue(ticket, (event.post, event.office))
        elif case.chance.random() < self._part.load.letters.signed:
            last_hour_at = self._hours.before(due_at, LAST_HOUR)
            self._happenings.at(max(last_hour_at, now), self._queue, ticket, (event.post, event.office))

    def gone(self, case: Case, number: int) -> None:
        """A task is over; an official who was at it is free."""
        ticket = case.tickets.pop(number, None)
        if ticket is None:
            return
        ticket.gone = True
        if ticket.at is not None:
            post = self._posts[ticket.at]
            post.drop(ticket, self._happenings.now)
            self._happenings.at(self._happenings.now, self._serve, post)

    def move(self, case: Case, event: TaskReassigned) -> None:
        """A rung gave the task to another post of its office: there it begins anew."""
        old = case.tickets.get(event.task)
        if old is None or old.at is None:
            return
        self.gone(case, event.task)
        ticket = case.tickets[old.number] = Ticket(case, old.number, old.step, old.due_at, self._happenings.now)
        ticket.minutes, ticket.not_by = old.minutes, old.not_by
        self._queue(ticket, (event.post, old.at[1]))

    def close(self) -> dict[PostAt, PostTally]:
        """What every post has done, when all is over."""
        for post in self._posts.values():
            post.close(self._happenings.now)
        return {at: post.tally for at, post in self._posts.items()}

    def _queue(self, ticket: Ticket, at: PostAt) -> None:
        if ticket.gone:
            return
        ticket.since = self._happenings.now
        post = self._posts[at]
        post.put(ticket)
        self._serve(post)

    def _serve(self, post: Post) -> None:
        """Let whoever is free begin, if the office is open; else once it opens."""
        if not post.is_ready:
            return
        now = self._happenings.now
        opens_at = self._hours.opens(now)
        if opens_at > now:
            if post.opening_at != opens_at:
                post.opening_at = opens_at
                self._happenings.at(opens_at, self._serve, post)
            return
        while (ticket := post.take(now)) is not None:
            self._happenings.later(ticket.minutes, self._done, ticket, post)

    def _done(self, ticket: Ticket, post: Post) -> None:
        """The work is done, and the machine hears of it."""
        official = ticket.official
        if ticket.gone or official is None:
            return
        ticket.gone = True
        del ticket.case.tickets[ticket.number]
        post.done(ticket)
        match ticket.step:
            case "apology":
                self._sign_apology(ticket, official)
            case "urging":
                self._say_refused(
                    ticket, self._tell(ticket.case, SignUrging(task=ticket.number, demand=REASON), official)
                )
            case _:
                self._complete(ticket, official)
        self._serve(post)

    def _answer(self, ticket: Ticket, official: Official) -> None:
        """Somebody outside has answered, and whoever's step it is records it."""
        if not ticket.gone:
            self._complete(ticket, official)

    def _complete(self, ticket: Ticket, official: Official) -> None:
        """Finish with an outcome; one that the machine refuses is replaced by another, until none is left to try."""
        case, habit = ticket.case, ticket.case.habits.steps[ticket.step]
        task = next(task for task in case.state.tasks if task.number == ticket.number)
        refused: str | None = None
        for name in habit.outcomes(case.chance):
            form = habit.form(habit.step.offers[name], task.fee, case.chance)
            message = Complete(task=ticket.number, outcome=name, reason=REASON, form=form)
            refused = self._tell(case, message, official)
            if refused is None:
                return
        self._say_refused(ticket, refused)

    def _sign_apology(self, ticket: Ticket, official: Official) -> None:
        case, calendar = ticket.case, self._part.calendar
        assert case.state.clock is not None
        since = max(case.state.clock.due_at, self._happenings.now)
        return_at = calendar.due(since, Term(self._part.load.letters.adds, Unit.WORKING_DAYS))
        message = SignApology(task=ticket.number, reason=REASON, return_on=calendar.local_date(return_at))
        self._say_refused(ticket, self._tell(case, message, official))

    def _say_refused(self, ticket: Ticket, rule: str | None) -> None:
        if rule is not None:
            self._counting.refused(ticket.case.state, ticket.step, rule)


def _excluded(case: Case, step: Manned) -> frozenset[str]:
    """Who has done last what somebody else is to judge."""
    if not step.not_by:
        return frozenset()
    last = dict(case.state.done_by)
    return frozenset(last[other] for other in step.not_by if other in last)
