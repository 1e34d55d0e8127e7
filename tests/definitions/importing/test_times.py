"""Times: the ways in which tables say how long."""

import pytest

from definitions.importing.times import read_time, unit_of
from definitions.terms import Unit


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("04 giờ làm việc", "4 working hours"),
        ("4h", "4 working hours"),
        ("2 giờ", "2 working hours"),
        ("02 ngày làm việc", "2 working days"),
        ("03 (ba) ngày làm việc", "3 working days"),
        ("05 ngày LV", "5 working days"),
        ("5 ngày", "5 days"),
        ("½ ngày", "4 working hours"),
        ("1/2 ngày làm việc", "4 working hours"),
        ("0,5 ngày", "4 working hours"),
        ("0.25 ngày làm việc", "2 working hours"),
        ("1½ ngày", "12 working hours"),
        ("01 ngày rưỡi", "12 working hours"),
        ("01 buổi", "4 working hours"),
        ("120 phút", "2 working hours"),
        ("Không quá 03 ngày làm việc", "3 working days"),
        ("02 ngày làm việc (kể từ ngày nhận đủ hồ sơ hợp lệ)", "2 working days"),
        ("02 ngày làm việc (16 giờ làm việc)", "2 working days"),
        ("Trong ngày làm việc", "same day"),
        ("Ngay trong ngày", "same day"),
    ],
)
def test_a_length_is_read_as_the_language_writes_it(text: str, term: str) -> None:
    read = read_time(text)
    assert (str(read.term), read.unclear) == (term, None)


@pytest.mark.parametrize("text", ["Không tính thời gian", "Theo giấy hẹn", "Giờ hành chính"])
def test_some_steps_do_not_count(text: str) -> None:
    read = read_time(text)
    assert (read.term, read.counts, read.unclear) == (None, False, None)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("2-3 ngày làm việc", None),
        ("05 ngày làm việc; trường hợp phức tạp 10 ngày làm việc", "5 working days"),
        ("10 ngày làm việc tại Sở", "10 working days"),
        ("20 phút", "1 working hour"),
        ("0,3 ngày", "3 working hours"),
    ],
)
def test_what_is_only_partly_understood_says_so(text: str, term: str | None) -> None:
    read = read_time(text)
    assert read.unclear is not None
    assert term is None or str(read.term) == term


@pytest.mark.parametrize("text", ["", "-", "sớm", "0 ngày", "99999 ngày", "=A1*2", "#REF!", "3", "tháng 5/2020"])
def test_what_is_no_length_is_not_taken_for_one(text: str) -> None:
    read = read_time(text)
    assert read.term is None
    assert not read


@pytest.mark.parametrize(
    ("heading", "text", "term"),
    [
        ("Thời gian (giờ làm việc)", "4", "4 working hours"),
        ("Thời gian (ngày)", "0,5", "4 working hours"),
        ("Thời gian (ngày làm việc)", "3", "3 working days"),
    ],
)
def test_a_number_alone_is_counted_in_what_the_heading_names(heading: str, text: str, term: str) -> None:
    assert str(read_time(text, unit_of(heading)).term) == term


def test_a_heading_may_name_no_unit() -> None:
    assert unit_of("Thời gian thực hiện") is None
    assert unit_of("Thời gian (buổi)") is None
    assert unit_of("Thời hạn: ngày làm việc") is Unit.WORKING_DAYS
