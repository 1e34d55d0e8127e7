"""The directory: lines of command, routes and successors."""

from datetime import date

import pytest

from definitions.directory import Directory, Office, UnknownOffice
from definitions.directory_files import load_directory

THREE = load_directory("thua-thien-hue-2020")
TWO = load_directory("hue-2025")
PLACES = ("commune/desk", "commune/committee", "district/labour", "province/labour")
IN_2020 = date(2020, 3, 2)


def office(code: str, **changes: object) -> Office:
    unit, role = code.split("/")
    given = {
        "code": code,
        "unit": unit,
        "role": role,
        "level": "commune",
        "name": code,
        "head": "chair",
        "posts": ["officer", "chair"],
        "valid_from": date(2018, 1, 1),
    }
    return Office.model_validate(given | changes)


def test_a_route_goes_through_the_offices_of_the_commune_its_district_and_the_province() -> None:
    route = THREE.route("19990", PLACES, IN_2020)
    assert route.receiving == "19990/desk"
    assert route.places == {
        "commune/desk": "19990/desk",
        "commune/committee": "19990/committee",
        "district/labour": "479/labour",
        "province/labour": "46/labour",
    }
    assert route.at("district/labour").name == "Phòng Lao động – Thương binh và Xã hội thị xã Hương Thủy"


def test_a_line_leads_from_an_office_up_to_the_top() -> None:
    route = THREE.route("19990", PLACES, IN_2020)
    lines = {code: [office.code for office in route.upward(code)] for code in ("19990/desk", "479/labour")}
    assert lines == {
        "19990/desk": ["19990/desk", "19990/committee", "479/committee", "46/committee"],
        "479/labour": ["479/labour", "479/committee", "46/committee"],
    }


@pytest.mark.parametrize(
    ("post", "code", "holder"),
    [
        ("head", "19990/committee", ("19990/committee", "chair")),
        ("head", "479/labour", ("479/labour", "head")),
        ("head", "19990/desk", ("19990/desk", "desk head")),
        ("desk head", "19990/desk", ("19990/desk", "desk head")),
        ("chair", "19990/desk", ("19990/committee", "chair")),
        ("chair", "46/labour", ("46/committee", "chair")),
        ("officer", "19990/desk", ("19990/committee", "officer")),
        ("desk head", "479/labour", None),
        ("minister", "19990/desk", None),
    ],
)
def test_a_post_is_held_in_the_nearest_office_up_the_line(post: str, code: str, holder: tuple[str, str] | None) -> None:
    assert THREE.route("19990", PLACES, IN_2020).holder_of(post, code) == holder


def test_a_route_holds_its_places_and_what_is_above_them_and_nothing_else() -> None:
    route = THREE.route("19990", ["commune/desk"], IN_2020)
    assert set(route.offices) == {"19990/desk", "19990/committee", "479/committee", "46/committee"}
    with pytest.raises(UnknownOffice) as unknown:
        route.office("479/labour")
    assert unknown.value.wanted == "479/labour"
    with pytest.raises(UnknownOffice):
        route.at("district/labour")


@pytest.mark.parametrize(
    ("unit", "place", "wanted"),
    [
        ("99999", "commune/desk", "99999/desk"),
        ("19990", "commune/labour", "commune/labour"),
        ("19990", "village/desk", "village/desk"),
        ("19990", "commune", "commune"),
        ("479", "commune/desk", "commune/desk"),
    ],
)
def test_a_place_that_nobody_fills_is_named(unit: str, place: str, wanted: str) -> None:
    with pytest.raises(UnknownOffice) as unknown:
        THREE.route(unit, [place], IN_2020)
    assert unknown.value.wanted == wanted


def test_a_dossier_can_be_received_by_a_district_or_by_the_province() -> None:
    assert THREE.route("479", ["district/labour"], IN_2020).receiving == "479/desk"
    assert THREE.route("46", ["province/labour"], IN_2020).receiving == "46/desk"


def test_two_levels_are_as_good_as_three() -> None:
    route = TWO.route("19960", ["commune/labour", "province/labour"], date(2026, 3, 2))
    assert [office.code for office in route.upward("19960/desk")] == ["19960/desk", "19960/committee", "46/committee"]
    assert route.at("commune/labour").name == "Phòng Văn hóa – Xã hội phường Phú Bài"
    assert route.at("province/labour").name == "Sở Nội vụ thành phố Huế"
    with pytest.raises(UnknownOffice):
        TWO.route("19960", ["district/labour"], date(2026, 3, 2))


def test_on_its_last_day_an_office_acts_and_on_the_next_its_successor_does() -> None:
    last, next_day = date(2025, 6, 30), date(2025, 7, 1)
    assert THREE.route("19990", PLACES, last).places["district/labour"] == "479/labour"
    assert THREE.route("19990", PLACES, next_day).places["district/labour"] == "46/labour"


def test_the_line_of_command_passes_over_a_level_that_has_ended() -> None:
    route = THREE.route("19990", PLACES, date(2025, 7, 1))
    assert [office.code for office in route.upward("19990/desk")] == ["19990/desk", "19990/committee", "46/committee"]
    assert route.office("19990/committee").parent == "46/committee"


def test_a_successor_may_itself_have_been_succeeded() -> None:
    directory = Directory(
        id="chain",
        offices=(
            office("1/desk", valid_to=date(2020, 12, 31), successor="2/desk"),
            office("2/desk", valid_to=date(2022, 12, 31), successor="3/desk"),
            office("3/desk"),
        ),
    )
    years = {year: directory.acting("1/desk", date(year, 6, 1)).code for year in (2020, 2021, 2023)}
    assert years == {2020: "1/desk", 2021: "2/desk", 2023: "3/desk"}


def test_an_office_that_ended_without_a_successor_or_has_not_begun_is_unknown() -> None:
    ended = Directory(id="ended", offices=(office("1/desk", valid_to=date(2020, 12, 31)), office("2/desk")))
    for code, on in (("1/desk", date(2021, 1, 1)), ("2/desk", date(2017, 12, 31))):
        with pytest.raises(UnknownOffice) as unknown:
            ended.acting(code, on)
        assert unknown.value.wanted == code


def test_the_offices_in_force_are_those_of_the_day() -> None:
    assert len(THREE.in_force(date(2025, 6, 30))) == 662
    assert len(THREE.in_force(date(2025, 7, 1))) == 662 - 9 * 8
    assert THREE.in_force(date(2017, 12, 31)) == ()


def test_a_route_survives_the_dossier_it_is_pinned_in() -> None:
    route = THREE.route("19990", PLACES, IN_2020)
    assert type(route).model_validate_json(route.model_dump_json()) == route


@pytest.mark.parametrize(
    "offices",
    [
        (office("1/desk"), office("1/desk")),
        (office("1/desk", parent="2/desk"),),
        (office("1/desk", successor="2/desk"),),
        (office("1/desk", parent="2/desk"), office("2/desk", parent="1/desk")),
        (office("1/desk", successor="2/desk"), office("2/desk", successor="1/desk")),
    ],
)
def test_a_directory_with_a_loose_end_or_a_circle_is_refused(offices: tuple[Office, ...]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        Directory(id="wrong", offices=offices)


@pytest.mark.parametrize("wrong", [{"code": "2/desk"}, {"head": "king"}, {"phone": "0234"}])
def test_an_office_that_contradicts_itself_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        Office.model_validate(office("1/desk").model_dump() | wrong)
