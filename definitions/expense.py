"""Expense: what keeps an expression from costing more than a moment, whatever a dossier's facts are.

A form holds up to 64 kB, and whoever lodges it chooses what. So lists are not walked through within one another more
than twice, nothing grows while a list is walked through, and a pattern stands in the definition itself, where it is
checked; it then runs in linear time.
"""

import re
from functools import lru_cache
from typing import Any, Final, NamedTuple

from cel_expr_python import cel

from definitions.saying import Said, Saying
from definitions.translated.regular_expressions import complaint_of

MOST_WALKS: Final = 4
DEEPEST_WALK: Final = 2
MOST_SUMS_IN_A_WALK: Final = 3


class Excess(NamedTuple):
    """What is too much, and at which character of the text, from 1."""

    wrong: Said
    column: int


def excess_of(text: str) -> Excess | None:
    """What an expression asks too much of; None where it is modest."""
    plain = _LITERAL.sub(lambda literal: '"' + "_" * (len(literal[0]) - 2) + '"', text)
    return _walks(plain) or _free_patterns(plain) or _wrong_patterns(text)


def _walks(plain: str) -> Excess | None:
    walks, maps = 0, 0
    open_ones: list[str] = []
    for found in _MARK.finditer(plain):
        column = found.start() + 1
        match found[0]:
            case ")":
                open_ones = open_ones[:-1]
            case "+":
                excess = _sum(open_ones, plain.count("+"))
                if excess is not None:
                    return Excess(excess, column)
            case opening:
                open_ones.append(found["walk"] or "")
                walks, maps = walks + (found["walk"] is not None), maps + (found["walk"] == "map")
                if maps > 1:
                    return Excess(
                        Saying(vietnamese="biểu thức dùng 'map' hai lần", english="it has 'map' twice").of(),
                        column,
                    )
                if walks > MOST_WALKS or sum(bool(walk) for walk in open_ones) > DEEPEST_WALK:
                    return Excess(_too_many_walks(opening.strip(".( ")), column)
    return None


def _too_many_walks(opening: str) -> Said:
    return Saying(
        vietnamese="biểu thức duyệt danh sách quá {most} lần, hoặc lồng quá {deepest} cấp, kể từ '{opening}'",
        english="it walks through lists more than {most} times, or deeper than {deepest}, from '{opening}' on",
    ).of(most=MOST_WALKS, deepest=DEEPEST_WALK, opening=opening)


def _sum(open_ones: list[str], sums: int) -> Said | None:
    if "map" in open_ones:
        return Saying(
            vietnamese="không được cộng dồn bên trong 'map', vì giá trị sẽ lớn lên theo từng phần tử",
            english="nothing may be added up inside 'map', where it would grow with every element",
        ).of()
    if any(open_ones) and sums > MOST_SUMS_IN_A_WALK:
        return Saying(
            vietnamese="biểu thức cộng quá {most} lần trong khi duyệt một danh sách",
            english="it adds up more than {most} times in an expression that walks through a list",
        ).of(most=MOST_SUMS_IN_A_WALK)
    return None


def _free_patterns(plain: str) -> Excess | None:
    """A pattern that comes from the facts is checked by nobody before it is used."""
    for found in re.finditer(r"\bmatches\s*\(", plain):
        if not _IS_LITERAL.match(plain, found.end()) or plain[: found.start()].rstrip()[-1:] != ".":
            return Excess(
                Saying(
                    vietnamese="mẫu so khớp phải được viết rõ ra, như 'form.code.matches(\"^[A-Z]+$\")'",
                    english="a pattern must be written out, as in 'form.code.matches(\"^[A-Z]+$\")'",
                ).of(),
                found.start() + 1,
            )
    return None


def _wrong_patterns(text: str) -> Excess | None:
    for literal in _LITERAL.finditer(text):
        wrong = _wrong_pattern(literal[0]) if _BEFORE_PATTERN.search(text[: literal.start()]) else None
        if wrong is not None:
            return Excess(
                Saying(vietnamese="mẫu so khớp không hợp lệ: {wrong}", english="the pattern is none: {wrong}").of(
                    wrong=wrong
                ),
                literal.start() + 1,
            )
    return None


@lru_cache(maxsize=512)
def _wrong_pattern(pattern: str) -> Said | None:
    """Why a pattern, as it is written, is none; None where it is one, or no text at all (the compiler says so)."""
    try:
        value = _environment().compile(f'"".matches({pattern})').eval(data={})
    except RuntimeError:
        return None
    said = str(value.value()).partition("\n")[0]
    return complaint_of(said.rpartition("expression: ")[2]) if value.type() == cel.Type.ERROR else None


@lru_cache(maxsize=1)
def _environment() -> Any:  # noqa: ANN401 - CEL publishes no types
    return cel.NewEnv(variables={})


_LITERAL: Final = re.compile(r'[rR]?(?:"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\')', re.DOTALL)
_MARK: Final = re.compile(r"\.\s*(?P<walk>all|exists|exists_one|map|filter)\s*\(|\(|\)|\+")
_IS_LITERAL: Final = re.compile(r'\s*"_*"\s*\)')
_BEFORE_PATTERN: Final = re.compile(r"\bmatches\s*\(\s*$")
