"""The catalogue and the directory over HTTP."""

import pytest

from tests.api.counter import RECEPTIONIST, rule
from tests.office import Office
from tests.plays import WORSHIP

pytestmark = pytest.mark.temporal


async def test_the_catalogue_lists_each_procedure_once(office: Office) -> None:
    found = (await office.read(RECEPTIONIST, "/api/procedures")).json()
    assert len({one["code"] for one in found}) == len(found)
    assert "1.010803" in {one["code"] for one in found}


async def test_a_version_says_everything_and_whether_it_is_the_one_that_was_pinned(office: Office) -> None:
    (edition,) = (await office.read(RECEPTIONIST, "/api/procedures/1.010803/versions")).json()
    version = (await office.read(RECEPTIONIST, "/api/procedures/1.010803/versions/1")).json()
    definition, source = version.pop("definition"), version.pop("source")
    assert version == edition
    assert source == WORSHIP.read_text(encoding="utf-8")
    assert definition["effective"] == {"from": "2019-04-04", "until": None}
    assert next(iter(definition["steps"])) == "intake"


async def test_what_was_not_published_is_not_found(office: Office) -> None:
    for path, expected in {
        "/api/procedures/9.999999/versions": "UnknownProcedure",
        "/api/procedures/9.999999/versions/1": "UnknownVersion",
        "/api/procedures/1.010803/versions/9": "UnknownVersion",
        "/api/offices/99999/desk": "UnknownOffice",
        "/api/nowhere": "UnknownAddress",
    }.items():
        assert rule(await office.read(RECEPTIONIST, path)) == (404, expected)


async def test_an_office_says_where_it_stands(office: Office) -> None:
    found = (await office.read(RECEPTIONIST, "/api/offices/19990/desk")).json()
    assert found["name"] == "Bộ phận Tiếp nhận và Trả kết quả xã Phú Sơn"
    assert found["head"] == "desk head"
    assert [above["code"] for above in found["above"]] == ["19990/committee", "479/committee", "46/committee"]
