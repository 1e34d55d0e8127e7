"""Printing a letter: contents in, an archival PDF out, the same bytes for the same contents."""

import io
import json
from datetime import UTC, date, datetime, time
from pathlib import Path
from threading import Lock
from typing import Final

import segno
import typst
from fontpkg_be_vietnam_pro import ROOT as BE_VIETNAM_PRO
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # ships no types

from activities.letters.contents import Letter
from activities.letters.wording import day_text, instant_text


def render(letter: Letter) -> bytes:
    """The letter as PDF/A-2a on A5 paper, with a QR code of the dossier code; no clock is read.

    Equal contents give equal bytes under one version of the templates and of typst. Thread-safe.
    """
    return _print(letter.kind, inputs=_inputs(letter), stamped_on=letter.issued_on)


TEMPLATES: Final = Path(__file__).parent
ARCHIVAL: Final = "a-2a"


def _letters_of(font: Path) -> frozenset[int]:
    with TTFont(font) as opened:
        return frozenset(opened.getBestCmap())


_LETTERS: Final = _letters_of(BE_VIETNAM_PRO / "files/BeVietnamPro-Regular.ttf")
_FONTS: Final = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[BE_VIETNAM_PRO])
_LACKING: Final = "*"
_CHECKERBOARD: Final = 0
"""One QR mask for all codes: weighing all eight costs 3 ms a letter, and readers undo any of them."""
_PRESSES: Final = {
    kind: typst.Compiler(TEMPLATES / f"{kind}.typ", root=TEMPLATES, font_paths=_FONTS, ignore_system_fonts=True)
    for kind in ("receipt", "apology")
}
_ONE_AT_A_TIME: Final = Lock()
"""A compiler keeps the contents of its last letter, so that two threads must never share it at once."""


def _print(kind: str, *, inputs: dict[str, str], stamped_on: date) -> bytes:
    midnight = int(datetime.combine(stamped_on, time(), UTC).timestamp())
    with _ONE_AT_A_TIME:
        pdf = _PRESSES[kind].compile(format="pdf", sys_inputs=inputs, pdf_standards=ARCHIVAL, timestamp=midnight)
    assert isinstance(pdf, bytes), "typst gives a PDF as one piece"
    return pdf


def _inputs(letter: Letter) -> dict[str, str]:
    contents = json.dumps(letter.model_dump(), ensure_ascii=False, default=_written)
    return {"letter": _covered(contents), "qr": _qr(letter.code)}


def _written(value: object) -> str:
    match value:
        case datetime():
            return instant_text(value)
        case date():
            return day_text(value)
        case _:
            raise TypeError(f"a letter cannot print a {type(value).__name__}")


def _covered(text: str) -> str:
    """The text with an asterisk for every letter the font lacks: PDF/A refuses it, and a gap must show."""
    return "".join(letter if ord(letter) in _LETTERS else _LACKING for letter in text)


def _qr(code: str) -> str:
    drawing = io.BytesIO()
    segno.make_qr(code, error="m", mask=_CHECKERBOARD).save(drawing, kind="svg", border=2, scale=4)
    return drawing.getvalue().decode()
