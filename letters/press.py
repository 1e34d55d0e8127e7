"""Printing: contents in, an archival PDF out, the same bytes for the same contents and templates."""

import io
import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Final

import segno
import typst
from fontpkg_be_vietnam_pro import ROOT as BE_VIETNAM_PRO
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # ships no types

from letters.books import Book
from letters.contents import Letter
from letters.specimens import specimens
from letters.templates import COMMON, NoSuchTemplate, Templates
from letters.wording import day_text, instant_text, short_day_text


class BrokenTemplate(Exception):
    """A template that somebody has put in place of ours cannot be printed; the message names the file and the fault.

    An outage: whoever keeps the templates mends the file, and the letter is printed then. Ours is not used instead.
    """


_FONTS: Final[typst.Fonts] = typst.Fonts(
    include_system_fonts=False, include_embedded_fonts=False, font_paths=[BE_VIETNAM_PRO]
)


@dataclass(frozen=True, slots=True)
class Press:
    """Prints papers with our templates, or with those that lie in the folder of overrides. Thread-safe."""

    templates: Templates = field(default_factory=Templates)
    compiler: typst.Compiler = field(
        default_factory=lambda: typst.Compiler(font_paths=_FONTS, ignore_system_fonts=True)
    )
    sources: dict[str, dict[str, bytes]] = field(default_factory=dict)
    """The templates of each kind of paper as they were at its first printing."""

    def render(self, paper: Letter | Book) -> bytes:
        """The paper as PDF/A-2a with a QR code of its `code`; no clock is read. Raises `BrokenTemplate`.

        Equal contents give equal bytes under one version of the templates and of typst.
        """
        midnight = int(datetime.combine(paper.issued_on, time(), UTC).timestamp())
        with _ONE_AT_A_TIME:
            try:
                pdf = self.compiler.compile(
                    self._sources(paper.kind),  # type: ignore[type-var]  # files by name, which its stubs do not know
                    format="pdf",
                    sys_inputs=_inputs(paper),
                    pdf_standards=ARCHIVAL,
                    timestamp=midnight,
                )
            except typst.TypstError as fault:
                raise self._explained(paper.kind, fault) from fault
        assert isinstance(pdf, bytes), "typst gives a PDF as one piece"
        return pdf

    def _sources(self, kind: str) -> dict[str, bytes]:
        if kind not in self.sources:
            self.sources[kind] = {"main.typ": self.templates.read(kind), COMMON: self.templates.read("common")}
        return self.sources[kind]

    def _explained(self, kind: str, fault: typst.TypstError) -> Exception:
        replaced = [path for path in map(self.templates.override, (kind, "common")) if path is not None]
        if not replaced:
            return fault
        files = ", ".join(str(path) for path in replaced)
        return BrokenTemplate(f"{files}: {fault.message}\n{fault.diagnostic}".strip())


def open_press(overrides: Path | None) -> Press:
    """A press with the templates in a folder put in place of ours, each tried on a specimen of every paper.

    Raises `BrokenTemplate`, also for a folder that is missing and a file that replaces no template.
    """
    press = Press(Templates(overrides))
    try:
        press.templates.check()
        for paper in specimens() if overrides is not None else ():
            press.render(paper)
    except (NoSuchTemplate, OSError) as fault:
        raise BrokenTemplate(str(fault)) from fault
    return press


def render(paper: Letter | Book) -> bytes:
    """The paper by our own templates, as `Press.render` has it."""
    return _own_press().render(paper)


@cache
def _own_press() -> Press:
    return Press()


ARCHIVAL: Final = "a-2a"


def _letters_of(font: Path) -> frozenset[int]:
    with TTFont(font) as opened:
        return frozenset(opened.getBestCmap())


_LETTERS: Final = _letters_of(BE_VIETNAM_PRO / "files/BeVietnamPro-Regular.ttf")
_LACKING: Final = "*"
_CHECKERBOARD: Final = 0
"""One QR mask for all codes: weighing all eight costs 3 ms a letter, and readers undo any of them."""
_ONE_AT_A_TIME: Final = Lock()
"""A compiler keeps the contents of its last letter, so that two threads must never share it at once."""


def _inputs(paper: Letter | Book) -> dict[str, str]:
    contents = json.dumps(paper.model_dump(), ensure_ascii=False, default=_written)
    return {"letter": _covered(contents), "qr": _qr(paper.code)}


def _written(value: object) -> object:
    """An instant or a day in words, and short for the columns of a table."""
    match value:
        case datetime():
            return {"text": instant_text(value), "hour": f"{value:%H:%M}", "day": short_day_text(value.date())}
        case date():
            return {"text": day_text(value), "day": short_day_text(value)}
        case _:
            raise TypeError(f"a letter cannot print a {type(value).__name__}")


def _covered(text: str) -> str:
    """The text with an asterisk for every letter the font lacks: PDF/A refuses it, and a gap must show."""
    return "".join(letter if ord(letter) in _LETTERS else _LACKING for letter in text)


def _qr(code: str) -> str:
    drawing = io.BytesIO()
    segno.make_qr(code, error="m", mask=_CHECKERBOARD).save(drawing, kind="svg", border=2, scale=4)
    return drawing.getvalue().decode()
