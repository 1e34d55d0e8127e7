"""Tables as definitions: what is understood, what is marked, and that nothing is dropped."""

import re
from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from definitions import strict_yaml
from definitions.calendar_files import load_calendar
from definitions.directory_files import load_directory
from definitions.formatting import format_text
from definitions.importing.remarks import Kind, one_line
from definitions.importing.separated import read_separated
from definitions.importing.source import Imported, NotImportable, Source
from definitions.importing.table import import_separated, import_workbook
from definitions.importing.words import plain
from definitions.loader import read_procedure
from definitions.procedure import Procedure
from definitions.saying import Language
from definitions.soundness import check_procedure
from definitions.ways import Outcome
from tests import spreadsheets as sheets

TODAY = date(2026, 3, 2)


def imported(content: bytes, sheet: str | None = None, language: Language = Language.VIETNAMESE) -> Imported:
    read = import_workbook if content.startswith(b"PK") else import_separated
    return read(Source(file="bang", content=content, part=sheet, on=TODAY), language)


def procedure(done: Imported) -> Procedure:
    loaded = read_procedure(done.text, "bang")
    assert loaded.procedure is not None, loaded.findings
    return loaded.procedure


def unclear(done: Imported) -> list[str]:
    told = [remark for remark in done.remarks if remark.kind is Kind.UNCLEAR]
    assert done.text.decode().count("# chưa rõ: ") == len(told)
    return [remark.said(Language.VIETNAMESE).removeprefix("chưa rõ: ") for remark in told]


def told(done: Imported) -> list[str]:
    """Each step on one line: who, how long, what came of it."""
    steps = procedure(done).manned.items()
    return [f"{name}: {step.who}, {step.limit or ('-' if step.counts else 'uncounted')}" for name, step in steps]


def test_a_table_of_three_levels_is_understood_whole() -> None:
    done = imported(sheets.saved(sheets.WORSHIP, sheets.WORSHIP_MERGED))
    assert unclear(done) == []
    assert told(done) == [
        "intake: receptionist @ commune/desk, 4 working hours",
        "appraise: officer @ commune/committee, 36 working hours",
        "appraise_2: officer @ district/labour, 10 working days",
        "appraise_3: officer @ province/labour, 12 working days",
        "sign: leader @ province/labour, 3 working days",
        "give: receptionist @ receiving desk, uncounted",
    ]
    read = procedure(done)
    assert (read.procedure, read.title) == ("1.010803", "Giải quyết chế độ trợ cấp thờ cúng liệt sĩ")
    assert (read.sector, read.receive.at, str(read.time.limit)) == ("Người có công", "commune", "30 working days")
    assert read.approved.model_dump() == {
        "decision": "855/QĐ-UBND",
        "on": date(2019, 4, 4),
        "by": "Chủ tịch UBND tỉnh Thừa Thiên Huế",
    }
    assert read.result.title == "Quyết định trợ cấp thờ cúng liệt sĩ"
    assert [step for step, _, way in read.ways() if isinstance(way, Outcome) and way.gives == "decision"] == ["sign"]


def test_what_was_understood_whole_passes_the_check() -> None:
    loaded = read_procedure(imported(sheets.saved(sheets.WORSHIP, sheets.WORSHIP_MERGED)).text, "bang")
    assert loaded.procedure is not None
    known = (load_directory("thua-thien-hue"), load_calendar("thua-thien-hue"))
    assert check_procedure(loaded.procedure, loaded.positions, *known) == ()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_file_says_the_same_as_the_workbook(separator: str) -> None:
    done = imported(sheets.separated(sheets.WORSHIP, separator))
    assert procedure(done) == procedure(imported(sheets.saved(sheets.WORSHIP, sheets.WORSHIP_MERGED)))
    assert unclear(done) == []


def test_of_two_columns_of_times_the_one_beside_the_law_s_is_taken_and_the_other_kept() -> None:
    done = imported(sheets.saved(sheets.LAND, sheets.LAND_MERGED))
    assert told(done) == [
        "intake: receptionist @ district/desk, 1 day",
        "appraise: officer @ district/land-registry, 17 days",
        "prepare: officer @ district/environment, 3 days",
        "give: receptionist @ receiving desk, 1 day",
    ]
    assert str(procedure(done).time.limit) == "22 days"
    assert procedure(done).title == "CẤP GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT LẦN ĐẦU"
    assert unclear(done) == [
        "A10: ngoài bảng: “Ghi chú: không tính thời gian người dân thực hiện nghĩa vụ tài chính”",
        "D2: cột thời gian thứ hai “Thời gian (ngày) Theo quy định” không được dùng",
    ]
    assert "# D5: thời gian khác: “20”" in done.text.decode()


