"""Starters: the commented text that a new definition begins from, sound as it stands."""

import json
from dataclasses import dataclass
from datetime import date
from string import Template

from definitions.data_files import data_text
from definitions.formatting import Formatted, format_text
from definitions.saying import Language
from definitions.unnamed import UNKNOWN_CODE, UNKNOWN_TITLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Starter:
    """What is known of a new procedure: its code, its title, the level that receives it, and the day it begins."""

    procedure: str = UNKNOWN_CODE
    title: str = UNKNOWN_TITLE
    at: str = "commune"
    on: date


def starting_text(starter: Starter, language: Language, file: str) -> Formatted:
    """The text of a new definition in canonical form, its comments in that language; pure but for this package's files.

    What cannot stand in a definition (a title with a control character) comes back as findings.
    """
    template = data_text("starters", f"procedure.{language}.yaml")
    assert template is not None, "a starter ships with this package for each language"
    filled = Template(template).substitute(
        procedure=json.dumps(starter.procedure, ensure_ascii=False),
        title=json.dumps(starter.title, ensure_ascii=False),
        at=starter.at,
        on=starter.on.isoformat(),
    )
    return format_text(filled.encode("utf-8", "replace"), file)
