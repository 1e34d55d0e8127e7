"""What `lienthong due` does: when a term ends, and how that was counted, day by day."""

import re
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final

from commands import calendar_words as words
from commands.calendar_named import named
from commands.due_told import Answer, Asking, beyond, not_told, one_line, told, whole_json
from commands.printing import print_lines
from commands.speech import speech
from definitions.calendar import CalendarEnds
from definitions.calendar_files import UnknownCalendar
from definitions.saying import Explained
from definitions.terms import Term, Unit

ANSWERED: Final = 0
UNANSWERED: Final = 1

LINES: Final = "-"
INSTANT: Final = re.compile(
    r"(?:(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)|(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4}))"
    r"(?:[T ](?P<hour>\d\d):(?P<minute>\d\d)(?::\d\d)?(?P<zone>Z|[+-]\d\d:\d\d)?)?"
)
UNITS: Final = {"ngày làm việc": "working days", "giờ làm việc": "working hours", "ngày": "days"}
VIETNAMESE_TERM: Final = re.compile(r"(?P<amount>\d{1,5}) +(?P<unit>ngày làm việc|giờ làm việc|ngày)")


class Unreadable(Explained, ValueError):
    """What was asked is no instant, no term or no time of day."""


def due(  # noqa: PLR0913 - what the command was asked
    from_: str,
    *term: str,
    calendar: str,
    office: str | None,
    hours: bool,
    cutoff: str | None,
    json_: bool,
    english: bool,
) -> int:
    """Do what `lienthong due` was asked; what to exit with."""
    say = speech(english=english)
    try:
        edition = named(calendar, office)
        asking = Asking(
            edition=edition,
            calendar=edition.calendar(),
            cutoff=None if cutoff is None else _time_of_day(cutoff),
            say=say,
            as_json=json_,
            with_hours=hours,
        )
    except (UnknownCalendar, Unreadable) as wrong:
        return say.wrong("due", wrong)
    if from_ == LINES and not term:
        return _answer_lines(asking)
    try:
        answer = _answer(asking, from_, " ".join(term))
    except Unreadable as wrong:
        return say.wrong("due", wrong)
    except CalendarEnds as ends:
        return say.fails("due", UNANSWERED, beyond(asking, ends))
    print_lines([whole_json(asking, answer)] if json_ else told(asking, answer))
    return ANSWERED


def _answer_lines(asking: Asking) -> int:
    say, failed = asking.say, False

    def answers() -> Iterator[str]:
        nonlocal failed
        for number, line in enumerate(sys.stdin.buffer, start=1):
            try:
                yield one_line(asking, number, _line_answer(asking, line))
            except CalendarEnds as ends:
                failed = True
                yield not_told(asking, number, say(beyond(asking, ends)))
            except Unreadable as wrong:
                failed = True
                yield not_told(asking, number, say(wrong))

    print_lines(answers())
    return UNANSWERED if failed else ANSWERED


def _line_answer(asking: Asking, line: bytes) -> Answer:
    try:
        start, tab, term = line.decode().strip("\r\n").partition("\t")
    except UnicodeDecodeError as error:
        raise Unreadable(words.NO_TEXT) from error
    if not tab:
        raise Unreadable(words.NO_LINE)
    return _answer(asking, start, term)


def _answer(asking: Asking, start: str, term: str) -> Answer:
    calendar = asking.calendar
    received_at, length = _instant(asking, start), _term(term)
    start_at = calendar.handed_over(received_at, asking.cutoff)
    return Answer(
        received_at=calendar.local(received_at),
        start_at=calendar.local(start_at),
        term=length,
        due_at=calendar.local(calendar.due(start_at, length)),
    )


def _instant(asking: Asking, text: str) -> datetime:
    found = INSTANT.fullmatch(text.strip())
    if found is None:
        raise Unreadable(words.NO_INSTANT, text=text)
    year, month, day = (found["year"], found["month"], found["day"]) if found["year"] else found.group("y", "m", "d")
    zone = timezone(timedelta(minutes=asking.calendar.utc_offset_minutes))
    try:
        local = datetime.combine(
            date(int(year), int(month), int(day)), time(int(found["hour"] or 0), int(found["minute"] or 0)), zone
        )
        said = datetime.fromisoformat(f"{local:%Y-%m-%dT%H:%M}{found['zone']}") if found["zone"] else local
        return said.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Unreadable(words.NO_INSTANT, text=text) from error


def _term(text: str) -> Term:
    plain = text.strip()
    if plain == "trong ngày":
        return Term(0, Unit.SAME_DAY)
    if found := VIETNAMESE_TERM.fullmatch(plain):
        plain = f"{int(found['amount'])} {UNITS[found['unit']]}"
    try:
        return Term.parse(plain)
    except ValueError as error:
        raise Unreadable(words.NO_TERM, text=text) from error


def _time_of_day(text: str) -> time:
    if re.fullmatch(r"\d\d:\d\d", text):
        try:
            return time.fromisoformat(text)
        except ValueError as error:
            raise Unreadable(words.NO_TIME, text=text) from error
    raise Unreadable(words.NO_TIME, text=text)
