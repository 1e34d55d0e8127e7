"""The form of help: what the command line itself says, around a command's own help or when it was asked wrongly."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from cyclopts import (
    CoercionError,
    CycloptsError,
    MissingArgumentError,
    RepeatArgumentError,
    UnknownCommandError,
    UnknownOptionError,
    UnusedCliTokensError,
)
from cyclopts.help import DefaultFormatter, DescriptionRenderer, InlineText
from cyclopts.help.specs import get_default_command_columns, get_default_parameter_columns

from definitions.saying import Language, Said, Saying, verbatim

if TYPE_CHECKING:
    from cyclopts.help import ColumnSpec, HelpEntry, HelpPanel
    from rich.console import Console, ConsoleOptions, RenderableType

USAGE: Final = Saying(vietnamese="Cách dùng", english="Usage")
CHOICES: Final = Saying(vietnamese="[một trong: {choices}]", english="[choices: {choices}]")
DEFAULT: Final = Saying(vietnamese="[mặc định: {value}]", english="[default: {value}]")
REQUIRED: Final = Saying(vietnamese="[bắt buộc]", english="[required]")

_WORDS: Final = {
    "Arguments": Saying(vietnamese="Tham số", english="Arguments"),
    "Parameters": Saying(vietnamese="Tùy chọn", english="Options"),
    "Commands": Saying(vietnamese="Lệnh", english="Commands"),
    "COMMAND": Saying(vietnamese="LỆNH", english="COMMAND"),
    "[OPTIONS]": Saying(vietnamese="[TÙY CHỌN]", english="[OPTIONS]"),
    "[ARGS]": Saying(vietnamese="[THAM SỐ]", english="[ARGS]"),
    "[ARGS...]": Saying(vietnamese="[THAM SỐ...]", english="[ARGS...]"),
}
"""The words that cyclopts has of its own."""

_VALUES: Final = {
    "STR": Saying(vietnamese="CHỮ", english="TEXT"),
    "STR...": Saying(vietnamese="CHỮ...", english="TEXT..."),
    "INT": Saying(vietnamese="SỐ", english="NUMBER"),
    "FLOAT": Saying(vietnamese="SỐ", english="NUMBER"),
    "DATE": Saying(vietnamese="NGÀY", english="DATE"),
    "PATH": Saying(vietnamese="ĐƯỜNG-DẪN", english="PATH"),
    "CHOICE": Saying(vietnamese="GIÁ-TRỊ", english="VALUE"),
}
"""What cyclopts calls the kind of value that an option takes, after Python's types."""


UNKNOWN_OPTION: Final = Saying(vietnamese="không có tùy chọn {option}", english="there is no option {option}")
UNKNOWN_COMMAND: Final = Saying(vietnamese="không có lệnh “{command}”", english="there is no command '{command}'")
NEAREST: Final = Saying(vietnamese="{wrong} (gần nhất: {meant})", english="{wrong} (nearest: {meant})")
MISSING: Final = Saying(vietnamese="thiếu {argument}", english="{argument} is missing")
NO_VALUE: Final = Saying(vietnamese="{option} thiếu giá trị", english="{option} lacks its value")
NOT_A_VALUE: Final = Saying(
    vietnamese="{argument} không nhận giá trị “{value}”", english="{argument} does not take the value '{value}'"
)
ONE_OF: Final = Saying(vietnamese="{wrong}; chỉ nhận: {choices}", english="{wrong}; it takes one of: {choices}")
TWICE: Final = Saying(vietnamese="{argument} chỉ được nêu một lần", english="{argument} may be given only once")
UNUSED: Final = Saying(vietnamese="thừa: {words}", english="too much: {words}")
SEE_HELP: Final = Saying(vietnamese="{wrong}. Xem: {command} --help", english="{wrong}. See: {command} --help")


def wrongly_asked(error: CycloptsError, language: Language) -> str:
    """What is wrong with what was typed, in one line, with the command whose help says more."""
    command = " ".join(("lienthong", *(error.command_chain or ())))
    wrong = SEE_HELP.of(wrong=_wrong(error), command=command)
    return f"{command}: {wrong.said(language)}"


