"""Problems: every refusal, outage and bug of a request as its problem document, with nothing internal in it."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any, Final

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi_problem.error import Problem
from fastapi_problem.handler import ExceptionHandler, new_exception_handler
from pydantic_core import ErrorDetails
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from api.refusals import MEDIA_TYPE, ApiRule, Details, Outage, Refused, problem
from records.database import RecordsAway
from records.offices import NoDirectory
from workflows.machine.refusals import Refusal

_LOG: Final = structlog.get_logger("api")

OUTAGES: Final[tuple[type[Exception], ...]] = (Outage, RecordsAway, NoDirectory)
"""What tells that Temporal or the database is away, or that nothing has been loaded into it yet."""


def answer_exceptions(app: FastAPI) -> None:
    """Answer with problem documents whatever the routes raise."""
    answers: dict[type[Exception], Any] = {
        Refusal: _refusal,
        Refused: _refused,
        **dict.fromkeys(OUTAGES, _outage),
        HTTPException: _http,
        RequestValidationError: _malformed,
        Exception: _bug,  # the last: the first that fits answers
    }
    handler = new_exception_handler(
        handlers=answers, http_exception_handler=_http, request_validation_handler=_malformed
    )
    for raised in answers:
        app.add_exception_handler(raised, handler)


def answer_problem(rule: ApiRule) -> JSONResponse:
    """A rule's response, for use before any route."""
    answered = problem(rule)
    return JSONResponse(answered.marshal(), answered.status, headers=answered.headers, media_type=MEDIA_TYPE)


def pointers(errors: Iterable[ErrorDetails | Any]) -> Details:
    """What pydantic found wrong, each as a JSON pointer into the body (or a parameter's name) and a sentence."""
    return tuple((_pointer(error["loc"]), _complaint(error)) for error in errors)


def _refusal(_handler: ExceptionHandler, _request: Request, refusal: Refusal) -> Problem:
    return problem(refusal.rule, tuple((_into_body(where), what) for where, what in refusal.details))


def _refused(_handler: ExceptionHandler, _request: Request, refused: Refused) -> Problem:
    return problem(refused.rule, refused.details)


def _outage(_handler: ExceptionHandler, request: Request, outage: Exception) -> Problem:
    _LOG.warning("outage", method=request.method, what=str(outage), cause=type(outage.__cause__).__name__)
    return problem(ApiRule.OUTAGE)


def _bug(_handler: ExceptionHandler, _request: Request, _bug: Exception) -> Problem:
    return problem(ApiRule.BUG)


def _http(_handler: ExceptionHandler, _request: Request, raised: HTTPException) -> Problem:
    answer = problem(_STATUSES.get(raised.status_code, ApiRule.MALFORMED))
    answer.headers = {**(answer.headers or {}), **(raised.headers or {})}
    return answer


_STATUSES: Final[Mapping[int, ApiRule]] = {
    HTTPStatus.NOT_FOUND: ApiRule.UNKNOWN_ADDRESS,
    HTTPStatus.METHOD_NOT_ALLOWED: ApiRule.METHOD_NOT_OFFERED,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: ApiRule.BODY_TOO_LARGE,
}


def _malformed(_handler: ExceptionHandler, _request: Request, raised: RequestValidationError) -> Problem:
    return problem(ApiRule.MALFORMED, pointers(raised.errors()))


def _into_body(where: str) -> str:
    """Where the machine's detail lies in a body: its pointers lead into a form, some of its names are fields."""
    if where.startswith("/"):
        return f"/form{where}"
    return f"/{where}" if where in _FIELDS else where


_FIELDS: Final = frozenset({"papers", "outcome"})


def _pointer(loc: tuple[int | str, ...]) -> str:
    source, *path = loc
    if source != "body":
        return str(path[-1] if path else source)
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)


def _complaint(error: ErrorDetails | Any) -> str:  # noqa: ANN401 - FastAPI gives plain dicts
    return _COMPLAINTS.get(error["type"], "Giá trị không hợp lệ.")


_COMPLAINTS: Final = {
    "missing": "Thông tin bắt buộc.",
    "extra_forbidden": "Không có trường này.",
    "json_invalid": "Nội dung không phải là JSON hợp lệ.",
    "string_type": "Phải là chữ.",
    "string_too_short": "Quá ngắn.",
    "string_too_long": "Quá dài.",
    "string_pattern_mismatch": "Không đúng định dạng.",
    "int_parsing": "Phải là số nguyên.",
    "int_type": "Phải là số nguyên.",
    "enum": "Không có trong các giá trị cho phép.",
    "date_from_datetime_parsing": "Phải là ngày (năm-tháng-ngày).",
    "date_parsing": "Phải là ngày (năm-tháng-ngày).",
    "datetime_parsing": "Phải là thời điểm hợp lệ.",
    "datetime_from_date_parsing": "Phải là thời điểm hợp lệ.",
    "list_type": "Phải là danh sách.",
    "too_long": "Quá nhiều mục.",
    "dict_type": "Phải là nhóm thông tin.",
    "model_attributes_type": "Phải là nhóm thông tin.",
}
