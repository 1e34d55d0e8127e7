"""Steps: what a procedure is drawn of. A step without a keyword is a task; every other kind has one keyword of its own.

Kinds fall into four families, and whoever handles steps handles families: *manned* steps wait for an official (task,
letter, wait, pay, and the parts of consult and post), *turns* are taken by the dossier itself (choose, set), *splits*
run branches (together, each, consult, post), and a *call* lodges another procedure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, ClassVar, Final, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from definitions.assignees import RECEIVING_DESK, Assignee, AssigneeText
from definitions.basis import Basis
from definitions.findings import Code
from definitions.limits import LimitText
from definitions.misreading import EXACTLY_ONE, Misread
from definitions.mistakes import Mistake
from definitions.saying import Saying
from definitions.time_policy import DEFAULT_CONSULT_LADDER, DEFAULT_STEP_LADDER, Rung
from definitions.values import CODE, Closed, Condition, Name, Text
from definitions.ways import End, Outcome, Way

JsonSchema = dict[str, Any]
"""A JSON Schema 2020-12 object, the one shape whose inside this language does not fix."""

EXPIRED: Final = "expired"
"""The way a step takes by itself when its limit has passed."""
NEXT: Final = "next"
"""The one way on from a step that has no outcomes to choose from."""
OTHERWISE: Final = "otherwise"
PAID: Final = "paid"
TERM: Final = "term"
ELEMENT: Final = "element"
"""The names of branches that no author names."""
MOST_ELEMENTS: Final = 100
MOST_BRANCHES: Final = 50
"""So many branches a split may have written, and so many outcomes, cases or values a step: no procedure has more."""


class Described(Closed):
    """What every step may say of itself."""

    title: Text | None = None
    basis: Basis | None = None

    keyword: ClassVar[str] = ""

    @model_validator(mode="before")
    @classmethod
    def _is_of_one_kind(cls, value: object) -> object:
        said = [word for word in value if word in KEYWORDS] if isinstance(value, Mapping) else []
        if len(said) > 1:
            wrong = Saying(
                vietnamese="'{one}' và '{other}' là hai loại bước, mà mỗi bước chỉ thuộc một loại",
                english="'{one}' and '{other}' are two kinds of step, and a step is of one",
            ).of(one=said[0], other=said[1])
            raise Mistake(
                Code.TWO_KINDS,
                wrong,
                Saying(vietnamese="tách thành hai bước riêng", english="give each a step of its own").of(),
            ).at_key(said[1])
        return value

    @property
    def exits(self) -> Mapping[str, Way]:
        """Every way out, by name, in the order written."""
        raise NotImplementedError

    def parts(self, step_id: str) -> "Mapping[str, Manned]":  # noqa: ARG002 - most steps have none
        """The manned steps that a step is made of, by their ids `<step>.<name>`, which no author can write."""
        return {}


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


class Onward(Closed):
    """The one way on of a step that has no outcomes, written at the step itself."""

    to: Name | None = None
    join: Name | None = None
    end: End | None = Field(default=None, strict=False)

    @model_validator(mode="after")
    def _leads_one_way(self) -> Self:
        if sum(way is not None for way in (self.to, self.join, self.end)) != 1:
            raise Misread(
                Saying(
                    vietnamese="bước phải đi tiếp bằng đúng một trong 'to', 'join' và 'end'",
                    english="the step goes on in exactly one of 'to', 'join' and 'end'",
                ).of(),
                EXACTLY_ONE,
            )
        return self

    @cached_property
    def onward(self) -> Way:
        """Where it goes on."""
        return Way(to=self.to, join=self.join, end=self.end)


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


class Case(Way):
    """One way of a choice, and the condition under which it is taken."""

    when: Condition


class Choose(Described):
    """Goes one way by the first condition that holds."""

    choose: tuple[Case, ...] = Field(strict=False, min_length=1, max_length=MOST_BRANCHES)
    otherwise: Way

    keyword: ClassVar[str] = "choose"

    @cached_property
    def exits(self) -> Mapping[str, Way]:
        """The cases by their numbers, from 1, and `otherwise`."""
        return {**{str(number): case for number, case in enumerate(self.choose, start=1)}, OTHERWISE: self.otherwise}


class Set(Onward, Described):
    """Records computed values, which conditions read as `values.<name>`."""

    set: dict[Name, Condition] = Field(min_length=1, max_length=MOST_BRANCHES)

    keyword: ClassVar[str] = "set"

    @cached_property
    def exits(self) -> Mapping[str, Way]:
        """The one way on."""
        return {NEXT: self.onward}


class Rest(StrEnum):
    """What becomes of the branches that a split does not wait for."""

    CANCEL = "cancel"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Start:
    """A branch that a definition begins: with which step of the plan, and under which condition."""

    step: str
    when: str | None = None


class Split(Onward, Described):
    """A step that runs branches side by side and goes on after all, any, or so many of those started."""

    after: Literal["all", "any"] | Annotated[int, Field(ge=1, le=1000)] = "all"
    rest: Rest = Field(default=Rest.CANCEL, strict=False)

    def starts(self, step_id: str) -> Mapping[str, Start]:
        """With which step each branch begins that is known from the definition, by the branch's name."""
        raise NotImplementedError

    @property
    def grown(self) -> str | None:
        """With which step a branch begins that is added while it runs; None where none may be."""
        return None

    @property
    def grown_by(self) -> Assignee | None:
        """Who may add one."""
        return None

    def wanted(self, started: int) -> int:
        """How many of the branches started must be done before it goes on."""
        match self.after:
            case "all":
                return started
            case "any":
                return min(1, started)
            case number:
                return min(number, started)

    @cached_property
    def exits(self) -> Mapping[str, Way]:
        """The one way on."""
        return {NEXT: self.onward}


