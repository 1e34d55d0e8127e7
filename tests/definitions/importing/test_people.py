"""People: posts and places from the words of a table."""

import pytest

from definitions.importing.people import NO_OFFICE, SEVERAL_PEOPLE, Context, Place, read_who

NOWHERE = Context(before=None, section=None, receiving="commune")
AT_LABOUR = Context(before=Place("district", "labour"), section=None, receiving="commune")
IN_PROVINCE = Context(before=Place("district", "labour"), section="province", receiving="commune")


@pytest.mark.parametrize(
    ("text", "context", "who"),
    [
        ("Bộ phận một cửa", NOWHERE, "receptionist @ commune/desk"),
        ("TTPVHCC tỉnh", NOWHERE, "receptionist @ province/desk"),
        ("Công chức Bộ phận TN&TKQ UBND huyện", NOWHERE, "receptionist @ district/desk"),
        ("Văn thư Bộ phận Một cửa", NOWHERE, "clerk @ commune/desk"),
        ("Giám đốc Trung tâm Phục vụ hành chính công", IN_PROVINCE, "desk head @ province/desk"),
        ("Chủ tịch UBND xã", NOWHERE, "chair @ commune/committee"),
        ("Phó Chủ tịch Uỷ ban nhân dân phường", NOWHERE, "leader @ commune/committee"),
        ("UBND thị xã", NOWHERE, "officer @ district/committee"),
        ("Phòng Lao động - Thương binh và Xã hội", NOWHERE, "officer @ district/labour"),
        ("Trưởng phòng LĐTBXH", NOWHERE, "head @ district/labour"),
        ("Chuyên viên Phòng Người có công, Sở LĐTBXH", NOWHERE, "officer @ province/labour"),
        ("Phòng Lao động – Thương binh và Xã hội", IN_PROVINCE, "officer @ district/labour"),
        ("Công chức LĐTBXH xã", NOWHERE, "officer @ commune/committee"),
        ("Chuyên viên", AT_LABOUR, "officer @ district/labour"),
        ("Lãnh đạo phòng", AT_LABOUR, "leader @ district/labour"),
        ("Lãnh đạo UBND huyện", AT_LABOUR, "leader @ district/committee"),
        ("Chi nhánh Văn phòng đăng ký đất đai", NOWHERE, "officer @ district/land-registry"),
        ("Văn phòng đăng ký đất đai", NOWHERE, "officer @ province/land-registry"),
        ("Bảo hiểm xã hội huyện", NOWHERE, "officer @ district/insurance"),
        ("Công an xã", NOWHERE, "officer @ commune/police"),
    ],
)
def test_who_is_told_by_words_and_by_what_stands_before(text: str, context: Context, who: str) -> None:
    read = read_who(text, context)
    assert (f"{read.post} @ {read.place}", read.unclear) == (who, ())


def test_an_office_that_nobody_knows_is_written_as_it_is_called_and_marked() -> None:
    read = read_who("Lãnh đạo Phòng Văn hóa – Thông tin", NOWHERE)
    assert (read.post, read.place) == ("leader", Place("district", "phong-van-hoa-thong-tin"))
    assert read.unclear == (NO_OFFICE,)


def test_several_people_in_one_cell_are_marked() -> None:
    assert read_who("Chuyên viên, lãnh đạo phòng", AT_LABOUR).unclear == (SEVERAL_PEOPLE,)
    assert read_who("Văn thư UBND xã và Chủ tịch", NOWHERE).unclear == (SEVERAL_PEOPLE,)


@pytest.mark.parametrize("text", ["", "???", "abc", "1"])
def test_any_words_give_somebody(text: str) -> None:
    assert read_who(text, NOWHERE).post == "officer"
