"""`lienthong completion`: what a shell needs to complete the commands and their options."""

from typing import Final, Literal

from commands.help import SHOW_HELP, SHOW_VERSION, command, helped
from commands.printing import print_lines
from definitions.saying import Saying
from runtime.environment import read_language

PRINTED: Final = 0

EPILOGUE: Final = Saying(
    vietnamese="""
Ví dụ:

lienthong completion bash > ~/.local/share/bash-completion/completions/lienthong

lienthong completion zsh > ~/.zfunc/_cyclopts_lienthong

lienthong completion fish > ~/.config/fish/completions/lienthong.fish

Mã thoát: 0 khi đã in; 2 khi gọi lệnh sai.
""",
    english="""
Examples:

lienthong completion bash > ~/.local/share/bash-completion/completions/lienthong

lienthong completion zsh > ~/.zfunc/_cyclopts_lienthong

lienthong completion fish > ~/.config/fish/completions/lienthong.fish

Exits with 0 when it was printed, with 2 when it was asked wrongly.
""",
)
FLAGS: Final = {
    "Display this message and exit.": SHOW_HELP,
    "Display application version.": SHOW_VERSION,
}
"""What stands in a script by itself of the options that every command has."""

app: Final = command("completion", EPILOGUE)


@app.default
@helped(
    """In phần tự hoàn thành lệnh, để lưu vào tệp mà shell sẽ đọc.

    Args:
        shell: Shell đang dùng.
    """
)
def completion(shell: Literal["bash", "zsh", "fish"], /) -> int:
    """Print the completion of a shell, to be kept in a file that the shell reads.

    Args:
        shell: The shell.
    """
    import cli

    language = read_language()
    script = cli.app_in(language).generate_completion(shell=shell)
    for cyclopts_says, saying in FLAGS.items():
        script = script.replace(cyclopts_says, saying.said(language))
    print_lines(script.splitlines())
    return PRINTED
