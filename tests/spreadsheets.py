"""Spreadsheets: tables as offices write them, and workbooks as nobody's office makes them, built part by part."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.comments import Comment

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LINKS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
SHEET = "xl/worksheets/sheet1.xml"


def workbook(parts: Mapping[str, str | bytes | None] | None = None, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A workbook of one sheet; parts given take the place of the usual ones, and None takes one out."""
    usual: dict[str, str | bytes | None] = {
        "xl/workbook.xml": f'<workbook {MAIN} {LINKS}><sheets><sheet name="A" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships {RELATIONS}><Relationship Id="r1" Target="{SHEET.removeprefix("xl/")}"/></Relationships>'
        ),
        SHEET: sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>một</t></is></c></row>'),
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compression) as packed:
        for name, part in {**usual, **(parts or {})}.items():
            if part is not None:
                packed.writestr(name, part)
    return content.getvalue()


def sheet(rows: str, after: str = "", before: str = "") -> str:
    """The XML of a sheet with these rows."""
    return f"{before}<worksheet {MAIN}><sheetData>{rows}</sheetData>{after}</worksheet>"


def shared(texts: str, before: str = "") -> str:
    """The XML of the texts that cells share."""
    return f"{before}<sst {MAIN}>{texts}</sst>"


Row = Sequence[str | int | float | None]


def saved(
    rows: Sequence[Row],
    merged: Sequence[str] = (),
    further: Mapping[str, Sequence[Row]] | None = None,
    notes: Mapping[str, str] | None = None,
) -> bytes:
    """A workbook with these rows on its first sheet, some cells merged and some with notes, and further sheets."""
    book = Workbook()
    first = book.active
    for name, told in {"Quy trình": rows, **(further or {})}.items():
        page = first if name == "Quy trình" else book.create_sheet(name)
        page.title = name
        for row in told:
            page.append(list(row))
    for area in merged:
        first.merge_cells(area)
    for where, said in (notes or {}).items():
        first[where].comment = Comment(said, "An")
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def separated(rows: Sequence[Row], separator: str = ",") -> bytes:
    """The same as CSV with a byte order mark, as Excel saves it."""
    content = io.StringIO()
    csv.writer(content, delimiter=separator).writerows(rows)
    return content.getvalue().encode("utf-8-sig")


WORSHIP: Sequence[Row] = (
    ("ỦY BAN NHÂN DÂN TỈNH THỪA THIÊN HUẾ",),
    ("QUY TRÌNH NỘI BỘ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",),
    ("(Kèm theo Quyết định số 855/QĐ-UBND ngày 04 tháng 4 năm 2019 của Chủ tịch UBND tỉnh Thừa Thiên Huế)",),
    ("Tên thủ tục: Giải quyết chế độ trợ cấp thờ cúng liệt sĩ (Mã số TTHC: 1.010803)",),
    ("Lĩnh vực:", "Người có công"),
    (),
    ("Bước thực hiện", "Nội dung công việc", "Trách nhiệm thực hiện", "Thời gian thực hiện", "Kết quả/sản phẩm"),
    ("(1)", "(2)", "(3)", "(4)", "(5)"),
    ("I. CẤP XÃ",),
    ("Bước 1", "Tiếp nhận, số hóa, chuyển hồ sơ", "Bộ phận TN&TKQ UBND cấp xã", "04 giờ làm việc", "Giấy tiếp nhận"),
    ("Bước 2", "Xét duyệt, xác nhận đơn", "Công chức LĐTBXH, UBND xã", "4,5 ngày làm việc", "Đơn đã xác nhận"),
    ("II. CẤP HUYỆN",),
    ("Bước 3", "Thẩm tra hồ sơ", "Phòng Lao động – Thương binh và Xã hội", "10 ngày làm việc", "Danh sách"),
    ("III. CẤP TỈNH",),
    (
        *("Bước 4", "Thẩm định, dự thảo quyết định", "Chuyên viên Phòng Người có công, Sở LĐTBXH"),
        *("12 ngày làm việc (kể từ ngày nhận hồ sơ)", "Dự thảo"),
    ),
    ("Bước 5", "Ký quyết định", "Lãnh đạo Sở", "03 (ba) ngày làm việc", "Quyết định trợ cấp thờ cúng liệt sĩ"),
    ("Bước 6", "Trả kết quả", "Bộ phận TN&TKQ UBND cấp xã", "Theo giấy hẹn", "Sổ theo dõi"),
    ("Tổng thời gian giải quyết", None, None, "30 ngày làm việc"),
)
"""Quyết định 855/QĐ-UBND's three levels, hours and days mixed, with section lines and numbered columns."""
WORSHIP_MERGED = ("A9:E9", "A12:E12", "A14:E14", "A18:C18")

