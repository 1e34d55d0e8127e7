"""Manned steps: they wait for an official, or for something that an official records."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, ClassVar, Final, Literal, Self

from pydantic import Field, model_validator

from definitions.assignees import RECEIVING_DESK, Assignee, AssigneeText
from definitions.findings import Code
from definitions.limits import LimitText
from definitions.mistakes import Mistake
from definitions.saying import Saying
from definitions.steps.described import EXPIRED, MOST_BRANCHES, PAID, Described, JsonSchema, Onward
from definitions.time_policy import DEFAULT_STEP_LADDER, Rung
from definitions.values import Closed, Condition, Name, Text
from definitions.ways import Outcome, Way


class Manned(Described):
    """A step that waits for an official, or for something that an official records."""

    who: AssigneeText
    limit: LimitText | None = None
    counts: bool = True
    not_by: tuple[Name, ...] = Field(default=(), strict=False)
    escalate: tuple[Rung, ...] = Field(default=DEFAULT_STEP_LADDER, strict=False)
    form: JsonSchema | None = None

    scored: ClassVar[bool] = True
    """Whether its own lateness counts against its office."""
    keeps_custody: ClassVar[bool] = True
    """Whether its office gets the dossier; who only gives an opinion does not."""

    @property
    def offers(self) -> Mapping[str, Outcome]:
        """The outcomes that an official may choose from."""
        raise NotImplementedError

    @property
    def expires(self) -> Way | None:
        """Where it goes by itself when its limit has passed; None where it only becomes late."""
        return None

    @property
    def pauses(self) -> bool:
        """Whether the statutory clock stands still while it is open."""
        return False

    @property
    def exits(self) -> Mapping[str, Way]:
        """Its outcomes, and where it goes by itself."""
        return {**self.offers, **({EXPIRED: self.expires} if self.expires else {})}


class Task(Manned):
    """A task for an official: who, how long, and what comes out."""

    outcomes: dict[Name, Outcome] = Field(min_length=1, max_length=MOST_BRANCHES)
    stops_clock: bool = False

    @property
    def offers(self) -> Mapping[str, Outcome]:
        """The outcomes."""
        return self.outcomes

    @property
    def pauses(self) -> bool:
        """Where it says so: what is done outside the statutory limit, such as an answer to a complaint."""
        return self.stops_clock


class LetterText(Closed):
    """A letter of the procedure's own: what it says. In the text, `{form.name}` stands for a value of the dossier."""

    title: Text
    to: Literal["applicant", "desk"] = "applicant"
    text: tuple[Annotated[str, Field(min_length=1, max_length=4000)], ...] = Field(strict=False, min_length=1)
    issued_on: Name = "sign"
    """The outcome with which it is issued."""


class Letter(Task):
    """A letter to be signed; the outcome `sign` (or the one named) issues it."""

    letter: LetterText

    keyword: ClassVar[str] = "letter"

    @model_validator(mode="after")
    def _is_issued(self) -> Self:
        issued_on = self.letter.issued_on
        if issued_on not in self.outcomes:
            wrong = Saying(
                vietnamese="không có hướng đi '{issued_on}', nên văn bản không bao giờ được ban hành",
                english="there is no outcome '{issued_on}', so the letter is never issued",
            ).of(issued_on=issued_on)
            mend = Saying(
                vietnamese="trong 'issued_on:' viết một trong: {names}", english="in 'issued_on:' write one of: {names}"
            ).of(names=", ".join(self.outcomes))
            said = "issued_on" in self.letter.model_fields_set
            raise Mistake(Code.LETTER_NEVER_ISSUED, wrong, mend).at("letter", *(("issued_on",) if said else ()))
        return self


_DESK: Final = Assignee(post="receptionist", place=RECEIVING_DESK)


class Outside(Manned):
    """What waits for somebody outside the office: nobody's lateness, and usually outside the statutory limit."""

    who: AssigneeText = _DESK
    stops_clock: bool = True
    escalate: tuple[Rung, ...] = Field(default=(), strict=False)
    at_limit: Way | None = None

    scored: ClassVar[bool] = False

    @property
    def expires(self) -> Way | None:
        """Where it says so."""
        return self.at_limit

    @property
    def pauses(self) -> bool:
        """Unless it says otherwise."""
        return self.stops_clock


class Wait(Outside):
    """Waits for something outside the office: a paper, another province, a day that the form names (`until`)."""

    wait: Text
    until: Condition | None = None
    """An expression that gives a day, `YYYY-MM-DD`: at its opening the wait is over, and goes where `at_limit` says."""
    outcomes: dict[Name, Outcome] = Field(default_factory=dict, max_length=MOST_BRANCHES)

    keyword: ClassVar[str] = "wait"

    @model_validator(mode="after")
    def _ends(self) -> Self:
        if not self.outcomes and self.at_limit is None:
            mend = Saying(
                vietnamese="viết 'outcomes:', hoặc 'limit:' hay 'until:' cùng với 'at_limit:'",
                english="write 'outcomes:', or 'limit:' or 'until:' with 'at_limit:'",
            ).of()
            raise Mistake(
                Code.MISSING_KEY,
                Saying(vietnamese="việc chờ không bao giờ kết thúc", english="the wait never ends").of(),
                mend,
            ).at_key()
        if self.until is not None and self.at_limit is None:
            wrong = Saying(
                vietnamese="chưa nêu đến ngày đó thì hồ sơ đi tiếp đâu", english="nothing says where it goes on the day"
            ).of()
            raise Mistake(
                Code.MISSING_KEY,
                wrong,
                Saying(vietnamese="viết 'at_limit:'", english="write 'at_limit:'").of(),
            ).at_key("until")
        _check_at_limit(self)
        return self

    @property
    def offers(self) -> Mapping[str, Outcome]:
        """The outcomes."""
        return self.outcomes


def _check_at_limit(step: Outside) -> None:
    if step.at_limit is not None and step.limit is None and getattr(step, "until", None) is None:
        wrong, mend = (
            Saying(
                vietnamese="chưa nêu khi nào thì đến 'at_limit'", english="nothing says when 'at_limit' is reached"
            ).of(),
            Saying(vietnamese="viết thêm 'limit:'", english="write 'limit:' too").of(),
        )
        raise Mistake(Code.MISSING_KEY, wrong, mend).at_key("at_limit")


class Pay(Onward, Outside):
    """Asks for a fee in đồng, a whole number or an expression that gives one, and goes on when it is paid."""

    pay: Annotated[int, Field(ge=0, le=10**12)] | Condition

    keyword: ClassVar[str] = "pay"

    @model_validator(mode="after")
    def _asks_nothing_else(self) -> Self:
        if self.form is not None:
            raise Mistake(
                Code.UNKNOWN_KEY,
                Saying(
                    vietnamese="biểu mẫu của bước nộp tiền là cố định", english="the form of a payment is fixed"
                ).of(),
                Saying(vietnamese="bỏ 'form:'", english="take 'form:' out").of(),
            ).at_key("form")
        _check_at_limit(self)
        return self

    @cached_property
    def offers(self) -> Mapping[str, Outcome]:
        """It is paid."""
        return {PAID: Outcome(title="Đã nộp", to=self.to, join=self.join, end=self.end)}
