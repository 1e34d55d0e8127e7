"""Order: which keys the language declares where, in the order of its models' fields; nothing is listed twice."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel

Shape = Any
"""What the language allows at a place: a type as a model's field states it; `Any` where it states nothing."""
Kept = TypeVar("Kept")


def ordered(shape: Shape, entries: Mapping[str, Kept]) -> Iterator[tuple[str, Kept]]:
    """The entries of a mapping: known keys as the language declares them, then the others as the author wrote them.

    Where the language names no keys (steps, outcomes, the inside of a form) the author's order stays.
    """
    model = fitting(shape, entries)
    known = [key for key in (_keys(model) if model else ()) if key in entries]
    yield from ((key, entries[key]) for key in (*known, *(key for key in entries if key not in known)))


def inside(shape: Shape, key: str | int, keys: Iterable[str] = ()) -> Shape:
    """The shape at a key of a mapping that has these keys, or of an item of a list."""
    model = fitting(shape, keys)
    if model is not None:
        return _keys(model).get(str(key), Any)
    wanted = Sequence if isinstance(key, int) else Mapping
    kinds = (choice for choice in _choices(shape) if _is_a(get_origin(choice), wanted))
    arguments = next((get_args(kind) for kind in kinds), (Any,))
    return arguments[0] if isinstance(key, int) else arguments[-1]


def fitting(shape: Shape, keys: Iterable[str]) -> type[BaseModel] | None:
    """The model that knows most of these keys among those allowed; the first declared where several know as many."""
    present = set(keys)
    models: list[type[BaseModel]] = [choice for choice in _choices(shape) if _is_a(choice, BaseModel)]
    return max(models, key=lambda model: len(present & _keys(model).keys()), default=None)


def _choices(shape: Shape) -> tuple[Shape, ...]:
    origin: object = get_origin(shape)
    if origin is Annotated:
        return _choices(get_args(shape)[0])
    if origin is Union or origin is UnionType:
        return tuple(choice for argument in get_args(shape) for choice in _choices(argument))
    return (shape,)


def _is_a(found: object, wanted: type) -> bool:
    return isinstance(found, type) and issubclass(found, wanted)


@lru_cache(maxsize=256)
def _keys(model: type[BaseModel]) -> dict[str, Shape]:
    """The keys of a model as a definition writes them, with the shape of each."""
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}
