"""Words: what people read for the words that programs use."""

from collections.abc import Mapping
from typing import Final

from workflows.machine.state import Status

STATUS_TITLES: Final[Mapping[Status, str]] = {
    Status.NEW: "Mới đăng ký",
    Status.PROCESSING: "Đang xử lý",
    Status.AWAITING_SUPPLEMENT: "Chờ bổ sung hồ sơ",
    Status.AWAITING_PAYMENT: "Chờ thực hiện nghĩa vụ tài chính",
    Status.RESULT_READY: "Đã có kết quả",
    Status.RETURNED: "Đã trả kết quả",
    Status.REFUSED: "Từ chối giải quyết",
    Status.WITHDRAWN: "Công dân rút hồ sơ",
    Status.STOPPED: "Dừng xử lý",
}

_NATIONAL_CODES: Final[Mapping[Status, int]] = {
    Status.NEW: 1,
    Status.PROCESSING: 4,
    Status.AWAITING_SUPPLEMENT: 5,
    Status.AWAITING_PAYMENT: 6,
    Status.RESULT_READY: 9,
    Status.RETURNED: 10,
    Status.REFUSED: 8,
    Status.WITHDRAWN: 7,
    Status.STOPPED: 8,
}
NOT_ACCEPTED: Final = 3


def national_code(status: Status, *, accepted: bool) -> int:
    """The national portal's code of a status; a refusal at the desk has one of its own."""
    return NOT_ACCEPTED if status is Status.REFUSED and not accepted else _NATIONAL_CODES[status]


ENTRY_TITLES: Final[Mapping[str, str]] = {
    "dossier.lodged": "Nộp hồ sơ",
    "dossier.accepted": "Tiếp nhận hồ sơ và hẹn trả kết quả",
    "task.opened": "Giao việc",
    "task.claimed": "Nhận việc",
    "task.released": "Trả lại việc đã nhận",
    "task.completed": "Hoàn thành việc",
    "task.cancelled": "Thu lại việc",
    "task.late": "Quá hạn xử lý tại một cơ quan",
    "handed.over": "Bàn giao",
    "supplement.requested": "Yêu cầu bổ sung hồ sơ",
    "supplement.received": "Tiếp nhận bổ sung",
    "due.revised": "Điều chỉnh ngày hẹn trả",
    "clock.stopped": "Dừng tính thời hạn",
    "clock.resumed": "Tiếp tục tính thời hạn",
    "clock.paused": "Tạm dừng tính thời hạn",
    "limit.extended": "Thêm thời gian theo quy định",
    "way.chosen": "Tự chọn hướng xử lý",
    "values.set": "Tính và ghi nhận giá trị",
    "branches.started": "Bắt đầu các nhánh song song",
    "branch.ended": "Kết thúc một nhánh",
    "split.passed": "Đủ kết quả các nhánh, đi tiếp",
    "split.cancelled": "Bỏ các nhánh song song",
    "task.expired": "Hết hạn chờ",
    "letter.signed": "Ký ban hành văn bản",
    "child.called": "Lập hồ sơ liên thông",
    "child.lodged": "Hồ sơ liên thông được tiếp nhận",
    "child.ended": "Hồ sơ liên thông kết thúc",
    "warned": "Cảnh báo sắp đến hạn",
    "apology.drafted": "Chuẩn bị văn bản xin lỗi",
    "apology.fell_due": "Đến hạn phải ký văn bản xin lỗi",
    "apology.signed": "Ký văn bản xin lỗi và hẹn lại ngày trả",
    "breach.recorded": "Ghi nhận vi phạm nghĩa vụ với người nộp",
    "dossier.late": "Hồ sơ quá hạn",
    "escalated": "Báo cáo cấp trên",
    "task.reassigned": "Chuyển việc cho chức vụ khác",
    "task.due_revised": "Điều chỉnh hạn xử lý của một việc",
    "fault.recorded": "Ghi nhận sai sót",
    "urging.drafted": "Chuẩn bị văn bản đôn đốc",
    "urging.signed": "Ký văn bản đôn đốc",
    "calendar.applied": "Áp dụng lịch làm việc mới",
    "dossier.ended": "Kết thúc hồ sơ",
}
