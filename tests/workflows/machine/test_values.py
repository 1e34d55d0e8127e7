"""Values: what is made and changed quickly is what `dataclasses` would have made and changed."""

from dataclasses import FrozenInstanceError, dataclass, field

import pytest

from workflows.machine.values import replace, value


@dataclass(frozen=True, kw_only=True)
class Slow:
    name: str
    count: int = 1
    notes: list[str] = field(default_factory=list)


@value
class Quick:
    name: str
    count: int = 1
    notes: list[str] = field(default_factory=list)


@value
class Longer(Quick):
    more: tuple[int, ...] = ()


def test_a_value_has_what_was_given_and_the_defaults_of_the_rest() -> None:
    assert vars(Quick(name="a")) == vars(Slow(name="a"))
    assert vars(Quick(count=2, name="a", notes=["x"])) == vars(Slow(count=2, name="a", notes=["x"]))
    assert list(vars(Longer(name="a"))) == ["name", "count", "notes", "more"]


def test_a_default_that_is_made_is_made_for_each_value() -> None:
    assert Quick(name="a").notes is not Quick(name="a").notes


@pytest.mark.parametrize("given", [{}, {"name": "a", "other": 1}])
def test_a_field_that_is_missing_or_unknown_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(TypeError):
        Quick(**given)  # type: ignore[arg-type]


def test_a_value_stays_as_it_was_made() -> None:
    value = Quick(name="a")
    with pytest.raises(FrozenInstanceError):
        value.name = "b"  # type: ignore[misc]


def test_equal_values_are_equal_however_they_came_about() -> None:
    assert replace(Quick(name="a"), name="b", count=3) == Quick(name="b", count=3)
    assert Quick(name="a") != Quick(name="b")


def test_a_changed_value_leaves_the_old_one_alone() -> None:
    value = Quick(name="a")
    assert (replace(value, name="b").name, value.name) == ("b", "a")
