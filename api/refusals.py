"""Refusals over HTTP: one table from each rule to its status and its Vietnamese words (RFC 9457)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from fastapi_problem.error import Problem
from pydantic import BaseModel, Field

from workflows.machine.refusals import Rule

TYPE_PREFIX: Final = "urn:lienthong:refusal:"
"""Every `type` is this and the rule's name; both are stable."""

MEDIA_TYPE: Final = "application/problem+json"
RETRY_AFTER_SECONDS: Final = 5


class ApiRule(StrEnum):
    """The API's own rules, beside those of the dossier's machine."""

    NOT_SIGNED_IN = "NotSignedIn"
    NOT_PERMITTED = "NotPermitted"
    SIGN_IN_ELSEWHERE = "SignInElsewhere"
    UNKNOWN_OFFICIAL = "UnknownOfficial"
    UNKNOWN_DOSSIER = "UnknownDossier"
    UNKNOWN_PROCEDURE = "UnknownProcedure"
    UNKNOWN_VERSION = "UnknownVersion"
    UNKNOWN_OFFICE = "UnknownOffice"
    UNKNOWN_LETTER = "UnknownLetter"
    UNKNOWN_ALERT = "UnknownAlert"
    UNKNOWN_ADDRESS = "UnknownAddress"
    METHOD_NOT_OFFERED = "MethodNotOffered"
    NO_DESK_THERE = "NoDeskThere"
    NO_OFFICE_FOR_STEP = "NoOfficeForStep"
    NOT_RECEIVED_AT_THIS_LEVEL = "NotReceivedAtThisLevel"
    NO_VERSION_IN_FORCE = "NoVersionInForce"
    VERSION_NOT_IN_FORCE = "VersionNotInForce"
    PROCEDURE_ABOLISHED = "ProcedureAbolished"
    DEFINITION_UNSOUND = "DefinitionUnsound"
    VERSION_PUBLISHED = "VersionPublished"
    NOT_THE_NEXT_VERSION = "NotTheNextVersion"
    EFFECT_NOT_LATER = "EffectNotLater"
    ABOLISHED_BEFORE = "AbolishedBefore"
    ACCEPTED_SINCE = "AcceptedSince"
    REHEARSALS_NOT_ALLOWED = "RehearsalsNotAllowed"
    MALFORMED = "Malformed"
    BODY_TOO_LARGE = "BodyTooLarge"
    SERIALS_EXHAUSTED = "SerialsExhausted"
    OUTAGE = "Outage"
    BUG = "Bug"


AnyRule = Rule | ApiRule
Details = tuple[tuple[str, str], ...]
"""Pairs of where (a JSON pointer into the body, or a name) and what about it."""


class Refused(Exception):
    """The API says no by one of its own rules; `details` hold no personal data."""

    def __init__(self, rule: ApiRule, *details: tuple[str, str]) -> None:
        super().__init__(rule)
        self.rule = rule
        self.details = details


class Outage(Exception):
    """Temporal or the database does not answer; what was asked may be asked again with the same key."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rule means over HTTP: the status, a title, and one sentence for the person who reads it."""

    status: int
    title: str
    sentence: str


def problem(rule: AnyRule, details: Details = ()) -> Problem:
    """The rule's problem document; an outage says when to come back, a missing token how to sign in."""
    answer = ANSWERS[rule]
    errors = [{"where": where, "what": what} for where, what in details]
    extras = {"errors": errors} if errors else {}
    return Problem(
        answer.title,
        type_=TYPE_PREFIX + rule,
        detail=answer.sentence,
        status=answer.status,
        headers=dict(_HEADERS.get(rule, {})),
        **extras,
    )


_HEADERS: Final[Mapping[AnyRule, Mapping[str, str]]] = {
    ApiRule.OUTAGE: {"Retry-After": str(RETRY_AFTER_SECONDS)},
    ApiRule.NOT_SIGNED_IN: {"WWW-Authenticate": "Bearer"},
}


class ProblemPlace(BaseModel):
    """One thing that is wrong: where, and what about it."""

    where: str = Field(description="A JSON pointer into the body, or the name of what is concerned.")
    what: str = Field(description="What about it.")


class ProblemView(BaseModel):
    """A problem document (RFC 9457)."""

    type: str = Field(description="The rule's stable name, as a URN.", examples=[f"{TYPE_PREFIX}{Rule.TASK_NOT_OPEN}"])
    title: str = Field(description="The rule in a few Vietnamese words.", examples=["Công việc đã kết thúc"])
    status: int = Field(description="The HTTP status.", examples=[409])
    detail: str = Field(description="One Vietnamese sentence for the person.")
    errors: list[ProblemPlace] = Field(default=[], description="The places concerned; absent where there are none.")


