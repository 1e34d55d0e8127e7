"""A province: its directories and calendar, and what its procedures do where their definitions say nothing."""

from functools import lru_cache
from typing import Any, Final

from pydantic import Field

from definitions.data_files import data_text, read_yaml
from definitions.directory_files import reach_of
from definitions.procedure import Procedure
from definitions.terms import TermText
from definitions.time_policy import Cutoff, FormSet, OnSupplement, Rung, TimePolicy
from definitions.values import Closed

PROVINCE: Final = "thua-thien-hue"
"""The province that this system serves."""


class UnknownProvince(LookupError):
    """No province file has that name."""


class ApologyDefaults(Closed):
    """What a province says of apologies; what it leaves out too is the language's own default."""

    lead: TermText | None = None
    signed_by: str | None = None
    extensions: int | None = Field(default=None, ge=0)


class TimeDefaults(Closed):
    """What a province says of time for procedures that do not say it themselves."""

    supplement: OnSupplement | None = Field(default=None, strict=False)
    warn: tuple[TermText, ...] | None = Field(default=None, strict=False)
    apology: ApologyDefaults = ApologyDefaults()
    escalate: tuple[Rung, ...] | None = Field(default=None, strict=False, min_length=1)
    cutoff: Cutoff | None = None
    forms: FormSet | None = Field(default=None, strict=False)

    def fill(self, procedure: Procedure) -> Procedure:
        """The procedure with what it leaves out of its time policy taken from here; what it says stands."""
        own = procedure.time
        apology = own.apology.model_copy(update=_missing(own.apology, self.apology))
        said = own.model_copy(update={"apology": apology} | _missing(own, self, besides="apology"))
        return procedure.model_copy(update={"time": said})


NO_DEFAULTS: Final = TimeDefaults()
"""A province that says nothing: the language's own defaults hold."""


class Province(Closed):
    """A province as its data file states it; `directory`, `later` and `calendar` name data files too."""

    province: str
    title: str
    directory: str
    later: tuple[str, ...] = Field(default=(), strict=False)
    """The directories that came after it, in their order."""
    calendar: str
    time: TimeDefaults = NO_DEFAULTS

    def directory_of(self, procedure: Procedure) -> str:
        """The directory that a definition speaks of: the latest that had begun when it takes effect and has its levels.

        Where none of the later ones is so, the province's own.
        """
        levels = {procedure.receive.at, *(place.partition("/")[0] for place in procedure.places)}
        reached = ((name, reach_of(name)) for name in reversed(self.later))
        begun = (name for name, it in reached if it.valid_from <= procedure.effective.from_ and levels <= it.levels)
        return next(begun, self.directory)


@lru_cache(maxsize=8)
def load_province(name: str) -> Province:
    """The province of that name; raises `UnknownProvince`, or ValueError for a file that is wrong."""
    text = data_text("provinces", f"{name}.yaml")
    if text is None:
        raise UnknownProvince(name)
    return Province.model_validate(read_yaml(text, f"{name}.yaml"))


def _missing(own: TimePolicy | Closed, defaults: Closed, *, besides: str = "") -> dict[str, Any]:
    """The defaults that are given, for the fields that the definition does not state."""
    given = {name: getattr(defaults, name) for name in type(defaults).model_fields if name != besides}
    return {name: value for name, value in given.items() if value is not None and name not in own.model_fields_set}
