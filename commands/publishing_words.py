"""Publishing words: what the commands on versions say of states, and of why something is not published or abolished."""

from collections.abc import Mapping
from typing import Final

from commands.kept import day
from commands.speech import Speech
from commands.usual import CALENDAR
from definitions.calendar_files import load_calendar
from definitions.saying import Saying
from records.editions import State
from records.procedures import (
    AbolishedBefore,
    AcceptedSince,
    DifferentVersion,
    EffectNotLater,
    NeverPublished,
    NotTheNextVersion,
    PublishingRefused,
)

STATES: Final[Mapping[State, Saying]] = {
    State.DRAFT: Saying(vietnamese="dự thảo", english="draft"),
    State.PUBLISHED: Saying(vietnamese="đã công bố", english="published"),
    State.IN_FORCE: Saying(vietnamese="đang hiệu lực", english="in force"),
    State.AMENDED: Saying(vietnamese="đã được sửa đổi", english="amended"),
    State.EXPIRED: Saying(vietnamese="hết hiệu lực", english="expired"),
    State.ABOLISHED: Saying(vietnamese="đã bãi bỏ", english="abolished"),
}

_DIFFERENT: Final = Saying(
    vietnamese="phiên bản {version} của {code} đã được {by} công bố ngày {on} với nội dung khác ({digest}…);"
    " thay đổi phải mang số phiên bản mới",
    english="version {version} of {code} was published by {by} on {on} and says something else ({digest}…);"
    " give the change a version of its own",
)
_NOT_NEXT: Final = Saying(
    vietnamese="phiên bản sửa đổi phải mang số kế tiếp, là {wanted}",
    english="an amendment bears the next number, which is {wanted}",
)
_NOT_LATER: Final = Saying(
    vietnamese="phiên bản sửa đổi phải có hiệu lực sau ngày {since}, ngày phiên bản trước có hiệu lực",
    english="an amendment takes effect after {since}, when the version before it did",
)
_ABOLISHED: Final = Saying(
    vietnamese="thủ tục đã được bãi bỏ từ ngày {since}; không công bố phiên bản có hiệu lực từ ngày đó, không đổi ngày",
    english="the procedure is abolished from {since}; no version takes effect from then on, and no other day is given",
)
_NEVER: Final = Saying(
    vietnamese="chưa có phiên bản nào của thủ tục này được công bố",
    english="no version of that procedure was ever published",
)
_ACCEPTED: Final = Saying(
    vietnamese="từ ngày đó đã tiếp nhận {count} hồ sơ, hồ sơ gần nhất ngày {last}; hãy bãi bỏ từ một ngày sau đó",
    english="dossiers were accepted since ({count}, the last on {last}); abolish it from a later day",
)


def why(refused: PublishingRefused, say: Speech) -> str:
    """Why something was not published or abolished."""
    match refused:
        case DifferentVersion(known=known):
            on = day(say, load_calendar(CALENDAR).local_date(known.published_at))
            filling = {"version": known.version, "code": known.code, "by": known.published_by}
            return say(_DIFFERENT, on=on, digest=known.digest[:12], **filling)
        case NotTheNextVersion(wanted=wanted):
            return say(_NOT_NEXT, wanted=wanted)
        case EffectNotLater(since=since):
            return say(_NOT_LATER, since=day(say, since))
        case AbolishedBefore(since=since):
            return say(_ABOLISHED, since=day(say, since))
        case AcceptedSince(count=count, last_on=last_on):
            return say(_ACCEPTED, count=count, last=day(say, last_on))
        case NeverPublished():
            return say(_NEVER)
        case _:
            raise AssertionError(refused)
