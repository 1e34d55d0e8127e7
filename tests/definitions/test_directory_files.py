"""Directory files: real places, the offices made from them, and demonstration officials."""

import re
from collections import Counter
from datetime import date

import pytest

from definitions.directory_files import UnknownDirectory, demonstration_officials, load_directory

NAMES = ["thua-thien-hue-2020", "thua-thien-hue", "hue-2025"]


@pytest.mark.parametrize(
    ("name", "desks"),
    [
        ("thua-thien-hue-2020", {"province": 1, "district": 9, "commune": 145}),
        ("thua-thien-hue", {"province": 1, "district": 9, "commune": 145}),
        ("hue-2025", {"province": 1, "commune": 40}),
    ],
)
def test_every_unit_has_its_desk_and_its_committee(name: str, desks: dict[str, int]) -> None:
    offices = load_directory(name).offices
    assert Counter(office.level for office in offices if office.role == "desk") == desks
    assert Counter(office.level for office in offices if office.role == "committee") == desks


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("19990/committee", "Ủy ban nhân dân xã Phú Sơn"),
        ("19990/desk", "Bộ phận Tiếp nhận và Trả kết quả xã Phú Sơn"),
        ("19867/committee", "Ủy ban nhân dân thị trấn Sịa"),
        ("479/labour", "Phòng Lao động – Thương binh và Xã hội thị xã Hương Thủy"),
        ("474/committee", "Ủy ban nhân dân thành phố Huế"),
        ("46/labour", "Sở Lao động – Thương binh và Xã hội tỉnh Thừa Thiên Huế"),
        ("46/desk", "Trung tâm Phục vụ hành chính công tỉnh Thừa Thiên Huế"),
        ("19990/police", "Công an xã Phú Sơn"),
        ("19990/council", "Hội đồng xác định mức độ khuyết tật xã Phú Sơn"),
        ("479/land-registry", "Chi nhánh Văn phòng Đăng ký đất đai thị xã Hương Thủy"),
        ("46/environment", "Sở Tài nguyên và Môi trường tỉnh Thừa Thiên Huế"),
    ],
)
def test_offices_are_named_as_they_name_themselves(code: str, name: str) -> None:
    assert load_directory("thua-thien-hue").office(code).name == name


@pytest.mark.parametrize("name", NAMES)
def test_each_desk_has_an_agency_code_of_its_own_shared_with_its_committee(name: str) -> None:
    directory = load_directory(name)
    desks = [office for office in directory.offices if office.role == "desk"]
    codes = [office.agency or "" for office in desks]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"H57(\.\d\d){0,2}", code) for code in codes)
    assert codes == [directory.office(f"{office.unit}/committee").agency for office in desks]


def test_the_demonstration_keeps_three_levels_and_history_does_not() -> None:
    ended = {office.level for office in load_directory("thua-thien-hue-2020").offices if office.valid_to is not None}
    assert ended == {"district"}
    assert all(office.valid_to is None for office in load_directory("thua-thien-hue").offices)


@pytest.mark.parametrize("name", NAMES)
def test_every_post_of_every_office_is_held_by_somebody_of_that_office(name: str) -> None:
    directory = load_directory(name)
    held = Counter(
        (post.office, post.post) for official in demonstration_officials(directory) for post in official.posts
    )
    assert set(held) == {(office.code, post) for office in directory.offices for post in office.posts}
    assert all(count == 2 for (office, post), count in held.items() if post == "officer" and "committee" in office)


@pytest.mark.parametrize("name", NAMES)
def test_officials_have_ids_of_their_own_and_are_always_the_same(name: str) -> None:
    officials = demonstration_officials(load_directory(name))
    assert len({official.id for official in officials}) == len(officials)
    assert officials == demonstration_officials(load_directory(name))


def test_an_official_has_a_name_a_post_and_a_title() -> None:
    by_id = {official.id: official for official in demonstration_officials(load_directory("thua-thien-hue-2020"))}
    (post,) = by_id["truong-ldtbxh.479"].posts
    assert (post.post, post.office, post.title) == ("head", "479/labour", "Trưởng phòng")
    assert not post.is_in_force(date(2025, 7, 1))
    assert len(by_id["tiepnhan.19990"].name.split()) >= 3
    assert by_id["tiepnhan2.19990"].posts[0].office == "19990/desk"


@pytest.mark.parametrize("name", ["atlantis", "../directories/hue-2025"])
def test_a_directory_that_does_not_exist_is_unknown(name: str) -> None:
    with pytest.raises(UnknownDirectory):
        load_directory(name)
