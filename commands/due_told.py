"""The answer told: a due instant first, then each day that it was counted over, as text or as JSON."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from commands import calendar_words as words
from commands.counted_days import CountedDay, Kind, clock, counted_days, hours, is_moved
from commands.speech import Speech
from definitions.calendar import Calendar, CalendarEnds
from definitions.calendar_files import Edition
from definitions.saying import Said, dated
from definitions.terms import Term, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """By what it is counted, and how the answer is told."""

    edition: Edition
    calendar: Calendar
    cutoff: time | None
    say: Speech
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
    yield say(dated(answer.due_at))
    yield say(
        words.COUNTING,
        term=words.term(say, answer.term),
        start=_when(say, answer.received_at),
        calendar=calendar.id,
        version=calendar.version,
        digest=calendar.digest[:12],
    )
    if answer.start_at != answer.received_at:
        yield say(
            words.HANDED_OVER,
            received=_when(say, answer.received_at),
            cutoff=f"{asking.cutoff:%H:%M}",
            start=_when(say, answer.start_at),
        )
    days = _days(asking, answer)
    for number, day in enumerate(days):
        yield f"  {words.day(say, day.on)}  {_line(asking, answer, day, is_first=number == 0)}".rstrip()


def _line(asking: Asking, answer: Answer, day: CountedDay, *, is_first: bool) -> str:
    say = asking.say
    parts = [_why(say, day), _count(say, answer, day, is_first=is_first)]
    if asking.with_hours and day.sessions:
        parts.append(hours(day.sessions))
    if day.on == answer.due_at.date():
        parts.append(say(words.DUE, time=f"{answer.due_at:%H:%M}"))
    return "; ".join(part for part in parts if part)


def _count(say: Speech, answer: Answer, day: CountedDay, *, is_first: bool) -> str:
    if answer.term.unit is Unit.WORKING_HOURS:
        return say(words.COUNTED_HOURS, minutes=clock(day.minutes), total=clock(day.total)) if day.minutes else ""
    if is_first:
        return say(words.EVENT_COUNTED) if answer.term.unit is Unit.SAME_DAY else say(words.EVENT_DAY)
    if is_moved(day, answer.term):
        return say(words.MOVED) if day.sessions else ""
    return "" if day.number is None else say(words.COUNTED, number=day.number)


def _why(say: Speech, day: CountedDay) -> str:
    if day.made_up is not None:
        unsure = "" if day.made_up.confirmed else say(words.UNCONFIRMED)
        instead_of = day.made_up.instead_of
        return say(words.MADE_UP, instead_of=instead_of, document=day.made_up.document) + unsure
    if day.kind is Kind.WEEKLY_REST:
        return say(words.WEEKLY_REST)
    if day.kind is Kind.OFF and day.off is not None:
        unsure = "" if day.off.confirmed else say(words.UNCONFIRMED)
        return say(words.OFF, name=day.off.name, document=day.off.document) + unsure
    return ""


def _days(asking: Asking, answer: Answer) -> list[CountedDay]:
    return counted_days(asking.edition, asking.calendar, (answer.start_at, answer.due_at), answer.term.unit)


def _when(say: Speech, at: datetime) -> str:
    day = f"{say(words.WEEKDAYS[at.weekday()])} {say(dated(at.date()))}"
    return f"{day} {at:%H:%M}" if at.time() != time() else day


def beyond(asking: Asking, ends: CalendarEnds) -> Said:
    """Why a term cannot be counted to its end."""
    calendar = asking.calendar
    sentence = words.TOO_EARLY if ends.on == calendar.first_on else words.CAUSE
    return sentence.of(calendar=calendar.id, on=ends.on)


def one_line(asking: Asking, number: int, answer: Answer) -> str:
    """The answer to one of many questions: its due instant alone."""
    due_at = answer.due_at.isoformat(timespec="minutes")
    return json.dumps({"line": number, "due_at": due_at}) if asking.as_json else due_at


def not_told(asking: Asking, number: int, why: str) -> str:
    """The line that stands for an answer which could not be given."""
    if asking.as_json:
        return json.dumps({"line": number, "error": why}, ensure_ascii=False)
    return asking.say(words.WRONG, why=why)


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
