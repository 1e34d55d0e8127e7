"""Lines of a scenario: an act as one line says it (`2026-03-02 10:00  receptionist: intake accept`)."""

import json
import re
from datetime import date, datetime
from typing import Any, Final, NoReturn

from definitions.acts import (
    Act,
    AddElement,
    AskSupplement,
    ClaimStep,
    CompleteStep,
    Deed,
    ReleaseStep,
    ReportAFault,
    SignTheApology,
    SignTheUrging,
    TakeBack,
    TakeSupplement,
    Who,
)
from definitions.findings import Code
from definitions.mistakes import Mistake
from definitions.plain_values import Value, as_json
from definitions.saying import Said, Saying
from definitions.values import DAY, HOUR, portable


def parse_act(value: Value) -> Act:
    """Read an act; raises `Mistake` for anything else.

    It is text or a mapping with one entry: `<minute>  <who>: <words>`, the words being text or, where they need a form,
    papers or a refusal, `{do: <words>, because: <reason>, with: <form>, papers: [<id>, …], refused: <Rule>}`.
    """
    if isinstance(value, str):
        head, colon, words = value.partition(": ")
        return (
            _act(head, words.strip(), {})
            if colon
            else _wrong(
                Saying(vietnamese="'{value}' chưa nêu ai làm gì", english="'{value}' does not say who does what").of(
                    value=value
                )
            )
        )
    if not isinstance(value, dict) or len(value) != 1:
        _wrong(Saying(vietnamese="mỗi việc là một dòng", english="an act is one line").of())
    ((head, told),) = value.items()
    if isinstance(told, dict):
        return _act(head, _words(told), told)
    return (
        _act(head, told, {})
        if isinstance(told, str)
        else _wrong(Saying(vietnamese="dòng này chưa nêu làm gì", english="the act does not say what is done").of())
    )


def parse_minute(text: str) -> datetime:
    """Read `YYYY-MM-DD HH:MM`, a minute on the office's clock; raises `Mistake` for anything else."""
    try:
        return datetime.fromisoformat(text) if _MINUTE.fullmatch(text) else _no_minute(text)
    except ValueError:
        _no_minute(text)


def split_minute(text: str) -> tuple[datetime, str]:
    """Read a minute and the words after it; raises `Mistake` where there is no minute."""
    return parse_minute(text[:16]), text[16:].strip()


_MINUTE: Final = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}")
_WHO: Final = re.compile(
    r"(?P<post>[a-z]+(?: [a-z]+)*?)(?: (?P<number>[1-9]))?(?: ?@ ?(?P<level>[a-z]+)(?:/(?P<role>[a-z]+(?:-[a-z]+)*))?)?"
)
_OWN_NAME: Final = r"[a-z][a-z0-9_]{0,39}"
_NAME: Final = rf"{_OWN_NAME}(?:\.{_OWN_NAME})?"
"""A step, or a part of one."""
_WITHIN: Final = re.compile(rf"(?P<within>(?:{_OWN_NAME}/)+)(?P<words>.*)", re.DOTALL)
_BECAUSE: Final = r"(?: because (?P<reason>.+))?"
_WORDS: Final = {
    "claim": re.compile(rf"claim (?P<step>{_NAME})"),
    "add": re.compile(rf"add (?P<step>{_NAME})(?: with (?P<form>\{{.*?\}}))?{_BECAUSE}"),
    "release": re.compile(rf"release (?P<step>{_NAME})"),
    "ask_supplement": re.compile(rf"supplement (?P<step>{_NAME}){_BECAUSE}"),
    "take_supplement": re.compile(r"receive supplement"),
    "sign_apology": re.compile(rf"sign apology(?: until (?P<day>\S+))?{_BECAUSE}"),
    "sign_urging": re.compile(rf"sign urging{_BECAUSE}"),
    "report_fault": re.compile(rf"report (?P<fault>error|lost|damaged){_BECAUSE}"),
    "take_back": re.compile(rf"withdraw{_BECAUSE}"),
    "complete": re.compile(rf"(?P<step>{_NAME}) (?P<outcome>{_NAME})(?: with (?P<form>\{{.*?\}}))?{_BECAUSE}"),
}


_EXISTING: Final = rf"{DAY} {HOUR}"
MINUTE: Final = rf"^{_EXISTING}$"
"""A minute on the office's clock, as a pattern; so with the next ones."""
ENTRY: Final = rf"^{_EXISTING}"
"""What a line of the journal begins with."""
ACTOR: Final = portable(rf"{_EXISTING}\s*(?:{_WHO.pattern})")
"""When an act is done, and by whom."""
_ANY_WORDS: Final = rf"(?:{_OWN_NAME}/)*(?:{'|'.join(words.pattern for words in _WORDS.values())})"
WORDS: Final = portable(_ANY_WORDS)
"""What is done."""
LINE: Final = portable(rf"{_EXISTING}\s*(?:{_WHO.pattern}): +(?:{_ANY_WORDS})")
"""A whole act, where it is one text."""


