"""The complaints of RE2, which runs the patterns of expressions: what makes a pattern none."""

from collections.abc import Mapping
from typing import Final

from definitions.saying import Said, Saying, untranslated


def complaint_of(said: str) -> Said:
    """What RE2 says of a pattern, as `missing ): (a`: the complaint, and the part of the pattern that it means."""
    problem, _, part = said.partition(": ")
    known = _PROBLEMS.get(problem)
    if known is None:
        return untranslated("RE2", said)
    return _WITH_PART.of(problem=known, part=part) if part else known


_WITH_PART: Final = Saying(vietnamese="{problem} ('{part}')", english="{problem} ('{part}')")
_PROBLEMS: Final[Mapping[str, Said]] = {
    "missing )": Saying(vietnamese="thiếu ')'", english="')' is missing").of(),
    "unexpected )": Saying(vietnamese="thừa ')'", english="a ')' is too much").of(),
    "missing ]": Saying(vietnamese="thiếu ']'", english="']' is missing").of(),
    "trailing \\": Saying(vietnamese="'\\' đứng ở cuối", english="it ends with '\\'").of(),
    "no argument for repetition operator": Saying(
        vietnamese="trước dấu lặp không có gì để lặp", english="nothing stands before what repeats it"
    ).of(),
    "bad repetition operator": Saying(
        vietnamese="hai dấu lặp đứng liền nhau", english="two repetitions stand side by side"
    ).of(),
    "invalid repetition size": Saying(
        vietnamese="số lần lặp không dùng được", english="it cannot be repeated so often"
    ).of(),
    "invalid escape sequence": Saying(
        vietnamese="'\\' không đứng được trước chữ này", english="'\\' cannot stand before this character"
    ).of(),
    "invalid character class": Saying(
        vietnamese="nhóm ký tự trong [ ] viết không đúng", english="what stands in [ ] is no class of characters"
    ).of(),
    "invalid character class range": Saying(
        vietnamese="nhóm hoặc khoảng ký tự này không có", english="there is no such class or range of characters"
    ).of(),
    "invalid perl operator": Saying(
        vietnamese="cách viết '(?' này không dùng được", english="this '(?' cannot be used"
    ).of(),
    "invalid named capture group": Saying(
        vietnamese="tên của nhóm viết không đúng", english="a group's name is written wrongly"
    ).of(),
    "pattern too large - compile failed": Saying(vietnamese="mẫu quá lớn", english="it is too large").of(),
}
