"""Help: what `--help` says of each command, in Vietnamese and in English.

A command's English stands where Python has it, in the docstring of its function; its Vietnamese stands above it. Both
have the same form: what the command does, then `Args:` with a line for each option.
"""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from cyclopts import App

from definitions.saying import Language, Saying, literal

SHOW_HELP: Final = Saying(vietnamese="Hiện phần trợ giúp này.", english="Show this help.")
SHOW_VERSION: Final = Saying(vietnamese="Hiện phiên bản của chương trình.", english="Show the version.")

_Function = TypeVar("_Function", bound=Callable[..., Any])

_FUNCTIONS: Final[list[tuple[Callable[..., Any], Saying]]] = []
_APPS: Final[list[tuple[App, Saying, Saying | None]]] = []


class _Spoken:
    """The language in which help is told; commands are imported when they are asked for, thus also after the choice."""

    language: Language = Language.VIETNAMESE


def command(name: str, epilogue: Saying, what: Saying | None = None) -> App:
    """A command whose help ends with an example and its exit codes; `what` it does, where no function says so."""
    app = App(name=name)
    _APPS.append((app, epilogue, what))
    _tell_app(*_APPS[-1])
    return app


def helped(vietnamese: str) -> Callable[[_Function], _Function]:
    """Help in Vietnamese for a function whose docstring is its help in English."""

    def register(function: _Function) -> _Function:
        assert function.__doc__, f"{function.__name__} has no English help"
        _FUNCTIONS.append((function, literal(vietnamese=vietnamese, english=function.__doc__)))
        _tell_function(*_FUNCTIONS[-1])
        return function

    return register


def speak(language: Language) -> None:
    """From now on, help is told in that language, and in full by each command that has been imported."""
    _Spoken.language = language
    for function, help_ in _FUNCTIONS:
        _tell_function(function, help_)
    for app, epilogue, what in _APPS:
        _tell_app(app, epilogue, what)


def explain_flags(app: App, language: Language) -> None:
    """Say what an app's `--help` and `--version` do."""
    app[app.help_flags[0]].help = SHOW_HELP.said(language)
    app[app.version_flags[0]].help = SHOW_VERSION.said(language)


def _tell_function(function: Callable[..., Any], help_: Saying) -> None:
    function.__doc__ = help_.said(_Spoken.language)


def _tell_app(app: App, epilogue: Saying, what: Saying | None) -> None:
    app.help = what.said(_Spoken.language) if what else None
    app.help_epilogue = epilogue.said(_Spoken.language)
    explain_flags(app, _Spoken.language)
