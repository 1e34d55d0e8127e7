"""Telling: each change as one sentence, in Vietnamese or in English."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from definitions.changes import words
from definitions.changes.bearing import bearing, length
from definitions.changes.change import Change, How, Json, Spot
from definitions.changes.compare import SECOND, WAY, WAYS
from definitions.changes.words import both
from definitions.procedure import Procedure
from definitions.saying import Language, dated
from definitions.terms import NotATerm, Term

LONGEST: Final = 300
"""Characters of a value that is shown as it is written; what is longer is cut."""

_STEPS: Final = frozenset({"not_by", "cancels", "to", "join", "start", "after", "until", "while", "complaint"})
"""Keys whose values name steps."""
_MARKS: Final = {How.ADDED: "+", How.REMOVED: "-", How.CHANGED: "~", How.RENAMED: ">", How.REORDERED: "^"}
_SURCHARGE: Final = re.compile(r"plus +(?P<term>.+?) +when +(?P<condition>.+)", re.DOTALL)


def tell(change: Change, language: Language, *, before: Procedure, after: Procedure) -> str:
    """A change of one procedure into the other in one sentence, with the mark of its kind before it."""
    titles = {step_id: step.title for procedure in (before, after) for step_id, step in procedure.steps.items()}
    teller = _Teller(language, titles)
    sentence = teller.sentence(change)
    sense = words.BEARINGS.get(bearing(change))
    return f"{_MARKS[change.how]} {sentence[:1].upper()}{sentence[1:]}{f' [{sense.said(language)}]' if sense else ''}"


@dataclass(frozen=True, slots=True)
class _Teller:
    language: Language
    titles: Mapping[str, str | None]

    def sentence(self, change: Change) -> str:
        """Whose change it is, and what changed."""
        *around, last = change.at
        if around and around[-1].named_by == last.key:
            subject, told = self._subject(change.at[:-1]), self._renamed(change)
        else:
            subject = self._subject(change.at)
            told = self._own(change, subject) or (self._of_member(change) if last.of else self._of_field(change))
        return f"{subject}: {told}" if subject else told

    def _subject(self, at: tuple[Spot, ...]) -> str:
        """The way to a part in words, without the part and without the group that it is a member of."""
        ways = pairwise(at)
        return ", ".join(named for spot, inner in ways if inner.of != spot.key and (named := self._section(spot)))

    def _renamed(self, change: Change) -> str:
        """What a list knows by its time or its condition has another one."""
        *_, member, last = change.at
        container = Spot(member.of or "")
        before, after = self._shown(container, change.before), self._shown(container, change.after)
        noun = words.NOUNS.get(container.key, both(last.key, last.key)).said(self.language)
        return self._say("changed", what=noun, before=before, after=after)

    def _own(self, change: Change, subject: str) -> str | None:
        """The sentence that some keys have of their own."""
        last, before, after = change.at[-1], change.before, change.after
        match last.of or last.key, change.how:
            case "not_by", How.ADDED | How.REMOVED if last.of:
                return self._say(f"not_by {change.how}", before=self._step(before), after=self._step(after))
            case "required", How.ADDED if last.of:
                return f"{self._member(last)} {self._say('required')}"
            case "required", How.REMOVED if last.of:
                return f"{self._member(last)} {self._say('not required')}"
            case "required", How.CHANGED:
                return self._needed(before, after)
            case "counts", How.CHANGED:
                return self._say("counted" if after else "not counted")
            case "title", How.CHANGED if not subject:
                return None
            case "title" | "who" | "lead" | "way" as key, How.CHANGED:
                return self._say(key, before=self._shown(last, before), after=self._shown(last, after))
            case _:
                return None

    def _needed(self, before: Json, after: Json) -> str:
        if isinstance(after, bool):
            return self._say("required" if after else "not required")
        was = self._say("always" if before else "never") if isinstance(before, bool) else before
        return self._say("required when", before=was, after=after)

    def _of_member(self, change: Change) -> str:
        last = change.at[-1]
        match change.how:
            case How.ADDED:
                return self._say("added", what=f"{self._member(last)}{self._detail(last, change.after)}")
            case How.REMOVED:
                return self._say("removed", what=self._member(last))
            case How.RENAMED:
                return self._say("renamed", what=self._member(last), before=change.before, after=change.after)
            case How.CHANGED | How.REORDERED:
                return self._of_field(change)

    def _of_field(self, change: Change) -> str:
        last, what = change.at[-1], self._field(change.at)
        before, after = self._shown(last, change.before), self._shown(last, change.after)
        match change.how:
            case How.ADDED:
                return self._say("gained", what=what, after=after)
            case How.REMOVED:
                return self._say("lost", what=what, before=before)
            case How.REORDERED:
                first = self._say("first", after=self._step(change.after[0])) if last.key == "steps" else ""
                return self._say("reordered", what=what, after=", ".join(map(str, change.after))) + first
            case How.CHANGED | How.RENAMED:
                more = length(change.before, change.after)
                key = "changed" if not more else "longer" if more > 0 else "shorter"
                return self._say(key, what=what, before=before, after=after)

    def _section(self, spot: Spot) -> str:
        """A stretch of the way in words; nothing for what goes without saying."""
        if spot.of:
            return self._member(spot)
        if spot.key in words.SILENT:
            return ""
        return words.SECTIONS[spot.key].said(self.language) if spot.key in words.SECTIONS else spot.key

    def _member(self, spot: Spot) -> str:
        """A member by what it is called, with its title or its name."""
        assert spot.of is not None, "it is a member"
        noun = words.NOUNS.get(spot.of, both(spot.of, spot.of)).said(self.language)
        if spot.title:
            return f"{noun} “{spot.title}” ({spot.key})"
        return f"{noun} {self._shown(Spot(spot.of), _parsed(spot.key))}"

    def _detail(self, spot: Spot, value: Json) -> str:
        """What is worth saying of a new step at once: who does it, and how long."""
        part = value if spot.of == "steps" and isinstance(value, dict) else {}
        said = [self._shown(Spot(key), part[key]) for key in ("who", "limit") if part.get(key)]
        return f": {', '.join(said)}" if said else ""

    def _field(self, at: tuple[Spot, ...]) -> str:
        *around, last = at
        inside = (around[-1].of or around[-1].key) if around else ""
        known = words.FIELDS.get(f"{inside}.{last.key}") or words.FIELDS.get(last.key)
        return (known or words.UNKNOWN_FIELD).said(self.language, key=last.key)

    def _step(self, step_id: Json) -> str:
        title = self.titles.get(str(step_id))
        noun = words.NOUNS["steps"].said(self.language)
        return f"{noun} “{title}” ({step_id})" if title else f"{noun} {step_id}"

    def _shown(self, spot: Spot, value: Json) -> str:
        """A value as people read it: a term, a day, a step, a word of the language, else as it is written."""
        key = spot.of or spot.key
        match value:
            case None:
                return "null"
            case bool():
                return (words.YES if value else words.NO).said(self.language)
            case dict() if key == WAY:
                return self._way(value)
            case dict() | list():
                return self._written(value)
            case str() if key in {"escalate", "at"} and value.startswith("due"):
                return self._moment(value.removesuffix(SECOND))
            case str() if key in _STEPS and value in self.titles:
                return self._step(value)
            case str():
                return self._text(key, value)
            case _:
                return str(value)

    def _text(self, key: str, value: str) -> str:
        known = words.VALUES.get(f"{key}.{value}") or words.VALUES.get(value)
        if known is not None and key not in {"title", "text", "pattern"}:
            return known.said(self.language)
        return f"“{value}”" if key == "title" else self._day(value) or self._term(value) or value

    def _day(self, value: str) -> str | None:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return None
        return dated(date.fromisoformat(value)).said(self.language)

    def _term(self, value: str) -> str | None:
        base, *more = value.split("; ")
        try:
            term = Term.parse(base)
        except NotATerm:
            return None
        said = term.vietnamese() if self.language is Language.VIETNAMESE else str(term)
        return said + "".join(self._surcharge(part) for part in more)

    def _surcharge(self, part: str) -> str:
        found = _SURCHARGE.fullmatch(part)
        if found is None:
            return f"; {part}"
        term = self._term(found["term"]) or found["term"]
        return words.WHEN["plus"].said(self.language, term=term, condition=found["condition"])

    def _moment(self, value: str) -> str:
        _, sign, term = value.partition("+" if "+" in value else "-")
        shown = self._term(term.strip()) or term.strip()
        return words.WHEN[sign or "due"].said(self.language, term=shown)

    def _way(self, way: Mapping[str, Json]) -> str:
        (key, value), *_ = ((key, way[key]) for key in WAYS if key in way)
        end = self._shown(Spot("end"), value)
        return words.TO[key].said(self.language, step=self._step(value), end=end)

    def _written(self, value: Json) -> str:
        """A part as it is written, cut where it is long; a citation in the law's own order."""
        if isinstance(value, dict) and value.keys() == {"instrument", "provision"}:
            return f"{value['instrument']}, {value['provision']}"
        text = json.dumps(_without_nothing(value), ensure_ascii=False)
        return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"

    def _say(self, sentence: str, **values: Json) -> str:
        return words.SENTENCES[sentence].said(self.language, **values)


def _without_nothing(value: Json) -> Json:
    match value:
        case dict():
            return {key: _without_nothing(inner) for key, inner in value.items() if inner is not None}
        case list():
            return [_without_nothing(inner) for inner in value]
        case _:
            return value


def _parsed(name: str) -> Json:
    """The part that a member without a name is known by, which is all that it says; else its name."""
    if not name.startswith(("{", "[")):
        return name
    try:
        return json.loads(name.rstrip(SECOND))
    except ValueError:
        return name
