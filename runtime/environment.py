"""The environment: read here and nowhere else, but for the settings, which `settings` reads by their names."""

import os
from typing import Final

from definitions.saying import Language, Saying
from runtime.refusals import StartRefused

PREFIX: Final = "LIENTHONG_"
LANGUAGE: Final = f"{PREFIX}LANGUAGE"

NO_LANGUAGE: Final = Saying(
    vietnamese="{variable}: giá trị không dùng được (chọn một trong {offered}).",
    english="{variable}: choose one of {offered}.",
)


def read_language() -> Language:
    """The language that LIENTHONG_LANGUAGE names; whatever else is set is not looked at. Raises `StartRefused`."""
    named = os.environ.get(LANGUAGE) or Language.VIETNAMESE  # noqa: TID251 - here it is read
    try:
        return Language(named)
    except ValueError:
        raise StartRefused(NO_LANGUAGE, variable=LANGUAGE, offered=", ".join(Language)) from None


def allows_colour() -> bool:
    """Whether nobody has asked for output without colour (https://no-color.org)."""
    return not os.environ.get("NO_COLOR")  # noqa: TID251 - here it is read


def inherited_environment() -> dict[str, str]:
    """A copy of this process's whole environment, for a child."""
    return dict(os.environ)  # noqa: TID251 - here it is read


def ours_in_environment() -> list[str]:
    """The names of the variables that are meant for this program."""
    return [name for name in os.environ if name.startswith(PREFIX)]  # noqa: TID251 - here it is read