def test_a_table_of_hours_is_read_in_hours() -> None:
    done = imported(sheets.saved(sheets.COPY))
    assert unclear(done) == []
    assert told(done) == [
        "intake: receptionist @ commune/desk, 2 working hours",
        "prepare: officer @ commune/committee, 3 working hours",
        "sign: chair @ commune/committee, 2 working hours",
        "issue: receptionist @ receiving desk, 1 working hour",
    ]
    assert str(procedure(done).time.limit) == "8 working hours"


def test_merged_cells_notes_and_strange_columns_are_read_or_marked_at_their_cell() -> None:
    done = imported(sheets.saved(sheets.PERMIT, sheets.PERMIT_MERGED))
    assert told(done) == [
        "intake: receptionist @ district/desk, 4 working hours",
        "assign: leader @ district/phong-van-hoa, 4 working hours",
        "appraise: officer @ district/phong-van-hoa, 5 working days",
        "prepare: leader @ district/phong-van-hoa, 12 working hours",
        "sign: leader @ district/committee, -",
        "issue: clerk @ district/committee, -",
        "give: receptionist @ receiving desk, uncounted",
    ]
    assert unclear(done) == [
        "F1: cột “Cột lạ” chưa rõ là gì",
        "F4: “x” ở cột chưa rõ",
        "C4: không rõ cơ quan nào; đã viết district/phong-van-hoa",
        "D5: có nhiều khoảng thời gian; đã lấy khoảng đầu, 5 working days",
        "C6: nhiều người cùng làm; đã lấy leader, hãy tách bước nếu cần",
        "D6: thời gian “1,5 ngày” chung với bước trên; không ghi hai lần",
        "A9: dòng “* Lưu ý: hồ sơ liên thông với Sở Xây dựng” không thuộc bước nào",
    ]


def test_a_note_attached_to_a_cell_is_marked_at_its_step_and_any_other_at_the_top() -> None:
    notes = {"D6": "Có thể gia hạn\nthêm 2 ngày", "F8": "ô trống", "A1": "bản thảo"}
    text = imported(sheets.saved(sheets.PERMIT, sheets.PERMIT_MERGED, notes=notes)).text.decode()
    steps = text[text.index("steps:") :]
    assert "  # chưa rõ: D6: ô có ghi chú “Có thể gia hạn thêm 2 ngày”\n  prepare:\n" in steps
    assert "  # chưa rõ: F8: ô có ghi chú “ô trống”\n  issue:\n" in steps
    assert "\n# chưa rõ: A1: ô có ghi chú “bản thảo”\n" in text.removesuffix(steps)


@pytest.mark.parametrize(
    ("rows", "merged"),
    [
        (sheets.WORSHIP, sheets.WORSHIP_MERGED),
        (sheets.LAND, sheets.LAND_MERGED),
        (sheets.COPY, ()),
        (sheets.PERMIT, sheets.PERMIT_MERGED),
    ],
    ids=["worship", "land", "copy", "permit"],
)
@pytest.mark.parametrize("language", list(Language))
def test_nothing_that_a_table_says_is_dropped(
    rows: Iterable[sheets.Row], merged: tuple[str, ...], language: Language
) -> None:
    told = tuple(rows)
    text = imported(sheets.saved(told, merged), language=language).text.decode()
    numbers = {f"({number})" for number in range(9)} | {f"B{number}" for number in range(9)}
    for row in told:
        for said in (str(cell) for cell in row if isinstance(cell, str) and not cell.startswith("Bước")):
            is_heading = row in {told[0], told[1], told[6] if len(told) > 10 else None} or said in numbers | {
                "Thực hiện"
            }
            assert is_heading or one_line(said) in text, said


def test_a_total_that_the_steps_do_not_add_up_to_is_marked() -> None:
    rows = [*sheets.COPY[:-1], ("Tổng", None, None, "9 giờ làm việc")]
    assert unclear(imported(sheets.saved(rows))) == [
        "A6: tổng ghi 9 working hours, các bước cộng lại là 8 working hours"
    ]


def test_without_a_total_the_steps_are_added_up_and_that_is_said() -> None:
    done = imported(sheets.saved(sheets.COPY[:-1]))
    assert str(procedure(done).time.limit) == "8 working hours"
    assert "# cần điền: bảng không có dòng tổng; đã cộng các bước" in done.text.decode()


