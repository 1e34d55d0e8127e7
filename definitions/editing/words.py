"""Words: what a schema says of each key, value, notation and rule, in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pydantic import BaseModel, ConfigDict, Field, RootModel

from definitions.data_files import data_text, read_yaml
from definitions.saying import Language


class Sentence(BaseModel):
    """One sentence, in both languages."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    vi: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def said(self, language: Language) -> str:
        """The sentence in that language."""
        return self.en if language is Language.ENGLISH else self.vi


Table = Mapping[str, Mapping[str, Sentence]]
"""Sentences by what they are of: a type, and a key or value of it."""


class _Table(RootModel[dict[str, dict[str, Sentence]]]):
    """A file of sentences."""


@lru_cache
def table(name: str) -> Table:
    """The sentences of one file of `schema/`."""
    text = data_text("schema", name)
    assert text is not None, f"definitions/schema/{name} ships with this package"
    return _Table.model_validate(read_yaml(text, name)).root


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences that a schema is made with."""

    keys: Table
    language: Language

    def describes(self, owner: type) -> bool:
        """Whether anything is said of a type; what an author never sees has no sentences."""
        return any(one.__name__ in self.keys for one in owner.__mro__)

    def of_key(self, owner: type, key: str) -> str:
        """What a key of a type means; a key that was inherited is described where it was declared."""
        names = [one.__name__ for one in owner.__mro__]
        return self.of_part(next((name for name in names if key in self.keys.get(name, {})), names[0]), key)

    def of_part(self, owner: str, key: str) -> str:
        """What a key means, or a value of a closed set, by the name of its type."""
        assert key in self.keys.get(owner, {}), f"say what '{key}' of {owner} means, in definitions/schema/*.keys.yaml"
        return self.keys[owner][key].said(self.language)

    def of_notation(self, name: str) -> str:
        """How a notation is written."""
        return table("notations.yaml")["notations"][name].said(self.language)

    def of_rule(self, name: str) -> str:
        """How a rule between the keys of a type is kept."""
        return table("notations.yaml")["rules"][name].said(self.language)
