"""Kinds: what an expression gives, or a field holds, as a person reads it."""

from collections.abc import Mapping
from typing import Final

from definitions.saying import Said, Saying

SHOWN: Final[Mapping[str, Said]] = {
    "boolean": Saying(vietnamese="true hoặc false", english="true or false").of(),
    "integer": Saying(vietnamese="một số nguyên", english="a whole number").of(),
    "number": Saying(vietnamese="một số", english="a number").of(),
    "string": Saying(vietnamese="chữ", english="text").of(),
    "array": Saying(vietnamese="một danh sách", english="a list").of(),
    "object": Saying(vietnamese="một nhóm trường", english="a group of fields").of(),
}
ANY: Final = Saying(vietnamese="giá trị thuộc loại bất kỳ", english="a value of any kind").of()
