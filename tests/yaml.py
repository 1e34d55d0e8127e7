"""YAML: a document as text that the strict reader reads back."""

import json
import re
from typing import Any


def as_yaml(document: Any) -> bytes:
    """A document as JSON, which is YAML too, but for days, which stand without quotes."""
    return re.sub(r'"(\d{4}-\d\d-\d\d)"', r"\1", json.dumps(document, ensure_ascii=False)).encode()
