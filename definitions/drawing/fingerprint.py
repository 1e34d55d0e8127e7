"""The fingerprint of a drawing in BPMN: whether what is drawn is still what the definition inside of the file says."""

import hashlib
import json
from collections.abc import Iterable


def fingerprint(nodes: Iterable[tuple[str, ...]], flows: Iterable[tuple[str, ...]]) -> str:
    """SHA-256 over nodes and flows with their names, however they are ordered and wherever they lie."""
    told = [sorted(_plain(one) for one in ones) for ones in (nodes, flows)]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _plain(texts: tuple[str, ...]) -> list[str]:
    """The texts with single spaces, as a modeller may break their lines anew."""
    return [" ".join(text.split()) for text in texts]
