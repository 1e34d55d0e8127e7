"""`lienthong due`: when a term ends, and how that was counted, day by day."""

import re
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Annotated, Final

from cyclopts import App, Parameter

from commands import calendar_words as words
from commands.calendar_named import named
from commands.due_told import Answer, Asking, beyond, not_told, one_line, told, whole_json
from commands.printing import print_lines
from commands.speech import Switch, speech
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


EPILOGUE: Final = """
Examples:

lienthong due 2025-12-24 10 working days

lienthong due "24/12/2025 15:30" 04 giờ làm việc --cutoff 15:00 --hours

lienthong due - < lines: each line (FROM, a tab, TERM) is answered by one line, as they come; what cannot be answered
gets a line that says why.

Exits with 0 when it answered; with 1 when the calendar ends before the term, or a line of standard input could not be
answered; with 2 when it was asked wrongly.
"""

app: Final = App(name="due", help_epilogue=EPILOGUE)


@app.default
def due(  # noqa: PLR0913 (a command's parameters are its options)
    from_: Annotated[str, Parameter(name="FROM", allow_leading_hyphen=True)],
    /,
    *term: Annotated[str, Parameter(name="TERM")],
    calendar: str = "thua-thien-hue",
    office: str | None = None,
    hours: Switch = False,
    cutoff: str | None = None,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
    english: Switch = False,
) -> int:
    """Tell when a term ends: the due instant on the first line, then how it was counted, day by day.

    The epilogue of its help says how it is asked and what it exits with.

    Args:
        from_: The event's day or instant, such as 2025-12-24, "2025-12-24 15:30" or 24/12/2025; `-` for many.
        term: The length: 10 working days, 4 working hours, 12 days or same day; or in Vietnamese.
        calendar: The calendar's name, also NAME@VERSION, or NAME@2025-12-24 as it was known on that day.
        office: The code of the office whose own hours count, where it has some.
        hours: Show each day's sessions too.
        cutoff: What comes after this time of day, such as 15:00, counts from the next working day's opening.
        json_: Print JSON, for machines; with `-`, an object a line.
        english: Answer in English.
    """
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
