"""Scenarios: an author's tests of a definition, read from `<definition>.scenarios.yaml` beside it.

A file is a list of scenarios. Each lodges one dossier, lets people act on it, and says what must stand in its journal:

    - scenario: Bổ sung một lần; lần thứ hai bị từ chối
      lodged: 2026-03-02 08:30, counter, commune 19990
      form: {martyr_name: Nguyễn Văn A, mandated: false}
      papers: [application, certificate]         # left out: all that the form calls for
      applicant: {name: Trần Thị B}              # left out: somebody invented
      acts:
        - 2026-03-02 10:00  receptionist: intake supplement because Thiếu bản sao Bằng Tổ quốc ghi công
        - 2026-03-03 09:00  receptionist 2@commune/desk: receive supplement
        - 2026-03-03 10:00  receptionist: {do: intake supplement, because: Còn thiếu, refused: SupplementAlreadyAsked}
        - 2026-03-20 10:00  officer@province: {do: verify propose, with: {amount: 1400000}}
      expect:
        - 2026-03-02 10:00  supplement requested, by receiving desk
      only: true                                 # nothing else happened; left out: these lines in order, among others
      until: 2026-05-04 17:00                    # official time runs on to this minute after the last act

Who acts is `post`, `post@level`, `post@level/role`, with a number after the post for another official who holds it, or
`applicant`. What is done is `<step> <outcome>`, `claim <step>`, `release <step>`, `supplement <step> because …`,
`receive supplement`, `sign apology [until <day>] because …`, `sign urging because …`,
`report error|lost|damaged because …`, `add <step> [with {…}] [because …]` (an element, or a complaint against a
posting) or `withdraw because …`; a step named like a verb cannot be completed here. A part of a step is
`<step>.<part>`. What is done in a child dossier is written `<call>/…`, and its lines begin with `<call>: `.
Minutes are those of the office's clock, and acts stand in their order.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError, WithJsonSchema

from definitions import strict_yaml
from definitions.act_lines import MINUTE, parse_act, parse_minute, split_minute
from definitions.acts import Act, CompleteStep
from definitions.findings import Code, Finding, Place
from definitions.loader import SCENARIOS
from definitions.mistakes import Mistake, findings_of, with_empty_keys
from definitions.plain_values import as_json
from definitions.positions import Positions
from definitions.procedure import Channel, Procedure
from definitions.saying import Said, Saying
from definitions.steps.calls import Call
from definitions.steps.manned import Manned
from definitions.translated.system import cause_of
from definitions.values import DAY, HOUR, Closed, Name, Text

MOST: Final = 500
"""Scenarios in one file."""


@dataclass(frozen=True, slots=True)
class Lodging:
    """When a dossier is handed in (on the office's clock), by which channel, and at which unit's desk."""

    at: datetime
    channel: Channel
    unit: str


@dataclass(frozen=True, slots=True)
class Expected:
    """A line of the journal: when (on the office's clock, to the minute) and the words of what happened."""

    at: datetime
    words: str

    def __str__(self) -> str:
        """The line as the machine's story tells it."""
        return f"{self.at:%Y-%m-%d %H:%M}  {self.words}"


class Applicant(Closed):
    """Who hands in the dossier of a scenario: somebody invented, unless the scenario says otherwise."""

    name: Text = "Trần Thị Bình"
    address: Text = "Thừa Thiên Huế"
    phone: Text | None = None
    email: Text | None = None
    identity: Text | None = None


def _lodging(value: object) -> Lodging:
    found = _LODGED.fullmatch(value) if isinstance(value, str) else None
    if found is None or found["channel"] not in list(Channel):
        mend = Saying(
            vietnamese="viết chẳng hạn '2026-03-02 08:30, counter, commune 19990'",
            english="write for example '2026-03-02 08:30, counter, commune 19990'",
        ).of()
        raise Mistake(
            Code.SCENARIO_LINE,
            Saying(
                vietnamese="chỗ này chưa nêu hồ sơ được nộp khi nào, bằng cách nào và ở đâu",
                english="this does not say when, how and where the dossier is lodged",
            ).of(),
            mend,
        )
    return Lodging(parse_minute(found["at"]), Channel(found["channel"]), found["unit"])


_LODGED: Final = re.compile(r"(?P<at>[\d-]+ [\d:]+), *(?P<channel>[a-z]+), *(?:[a-z]+ +)?(?P<unit>[\w.-]+)")
LODGING: Final = rf"^{DAY} {HOUR}, *(?:{'|'.join(Channel)}), *(?:[a-z]+ +)?[\w.-]+$"
"""When, how and where a dossier is lodged, as a pattern."""


def _expected(value: object) -> Expected:
    """A line; one with a colon in it is a mapping to YAML."""
    if isinstance(value, dict) and len(value) == 1:
        ((key, rest),) = value.items()
        value = f"{key}: {rest}"
    if not isinstance(value, str):
        mend = Saying(
            vietnamese="viết chẳng hạn '2026-04-13 17:00  late, at province/labour'",
            english="write for example '2026-04-13 17:00  late, at province/labour'",
        ).of()
        raise Mistake(
            Code.SCENARIO_LINE,
            Saying(
                vietnamese="đây không phải là một dòng của nhật ký hồ sơ", english="this is not a line of a journal"
            ).of(),
            mend,
        )
    return Expected(*split_minute(value))


def _minute(value: object) -> datetime:
    return parse_minute(value if isinstance(value, str) else str(value))


class Scenario(Closed):
    """One story of one dossier, and what must stand in its journal."""

    scenario: Text
    lodged: Annotated[Lodging, BeforeValidator(_lodging), WithJsonSchema({"type": "string", "pattern": LODGING})]
    form: Annotated[dict[str, Any], BeforeValidator(as_json)] = Field(default_factory=dict)
    papers: tuple[Name, ...] | None = Field(default=None, strict=False)
    applicant: Applicant = Applicant()
    acts: tuple[Annotated[Act, BeforeValidator(parse_act), WithJsonSchema({})], ...] = Field(default=(), strict=False)
    expect: tuple[Annotated[Expected, BeforeValidator(_expected), WithJsonSchema({})], ...] = Field(
        default=(), strict=False
    )
    only: bool = False
    until: (
        Annotated[datetime, BeforeValidator(_minute), WithJsonSchema({"type": "string", "pattern": MINUTE})] | None
    ) = None

    @property
    def title(self) -> str:
        """What the scenario shows, in one sentence."""
        return self.scenario


@dataclass(frozen=True, slots=True)
class Scenarios:
    """What a file of scenarios says; with findings there may be no scenarios."""

    scenarios: tuple[Scenario, ...]
    findings: tuple[Finding, ...]
    positions: Positions


def scenario_file(definition: Path) -> Path:
    """Where the scenarios of a definition's file stand, if it has any."""
    return definition.with_name(definition.name.removesuffix(".yaml") + SCENARIOS)


def load_scenarios(path: Path, procedure: Procedure | None = None) -> Scenarios:
    """Read a file of scenarios; a file that cannot be read is a finding."""
    try:
        with path.open("rb") as file:
            text = file.read(strict_yaml.MAX_BYTES + 1)
    except OSError as error:
        wrong = Saying(vietnamese="không đọc được tệp: {why}", english="the file cannot be read: {why}").of(
            why=cause_of(error)
        )
        finding = Finding(
            Code.UNREADABLE,
            Place(str(path)),
            wrong,
            Saying(vietnamese="kiểm tra đường dẫn và quyền truy cập", english="check the path and its rights").of(),
        )
        return Scenarios((), (finding,), Positions(str(path)))
    return read_scenarios(text, str(path), procedure)


def read_scenarios(text: bytes, file: str, procedure: Procedure | None = None) -> Scenarios:
    """Read scenarios, and check the steps they name against their procedure; pure. Nothing raises."""
    document = strict_yaml.read(text, file)
    if document.findings:
        return Scenarios((), document.findings, document.positions)
    scenarios, wrong = _scenarios(document)
    wrong = with_empty_keys(wrong, document.value, document.positions)
    if wrong:
        return Scenarios((), wrong, document.positions)
    found = (*_disorder(scenarios, document.positions), *_unknown(scenarios, document.positions, procedure))
    return Scenarios(scenarios, tuple(sorted(found, key=lambda finding: finding.place)), document.positions)


def _scenarios(document: strict_yaml.Document) -> tuple[tuple[Scenario, ...], tuple[Finding, ...]]:
    try:
        return _READER.validate_python(document.value), ()
    except ValidationError as error:
        return (), findings_of(error, document.positions)


_READER: Final = TypeAdapter(Annotated[tuple[Scenario, ...], Field(strict=False, min_length=1, max_length=MOST)])


def _disorder(scenarios: tuple[Scenario, ...], positions: Positions) -> Iterator[Finding]:
    titles: set[str] = set()
    for number, scenario in enumerate(scenarios):
        if scenario.title in titles:
            place = positions.of(number, "scenario")
            yield Finding(
                Code.SCENARIO_TITLE,
                place,
                Saying(vietnamese="một tình huống khác đã có tên này", english="another scenario has this title").of(),
                Saying(vietnamese="nêu rõ tình huống này cho thấy điều gì", english="say what this one shows").of(),
            )
        titles.add(scenario.title)
        latest = scenario.lodged.at
        for position, act in enumerate(scenario.acts):
            if act.at < latest:
                place = positions.of(number, "acts", position)
                wrong = Saying(
                    vietnamese="việc này xảy ra trước việc ghi ở trên ({latest})",
                    english="this happens before what stands above it ({latest})",
                ).of(latest=f"{latest:%Y-%m-%d %H:%M}")
                yield Finding(
                    Code.SCENARIO_ORDER,
                    place,
                    wrong,
                    Saying(
                        vietnamese="xếp các việc theo thứ tự thời gian", english="put the acts into the order of time"
                    ).of(),
                )
            latest = max(latest, act.at)


def _unknown(scenarios: tuple[Scenario, ...], positions: Positions, procedure: Procedure | None) -> Iterator[Finding]:
    """Steps and outcomes that the procedure does not have, unless the act is there to be refused."""
    for number, scenario in enumerate(scenarios if procedure else ()):
        for position, act in enumerate(scenario.acts):
            wrong = _not_in(procedure, act) if procedure and act.refused is None else None
            if wrong is not None:
                place = positions.of(number, "acts", position)
                yield Finding(
                    Code.UNKNOWN_STEP,
                    place,
                    wrong,
                    Saying(
                        vietnamese="nêu một bước của định nghĩa và một hướng đi của bước đó",
                        english="name a step of the definition and one of its outcomes",
                    ).of(),
                )


def _not_in(procedure: Procedure, act: Act) -> Said | None:
    """What the act names that the procedure does not have; of a child dossier, only the call is known here."""
    if act.within:
        is_call = isinstance(procedure.plan.get(act.within[0]), Call)
        return (
            None
            if is_call
            else Saying(
                vietnamese="bước '{act}' không gọi thủ tục nào khác",
                english="the step '{act}' calls no other procedure",
            ).of(act=act.within[0])
        )
    step_id = getattr(act.deed, "step", None)
    if step_id is None or step_id == "apology":
        return None
    step = procedure.plan.get(step_id)
    if step is None:
        return Saying(vietnamese="không có bước '{step_id}'", english="there is no step '{step_id}'").of(
            step_id=step_id
        )
    if isinstance(act.deed, CompleteStep) and act.deed.outcome not in (step.offers if isinstance(step, Manned) else ()):
        return Saying(
            vietnamese="bước '{step_id}' không có hướng đi '{outcome}'",
            english="the step '{step_id}' has no outcome '{outcome}'",
        ).of(step_id=step_id, outcome=act.deed.outcome)
    return None
