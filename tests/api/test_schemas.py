"""The schemas over HTTP: for editors, which are not signed in."""

import pytest

from definitions.editing import Kind, schema_file
from definitions.saying import Language
from tests.api.counter import rule
from tests.office import Office

pytestmark = pytest.mark.temporal


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("language", Language)
async def test_anybody_may_read_a_schema(office: Office, kind: Kind, language: Language) -> None:
    read = await office.http.get(f"/api/schemas/{kind}", params={"language": language.value})
    assert read.status_code == 200
    assert read.headers["Content-Type"] == "application/schema+json"
    assert read.content == schema_file(kind, language).read_bytes()


async def test_a_schema_is_vietnamese_unless_it_is_asked_for_otherwise(office: Office) -> None:
    read = await office.http.get("/api/schemas/procedure")
    assert read.content == schema_file(Kind.PROCEDURE).read_bytes()


async def test_a_schema_that_an_editor_has_is_not_sent_again(office: Office) -> None:
    first = await office.http.get("/api/schemas/procedure")
    again = await office.http.get("/api/schemas/procedure", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    english = {"language": "en"}
    other = await office.http.get(
        "/api/schemas/procedure", params=english, headers={"If-None-Match": first.headers["ETag"]}
    )
    assert other.status_code == 200


async def test_what_has_no_schema_is_refused(office: Office) -> None:
    assert rule(await office.http.get("/api/schemas/nothing"))[0] == 422
