"""Sending: hands due notices to the post one by one, and records what became of each at once."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from activities.correspondence import (
    Channel,
    Delivery,
    Logged,
    LogPost,
    Mailbox,
    Notice,
    Phone,
    Post,
    PostAway,
    PutOff,
    Resting,
    Sent,
    Undeliverable,
)
from activities.notices.due import Due
from activities.notices.texts import compose
from letters.recorded import Recorded
from records import notices, tables
from records.database import Database, writing
from records.tables import NoticeOutcome


@dataclass(frozen=True, slots=True)
class Outbox:
    """Where notices go out from."""

    database: Database
    post: Post

    async def send(self, dossier: Recorded, dues: Iterable[Due]) -> None:
        """Send what can be sent now; a channel that is away keeps none of the others from being used.

        Raises `PostAway` when something is left for another attempt; where only quiet hours are in the way, an
        `ApplicationError` of type `QuietHours` that asks Temporal to try again when they end. Temporal keeps that
        promise through crashes and restarts, and it costs no entry in the dossier's history.
        """
        away: dict[str, PostAway] = {}
        for due in dues:
            if not isinstance(away.get(due.way.name), PutOff | None):
                continue
            try:
                delivery = await self._deliver(dossier, due)
            except PostAway as outage:
                away[due.way.name] = outage
            else:
                await asyncio.to_thread(self._record, dossier, due, delivery)
        _raise_first(tuple(away.values()))

    async def _deliver(self, dossier: Recorded, due: Due) -> Delivery:
        """Nothing of a rehearsal leaves the house, and what the counter or a worklist tells need not."""
        if due.way.to is None:
            _LOG.info(
                "notice.kept_in_house",
                dossier=dossier.pin.code,
                seq=due.cause.seq,
                about=due.says.kind,
                told=due.way.name,
            )
            return Logged()
        post = LogPost() if dossier.pin.rehearsal is not None else self.post
        return await post.send(_notice(dossier, due, due.way.to))

    def _record(self, dossier: Recorded, due: Due, delivery: Delivery) -> None:
        row = tables.Notice(
            dossier=dossier.pin.code,
            seq=due.cause.seq,
            recipient=due.recipient,
            channel=due.way.name,
            sent_at=dossier.pin.official_time(datetime.now(UTC)),
            outcome=_outcome(delivery),
        )
        with writing(self.database) as session:
            notices.record(session, row)


def _notice(dossier: Recorded, due: Due, to: Mailbox | Phone) -> Notice:
    text = compose(due.says, due.language)
    return Notice(
        dossier=dossier.pin.code,
        seq=due.cause.seq,
        about=due.says.kind,
        channel=Channel(due.way.name),
        recipient=to,
        language=due.language,
        subject=text.subject,
        body=text.body,
        short=text.short,
        link=due.cause.link,
        attachment=due.cause.attachment,
        written_at=dossier.pin.calendar.local(dossier.entry(due.cause.seq).at),
    )


def _outcome(delivery: Delivery) -> NoticeOutcome:
    match delivery:
        case Sent():
            return NoticeOutcome.SENT
        case Logged():
            return NoticeOutcome.LOGGED
        case Undeliverable():
            return NoticeOutcome.UNDELIVERABLE


def _raise_first(outages: tuple[PostAway, ...]) -> None:
    """An outage goes before quiet hours: its own patience is the shorter, and the quiet ones are asked again then."""
    real = [outage for outage in outages if not isinstance(outage, Resting)]
    if real:
        raise real[0]
    waits = [outage.wait for outage in outages if isinstance(outage, Resting)]
    if waits:
        raise ApplicationError(
            "nobody is to be disturbed now",
            type=QUIET_HOURS,
            next_retry_delay=max(min(waits), A_SECOND),
            category=ApplicationErrorCategory.BENIGN,
        )


QUIET_HOURS: Final = "QuietHours"
A_SECOND: Final = timedelta(seconds=1)
_LOG: Final = structlog.get_logger(__name__)