def _act(head: str, words: str, told: dict[str, Value]) -> Act:
    at, name = split_minute(head)
    who = _WHO.fullmatch(name)
    if who is None:
        _wrong(Saying(vietnamese="'{name}' chưa nêu ai làm", english="'{name}' does not say who acts").of(name=name))
    inside = _WITHIN.fullmatch(words)
    within = tuple(inside["within"].strip("/").split("/")) if inside else ()
    deed = _deed(inside["words"] if inside else words, told)
    actor = Who(who["post"], int(who["number"] or 1), who["level"], who["role"])
    return Act(at, actor, deed, _text_or_none(told, "refused"), within)


def _words(told: dict[str, Value]) -> str:
    unknown = sorted(set(told) - {"do", "because", "with", "papers", "refused"})
    if unknown:
        _wrong(
            Saying(
                vietnamese="'{unknown}' không phải là một phần của dòng ghi việc làm",
                english="'{unknown}' is not a part of an act",
            ).of(unknown=unknown[0])
        )
    words = told.get("do")
    return (
        words
        if isinstance(words, str)
        else _wrong(
            Saying(
                vietnamese="dòng này chưa nêu làm gì ('do:')", english="the act does not say what is done ('do:')"
            ).of()
        )
    )


def _deed(words: str, told: dict[str, Value]) -> Deed:  # noqa: C901 - one line a kind is the clearest shape
    said = next((found for kind in _WORDS if (found := _said(kind, words))), None)
    if said is None:
        _wrong(
            Saying(vietnamese="'{words}' không phải là một việc làm được", english="'{words}' is not an act").of(
                words=words
            )
        )
    reason = _text_or_none(told, "because") or said.get("reason", "")
    papers = _papers(told)
    match said["kind"]:
        case "claim":
            return ClaimStep(step=said["step"])
        case "release":
            return ReleaseStep(step=said["step"])
        case "ask_supplement":
            return AskSupplement(step=said["step"], reason=reason, papers=papers)
        case "take_supplement":
            return TakeSupplement(papers=papers)
        case "sign_apology":
            return SignTheApology(return_on=_day(said["day"]) if "day" in said else None, reason=reason)
        case "sign_urging":
            return SignTheUrging(demand=reason)
        case "report_fault":
            return ReportAFault(fault=said["fault"], what=reason)
        case "take_back":
            return TakeBack(reason=reason)
        case "add":
            return AddElement(step=said["step"], element=_element(told, said.get("form")) or reason)
    form = _form(told, said.get("form"))
    return CompleteStep(step=said["step"], outcome=said["outcome"], reason=reason or None, form=form, papers=papers)


def _said(kind: str, words: str) -> dict[str, str] | None:
    """The parts of the words, with their kind, where they are of that kind."""
    found = _WORDS[kind].fullmatch(words)
    return {"kind": kind, **{key: part for key, part in found.groupdict().items() if part}} if found else None


def _element(told: dict[str, Value], inline: str | None) -> Any:  # noqa: ANN401 - JSON of any kind
    return as_json(told["with"]) if "with" in told and inline is None else _form(told, inline)


def _form(told: dict[str, Value], inline: str | None) -> dict[str, Any] | None:
    form: object = as_json(told.get("with"))
    if inline is not None:
        try:
            form = json.loads(inline)
        except ValueError:
            _wrong(
                Saying(vietnamese="'{inline}' không đúng cú pháp JSON", english="'{inline}' is not JSON").of(
                    inline=inline
                )
            )
    if form is not None and not isinstance(form, dict):
        _wrong(Saying(vietnamese="biểu mẫu của bước phải là một nhóm khóa", english="a step's form is a mapping").of())
    return form


def _papers(told: dict[str, Value]) -> tuple[str, ...]:
    papers = told.get("papers", [])
    if not isinstance(papers, list) or not all(isinstance(paper, str) for paper in papers):
        _wrong(
            Saying(
                vietnamese="'papers' không phải là danh sách mã giấy tờ", english="'papers' is not a list of ids"
            ).of()
        )
    return tuple(str(paper) for paper in papers)


def _text_or_none(told: dict[str, Value], key: str) -> str | None:
    value = told.get(key)
    return (
        value
        if value is None or isinstance(value, str)
        else _wrong(Saying(vietnamese="'{key}' không phải là chữ", english="'{key}' is not text").of(key=key))
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        _wrong(Saying(vietnamese="'{text}' không phải là một ngày", english="'{text}' is not a day").of(text=text))


def _no_minute(text: str) -> NoReturn:
    raise Mistake(
        Code.SCENARIO_LINE,
        Saying(vietnamese="'{text}' không phải là một thời điểm đến phút", english="'{text}' is not a minute").of(
            text=text
        ),
        Saying(
            vietnamese="bắt đầu chẳng hạn bằng '2026-03-02 10:00'", english="begin with for example '2026-03-02 10:00'"
        ).of(),
    )


def _wrong(wrong: Said) -> NoReturn:
    mend = Saying(
        vietnamese="viết chẳng hạn '2026-03-02 10:00  receptionist: intake accept'",
        english="write for example '2026-03-02 10:00  receptionist: intake accept'",
    ).of()
    raise Mistake(Code.SCENARIO_LINE, wrong, mend)
