"""Data files: the YAML and CSV that ship inside this package, read strictly."""

import csv
import re
from importlib.resources import files

from definitions import strict_yaml
from definitions.plain_values import Value


class UnreadableData(ValueError):
    """A data file breaks the rules of strict YAML or CSV; the message names the place."""


def read_yaml(text: str, file: str) -> Value:
    """The plain values of a YAML text; raises `UnreadableData` with everything that is wrong in it."""
    document = strict_yaml.read(text.encode(), file)
    if document.findings:
        raise UnreadableData("; ".join(str(finding) for finding in document.findings))
    return document.value


def read_csv(text: str) -> list[dict[str, str]]:
    """The rows of a CSV text with a header line."""
    return list(csv.DictReader(text.splitlines(), strict=True))


def data_text(folder: str, name: str) -> str | None:
    """The text of a file in one of this package's folders; None when there is none of that name."""
    path = files("definitions") / folder / name
    return path.read_text(encoding="utf-8") if re.fullmatch(r"[\w.-]+", name) and path.is_file() else None
