"""`lienthong completion`: what a shell needs to complete the commands and their options."""

from typing import Final, Literal

from cyclopts import App

from commands.printing import print_lines

PRINTED: Final = 0

EPILOGUE: Final = """
Examples:

lienthong completion bash > ~/.local/share/bash-completion/completions/lienthong

lienthong completion zsh > ~/.zfunc/_lienthong

lienthong completion fish > ~/.config/fish/completions/lienthong.fish

Exits with 0 when it was printed, with 2 when it was asked wrongly.
"""

app: Final = App(name="completion", help_epilogue=EPILOGUE)


@app.default
def completion(shell: Literal["bash", "zsh", "fish"], /) -> int:
    """Print the completion of a shell, to be kept in a file that the shell reads.

    The epilogue of its help says what it exits with.

    Args:
        shell: The shell.
    """
    import cli

    print_lines(cli.app.generate_completion(shell=shell).splitlines())
    return PRINTED
