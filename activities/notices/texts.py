"""Texts: a notice's words, from the file of its occasion's name in the reader's language."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from string import Template
from typing import Final

from activities.notices.contents import Contents, ToApplicant
from definitions.values import Closed
from letters.wording import instant_text
from workflows.messages import Language


class Text(Closed):
    """A notice as its reader sees it; `short` is for telephones, and empty where nobody is told by one."""

    subject: str
    body: str
    short: str = ""


def compose(contents: Contents, language: Language = Language.VI) -> Text:
    """The notice from `<language>/<kind>.txt`, which has the subject, a blank line and the body, and from
    `<kind>.sms.txt` beside it, which says the same in a line. Officials are written to in Vietnamese.
    """
    outside = isinstance(contents, ToApplicant)
    chosen = language if outside else Language.VI
    folder, instant = TEXTS / chosen, _LONG[chosen]
    subject, blank, body = _filled(folder / f"{contents.kind}.txt", contents, instant).split("\n", 2)
    assert not blank, f"the second line of {contents.kind}.txt must be blank"
    short = _filled(folder / f"{contents.kind}.sms.txt", contents, _in_figures).strip() if outside else ""
    return Text(subject=subject, body=body, short=short)


TEXTS: Final = Path(__file__).parent


def _filled(path: Path, contents: Contents, instant: Callable[[datetime], str]) -> str:
    placed = {name: _written(value, instant) for name, value in contents}
    return Template(path.read_text(encoding="utf-8")).substitute(placed)


def _written(value: object, instant: Callable[[datetime], str]) -> str:
    match value:
        case datetime():
            return instant(value)
        case tuple():
            return "\n".join(f"- {line}" for line in value)
        case _:
            return str(value)


def _in_figures(at: datetime) -> str:
    return f"{at:%H:%M %d/%m/%Y}"


def _in_english(at: datetime) -> str:
    return f"{at:%H:%M} on {at.day} {_MONTHS[at.month - 1]} {at.year}"


_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_LONG: Final = {Language.VI: instant_text, Language.EN: _in_english}