def test_days_without_a_word_are_of_the_calendar_and_marked_where_the_table_knows_working_days() -> None:
    rows = [
        ("Bước", "Nội dung", "Trách nhiệm", "Thời gian"),
        ("1", "Tiếp nhận", "Bộ phận một cửa cấp xã", "1 ngày làm việc"),
        ("2", "Thẩm định", "UBND xã", "12 ngày"),
        ("3", "Trả kết quả", "Bộ phận một cửa cấp xã", "1 ngày làm việc"),
    ]
    done = imported(sheets.separated(rows))
    assert told(done)[1] == "appraise: officer @ commune/committee, 12 days"
    assert unclear(done) == [
        "bảng không có dòng tổng, và các bước không cộng được",
        "D3: “12 ngày” đọc là ngày lịch; nếu là ngày làm việc thì viết working days",
    ]
    rows[0] = ("Bước", "Nội dung", "Trách nhiệm", "Thời gian (ngày làm việc)")
    assert told(imported(sheets.separated(rows)))[1] == "appraise: officer @ commune/committee, 12 working days"


def test_the_heading_repeated_on_the_next_page_is_no_step_and_another_table_is_marked() -> None:
    other = ("Bước", "Người thực hiện", "Thời gian", "Ghi chú")
    rows = [*sheets.COPY[:3], sheets.COPY[0], *sheets.COPY[3:], other, ("1", "Văn thư", "1 giờ", "lạ")]
    done = imported(sheets.saved(rows))
    assert len(procedure(done).steps) == 4
    assert unclear(done)[0] == "A8: thuộc bảng khác, chưa được đọc: “Bước”"
    assert len(unclear(done)) == 8


def test_the_sheet_with_a_table_is_found_and_the_others_are_named() -> None:
    content = sheets.saved([("Bìa",)], further={"Bảng": sheets.COPY, "Phụ": [("x",)]})
    assert unclear(imported(content)) == ["trang tính “Quy trình” chưa được đọc", "trang tính “Phụ” chưa được đọc"]
    assert unclear(imported(content, "Bảng")) == unclear(imported(content, "2")) == []
    with pytest.raises(NotImportable, match="there is no sheet 'Không'; there are: Quy trình, Bảng, Phụ"):
        imported(content, "Không")


def test_a_first_step_elsewhere_than_at_the_one_stop_is_marked() -> None:
    rows = [sheets.COPY[0], *sheets.COPY[2:]]
    assert "A2: bước đầu phải ở bộ phận một cửa; bảng bắt đầu ở commune/committee" in unclear(
        imported(sheets.saved(rows))
    )


@pytest.mark.parametrize("rows", [[], [("Bước", "Nội dung", "Thời gian")], [("chỉ", "có", "chữ")]])
def test_a_file_without_a_table_or_its_steps_is_refused(rows: list[sheets.Row]) -> None:
    with pytest.raises(NotImportable):
        imported(sheets.separated(rows) or b"x")


def test_more_steps_than_any_procedure_has_are_refused() -> None:
    rows = [sheets.COPY[0], *(("1", "Ký", "UBND xã", "1 giờ") for _ in range(301))]
    with pytest.raises(NotImportable, match="more than 300 steps"):
        imported(sheets.separated(rows))


PIECES = st.sampled_from(
    [
        *("Bước", "Nội dung công việc", "Trách nhiệm", "Thời gian (giờ)", "Kết quả", "Ghi chú", "Tổng", "1", "(2)"),
        *("Bộ phận một cửa", "Sở Xây dựng", "Chủ tịch UBND xã, văn thư", "02 ngày làm việc", "½ ngày", "trong ngày"),
        *("Tên thủ tục: {x}", "1.010803", "Lĩnh vực:", "I. CẤP XÃ", "# a: [", "'\"\n- x", "\u2028\x07", "=1+1", ""),
    ]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.lists(PIECES | st.text(max_size=20), min_size=1, max_size=6), max_size=12))
def test_any_table_is_refused_or_becomes_a_definition_in_canonical_form(rows: list[list[str]]) -> None:
    heading = ["Bước", "Nội dung", "Người thực hiện", "Thời gian"]
    content = sheets.separated([heading, *rows])
    try:
        done = imported(content)
    except NotImportable:
        return
    assert strict_yaml.read(done.text, "bang").findings == ()
    assert format_text(done.text, "bang").text == done.text
    lines = ((cell, one_line(line)) for cell in read_separated(content).own() for line in cell.text.splitlines())
    for cell, line in lines:
        is_number = re.fullmatch(r"(?:b|bước)?\W*\d[\d.,]*\W*", plain(line)) is not None
        assert is_number or cell.row == 0 or cell.text == "Bước" or line in done.text.decode(), line
