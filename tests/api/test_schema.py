"""The description (OpenAPI) is kept: whatever fits it is answered as it says, and never by a bug."""

import asyncio
from typing import Any, Final

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.api.counter import RECEPTIONIST, lodged
from tests.office import Office

DESIGNER: Final = "kiemsoat-tthc.46"

pytestmark = [pytest.mark.temporal, pytest.mark.slow]

CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]

FEW: Final = settings(
    max_examples=4,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


async def test_whatever_fits_the_description_is_answered_as_it_says(office: Office) -> None:
    code = (await lodged(office))["code"]
    described = (await office.http.get("/api/openapi.json")).json()
    assert described["openapi"].startswith("3.1")
    token = await office.token(RECEPTIONIST)
    tried = await asyncio.to_thread(try_everything, described, str(office.http.base_url), token=token, code=code)
    assert tried >= 24


async def test_designers_too_are_answered_as_described(office: Office) -> None:
    described = (await office.http.get("/api/openapi.json")).json()
    paths = {path: told for path, told in described["paths"].items() if path.startswith("/api/procedures")}
    token = await office.token(DESIGNER)
    described["paths"] = paths
    tried = await asyncio.to_thread(try_everything, described, str(office.http.base_url), token=token, code="")
    assert tried == 7


def try_everything(described: dict[str, Any], url: str, *, token: str, code: str) -> int:
    """Call each operation a few times with what its description allows, half of the time on a real dossier; how many.

    Half of the procedures named are real too.
    """
    headers = {"Authorization": f"Bearer {token}"}
    found = schemathesis.openapi.from_dict(described).get_all_operations()
    operations = [operation.ok() for operation in found if isinstance(operation, Ok)]
    for operation in operations:

        @FEW
        @given(case=operation.as_strategy(), real=st.booleans())
        def call(case: schemathesis.Case[Any], *, real: bool) -> None:
            if real and case.path.startswith("/api/dossiers/{code}"):
                case.path_parameters["code"] = code
            if real and case.path.startswith("/api/procedures/{code}/versions"):
                case.path_parameters["code"] = "1.010803"
            case.call_and_validate(base_url=url, headers=headers, checks=CHECKS)

        call()
    return len(operations)