ANSWERS: Final[Mapping[AnyRule, Answer]] = {
    Rule.ALREADY_LODGED: Answer(409, "Hồ sơ đã nộp", "Hồ sơ này đã được nộp trước đó."),
    Rule.NOT_LODGED: Answer(409, "Hồ sơ chưa nộp", "Hồ sơ này chưa được nộp nên chưa thể xử lý."),
    Rule.DOSSIER_ENDED: Answer(409, "Hồ sơ đã kết thúc", "Hồ sơ đã kết thúc, không thể xử lý thêm."),
    Rule.CHANNEL_NOT_OFFERED: Answer(
        422, "Hình thức nộp không áp dụng", "Thủ tục này không tiếp nhận hồ sơ theo hình thức nộp đã chọn."
    ),
    Rule.FORM_INVALID: Answer(422, "Biểu mẫu chưa hợp lệ", "Có thông tin trong biểu mẫu còn thiếu hoặc chưa đúng."),
    Rule.PAPERS_MISSING: Answer(422, "Thiếu giấy tờ", "Hồ sơ còn thiếu giấy tờ theo quy định của thủ tục."),
    Rule.PAPERS_UNKNOWN: Answer(
        422, "Giấy tờ không có trong thủ tục", "Có giấy tờ không thuộc thành phần hồ sơ của thủ tục."
    ),
    Rule.NOT_THE_RECEIVING_DESK: Answer(
        403,
        "Không phải nơi tiếp nhận hồ sơ",
        "Việc này chỉ công chức của Bộ phận Một cửa nơi tiếp nhận hồ sơ được thực hiện.",
    ),
    Rule.TASK_UNKNOWN: Answer(404, "Không có công việc này", "Hồ sơ không có công việc mang số này."),
    Rule.TASK_NOT_OPEN: Answer(409, "Công việc đã kết thúc", "Công việc này đã hoàn thành hoặc đã được thu lại."),
    Rule.POST_NOT_HELD: Answer(
        403, "Không đúng vị trí việc làm", "Ông/bà không giữ vị trí việc làm được giao thực hiện công việc này."
    ),
    Rule.TASK_CLAIMED_BY_ANOTHER: Answer(409, "Đã có người nhận việc", "Công việc này đã có người khác nhận xử lý."),
    Rule.TASK_NOT_CLAIMED: Answer(
        409, "Chưa có người nhận việc", "Công việc này chưa có ai nhận nên không thể trả lại."
    ),
    Rule.SAME_PERSON: Answer(
        403,
        "Không được tự xét việc mình đã làm",
        "Người đã thực hiện bước trước không được thực hiện bước này; cần một người khác.",
    ),
    Rule.OUTCOME_UNKNOWN: Answer(422, "Kết quả không có trong quy trình", "Bước này không có kết quả xử lý đã chọn."),
    Rule.REASON_MISSING: Answer(422, "Thiếu lý do", "Cần nêu rõ lý do cho việc này."),
    Rule.FORM_NOT_ASKED: Answer(422, "Bước này không có biểu mẫu", "Bước này không yêu cầu khai biểu mẫu."),
    Rule.SUPPLEMENT_ALREADY_ASKED: Answer(
        409, "Đã yêu cầu bổ sung một lần", "Cơ quan chỉ được yêu cầu bổ sung hồ sơ một lần và đã yêu cầu trước đó."
    ),
    Rule.SUPPLEMENT_TOO_LATE: Answer(
        409, "Quá hạn yêu cầu bổ sung", "Đã quá thời hạn được yêu cầu bổ sung kể từ khi nhận hồ sơ."
    ),
    Rule.SUPPLEMENT_NOT_ASKED: Answer(
        409, "Không chờ bổ sung", "Hồ sơ không ở trạng thái chờ bổ sung nên không thể tiếp nhận bổ sung."
    ),
    Rule.NOT_AN_APOLOGY: Answer(
        409, "Không phải thư xin lỗi", "Công việc này không phải là ký văn bản xin lỗi và hẹn lại ngày trả."
    ),
    Rule.NOT_AN_URGING: Answer(409, "Không phải văn bản đôn đốc", "Công việc này không phải là ký văn bản đôn đốc."),
    Rule.SIGN_THE_LETTER: Answer(
        409, "Chỉ có thể ký văn bản", "Công việc này là ký một văn bản (xin lỗi hoặc đôn đốc), không có việc khác."
    ),
    Rule.NOT_THE_HEAD: Answer(
        403,
        "Không phải người đứng đầu",
        "Chỉ người đứng đầu cơ quan đang giữ hồ sơ hoặc Bộ phận Một cửa được làm việc này.",
    ),
    Rule.NOT_AN_OPERATOR: Answer(
        403, "Không phải người vận hành", "Chỉ người vận hành hệ thống được áp dụng lịch làm việc mới cho hồ sơ."
    ),
    Rule.OTHER_CALENDAR: Answer(409, "Lịch làm việc khác", "Hồ sơ được tính thời hạn theo một lịch làm việc khác."),
    Rule.RETURN_DATE_MISSING: Answer(
        422, "Chưa có ngày hẹn lại", "Văn bản xin lỗi vì trễ hạn phải nêu ngày hẹn trả kết quả mới."
    ),
    Rule.RETURN_DATE_NOT_LATER: Answer(
        422, "Ngày hẹn lại chưa hợp lệ", "Ngày hẹn lại phải sau ngày hẹn trả cũ và sau hôm nay."
    ),
    Rule.RETURN_DATE_OFF: Answer(422, "Ngày hẹn lại là ngày nghỉ", "Ngày hẹn lại phải là ngày làm việc."),
    Rule.RETURN_DATE_BEYOND_CALENDAR: Answer(
        422, "Ngày hẹn lại quá xa", "Ngày hẹn lại nằm ngoài lịch làm việc đã ban hành."
    ),
    Rule.LIMIT_BEYOND_CALENDAR: Answer(
        409, "Chưa có lịch làm việc", "Không tính được thời hạn vì nằm ngoài lịch làm việc đã ban hành."
    ),
    Rule.NOT_OPEN_TO_MORE: Answer(409, "Không thêm được", "Bước này không còn nhận thêm nội dung xử lý."),
    Rule.FEE_MISMATCH: Answer(422, "Số tiền không khớp", "Số tiền đã nộp khác với số tiền phải nộp."),
    Rule.WITHDRAWAL_TOO_LATE: Answer(409, "Không rút được nữa", "Hồ sơ đã qua giai đoạn được rút."),
    Rule.CALL_UNKNOWN: Answer(409, "Không có hồ sơ liên thông", "Hồ sơ không chờ hồ sơ liên thông này."),
    Rule.CALLED_TOO_DEEP: Answer(409, "Liên thông quá sâu", "Hồ sơ liên thông gọi nhau quá nhiều tầng."),
    Rule.STALE: Answer(412, "Hồ sơ đã thay đổi", "Hồ sơ đã thay đổi sau lần xem gần nhất; hãy xem lại rồi thực hiện."),
    Rule.KEY_REUSED: Answer(
        422, "Khóa yêu cầu đã dùng", "Khóa Idempotency-Key này đã dùng cho một yêu cầu có nội dung khác."
    ),
    ApiRule.NOT_SIGNED_IN: Answer(401, "Chưa đăng nhập", "Cần đăng nhập, hoặc phiên đăng nhập đã hết hạn."),
    ApiRule.NOT_PERMITTED: Answer(
        403, "Không được phép", "Vị trí việc làm của ông/bà không cho phép thực hiện việc này tại đây."
    ),
    ApiRule.SIGN_IN_ELSEWHERE: Answer(
        403, "Không đăng nhập tại đây", "Hệ thống này không cho đăng nhập bằng danh sách cán bộ minh họa."
    ),
    ApiRule.UNKNOWN_OFFICIAL: Answer(404, "Không có cán bộ này", "Danh bạ không có cán bộ mang mã này."),
    ApiRule.UNKNOWN_DOSSIER: Answer(404, "Không có hồ sơ này", "Không có hồ sơ mang mã này."),
    ApiRule.UNKNOWN_PROCEDURE: Answer(404, "Không có thủ tục này", "Không có thủ tục hành chính mang mã này."),
    ApiRule.UNKNOWN_VERSION: Answer(404, "Không có phiên bản này", "Thủ tục không có quy trình mang số phiên bản này."),
    ApiRule.UNKNOWN_OFFICE: Answer(404, "Không có cơ quan này", "Danh bạ không có cơ quan, bộ phận này."),
    ApiRule.UNKNOWN_LETTER: Answer(
        404, "Không có văn bản này", "Hồ sơ không có văn bản mang số này, hoặc văn bản chưa được phát hành."
    ),
    ApiRule.UNKNOWN_ALERT: Answer(
        404, "Không có thông báo này", "Không có thông báo nào như vậy gửi đến vị trí việc làm này."
    ),
    ApiRule.UNKNOWN_ADDRESS: Answer(404, "Không có địa chỉ này", "Địa chỉ được gọi không tồn tại."),
    ApiRule.METHOD_NOT_OFFERED: Answer(405, "Phương thức không áp dụng", "Địa chỉ này không nhận phương thức đã gọi."),
    ApiRule.NO_DESK_THERE: Answer(
        422, "Không có nơi tiếp nhận", "Đơn vị này không có Bộ phận Một cửa đang hoạt động vào ngày nộp."
    ),
    ApiRule.NO_OFFICE_FOR_STEP: Answer(
        422,
        "Thiếu cơ quan xử lý",
        "Vào ngày nộp, tuyến xử lý từ đơn vị này không có đủ cơ quan mà quy trình yêu cầu.",
    ),
    ApiRule.NOT_RECEIVED_AT_THIS_LEVEL: Answer(
        422, "Không tiếp nhận ở cấp này", "Thủ tục này không tiếp nhận hồ sơ ở cấp hành chính của đơn vị đã chọn."
    ),
    ApiRule.NO_VERSION_IN_FORCE: Answer(
        422, "Chưa có quy trình hiệu lực", "Vào ngày nộp, thủ tục không có quy trình nào đang có hiệu lực."
    ),
    ApiRule.VERSION_NOT_IN_FORCE: Answer(
        422, "Quy trình không có hiệu lực", "Phiên bản quy trình đã chọn không có hiệu lực vào ngày nộp."
    ),
    ApiRule.PROCEDURE_ABOLISHED: Answer(
        422, "Thủ tục đã bị bãi bỏ", "Vào ngày nộp, thủ tục hành chính này đã bị bãi bỏ nên không tiếp nhận hồ sơ mới."
    ),
    ApiRule.DEFINITION_UNSOUND: Answer(
        422, "Quy trình có lỗi", "Quy trình chưa thể công bố vì còn lỗi ở các vị trí đã nêu."
    ),
    ApiRule.VERSION_PUBLISHED: Answer(
        409,
        "Phiên bản đã công bố",
        "Phiên bản mang số này đã được công bố với nội dung khác; thay đổi phải mang số phiên bản mới.",
    ),
    ApiRule.NOT_THE_NEXT_VERSION: Answer(
        409, "Không phải số phiên bản kế tiếp", "Phiên bản sửa đổi phải mang số kế tiếp của phiên bản đã công bố."
    ),
    ApiRule.EFFECT_NOT_LATER: Answer(
        409,
        "Ngày hiệu lực chưa hợp lệ",
        "Phiên bản sửa đổi phải có hiệu lực sau ngày có hiệu lực của phiên bản trước.",
    ),
    ApiRule.ABOLISHED_BEFORE: Answer(
        409, "Thủ tục đã có ngày bãi bỏ", "Thủ tục đã được bãi bỏ kể từ ngày đã nêu; không thể công bố hay đổi ngày."
    ),
    ApiRule.ACCEPTED_SINCE: Answer(
        409,
        "Đã tiếp nhận hồ sơ sau ngày này",
        "Không thể bãi bỏ từ ngày này vì đã có hồ sơ được tiếp nhận từ ngày đó; hãy chọn ngày muộn hơn.",
    ),
    ApiRule.REHEARSALS_NOT_ALLOWED: Answer(
        403, "Không cho phép diễn tập", "Hệ thống này không cho phép nộp hồ sơ diễn tập."
    ),
    ApiRule.MALFORMED: Answer(422, "Yêu cầu chưa đúng", "Yêu cầu thiếu hoặc sai định dạng ở các vị trí đã nêu."),
    ApiRule.BODY_TOO_LARGE: Answer(413, "Nội dung quá lớn", "Nội dung gửi lên vượt quá 256 kB."),
    ApiRule.SERIALS_EXHAUSTED: Answer(
        409, "Hết số hồ sơ trong ngày", "Nơi tiếp nhận đã dùng hết 9999 số hồ sơ của ngày này."
    ),
    ApiRule.OUTAGE: Answer(
        503,
        "Hệ thống tạm gián đoạn",
        "Hệ thống tạm thời chưa đáp ứng được; hãy thử lại sau ít giây, gửi lại cùng yêu cầu là an toàn.",
    ),
    ApiRule.BUG: Answer(500, "Lỗi hệ thống", "Hệ thống gặp lỗi; sự việc đã được ghi lại để khắc phục."),
}
