"""Markup: XML written out, its attributes in the order given and its texts escaped."""

import re
from typing import Final
from xml.sax.saxutils import escape, quoteattr

_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(name: str, /, *inside: str, **attributes: str | int | None) -> str:
    """An element; `a_b` is the attribute `a-b`, what is None is left out."""
    named = ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items() if value is not None)
    return tag(name, dict(named), *inside)


def tag(name: str, attributes: dict[str, str | int], *inside: str) -> str:
    """An element whose attributes are named as they stand."""
    written = "".join(f" {key}={quoteattr(_xml(str(value)), _ENTITIES)}" for key, value in attributes.items())
    body = "".join(inside)
    return f"<{name}{written}>{body}</{name}>" if body else f"<{name}{written}/>"


def group(*inside: str, **attributes: str | int | None) -> str:
    """Things that belong together."""
    return element("g", *inside, **attributes)


def text(value: str) -> str:
    """A text between tags."""
    return escape(_xml(value))


_ENTITIES: Final = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def _xml(value: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", value)