LAND: Sequence[Row] = (
    ("THỦ TỤC CẤP GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT LẦN ĐẦU",),
    ("TT", "Đơn vị thực hiện", "Nội dung", "Thời gian (ngày)", None, "Ghi chú"),
    (None, None, None, "Theo quy định", "Thực hiện", None),
    (1, "Bộ phận một cửa", "Tiếp nhận hồ sơ", 1, 1, None),
    (2, "CN VPĐKĐĐ", "Thẩm tra, trích lục; gửi niêm yết", 20, 17, "Niêm yết 15 ngày tại UBND xã"),
    (3, "Phòng TNMT (trình UBND thị xã ký)", "Trình ký giấy chứng nhận", 5, 3, None),
    (4, "Bộ phận một cửa", "Trả kết quả", 1, 1, None),
    ("Tổng cộng", None, None, 27, 22, None),
    (),
    ("Ghi chú: không tính thời gian người dân thực hiện nghĩa vụ tài chính",),
)
"""Điện Bàn's first certificate of land: a heading of two rows, two columns of times, numbers alone."""
LAND_MERGED = ("D2:E2", "A2:A3", "B2:B3", "C2:C3", "F2:F3", "A1:F1")

COPY: Sequence[Row] = (
    ("STT", "Trình tự thực hiện", "Người thực hiện", "Thời hạn"),
    (1, "Tiếp nhận hồ sơ", "Công chức TTPVHCC phường", "2 giờ làm việc"),
    (2, "Tra cứu sổ gốc, soạn bản sao", "Công chức tư pháp - hộ tịch", "3h"),
    (3, "Ký bản sao", "Chủ tịch UBND phường", "02 giờ"),
    (4, "Đóng dấu, vào sổ, trả kết quả", "Công chức TTPVHCC phường", "01 giờ"),
    ("Tổng", None, None, "8 giờ làm việc"),
)
"""A copy from the register: hours only, at a commune."""

PERMIT: Sequence[Row] = (
    ("Các bước", "Nội dung thực hiện", "Trách nhiệm", "Thời gian", "Biểu mẫu", "Cột lạ"),
    ("B1", "Hướng dẫn, tiếp nhận", "Bộ phận Một cửa cấp huyện", "½ ngày", "BM01", None),
    (None, "Chuyển hồ sơ đến Phòng", None, None, "BM02", None),
    ("B2", "Phân công thụ lý", "Lãnh đạo Phòng Văn hóa", "0,5 ngày làm việc", None, "x"),
    (
        *("B3", "Thẩm định:\n- kiểm tra thực địa\n- lấy ý kiến", "Chuyên viên phòng"),
        *("05 ngày làm việc; trường hợp phức tạp không quá 10 ngày làm việc", "Tờ trình", None),
    ),
    ("B4", "Xem xét, trình ký", "Lãnh đạo Phòng, Văn thư", "1,5 ngày", None, None),
    ("B5", "Ký giấy phép", "Lãnh đạo UBND huyện", None, "Giấy phép", None),
    ("B6", "Vào sổ, đóng dấu", "Văn thư UBND huyện", None, None, None),
    ("* Lưu ý: hồ sơ liên thông với Sở Xây dựng",),
    ("B7", "Trả kết quả", "Bộ phận Một cửa", "Không tính thời gian", None, None),
)
"""A permit with merged cells, notes, several people in a cell, and a column nobody knows."""
PERMIT_MERGED = ("A2:A3", "C2:C3", "D2:D3", "D6:D7")
