"""Limits: the time a rule gives, and what comes on top where a condition holds (`20 working days; plus … when …`)."""

import re
from dataclasses import dataclass, replace
from typing import Annotated, Final, Self

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from definitions.saying import Saying
from definitions.terms import AMOUNT, NotATerm, Term, Unit
from definitions.values import portable

MOST_SURCHARGES: Final = 20


@dataclass(frozen=True, slots=True)
class Surcharge:
    """More time, of the limit's own unit, where a condition holds."""

    term: Term
    when: str

    def __str__(self) -> str:
        """The canonical text."""
        return f"plus {self.term} when {self.when}"


@dataclass(frozen=True, slots=True)
class Limit:
    """A term, and the surcharges that may come on top of it."""

    term: Term
    plus: tuple[Surcharge, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `TERM` or `TERM; plus TERM when CONDITION; …`; raises `NotATerm` for anything else."""
        base, *more = (part.strip() for part in _PARTS.split(text))
        if len(more) > MOST_SURCHARGES:
            raise NotATerm(
                Saying(vietnamese="có hơn {most} phần cộng thêm", english="there are more than {most} surcharges").of(
                    most=MOST_SURCHARGES
                ),
                Saying(vietnamese="gộp lại thành ít điều kiện hơn", english="put them into fewer conditions").of(),
            )
        limit = cls(Term.parse(base), tuple(_surcharge(part) for part in more))
        for surcharge in limit.plus:
            _check_unit(limit.term, surcharge)
        return limit

    def __str__(self) -> str:
        """The canonical text, which `parse` reads back."""
        return "; ".join((str(self.term), *(str(surcharge) for surcharge in self.plus)))

    @property
    def longest(self) -> Term:
        """The term with every surcharge on top: no dossier is given more."""
        return self.with_surcharges(self.plus)

    def with_surcharges(self, given: tuple[Surcharge, ...]) -> Term:
        """The term with these surcharges on top."""
        return longer(self.term, *(surcharge.term for surcharge in given))


def longer(term: Term, *more: Term) -> Term:
    """A term with others of its unit on top; what is put upon `same day` is counted in its own unit."""
    for other in more:
        term = other if term.unit is Unit.SAME_DAY else replace(term, amount=term.amount + other.amount)
    return term


_PARTS: Final = re.compile(r";\s*(?=plus\b)")
_SURCHARGE: Final = re.compile(r"plus +(?P<term>\d+ +[a-z]+(?: [a-z]+)?) +when +(?P<when>\S.*)", re.DOTALL)


def _surcharge(text: str) -> Surcharge:
    found = _SURCHARGE.fullmatch(text)
    if found is None:
        raise NotATerm(
            Saying(vietnamese="'{text}' không phải là phần cộng thêm", english="'{text}' is not a surcharge").of(
                text=text
            ),
            Saying(
                vietnamese="viết 'plus 10 working days when form.remote'",
                english="write 'plus 10 working days when form.remote'",
            ).of(),
        )
    return Surcharge(Term.parse(found["term"]), found["when"].strip())


def _check_unit(term: Term, surcharge: Surcharge) -> None:
    if surcharge.term.unit is Unit.SAME_DAY or term.unit not in {surcharge.term.unit, Unit.SAME_DAY}:
        raise NotATerm(
            Saying(
                vietnamese="không thể cộng '{more}' vào '{limit}'", english="'{more}' cannot be put upon '{limit}'"
            ).of(more=surcharge.term, limit=term),
            Saying(
                vietnamese="viết phần cộng thêm theo đúng đơn vị của thời hạn",
                english="write the surcharge in the limit's own unit",
            ).of(),
        )


def _limit(value: object) -> Limit:
    if isinstance(value, Limit):
        return value
    if isinstance(value, Term):
        return Limit(value)
    if isinstance(value, str):
        return Limit.parse(value)
    raise NotATerm(
        Saying(
            vietnamese="thời hạn phải là chữ, ví dụ '15 working days'",
            english="a limit is text, for example '15 working days'",
        ).of(),
        Saying(vietnamese="viết như vậy", english="write it so").of(),
    )


_CONDITION: Final = r"\S(?:(?!;\s*plus\b)[\s\S])*"
_COUNTED: Final = tuple(rf"{AMOUNT} +{unit}s?" for unit in ("working day", "working hour", "day"))


LIMIT: Final = portable(
    "|".join(
        rf"(?:{term}|same day)\s*(?:;\s*plus +{term} +when +{_CONDITION}){{0,{MOST_SURCHARGES}}}" for term in _COUNTED
    )
)
"""A limit as a pattern: its surcharges are in its own unit."""

LimitText = Annotated[
    Limit,
    BeforeValidator(_limit),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": LIMIT}),
]
"""A limit inside a pydantic model: read from its text and written as it."""
