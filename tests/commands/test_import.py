"""`lienthong import`: a table in, a definition out, and an exit code that says whether somebody must look."""

from pathlib import Path

import pytest

import cli
from tests import spreadsheets as sheets


@pytest.fixture
def worship(tmp_path: Path) -> Path:
    path = tmp_path / "tho-cung.xlsx"
    path.write_bytes(sheets.saved(sheets.WORSHIP, sheets.WORSHIP_MERGED))
    return path


def test_a_table_that_is_understood_exits_with_zero_and_its_definition_passes_the_check(
    worship: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "tho-cung.v1.yaml"
    assert cli.run(["import", str(worship), "--output", str(output)]) == 0
    assert capsys.readouterr() == ("", "Chưa rõ: 0. Cần điền: 2.\n")
    assert cli.run(["check", str(output)]) == 0
    assert cli.run(["fmt", "--check", str(output)]) == 0


def test_what_is_not_clear_is_listed_with_its_cell_and_exits_with_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "dat.csv"
    path.write_bytes(sheets.separated([*sheets.COPY, ("Ghi chú: nộp hồ sơ buổi sáng",)], ";"))
    assert cli.run(["import", str(path)]) == 2
    told = capsys.readouterr()
    assert told.err.splitlines() == [
        f"{path}: chưa rõ: A7: ngoài bảng: “Ghi chú: nộp hồ sơ buổi sáng”",
        "Chưa rõ: 1. Cần điền: 9.",
    ]
    assert "# chưa rõ: A7: ngoài bảng: “Ghi chú: nộp hồ sơ buổi sáng”" in told.out.splitlines()


def test_comments_and_answers_are_english_by_switch(worship: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["import", str(worship), "--english"]) == 0
    told = capsys.readouterr()
    assert told.out.startswith("# drafted from the table in tho-cung.xlsx\n")
    assert told.err == "Unclear: 0. To be filled in: 2.\n"


def test_a_sheet_is_asked_for_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "nhieu.xlsx"
    path.write_bytes(sheets.saved([("Bìa",)], further={"Sao y": sheets.COPY}))
    assert cli.run(["import", str(path), "--sheet", "Sao y"]) == 0
    assert cli.run(["import", str(path), "--sheet", "Khác"]) == 1
    assert capsys.readouterr().err.endswith("không có trang tính 'Khác'; có: Quy trình, Sao y\n")


def test_what_stands_there_is_not_overwritten(worship: Path, tmp_path: Path) -> None:
    output = tmp_path / "tho-cung.v1.yaml"
    output.write_text("mine", encoding="utf-8")
    assert cli.run(["import", str(worship), "--output", str(output)]) == 1
    assert cli.run(["import", str(worship), "--output", str(tmp_path / "none" / "x.v1.yaml")]) == 1
    assert output.read_text(encoding="utf-8") == "mine"


def test_a_hostile_file_is_refused_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bom.xlsx"
    path.write_bytes(sheets.workbook({sheets.SHEET: b" " * 50_000_000}))
    assert cli.run(["import", str(path)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == (
        f"lienthong import: {path}: phần 'xl/worksheets/sheet1.xml' của tệp lớn hơn mức một bảng quy trình cần đến\n"
    )


def test_other_endings_are_asked_wrongly_and_a_missing_file_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["import", str(tmp_path / "bang.docx")]) == 2
    assert "các loại tệp đọc được: .xlsx .csv" in capsys.readouterr().err
    assert cli.run(["import", str(tmp_path / "none.csv")]) == 1
    assert cli.run(["import"]) == 2
