"""Stories: the demonstration's dossiers, each told up to the step at which it is found."""

from dataclasses import dataclass, field
from typing import Any, Final

from definitions.saying import Saying

PROVINCE: Final = "46"
PROCEDURE: Final = "1.010803"


@dataclass(frozen=True, slots=True)
class Act:
    """What an official does with the dossier's current task: `claim` it, or `complete` it with a body.

    In a rehearsal it is done `after_days` working days from the lodging.
    """

    official: str
    deed: str
    body: dict[str, Any] | None = None
    after_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One dossier: its name in keys, what the operator reads, where and by whom it was lodged, what was done since."""

    id: str
    title: Saying
    unit: str
    applicant: dict[str, Any]
    form: dict[str, Any]
    papers: tuple[str, ...] = ("application", "certificate")
    channel: str = "counter"
    acts: tuple[Act, ...] = field(default=())
    days_ago: int = 0

    @property
    def receptionist(self) -> str:
        """Who takes it in."""
        return f"tiepnhan.{self.unit}"

    @property
    def lodging(self) -> dict[str, Any]:
        """What the applicant hands in."""
        return {
            "procedure": PROCEDURE,
            "version": 1,
            "unit": self.unit,
            "channel": self.channel,
            "applicant": self.applicant,
            "form": self.form,
            "papers": list(self.papers),
        }

    def key(self, call: str) -> str:
        """The idempotency key of one of its calls."""
        return f"demonstration-{self.id}-{call}"

    def task_of(self, act: int) -> int:
        """The number of the task that its act concerns: each completed task is followed by the next."""
        return 1 + sum(earlier.deed == "complete" for earlier in self.acts[:act])


def _accept(unit: str) -> Act:
    return Act(f"tiepnhan.{unit}", "complete", {"outcome": "accept"})


def _review(unit: str, *, after_days: int = 0) -> Act:
    return Act(f"chuyenvien.{unit}", "complete", {"outcome": "forward"}, after_days)


def _appraise(district: str, *, after_days: int = 0) -> Act:
    return Act(f"chuyenvien-ldtbxh.{district}", "complete", {"outcome": "forward"}, after_days)


_PROPOSE: Final = Act(
    f"chuyenvien-ldtbxh.{PROVINCE}",
    "complete",
    {"outcome": "propose", "form": {"amount": 1_400_000, "from_year": 2026}},
)
_SIGN: Final = Act(f"pho-ldtbxh.{PROVINCE}", "complete", {"outcome": "sign"})


STORIES: Final = (
    Story(
        id="lodged",
        title=Saying(vietnamese="vừa nộp, chờ bộ phận tiếp nhận", english="just lodged, waiting for the desk"),
        unit="19990",
        applicant={"name": "Nguyễn Thị Hoa", "address": "Thôn 1, xã Phú Sơn", "phone": "0905 000 001"},
        form={
            "martyr_name": "Nguyễn Văn Sơn",
            "certificate_number": "TT-1021",
            "relation": "Con",
            "mandated": False,
        },
    ),
    Story(
        id="claimed",
        title=Saying(
            vietnamese="đã tiếp nhận, công chức cấp xã đang giữ",
            english="accepted, in an officer's hands at the commune",
        ),
        unit="19825",
        applicant={"name": "Trần Đình Phúc", "address": "Thôn Đông, xã Điền Môn", "phone": "0905 000 002"},
        form={
            "martyr_name": "Trần Đình Lộc",
            "certificate_number": "TT-0417",
            "relation": "Anh, chị, em",
            "mandated": False,
        },
        channel="online",
        acts=(_accept("19825"), Act("chuyenvien.19825", "claim")),
    ),
    Story(
        id="district",
        title=Saying(vietnamese="đang ở cấp huyện", english="at the district"),
        unit="20110",
        applicant={"name": "Lê Thị Bích Thủy", "address": "Tổ 4, thị trấn Lăng Cô", "phone": "0905 000 003"},
        form={
            "martyr_name": "Lê Quang Vinh",
            "certificate_number": "TT-0933",
            "relation": "Vợ",
            "mandated": False,
        },
        acts=(_accept("20110"), _review("20110")),
    ),
    Story(
        id="province",
        title=Saying(vietnamese="đang ở cấp tỉnh", english="at the province"),
        unit="19999",
        applicant={"name": "Hồ Văn Thành", "address": "Thôn Thái Dương, xã Hải Dương", "phone": "0905 000 004"},
        form={
            "martyr_name": "Hồ Văn Minh",
            "certificate_number": "TT-0288",
            "relation": "Cháu",
            "mandated": True,
            "mandators": 3,
        },
        papers=("application", "mandate", "certificate"),
        channel="post",
        acts=(_accept("19999"), _review("19999"), _appraise("480")),
    ),
    Story(
        id="supplement",
        title=Saying(vietnamese="đang chờ bổ sung", english="awaiting a supplement"),
        unit="19822",
        applicant={"name": "Phan Thị Nga", "address": "Thôn Trung, xã Điền Hương", "phone": "0905 000 005"},
        form={
            "martyr_name": "Phan Hữu Toàn",
            "certificate_number": "TT-0650",
            "relation": "Người khác được ủy quyền",
            "mandated": True,
            "mandators": 2,
        },
        papers=("application", "mandate", "certificate"),
        acts=(
            Act(
                "tiepnhan.19822",
                "complete",
                {
                    "outcome": "supplement",
                    "reason": "Giấy ủy quyền thiếu chữ ký của một thân nhân liệt sĩ.",
                    "papers": ["mandate"],
                },
            ),
        ),
    ),
    Story(
        id="returned",
        title=Saying(vietnamese="đã có quyết định, đã trả kết quả", english="decided, its result handed over"),
        unit="20113",
        applicant={"name": "Đặng Ngọc Hải", "address": "Thôn 2, xã Vinh Mỹ", "phone": "0905 000 006"},
        form={
            "martyr_name": "Đặng Công Khánh",
            "certificate_number": "TT-0774",
            "relation": "Con",
            "mandated": False,
        },
        acts=(
            _accept("20113"),
            _review("20113"),
            _appraise("482"),
            _PROPOSE,
            _SIGN,
            Act("tiepnhan.20113", "complete", {"outcome": "given"}),
        ),
    ),
)

LATE: Final = Story(
    id="late",
    title=Saying(
        vietnamese="diễn tập, quá hạn ở cấp tỉnh: văn bản xin lỗi chờ ký",
        english="a rehearsal, late at the province: its apology waits for a signature",
    ),
    unit="19990",
    applicant={"name": "Võ Thị Lan", "address": "Thôn 2, xã Phú Sơn", "phone": "0905 000 007"},
    form={
        "martyr_name": "Võ Văn Cường",
        "certificate_number": "TT-0512",
        "relation": "Mẹ đẻ",
        "mandated": False,
    },
    acts=(_accept("19990"), _review("19990", after_days=3), _appraise("479", after_days=11)),
    days_ago=31,
)
"""Lodged 31 working days ago, one more than the procedure allows."""
