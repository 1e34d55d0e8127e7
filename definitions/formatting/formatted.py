"""Formatted: a text in canonical form, proved to say the same as before, or why it was left alone."""

from collections import Counter
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final

from definitions import strict_yaml
from definitions.findings import Code, Finding, Place
from definitions.formatting.comments import comments_of
from definitions.formatting.page import ANY, Manner, written
from definitions.formatting.tree import plant
from definitions.loader import SCENARIOS, digest, read_procedure
from definitions.plain_values import Value
from definitions.procedure import Procedure
from definitions.saying import Saying
from definitions.scenarios import Scenario

DEFINITION_KEY: Final = "procedure"
"""The key by which a definition is told from other YAML."""
DEFINITION: Final = Manner(
    shape=Procedure,
    spread=((), ("receive",), ("time",), ("steps",), ("steps", ANY)),
    set_off=(("receive",), ("time",), ("steps",)),
)
STORIES: Final = Manner(
    shape=tuple[Scenario, ...],
    spread=((), (ANY,), (ANY, "acts"), (ANY, "acts", ANY), (ANY, "expect"), (ANY, "expect", ANY)),
    set_off=((ANY,),),
)
OTHERS: Final = Manner(shape=Any, spread=((),), set_off=())
"""A file that is no definition: its keys stay in their order."""
BOM: Final = "\ufeff"


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text in canonical form in UTF-8; None with findings where it cannot be read or must be left alone."""

    text: bytes | None
    findings: tuple[Finding, ...]


def format_text(text: bytes, file: str) -> Formatted:
    """Write a definition, or scenarios where the file's name says so, in canonical form; pure, nothing raises.

    Comments are kept, and the meaning: what was read before and what is read after are compared.
    """
    document = strict_yaml.read(text, file)
    if document.findings:
        return Formatted(None, document.findings)
    plain = text.decode().removeprefix(BOM)
    tree = plant(plain, document.value)
    if tree is None:
        return Formatted(text, ())
    comments = comments_of(tree)
    told = comments.texts()
    after = written(tree, comments, _manner(document.value, file))
    if _says_the_same(text, after.encode(), file) and _remarks(after) == Counter(told):
        return Formatted(after.encode(), ())
    wrong = Saying(
        vietnamese="viết theo dạng chuẩn thì nội dung sẽ không còn như cũ: đó là lỗi của công cụ định dạng",
        english="written in canonical form this would no longer say the same: that is an error of the formatter",
    ).of()
    finding = Finding(
        Code.NOT_FORMATTED,
        Place(file),
        wrong,
        Saying(
            vietnamese="báo lỗi này kèm theo tệp; tệp vẫn được giữ nguyên",
            english="report it with the file, which was left as it is",
        ).of(),
    )
    return Formatted(None, (finding,))


def _manner(value: Value, file: str) -> Manner:
    if PurePath(file).name.endswith(SCENARIOS):
        return STORIES
    return DEFINITION if isinstance(value, dict) and DEFINITION_KEY in value else OTHERS


def _says_the_same(before: bytes, after: bytes, file: str) -> bool:
    """Whether the strict reader reads the same value, and a valid definition keeps its digest, which minds order."""
    told, said = strict_yaml.read(before, file), strict_yaml.read(after, file)
    if said.findings or _typed(told.value) != _typed(said.value):
        return False
    old, new = read_procedure(before, file).procedure, read_procedure(after, file).procedure
    return old is new is None or (old is not None and new is not None and digest(old) == digest(new))


def _typed(value: Value) -> object:
    """The value with the type of each scalar: `1` is not `true`, and a day is not its text."""
    match value:
        case dict():
            return {key: _typed(item) for key, item in value.items()}
        case list():
            return [_typed(item) for item in value]
        case _:
            return (type(value), value)


def _remarks(text: str) -> Counter[str]:
    tree = plant(text, strict_yaml.read(text.encode(), "").value)
    return Counter(comments_of(tree).texts() if tree else ())
