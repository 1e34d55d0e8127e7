"""Findings: what is wrong with a definition, where it stands, and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from definitions.saying import Language, Said, Saying


class Code(StrEnum):
    """The stable name of each kind of finding; never renamed once released."""

    NOT_UTF_8 = "not-utf-8"
    NOT_YAML = "not-yaml"
    TOO_BIG = "too-big"
    TOO_DEEP = "too-deep"
    TOO_MANY_NODES = "too-many-nodes"
    EMPTY = "empty"
    ANCHOR = "anchor"
    TAG = "tag"
    SEVERAL_DOCUMENTS = "several-documents"
    DUPLICATE_KEY = "duplicate-key"
    KEY_NOT_TEXT = "key-not-text"
    NOT_A_DATE = "not-a-date"
    NOT_FORMATTED = "not-formatted"

    UNREADABLE = "unreadable"
    FILE_NAME = "file-name"
    VERSION_MISMATCH = "version-mismatch"
    DUPLICATE_VERSION = "duplicate-version"

    UNKNOWN_KEY = "unknown-key"
    MISSING_KEY = "missing-key"
    CODE_NOT_TEXT = "code-not-text"
    NOT_TEXT = "not-text"
    WRONG_TYPE = "wrong-type"
    WRONG_VALUE = "wrong-value"
    NOT_A_NAME = "not-a-name"
    NOT_A_TERM = "not-a-term"
    NOT_AN_ASSIGNEE = "not-an-assignee"
    NOT_A_TARGET = "not-a-target"
    NOT_AN_INSTANT = "not-an-instant"
    NOT_ONE_WAY = "not-one-way"
    TWO_KINDS = "two-kinds"
    TOO_MANY_STEPS = "too-many-steps"
    LETTER_NEVER_ISSUED = "letter-never-issued"

    UNKNOWN_STEP = "unknown-step"
    UNREACHABLE_STEP = "unreachable-step"
    NO_END = "no-end"
    RESERVED_STEP = "reserved-step"
    NOT_A_SPLIT = "not-a-split"
    FIRST_STEP_NO_TASK = "first-step-no-task"
    JOIN_NEVER_MET = "join-never-met"
    JOIN_OUTSIDE = "join-outside"
    AUTOMATIC_LOOP = "automatic-loop"
    WORK_LEFT = "work-left"
    SUPPLEMENT_ELSEWHERE = "supplement-elsewhere"
    KEEP_NOBODY = "keep-nobody"
    NOT_THE_LIMITS_UNIT = "not-the-limits-unit"
    UNCOUNTED_TOO_EARLY = "uncounted-too-early"
    NEVER_DONE = "never-done"
    NOTHING_TO_CANCEL = "nothing-to-cancel"
    RESULT_NEVER_RETURNED = "result-never-returned"
    TOO_MANY_STATES = "too-many-states"
    NO_BASIS = "no-basis"
    CALL_CIRCLE = "call-circle"
    UNKNOWN_PROCEDURE = "unknown-procedure"
    CHILD_FORM = "child-form"
    CHILD_PAPERS = "child-papers"
    LONGER_THAN_LIMIT = "longer-than-limit"
    WARNING_TOO_EARLY = "warning-too-early"
    APOLOGY_TOO_EARLY = "apology-too-early"
    CALENDAR_TOO_SHORT = "calendar-too-short"
    EFFECT_REVERSED = "effect-reversed"
    UNKNOWN_PLACE = "unknown-place"
    UNKNOWN_POST = "unknown-post"
    FIRST_STEP_ELSEWHERE = "first-step-elsewhere"
    NOT_BY_UNKNOWN = "not-by-unknown"
    NOT_BY_LATER = "not-by-later"
    NOT_BY_NOBODY = "not-by-nobody"
    NO_SUCH_SUPERIOR = "no-such-superior"
    REASSIGNED_TO_NOBODY = "reassigned-to-nobody"
    TOO_MANY_EXTENSIONS = "too-many-extensions"
    TOO_MANY_SUPPLEMENTS = "too-many-supplements"
    NOT_A_SCHEMA = "not-a-schema"
    REMOTE_REFERENCE = "remote-reference"
    CONDITION = "condition"
    ALWAYS_THE_SAME = "always-the-same"
    CASE_NEVER_TAKEN = "case-never-taken"
    TWO_KINDS_OF_VALUE = "two-kinds-of-value"
    DUPLICATE_PAPER = "duplicate-paper"

    SCENARIO_LINE = "scenario-line"
    SCENARIO_ORDER = "scenario-order"
    SCENARIO_TITLE = "scenario-title"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file; lines and columns count from 1, columns in characters."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """The place as editors and compilers write it, `file:line:column`."""
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: its code, its place, a sentence on what is wrong and one on how to mend it."""

    code: Code
    place: Place
    wrong: Said
    mend: Said

    def line(self, language: Language) -> str:
        """The finding on one line, `file:line:column: code: Wrong. Mend.`, as editors and CI recognise it."""
        wrong, mend = (_sentence(one.said(language)) for one in (self.wrong, self.mend))
        return f"{self.place}: {self.code}: {wrong} {mend}"

    def __str__(self) -> str:
        """The finding on one line, in English."""
        return self.line(Language.ENGLISH)

    def flat(self) -> dict[str, str | int]:
        """The finding by the names that machines read: in Vietnamese, and beside it in English."""
        at = self.place
        where: dict[str, str | int] = {"file": at.file, "line": at.line, "column": at.column}
        vietnamese = {"wrong": self.wrong.said(Language.VIETNAMESE), "mend": self.mend.said(Language.VIETNAMESE)}
        english = {"wrong_en": str(self.wrong), "mend_en": str(self.mend)}
        return {"code": self.code.value, **where, **vietnamese, **english}


def one_of(names: Iterable[object]) -> Said:
    """How to mend a name that is none: the names that there are."""
    shown = ", ".join(str(name) for name in names)
    return Saying(vietnamese="viết một trong: {names}", english="write one of: {names}").of(names=shown)


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."