class BranchStart(Closed):
    """One branch: with which step it begins, and whether it is started at all."""

    title: Text | None = None
    when: Condition | None = None
    start: Name


class Together(Split):
    """Runs the branches written here side by side."""

    together: dict[Name, BranchStart] = Field(min_length=1, max_length=MOST_BRANCHES)

    keyword: ClassVar[str] = "together"

    def starts(self, step_id: str) -> Mapping[str, Start]:  # noqa: ARG002 - branches begin with steps of their own
        """As written."""
        return {name: Start(branch.start, branch.when) for name, branch in self.together.items()}


class Elements(Closed):
    """The list that one branch each is run for: known when the step begins (`of`), or added to while it runs."""

    of: Condition | None = None
    start: Name
    grows: AssigneeText | None = None
    """Who may add an element while the step runs."""
    most: int = Field(default=MOST_ELEMENTS, ge=1, le=1000)

    @model_validator(mode="after")
    def _has_elements(self) -> Self:
        if self.of is None and self.grows is None:
            raise Mistake(
                Code.MISSING_KEY,
                Saying(vietnamese="sẽ không bao giờ có phần tử nào", english="there would never be an element").of(),
                Saying(vietnamese="viết 'of:' hoặc 'grows:'", english="write 'of:' or 'grows:'").of(),
            ).at_key()
        return self


class Each(Split):
    """Runs one branch per element of a list; in it, conditions read the element as `element`."""

    each: Elements

    keyword: ClassVar[str] = "each"

    def starts(self, step_id: str) -> Mapping[str, Start]:  # noqa: ARG002 - as above
        """One kind of branch, where there is a list."""
        return {ELEMENT: Start(self.each.start)} if self.each.of else {}

    @property
    def grown(self) -> str | None:
        """The same, for an element that is added."""
        return self.each.start if self.each.grows else None

    @property
    def grown_by(self) -> Assignee | None:
        """Whom it names."""
        return self.each.grows


class Opinion(Closed):
    """One office that is asked for its opinion."""

    title: Text | None = None
    who: AssigneeText
    limit: LimitText
    when: Condition | None = None


class Silence(StrEnum):
    """What an opinion means that is not given in time."""

    CONSENT = "consent"
    AWAITED = "awaited"


class Dissent(Outcome):
    """An outcome that is nothing without its reasons."""

    @property
    def wants_reason(self) -> bool:
        """Always."""
        return True


class Consultation(Manned):
    """The part of a consultation that one office answers: it agrees or not, with its reasons."""

    of: str
    silence: Silence = Field(strict=False)

    keeps_custody: ClassVar[bool] = False

    @cached_property
    def offers(self) -> Mapping[str, Outcome]:
        """It agrees, or it does not."""
        return {
            "agree": Outcome(title="Đồng ý", join=self.of),
            "disagree": Dissent(title="Không đồng ý", join=self.of),
        }

    @property
    def expires(self) -> Way | None:
        """Silence is consent only where the law says so, and the definition with it."""
        return Way(join=self.of) if self.silence is Silence.CONSENT else None


