"""The templates of all papers: one Typst file for each kind and what they share; a clerk may put others in place."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final


class NoSuchTemplate(LookupError):
    """The folder of overrides is missing, or holds a file that replaces no template; the message names it."""


@dataclass(frozen=True, slots=True)
class Templates:
    """Our templates, and the folder whose files of the same names win over them; None where there is none."""

    overrides: Path | None = None

    def read(self, name: str) -> bytes:
        """The text of a template: the override, or else ours. Raises OSError for an override that cannot be read."""
        return (self.override(name) or _OURS / f"{name}.typ").read_bytes()

    def override(self, name: str) -> Path | None:
        """The file that is put in the place of a template; None where ours is used."""
        path = self.overrides / f"{name}.typ" if self.overrides is not None else None
        return path if path is not None and path.is_file() else None

    def check(self) -> None:
        """Raise `NoSuchTemplate` for a folder that is not there, or a file in it that would never be used."""
        if self.overrides is None:
            return
        if not self.overrides.is_dir():
            raise NoSuchTemplate(f"{self.overrides} is no folder of templates")
        for path in sorted(self.overrides.glob("*.typ")):
            if not (_OURS / path.name).is_file():
                names = ", ".join(sorted(own.name for own in _OURS.glob("*.typ")))
                raise NoSuchTemplate(f"{path} replaces no template; there are {names}")


COMMON: Final = "common.typ"
"""What all templates have in common, under the name by which they import it."""
_OURS: Final = Path(__file__).parent