def _wrong(error: CycloptsError) -> Said:
    match error:
        case UnknownOptionError(token=token):
            known = {name for argument in error.argument_collection for name in argument.names}
            return _or_meant(
                UNKNOWN_OPTION.of(option=token.keyword or token.value), token.keyword or token.value, known
            )
        case UnknownCommandError(unused_tokens=[word, *_]):
            known = {name for name in error.app or () if not name.startswith("-")}
            return _or_meant(UNKNOWN_COMMAND.of(command=word), word, known)
        case CoercionError(token=token) if token is not None and error.argument is not None:
            wrong = NOT_A_VALUE.of(argument=_name(error), value=token.value)
            choices = error.argument.get_choices()
            return ONE_OF.of(wrong=wrong, choices=", ".join(choices)) if choices else wrong
        case RepeatArgumentError(token=token):
            return TWICE.of(argument=token.keyword)
        case MissingArgumentError(keyword=str(option)):
            return NO_VALUE.of(option=option)
        case MissingArgumentError():
            return MISSING.of(argument=_name(error))
        case UnusedCliTokensError(unused_tokens=words) if words:
            return UNUSED.of(words=" ".join(words))
        case _:
            return verbatim(str(error).removesuffix(".")).of()


def _or_meant(wrong: Said, word: str, known: Iterable[str]) -> Said:
    close = get_close_matches(word, sorted(known), n=1)
    return NEAREST.of(wrong=wrong, meant=close[0]) if close else wrong


def _name(error: CycloptsError) -> str:
    """What the help calls the argument."""
    assert error.argument is not None
    return error.argument.name if error.argument.field_info.is_keyword_only else error.argument.name.lstrip("-").upper()


class HelpForm(DefaultFormatter):
    """Help laid out as cyclopts does it, all of it in one language; what is off unless asked for is not said so."""

    def __init__(self, language: Language) -> None:
        """Fix the language."""
        super().__init__(column_specs=self._columns)
        self.language = language

    def __call__(self, console: "Console", options: "ConsoleOptions", panel: "HelpPanel") -> None:
        """Print one panel."""
        entries = [
            entry.copy(metavar=self._said(entry.metavar, _VALUES) if entry.metavar else None) for entry in panel.entries
        ]
        super().__call__(console, options, panel.copy(title=self._said(panel.title), entries=entries))

    def render_usage(self, console: "Console", options: "ConsoleOptions", usage: Any) -> None:  # noqa: ANN401, ARG002 - as cyclopts has it
        """Print how the command is called."""
        from rich.text import Text

        words = " ".join(
            self._said(word, _VALUES if before.startswith("--") else _WORDS)
            for before, word in pairwise(("", *str(usage).split()))
        )
        console.print(Text(f"{USAGE.said(self.language)}: {words}\n", style="bold"))

    def _columns(
        self, console: "Console", options: "ConsoleOptions", entries: "list[HelpEntry]"
    ) -> "tuple[ColumnSpec, ...]":
        known = get_default_parameter_columns if any(entry.type for entry in entries) else get_default_command_columns
        *names, description = known(console, options, entries)
        return *names, description.copy(renderer=self._described)

    def _described(self, entry: "HelpEntry") -> "RenderableType":
        from rich.text import Text

        described = DescriptionRenderer()(entry.copy(choices=None, default=None, required=False))
        assert isinstance(described, InlineText)
        for note in self._notes(entry):
            described.append(Text(note, style="dim"))
        return described

    def _notes(self, entry: "HelpEntry") -> Iterator[str]:
        """What must be known of an option beside its help; that a switch is off need not be said."""
        if entry.choices:
            yield CHOICES.said(self.language, choices=", ".join(entry.choices))
        if entry.default not in {None, "False", "()"}:
            yield DEFAULT.said(self.language, value=entry.default)
        if entry.required:
            yield REQUIRED.said(self.language)

    def _said(self, word: Any, known: Mapping[str, Saying] = _WORDS) -> str:  # noqa: ANN401 - whatever rich can show
        saying = known.get(str(word))
        return saying.said(self.language) if saying else str(word)
