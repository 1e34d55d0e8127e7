"""The command line `lienthong`: each command is a module of `commands`, imported only when it is asked for."""

import sys
from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from cyclopts import App, CycloptsError

from commands.help import explain_flags, speak
from commands.help_form import HelpForm, wrongly_asked
from definitions.saying import Language, Saying
from runtime.environment import read_language
from runtime.leaving import leave
from runtime.refusals import StartRefused

ASKED_WRONGLY: Final = 2


def _version() -> str:
    try:
        return version("lienthong")
    except PackageNotFoundError:
        return "not installed"


HELP: Final = Saying(
    vietnamese="Hồ sơ một cửa liên thông: định nghĩa, hồ sơ, chứng cứ.",
    english="Hồ sơ một cửa liên thông: definitions, dossiers, evidence.",
)
COMMANDS: Final = {
    "abolish": Saying(vietnamese="Bãi bỏ một thủ tục kể từ một ngày.", english="Abolish a procedure from a day on."),
    "calendar": Saying(
        vietnamese="Xem, so sánh và nhập lịch ngày nghỉ.", english="Show, compare and import the calendars of days off."
    ),
    "check": Saying(
        vietnamese="Kiểm tra định nghĩa trước khi công bố.", english="Check definitions before they are published."
    ),
    "completion": Saying(
        vietnamese="In phần tự hoàn thành lệnh cho shell.", english="Print the completion of a shell."
    ),
    "demo": Saying(
        vietnamese="Kể chuyện một hồ sơ quá hạn, trên máy chủ có đồng hồ ảo.",
        english="Tell the story of a late dossier on a server with virtual clocks.",
    ),
    "diff": Saying(
        vietnamese="Nói bằng lời những gì đổi giữa hai phiên bản của một thủ tục.",
        english="Tell what changed between two versions of a procedure, in words.",
    ),
    "draw": Saying(
        vietnamese="Vẽ định nghĩa thành sơ đồ SVG hoặc BPMN 2.0.", english="Draw a definition, as SVG or as BPMN 2.0."
    ),
    "due": Saying(
        vietnamese="Cho biết thời hạn kết thúc khi nào, tính ra sao.",
        english="Tell when a term ends, and how that was counted.",
    ),
    "fmt": Saying(
        vietnamese="Viết lại định nghĩa theo dạng chuẩn, giữ nguyên chú thích.",
        english="Write definitions in canonical form, comments kept.",
    ),
    "import": Saying(
        vietnamese="Dự thảo định nghĩa từ bảng quy trình nội bộ hoặc tệp BPMN.",
        english="Draft a definition from a process table.",
    ),
    "migrate": Saying(
        vietnamese="Cho biết hồ sơ đang mở sẽ về đâu theo một phiên bản khác.",
        english="Say where open dossiers would land under another version.",
    ),
    "new": Saying(
        vietnamese="Bắt đầu một định nghĩa: tệp có chú thích, kiểm tra được ngay.",
        english="Begin a definition: a commented file that passes the check.",
    ),
    "publish": Saying(
        vietnamese="Công bố một định nghĩa; từ đó không bao giờ đổi.",
        english="Publish a definition; it never changes from then on.",
    ),
    "rebuild": Saying(
        vietnamese="Dựng lại danh sách và số đếm từ nhật ký.", english="Derive lists and counts anew from the journals."
    ),
    "recalculate": Saying(
        vietnamese="Áp dụng lịch mới cho hồ sơ đang mở.", english="Apply a later calendar to open dossiers."
    ),
    "replay": Saying(
        vietnamese="Đối chiếu nhật ký của một hồ sơ với chứng cứ.",
        english="Compare a dossier's journal with its evidence.",
    ),
    "report": Saying(vietnamese="Thống kê hồ sơ theo biểu mẫu II.06a.", english="Count dossiers as report 06a has it."),
    "simulate": Saying(
        vietnamese="Cho định nghĩa chịu tải: ai trễ hạn, ùn tắc ở đâu.",
        english="Put a load on definitions: who is late, and where the queue forms.",
    ),
    "test": Saying(
        vietnamese="Chạy các tình huống đi kèm định nghĩa.", english="Play the scenarios beside definitions."
    ),
    "up": Saying(vietnamese="Khởi động mọi thứ trên máy này.", english="Start everything on this machine."),
    "versions": Saying(
        vietnamese="Liệt kê các phiên bản đã công bố và tình trạng từng bản.",
        english="List the published versions and where each stands.",
    ),
}
"""Each command is a module of its name; Python keeps the name `import` for itself."""


@cache
def app_in(language: Language) -> App:
    """The command line, which tells of itself in that language."""
    root = App(name="lienthong", help=HELP.said(language), version=_version(), help_formatter=HelpForm(language))
    explain_flags(root, language)
    for name, what in COMMANDS.items():
        module = "import_" if name == "import" else name
        root.command(f"commands.{module}:app", name=name, help=what.said(language))
    return root


app: Final = app_in(Language.VIETNAMESE)


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code: 0 well, 1 not, 2 asked wrongly."""
    language = _language(arguments)
    root = app_in(language)
    try:
        root.parse_commands(arguments)  # imports the command asked for, which is then told how to speak
        speak(language)
        code = root(arguments, exit_on_error=False, print_error=False, result_action="return_value")
    except CycloptsError as error:
        print(wrongly_asked(error, language), file=sys.stderr)
        return ASKED_WRONGLY
    except StartRefused as refused:
        print(f"lienthong: {refused.said(language)}", file=sys.stderr)
        return ASKED_WRONGLY
    return code if isinstance(code, int) else 0


def _language(arguments: Sequence[str]) -> Language:
    """The language to speak; Vietnamese where its setting is itself what is wrong, which the command will say."""
    try:
        return Language.ENGLISH if "--english" in arguments else read_language()
    except StartRefused:
        return Language.VIETNAMESE


def main() -> None:
    """The entry point of the installed program."""
    leave(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
