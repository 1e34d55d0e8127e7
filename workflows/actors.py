"""Actors: who may have caused an entry of the journal."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """An official acting in one of the posts that he or she holds."""

    official: str
    name: str
    post: str
    office: str
    kind: Literal["official"] = "official"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """Whoever runs the system, putting into effect what the law or the government has changed for every dossier."""

    operator: str
    kind: Literal["operator"] = "operator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Official time itself: an alarm that fell due."""

    kind: Literal["clock"] = "clock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """Another dossier: the one that calls this one, or one that this one has called."""

    dossier: str
    kind: Literal["linked"] = "linked"


Actor = Official | Operator | Clock | Linked
"""Told apart by `kind`. An applicant's acts reach a dossier through the official at the desk who registers them."""
