"""A clerk's own template wins over ours, and a broken one is named instead of being passed over."""

from pathlib import Path

import pypdfium2
import pytest

from letters.press import BrokenTemplate, Press, open_press, render
from letters.specimens import specimens
from letters.templates import Templates

OWN = """
#import "common.typ": *
#show: form
#heading-block()
#form-title()
Mẫu của tỉnh: #letter.code
"""
RECEIPT = specimens()[0]


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.split())


def test_a_file_of_the_same_name_wins_and_the_others_stay_ours(tmp_path: Path) -> None:
    (tmp_path / "receipt.typ").write_text(OWN, encoding="utf-8")
    press = open_press(tmp_path)
    assert f"Mẫu của tỉnh: {RECEIPT.code}" in text_of(press.render(RECEIPT))
    assert press.render(specimens()[1]) == render(specimens()[1])


def test_what_all_papers_share_may_be_put_in_place_too(tmp_path: Path) -> None:
    ours = Templates().read("common").decode()
    (tmp_path / "common.typ").write_text(ours.replace("Mã hồ sơ: #letter.code", "Số: #letter.code"), encoding="utf-8")
    assert f"Số: {RECEIPT.code}" in text_of(open_press(tmp_path).render(RECEIPT))


@pytest.mark.parametrize("text", ["#let", "#letter.no-such-thing", '#import "gone.typ": *'])
def test_a_template_that_cannot_be_printed_is_named_at_the_start(tmp_path: Path, text: str) -> None:
    (tmp_path / "refusal.typ").write_text('#import "common.typ": *\n' + text, encoding="utf-8")
    with pytest.raises(BrokenTemplate, match=r"refusal\.typ"):
        open_press(tmp_path)


def test_a_broken_template_is_never_replaced_by_ours(tmp_path: Path) -> None:
    (tmp_path / "receipt.typ").write_text("#let", encoding="utf-8")
    press = Press(Templates(tmp_path))
    with pytest.raises(BrokenTemplate, match=r"receipt\.typ"):
        press.render(RECEIPT)


def test_a_template_reaches_nothing_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "receipt.typ").write_text('#read("/etc/hostname")', encoding="utf-8")
    with pytest.raises(BrokenTemplate):
        open_press(tmp_path)


def test_a_file_that_replaces_nothing_is_named(tmp_path: Path) -> None:
    (tmp_path / "reciept.typ").write_text(OWN, encoding="utf-8")
    with pytest.raises(BrokenTemplate, match=r"reciept\.typ replaces no template"):
        open_press(tmp_path)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BrokenTemplate, match="is no folder"):
        open_press(tmp_path / "gone")
