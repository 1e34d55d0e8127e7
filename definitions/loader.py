"""Reading definitions: from the bytes of a file to a procedure, with a place for everything that is wrong."""

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from definitions import strict_yaml
from definitions.findings import Code, Finding, Place
from definitions.mistakes import findings_of, with_empty_keys
from definitions.plain_values import Value, as_json
from definitions.positions import Positions
from definitions.procedure import Procedure
from definitions.saying import Saying, grouped
from definitions.translated.system import cause_of

MAX_FILES: Final = 5_000
"""No province has more procedures than this; a bigger folder is not a catalogue."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one file says: the procedure (None where it cannot be read), the findings, the places, the text's digest."""

    procedure: Procedure | None
    findings: tuple[Finding, ...]
    positions: Positions
    source: str
    """SHA-256 of the file's bytes, in hexadecimal."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All definitions of a folder, in the order of their paths, and the findings between files."""

    loaded: tuple[Loaded, ...]
    findings: tuple[Finding, ...]

    @property
    def procedures(self) -> tuple[Procedure, ...]:
        """The procedures that could be read."""
        return tuple(one.procedure for one in self.loaded if one.procedure)


def read_procedure(text: bytes, file: str) -> Loaded:
    """Read a definition; pure. Whatever is wrong is a finding at its place, nothing raises."""
    document = strict_yaml.read(text, file)
    source = hashlib.sha256(text).hexdigest()
    if document.findings:
        return Loaded(None, document.findings, document.positions, source)
    procedure, found = _procedure(document)
    wrong = with_empty_keys(found, document.value, document.positions)
    return Loaded(None if wrong else procedure, wrong, document.positions, source)


def _procedure(document: strict_yaml.Document) -> tuple[Procedure | None, tuple[Finding, ...]]:
    try:
        return Procedure.model_validate(_with_json_forms(document.value)), ()
    except ValidationError as error:
        return None, findings_of(error, document.positions)


def load_procedure(path: Path) -> Loaded:
    """Read a definition's file; an unreadable one is a finding. The version in its name must be its own."""
    return load_text(path)[0]


def load_text(path: Path) -> tuple[Loaded, bytes]:
    """Read a definition's file as `load_procedure` does, and its bytes as written."""
    try:
        with path.open("rb") as file:
            text = file.read(strict_yaml.MAX_BYTES + 1)
    except OSError as error:
        unreadable = Finding(
            Code.UNREADABLE,
            Place(str(path)),
            Saying(vietnamese="không đọc được tệp: {why}", english="the file cannot be read: {why}").of(
                why=cause_of(error)
            ),
            Saying(vietnamese="kiểm tra đường dẫn và quyền truy cập", english="check the path and its rights").of(),
        )
        return Loaded(None, (unreadable,), Positions(str(path)), hashlib.sha256(b"").hexdigest()), b""
    return read_file(text, path), text


def read_file(text: bytes, path: Path) -> Loaded:
    """Read a definition's text as that of a file: the version in its name must be its own; pure."""
    loaded = read_procedure(text, str(path))
    return Loaded(loaded.procedure, (*loaded.findings, *_named_rightly(path, loaded)), loaded.positions, loaded.source)


def load_catalogue(folder: Path) -> Catalogue:
    """Read every definition (`*.v<n>.yaml`) under a folder, in the order of the paths; scenarios are left out."""
    paths = definition_files(folder)
    if not folder.is_dir() or len(paths) > MAX_FILES:
        wrong = (
            Saying(vietnamese="thư mục có hơn {most} tệp", english="the folder holds more than {most} files").of(
                most=grouped(MAX_FILES)
            )
            if paths
            else Saying(vietnamese="không có thư mục này", english="there is no such folder").of()
        )
        return Catalogue(
            (),
            (
                Finding(
                    Code.UNREADABLE,
                    Place(str(folder)),
                    wrong,
                    Saying(
                        vietnamese="nêu thư mục của một danh mục thủ tục", english="give the folder of a catalogue"
                    ).of(),
                ),
            ),
        )
    loaded = tuple(load_procedure(path) for path in paths)
    return Catalogue(loaded, duplicates(loaded))


def definition_files(folder: Path) -> tuple[Path, ...]:
    """The files of a folder that hold definitions, sorted; scenario files are none."""
    return tuple(sorted(path for path in folder.rglob("*.yaml") if not path.name.endswith(SCENARIOS)))


