"""A specimen of every paper, of an invented dossier: what templates are tried and looked at with."""

from datetime import date, datetime, timedelta, timezone
from typing import Any, Final

from definitions.law import FormKind, forms_of
from definitions.procedure import Channel, PaperKind
from definitions.time_policy import FormSet
from letters.books import Aside, Besides, Book, ControlSlip, HandOver, Holding, Kept, Ledger, LedgerLine
from letters.contents import (
    Agency,
    Apology,
    Authority,
    Contact,
    FormName,
    Letter,
    OwnLetter,
    PaperHandedIn,
    PaperWanted,
    Party,
    Receipt,
    Refusal,
    SecondStage,
    Signer,
    StopNotice,
    SupplementRequest,
    Turned,
    Urging,
)
from letters.headings import form_name
from workflows.machine.causes import Custody, Lateness


def specimens(forms: str = "2025") -> tuple[Letter | Book, ...]:
    """One of each, in a set of forms that has them all or, without the stop notice, in another."""
    letters: tuple[Letter | Book, ...] = (_receipt(forms), _supplement(forms), _refusal(forms), _apology(forms))
    stop: tuple[Letter, ...] = (_stop(forms),) if FormKind.STOP in forms_of(forms).forms else ()
    return (*letters, *stop, _urging(forms), _own_letter(forms), _control_slip(forms), _ledger(forms))


CODE: Final = "H57.31.40-260115-0001"
PROCEDURE: Final = "Giải quyết chế độ trợ cấp thờ cúng liệt sĩ"
PROVINCE: Final = "Ủy ban nhân dân tỉnh Thừa Thiên Huế"
COMMITTEE: Final = "Ủy ban nhân dân xã Phú Sơn"
DESK: Final = "Bộ phận Tiếp nhận và Trả kết quả xã Phú Sơn"
DEPARTMENT: Final = "Sở Nội vụ tỉnh Thừa Thiên Huế"
HANOI: Final = timezone(timedelta(hours=7))
LODGED_AT: Final = datetime(2026, 1, 15, 8, 30, tzinfo=HANOI)
DUE_AT: Final = datetime(2026, 3, 12, 17, tzinfo=HANOI)
LATER_AT: Final = datetime(2026, 3, 26, 17, tzinfo=HANOI)
ISSUED_ON: Final = date(2026, 3, 11)
APPLICANT: Final = Party(
    name="Nguyễn Thị Bình",
    address="Thôn 3, xã Phú Sơn, tỉnh Thừa Thiên Huế",
    phone="0905 123 456",
    email="binh@example.vn",
    identity="046158001234",
)
MANDATE: Final = Signer(name="Trần Văn Ước", title="Giám đốc", own_title="Phó Giám đốc")
ORDER: Final = Signer(name="Lê Thị Ân", title="Chủ tịch", own_title="Giám đốc Trung tâm", authority=Authority.ORDER)


def _head(forms: str, kind: FormKind, *, issuing: str = DESK, superior: str | None = COMMITTEE) -> dict[str, Any]:
    return {
        "form": form_name(forms_of(forms), kind),
        "agency": Agency(superior=superior, issuing=issuing, place="Phú Sơn"),
        "issued_on": ISSUED_ON,
        "code": CODE,
    }


def _receipt(forms: str) -> Receipt:
    return Receipt(
        **_head(forms, FormKind.RECEIPT),
        ledger="07",
        desk=DESK,
        applicant=APPLICANT,
        procedure=PROCEDURE,
        papers=(PaperHandedIn(title="Đơn đề nghị (Mẫu số 18)", kind=PaperKind.ORIGINAL, copies=1),),
        term="30 ngày làm việc",
        received_at=LODGED_AT,
        return_at=DUE_AT,
        second=SecondStage(after="Nộp thuế, lệ phí", term="03 ngày làm việc"),
        return_where=DESK,
        receptionist="Hoàng Thị Lệ",
        look_up="https://motcua.example.vn",
    )


def _supplement(forms: str) -> SupplementRequest:
    return SupplementRequest(
        **_head(forms, FormKind.SUPPLEMENT),
        applicant=APPLICANT,
        procedure=PROCEDURE,
        office=COMMITTEE,
        wanted=(PaperWanted(title="Giấy ủy quyền", paper=PaperKind.ORIGINAL, copies=1),),
        reason="Hồ sơ chưa có giấy ủy quyền.",
        hand_in_at=DESK,
        guide=Contact(name="Hoàng Thị Lệ"),
        look_up="https://motcua.example.vn",
    )


def _refusal(forms: str) -> Refusal:
    return Refusal(
        **_head(forms, FormKind.REFUSAL),
        applicant=APPLICANT,
        procedure=PROCEDURE,
        office=DEPARTMENT,
        turned=Turned.IN_HANDLING,
        received_on=date(2026, 1, 15),
        reason="Liệt sĩ không có tên trong danh sách quản lý.",
        desk=DESK,
        refuser="Trần Văn Ước",
        guide=Contact(name=DESK),
    )


