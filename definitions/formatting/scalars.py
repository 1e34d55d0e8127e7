"""Scalars: a text with quotes only where it would otherwise be read as something else, and never broken."""

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

from definitions import strict_yaml
from definitions.formatting.comments import BREAK
from definitions.formatting.tree import Leaf
from definitions.plain_values import Value

STEP: Final = 2
"""Columns of one level of indentation."""

_SAFE: Final = re.compile(r"(?!(?:true|false|null)$)[^\W\d_](?:[\w ./()@+–-]*[\w)])?")
"""Texts that need no quotes anywhere; whether another does is found out by reading it back."""
_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_TEXT: Final = "tag:yaml.org,2002:str"
_OTHERS: Final = Resolver()
"""What other readers of YAML take a text for: to many of them `15:00` is a number and `yes` is true."""
_DIGITS: Final = re.compile(r"[-+]?[0-9][0-9_.,]*")
"""Texts that some readers take for a number, whatever stands before the first digit that is no nought."""
_BESIDE: Final = ("k: {}\n", "- {}\n")
_IN_FLOW: Final = ("{{k: {}, l: 1}}\n", "[{}, 1]\n")


def flow_scalar(leaf: Leaf) -> str:
    """The scalar as it stands inside braces or brackets."""
    return _value(leaf, _IN_FLOW)


def line_scalar(leaf: Leaf) -> str:
    """The scalar as it stands on the line of its key or dash."""
    return _value(leaf, _BESIDE)


def key_scalar(key: str, *, in_flow: bool = False) -> str:
    """A key, wherever it stands."""
    return _plain_or_quoted(key, ("{{{}: 1}}\n",) if in_flow else ("{}: 1\n",))


def block_scalar(leaf: Leaf, column: int) -> tuple[str, ...]:
    """The lines of a text that its author wrote as a block (`|` or `>`): its sign, then the text from that column on.

    No lines where the text cannot be written so; it is then quoted.
    """
    if leaf.style not in {"|", ">"} or not isinstance(leaf.value, str):
        return ()
    if not leaf.value.strip("\n") or leaf.value.endswith("\n\n"):
        return ()
    chomping = "" if leaf.value.endswith("\n") else "-"
    content = leaf.value.removesuffix("\n").split("\n") if leaf.style == "|" else _folded(leaf.source)
    lines = (f"{leaf.style}{chomping}", *_indented(content, column))
    written = "k: " + "\n".join((lines[0], *_indented(content, STEP))) + "\n"
    return lines if _read(written) == {"k": leaf.value} else ()


def _folded(source: str) -> list[str]:
    """The lines of a folded text as they were broken by its author, without their indentation."""
    lines = [line.rstrip() for line in BREAK.split(source)[1:]]
    while lines and not lines[-1]:
        lines.pop()
    margin = min((len(line) - len(line.lstrip(" ")) for line in lines if line), default=0)
    return [line[margin:] for line in lines]


def _indented(lines: Iterable[str], column: int) -> tuple[str, ...]:
    return tuple(f"{' ' * column}{line}" if line else "" for line in lines)


def _value(leaf: Leaf, contexts: tuple[str, ...]) -> str:
    if not isinstance(leaf.value, str):
        return leaf.source or "null"
    if _DIGITS.fullmatch(leaf.value):
        return _quoted(leaf.value)
    is_plain_to_all = _OTHERS.resolve(ScalarNode, leaf.value, (True, False)) == _TEXT  # type: ignore[no-untyped-call]
    return _plain_or_quoted(leaf.value, contexts) if is_plain_to_all else _quoted(leaf.value)


@lru_cache(maxsize=strict_yaml.MAX_NODES)
def _plain_or_quoted(text: str, contexts: tuple[str, ...]) -> str:
    if _SAFE.fullmatch(text) or (not _UNSEEN.search(text) and _reads_back(text, contexts)):
        return text
    return _quoted(text)


def _quoted(text: str) -> str:
    if _UNSEEN.search(text) or ('"' not in text and "\\" not in text):
        return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
    return "'" + text.replace("'", "''") + "'"


def _reads_back(text: str, contexts: tuple[str, ...]) -> bool:
    """Whether the text without quotes is read as itself, in each of these contexts."""
    meant = ({"k": text}, [text], {"k": text, "l": 1}, [text, 1], {text: 1})
    return all(_read(context.format(text)) in meant for context in contexts)


def _read(text: str) -> Value:
    document = strict_yaml.read(text.encode("utf-8", "replace"), "")
    return None if document.findings else document.value
