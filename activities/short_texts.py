"""Short texts: what fits into one message to a telephone (3GPP TS 23.038), with diacritics or without."""

import unicodedata
from enum import StrEnum
from typing import Final


class Alphabet(StrEnum):
    """Whether Vietnamese keeps its diacritics, at 70 characters a message, or is written without, at 160."""

    VIETNAMESE = "vietnamese"
    PLAIN = "plain"


def fitted(text: str, alphabet: Alphabet) -> str:
    """The text in that alphabet, in one line; what does not fit into one message is cut off and ends in dots."""
    line = unicodedata.normalize("NFC", " ".join(text.split()))
    line = plain(line) if alphabet is Alphabet.PLAIN else line
    if fits(line):
        return line
    kept = line
    while not fits(kept + DOTS):
        kept = kept[:-1]
    return kept.rstrip() + DOTS


def fits(text: str) -> bool:
    """Whether the text is one message: 160 places in the telephones' own alphabet, else 70 of UCS-2."""
    if all(letter in _OWN or letter in _ESCAPED for letter in text):
        return sum(2 if letter in _ESCAPED else 1 for letter in text) <= PLACES
    return len(text.encode("utf-16-be")) // 2 <= PLACES_UCS2


def plain(text: str) -> str:
    """The text without diacritics: `Đã tiếp nhận` becomes `Da tiep nhan`."""
    apart = unicodedata.normalize("NFD", text.translate(_WITHOUT_MARKS))
    return unicodedata.normalize("NFC", "".join(letter for letter in apart if not unicodedata.combining(letter)))


PLACES: Final = 160
PLACES_UCS2: Final = 70
DOTS: Final = "..."

_OWN: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_ESCAPED: Final = frozenset("^{}\\[~]|€")
_WITHOUT_MARKS: Final = str.maketrans({"đ": "d", "Đ": "D", "–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'"})