class Consult(Split):
    """Asks other offices for an opinion, each with its own limit; late ones are reported to the desk's head."""

    consult: dict[Name, Opinion] = Field(min_length=1, max_length=MOST_BRANCHES)
    silence: Silence = Field(default=Silence.AWAITED, strict=False)
    escalate: tuple[Rung, ...] = Field(default=DEFAULT_CONSULT_LADDER, strict=False)

    keyword: ClassVar[str] = "consult"

    def starts(self, step_id: str) -> Mapping[str, Start]:
        """Each office's own part."""
        return {name: Start(f"{step_id}.{name}", opinion.when) for name, opinion in self.consult.items()}

    def parts(self, step_id: str) -> Mapping[str, Manned]:
        """One for each office."""
        return {
            f"{step_id}.{name}": Consultation(
                title=opinion.title or self.title,
                basis=self.basis,
                who=opinion.who,
                limit=opinion.limit,
                escalate=self.escalate,
                of=step_id,
                silence=self.silence,
            )
            for name, opinion in self.consult.items()
        }


class Posting(Manned):
    """The part of a public posting that waits for its term to pass."""

    of: str

    scored: ClassVar[bool] = False

    @cached_property
    def offers(self) -> Mapping[str, Outcome]:
        """Nobody ends a posting before its term."""
        return {}

    @cached_property
    def expires(self) -> Way | None:
        """Its term has passed."""
        return Way(join=self.of)


class Post(Split):
    """Posts something publicly for a fixed term, inside the limit; each complaint begins a branch of its own."""

    post: LimitText
    who: AssigneeText
    complaint: Name | None = None

    keyword: ClassVar[str] = "post"

    @model_validator(mode="after")
    def _waits_for_all(self) -> Self:
        if self.after != "all" or self.rest is not Rest.CANCEL:
            wrong = Saying(
                vietnamese="việc niêm yết kết thúc khi hết thời hạn và mọi khiếu nại đã được giải quyết",
                english="a posting goes on when its term has passed and every complaint is settled",
            ).of()
            raise Mistake(
                Code.UNKNOWN_KEY,
                wrong,
                Saying(vietnamese="bỏ mục này", english="take this out").of(),
            ).at_key("after" if self.after != "all" else "rest")
        return self

    def starts(self, step_id: str) -> Mapping[str, Start]:
        """The term."""
        return {TERM: Start(f"{step_id}.{TERM}")}

    @property
    def grown(self) -> str | None:
        """The branch of a complaint, where one may be made."""
        return self.complaint

    @property
    def grown_by(self) -> Assignee | None:
        """Whoever posts it, records what is said against it."""
        return self.who if self.complaint else None

    def parts(self, step_id: str) -> Mapping[str, Manned]:
        """The term."""
        return {
            f"{step_id}.{TERM}": Posting(
                title=self.title, basis=self.basis, who=self.who, limit=self.post, escalate=(), of=step_id
            )
        }


class ByEnd(Way):
    """Where a dossier goes on when its child has ended in one way. No official decides, so it does nothing besides."""

    title: Text | None = None


class Call(Described):
    """Lodges another procedure as a child dossier, and waits for how it ends, or not."""

    call: str = Field(pattern=CODE)
    fill: dict[Name, Condition] = Field(default_factory=dict)
    """What the child's form says, each field an expression over this dossier."""
    papers: tuple[Name, ...] = Field(default=(), strict=False)
    """The papers of this dossier that go along, by the ids that both procedures give them."""
    outcomes: dict[Annotated[End, Field(strict=False)], ByEnd] = Field(default_factory=dict)
    """Where it goes by how the child ended; `otherwise` for every other end."""
    otherwise: Way
    waits: bool = True

    keyword: ClassVar[str] = "call"

    @cached_property
    def exits(self) -> Mapping[str, Way]:
        """By the child's end, and `otherwise`."""
        return {**{str(end): outcome for end, outcome in self.outcomes.items()}, OTHERWISE: self.otherwise}


KINDS: Final[tuple[type[Described], ...]] = (Choose, Together, Each, Consult, Wait, Pay, Post, Call, Letter, Set)
KEYWORDS: Final = tuple(kind.keyword for kind in KINDS)


def _kind(value: object) -> str:
    if isinstance(value, Described):
        return value.keyword or "task"
    return next((word for word in KEYWORDS if isinstance(value, Mapping) and word in value), "task")


Step = Annotated[
    Annotated[Task, Tag("task")]
    | Annotated[Choose, Tag("choose")]
    | Annotated[Together, Tag("together")]
    | Annotated[Each, Tag("each")]
    | Annotated[Consult, Tag("consult")]
    | Annotated[Wait, Tag("wait")]
    | Annotated[Pay, Tag("pay")]
    | Annotated[Post, Tag("post")]
    | Annotated[Call, Tag("call")]
    | Annotated[Letter, Tag("letter")]
    | Annotated[Set, Tag("set")],
    Discriminator(_kind),
]
"""A step as an author writes it, told apart by its keyword."""

AnyStep = Task | Choose | Together | Each | Consult | Wait | Pay | Post | Call | Letter | Set | Consultation | Posting
"""A step of a plan: as written, or a part of one."""