def _stop(forms: str) -> StopNotice:
    return StopNotice(
        **_head(forms, FormKind.STOP),
        recipient=APPLICANT,
        procedure=PROCEDURE,
        received_on=date(2026, 1, 15),
        withdrawn_at=DUE_AT,
        reason="Người nộp đề nghị",
        desk=DESK,
        receptionist="Hoàng Thị Lệ",
    )


def _apology(forms: str) -> Apology:
    return Apology(
        **_head(forms, FormKind.APOLOGY, issuing=DEPARTMENT, superior=PROVINCE),
        number=f"{CODE}/PXL",
        recipient=APPLICANT,
        procedure=PROCEDURE,
        received_on=date(2026, 1, 15),
        due_at=DUE_AT,
        status="đang ở bước “Thẩm định hồ sơ”",
        holder=DEPARTMENT,
        reason="Chưa nhận được hồ sơ gốc.",
        return_at=LATER_AT,
        return_where=DESK,
        contact=Contact(name=DESK),
        signer=MANDATE,
        copies_to=("Như trên", DESK, "Lưu: VT"),
    )


def _urging(forms: str) -> Urging:
    return Urging(
        **_head(forms, FormKind.URGING, issuing=COMMITTEE, superior=PROVINCE),
        number=f"{CODE}/ĐĐ-01",
        desk=DESK,
        addressee=DEPARTMENT,
        applicant=APPLICANT.name,
        procedure=PROCEDURE,
        received_on=date(2026, 1, 15),
        due_at=DUE_AT,
        overdue=True,
        status="đang ở bước “Thẩm định hồ sơ”",
        held_since=datetime(2026, 2, 2, 8, tzinfo=HANOI),
        demand="khẩn trương giải quyết và trả kết quả trước ngày 16/3/2026.",
        signer=ORDER,
        copies_to=("Như trên", "Lưu: VT"),
    )


def _own_letter(forms: str) -> OwnLetter:
    head = _head(forms, FormKind.URGING, issuing=DEPARTMENT, superior=PROVINCE)
    return OwnLetter(
        **(head | {"form": FormName(set=FormSet(forms), title="Thông báo kết quả thẩm định hồ sơ")}),
        number=f"{CODE}/VB-01",
        desk=DESK,
        applicant=APPLICANT,
        procedure=PROCEDURE,
        paragraphs=(
            "Qua thẩm định, hồ sơ đủ điều kiện giải quyết; mức trợ cấp là 1.400.000 đồng.",
            "Kết quả được trả tại nơi nộp hồ sơ vào ngày 12/03/2026.",
        ),
        signer=MANDATE,
        copies_to=("Như trên", DESK, "Lưu: VT"),
    )


def _control_slip(forms: str) -> ControlSlip:
    moved = HandOver(
        sender=DESK,
        recipient=DEPARTMENT,
        what=Custody.DOSSIER,
        handed_at=LODGED_AT,
        received_at=LODGED_AT,
        giver="Hoàng Thị Lệ",
        kept=Kept(due_at=LATER_AT, result=Lateness.EARLY),
        notes=("Yêu cầu bổ sung ngày 16/01/2026",),
    )
    asked = Aside(
        what=Besides.OPINION,
        title="Ý kiến về hồ sơ",
        office=COMMITTEE,
        asked_at=LODGED_AT,
        due_at=LATER_AT,
        done_at=DUE_AT,
        answer="Đồng ý",
        kept=Kept(due_at=LATER_AT, result=Lateness.EARLY),
    )
    return ControlSlip(
        **_head(forms, FormKind.CONTROL_SLIP),
        ledger="07",
        applicant=APPLICANT.name,
        procedure=PROCEDURE,
        received_at=LODGED_AT,
        due_at=DUE_AT,
        lead=DEPARTMENT,
        coordinating=(COMMITTEE,),
        rows=(moved,),
        held=Holding(office=DEPARTMENT, since=LODGED_AT, due_at=DUE_AT),
        others=(Holding(office=COMMITTEE, since=LODGED_AT, due_at=None, notes=("Nhánh: Xác minh",)),),
        asides=(asked,),
    )


def _ledger(forms: str) -> Ledger:
    line = LedgerLine(
        number=7,
        code=CODE,
        procedure=PROCEDURE,
        sets=1,
        applicant=APPLICANT.name,
        address=APPLICANT.address,
        phone=APPLICANT.phone,
        lead=DEPARTMENT,
        received_on=date(2026, 1, 15),
        due_on=date(2026, 3, 12),
        channel=Channel.COUNTER,
        notes="Hẹn lại từ 12/3/2026",
    )
    return Ledger(**(_head(forms, FormKind.LEDGER) | {"code": "H57.31.40-2026"}), desk=DESK, year=2026, rows=(line,))