def is_definition_name(name: str, version: int) -> bool:
    """Whether a file may be called so when it holds that version of a procedure."""
    named = _NAME.fullmatch(name)
    return named is not None and int(named["version"]) == version


SCENARIOS: Final = ".scenarios.yaml"
"""How the name of a file of scenarios ends, after the definition's own name without `.yaml`."""


ORDERED: Final = frozenset({"steps", "outcomes", "set", "together", "consult"})
"""The mappings, besides what stands inside a form, in which the author's order means something."""


def canonical(procedure: Procedure) -> bytes:
    """The definition's meaning as JSON in UTF-8, the same for every way of writing it.

    Keys are sorted, except where the author's order means something: the steps (the first begins), their outcomes, the
    values a step sets (a later one may name an earlier), branches, opinions, and what stands inside a form. Values
    equal to the language's defaults are left out, so that a later language with more keys leaves published digests
    alone; hence a default, once released, never changes.
    """
    content = procedure.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return json.dumps(_sorted(content), ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def digest(procedure: Procedure) -> str:
    """SHA-256 of the canonical form, in hexadecimal: two definitions with one digest say the same."""
    return hashlib.sha256(canonical(procedure)).hexdigest()


def _sorted(value: Any, name: str = "") -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, list):
        return [_sorted(item) for item in value]
    if not isinstance(value, dict) or name == "form":
        return value
    ordered = list(value.items()) if name in ORDERED else sorted(value.items())
    return {key: _sorted(item, "" if name in ORDERED else key) for key, item in ordered}


def _with_json_forms(value: Value) -> Value:
    """The document with the schemas of its forms as JSON, which has no dates."""
    if not isinstance(value, dict):
        return value
    receive, steps = value.get("receive"), value.get("steps")
    if isinstance(receive, dict):
        value = {**value, "receive": _with_json_form(receive)}
    if isinstance(steps, dict):
        value = {**value, "steps": {step_id: _with_json_form(step) for step_id, step in steps.items()}}
    return value


def _with_json_form(value: Value) -> Value:
    if isinstance(value, dict) and "form" in value:
        return {**value, "form": as_json(value["form"])}
    return value


_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.v(?P<version>[1-9][0-9]{0,5})\.yaml")


def _named_rightly(path: Path, loaded: Loaded) -> tuple[Finding, ...]:
    named = _NAME.fullmatch(path.name)
    if named is None:
        mend = Saying(
            vietnamese="đặt tên <tên>.v<phiên bản>.yaml, tên gồm chữ thường không dấu, chữ số và gạch nối",
            english="call it <name>.v<version>.yaml, the name in small letters, digits and hyphens",
        ).of()
        return (
            Finding(
                Code.FILE_NAME,
                Place(str(path)),
                Saying(
                    vietnamese="'{name}' không đúng kiểu tên của tệp định nghĩa",
                    english="'{name}' is not the name of a definition",
                ).of(name=path.name),
                mend,
            ),
        )
    if loaded.procedure is None or loaded.procedure.version == int(named["version"]):
        return ()
    wrong = Saying(
        vietnamese="tên tệp ghi phiên bản {version}, định nghĩa ghi {other}",
        english="the file's name says version {version}, the definition says {other}",
    ).of(version=named["version"], other=loaded.procedure.version)
    return (
        Finding(
            Code.VERSION_MISMATCH,
            loaded.positions.of("version"),
            wrong,
            Saying(vietnamese="sửa cho hai chỗ giống nhau", english="make the two equal").of(),
        ),
    )


def duplicates(loaded: tuple[Loaded, ...]) -> tuple[Finding, ...]:
    """Versions that more than one file defines."""
    first: dict[tuple[str, int], Positions] = {}
    findings: list[Finding] = []
    for one in loaded:
        if one.procedure is None:
            continue
        earlier = first.setdefault((one.procedure.procedure, one.procedure.version), one.positions)
        if earlier is not one.positions:
            wrong = Saying(
                vietnamese="thủ tục {procedure} phiên bản {version} đã được định nghĩa ở {file}",
                english="procedure {procedure} version {version} is also defined in {file}",
            ).of(procedure=one.procedure.procedure, version=one.procedure.version, file=earlier.file)
            findings.append(
                Finding(
                    Code.DUPLICATE_VERSION,
                    one.positions.of("procedure"),
                    wrong,
                    Saying(
                        vietnamese="đặt số riêng cho phiên bản mới", english="give a new version its own number"
                    ).of(),
                )
            )
    return tuple(findings)
