"""The answer told: a due instant first, then each day that it was counted over, as text or as JSON."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from commands.calendar_words import Words
from commands.counted_days import CountedDay, Kind, clock, counted_days, hours, is_moved
from definitions.calendar import Calendar, CalendarEnds
from definitions.calendar_files import Edition
from definitions.terms import Term, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """By what it is counted, and how the answer is told."""

    edition: Edition
    calendar: Calendar
    cutoff: time | None
    say: Words
    as_json: bool
    with_hours: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """When a term ends that is counted from `start_at`, for what came at `received_at`; local instants."""

    received_at: datetime
    start_at: datetime
    term: Term
    due_at: datetime


def told(asking: Asking, answer: Answer) -> Iterator[str]:
    """The lines of an answer: the due instant, by what it was counted, and every day."""
    say, calendar = asking.say, asking.calendar
    yield answer.due_at.isoformat(timespec="minutes")
    yield say.counting.format(
        term=say.term(answer.term),
        start=_when(say, answer.received_at),
        calendar=calendar.id,
        version=calendar.version,
        digest=calendar.digest[:12],
    )
    if answer.start_at != answer.received_at:
        yield say.handed_over.format(
            received=_when(say, answer.received_at),
            cutoff=f"{asking.cutoff:%H:%M}",
            start=_when(say, answer.start_at),
        )
    days = _days(asking, answer)
    for number, day in enumerate(days):
        yield f"  {say.day(day.on)}  {_line(asking, answer, day, is_first=number == 0)}".rstrip()


def _line(asking: Asking, answer: Answer, day: CountedDay, *, is_first: bool) -> str:
    say = asking.say
    parts = [_why(say, day), _count(say, answer, day, is_first=is_first)]
    if asking.with_hours and day.sessions:
        parts.append(hours(day.sessions))
    if day.on == answer.due_at.date():
        parts.append(say.due.format(time=f"{answer.due_at:%H:%M}"))
    return "; ".join(part for part in parts if part)


def _count(say: Words, answer: Answer, day: CountedDay, *, is_first: bool) -> str:
    if answer.term.unit is Unit.WORKING_HOURS:
        return say.counted_hours.format(minutes=clock(day.minutes), total=clock(day.total)) if day.minutes else ""
    if is_first:
        return say.event_counted if answer.term.unit is Unit.SAME_DAY else say.event_day
    if is_moved(day, answer.term):
        return say.moved if day.sessions else ""
    return "" if day.number is None else say.counted.format(number=day.number)


def _why(say: Words, day: CountedDay) -> str:
    if day.made_up is not None:
        return say.made_up.format(
            instead_of=day.made_up.instead_of.strftime(say.date_format), document=day.made_up.document
        ) + ("" if day.made_up.confirmed else say.unconfirmed)
    if day.kind is Kind.WEEKLY_REST:
        return say.weekly_rest
    if day.kind is Kind.OFF and day.off is not None:
        unsure = "" if day.off.confirmed else say.unconfirmed
        return say.off.format(name=day.off.name, document=day.off.document) + unsure
    return ""


def _days(asking: Asking, answer: Answer) -> list[CountedDay]:
    return counted_days(asking.edition, asking.calendar, (answer.start_at, answer.due_at), answer.term.unit)


def _when(say: Words, at: datetime) -> str:
    day = f"{say.weekdays[at.weekday()]} {at.strftime(say.date_format)}"
    return f"{day} {at:%H:%M}" if at.time() != time() else day


def beyond(asking: Asking, ends: CalendarEnds) -> str:
    """Why a term cannot be counted to its end, in one sentence."""
    say, calendar = asking.say, asking.calendar
    sentence = say.too_early if ends.on == calendar.first_on else say.cause
    return sentence.format(calendar=calendar.id, on=ends.on.strftime(say.date_format))


def one_line(asking: Asking, number: int, answer: Answer) -> str:
    """The answer to one of many questions: its due instant alone."""
    due_at = answer.due_at.isoformat(timespec="minutes")
    return json.dumps({"line": number, "due_at": due_at}) if asking.as_json else due_at


def not_told(asking: Asking, number: int, why: str) -> str:
    """The line that stands for an answer which could not be given."""
    if asking.as_json:
        return json.dumps({"line": number, "error": why}, ensure_ascii=False)
    return asking.say.wrong.format(why=why)


def whole_json(asking: Asking, answer: Answer) -> str:
    """The answer with every day, for machines."""
    calendar = asking.calendar
    return json.dumps(
        {
            "due_at": answer.due_at.isoformat(timespec="minutes"),
            "received_at": answer.received_at.isoformat(timespec="minutes"),
            "counted_from_at": answer.start_at.isoformat(timespec="minutes"),
            "term": str(answer.term),
            "calendar": {"id": calendar.id, "version": calendar.version, "digest": calendar.digest},
            "days": [_day_json(answer, day) for day in _days(asking, answer)],
        },
        ensure_ascii=False,
        indent=2,
    )


def _day_json(answer: Answer, day: CountedDay) -> dict[str, object]:
    why = day.made_up or day.off
    return {
        "on": day.on.isoformat(),
        "kind": day.kind.value,
        "number": None if is_moved(day, answer.term) else day.number,
        "minutes": day.minutes,
        "sessions": hours(day.sessions),
        "name": day.off.name if day.off and day.kind is Kind.OFF else None,
        "document": why.document if why and day.kind is not Kind.WORKED else None,
        "confirmed": why.confirmed if why and day.kind is not Kind.WORKED else None,
    }
