"""What changed between two versions, in words; nothing exactly when they mean the same."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from definitions.changes import Bearing, How, bearing, compare, tell
from definitions.loader import canonical, digest, read_procedure
from definitions.procedure import Procedure
from definitions.saying import Language
from tests.plays import WORSHIP, worship

TEXT = WORSHIP.read_text(encoding="utf-8")


def version(*changes: tuple[str, str]) -> Procedure:
    """Version 2 of the worship allowance: its text with every old word made new."""
    text = TEXT.replace("\nversion: 1\n", "\nversion: 2\n")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    loaded = read_procedure(text.encode(), "v2.yaml")
    assert loaded.procedure is not None, loaded.findings
    return loaded.procedure


def told(after: Procedure, language: Language = Language.VIETNAMESE, before: Procedure | None = None) -> list[str]:
    earlier = before or worship()
    return [tell(change, language, before=earlier, after=after) for change in compare(earlier, after)]


SIGN = "Bước “Ký quyết định trợ cấp thờ cúng liệt sĩ” (sign)"
VERIFY = "bước “Thẩm định hồ sơ, trình dự thảo quyết định” (verify)"

ONE_CHANGE = {
    "limit shorter": (
        ("limit: 30 working days", "limit: 25 working days"),
        "~ Thời hạn giải quyết rút ngắn từ 30 ngày làm việc xuống 25 ngày làm việc [chặt hơn]",
    ),
    "limit longer": (
        ("limit: 3 working days", "limit: 5 working days"),
        f"~ {SIGN}: thời hạn kéo dài từ 03 ngày làm việc lên 05 ngày làm việc [nới hơn]",
    ),
    "limit in another unit": (
        ("limit: 3 working days", "limit: 24 working hours"),
        f"~ {SIGN}: thời hạn: từ 03 ngày làm việc thành 24 giờ làm việc",
    ),
    "separation of duties": (
        ("not_by: [verify]", "not_by: [verify, review]"),
        (
            f"+ {SIGN}: nay không được do người đã làm bước “Xét duyệt và xác nhận đơn đề nghị” (review) thực hiện"
            " (tách bạch trách nhiệm) [chặt hơn]"
        ),
    ),
    "no separation of duties": (
        ("    not_by: [verify]\n", ""),
        f"- {SIGN}: nay có thể do người đã làm {VERIFY} thực hiện [nới hơn]",
    ),
    "another post": (
        ("leader @ province/labour", "head @ province/labour"),
        f"~ {SIGN}: nay do head @ province/labour thực hiện, thay cho leader @ province/labour",
    ),
    "paper now always required": (
        ("\n      required: form.mandated", ""),
        "~ Giấy tờ “Giấy ủy quyền thờ cúng liệt sĩ của các thân nhân liệt sĩ” (mandate): nay bắt buộc [chặt hơn]",
    ),
    "paper no longer required": (
        ("required: form.mandated", "required: false"),
        "~ Giấy tờ “Giấy ủy quyền thờ cúng liệt sĩ của các thân nhân liệt sĩ” (mandate): không còn bắt buộc [nới hơn]",
    ),
    "field now required": (
        ("required: [amount]", "required: [amount, from_year]"),
        (
            "+ Bước “Thẩm định hồ sơ, trình dự thảo quyết định” (verify), biểu mẫu:"
            " trường “Hưởng trợ cấp từ năm” (from_year) nay bắt buộc [chặt hơn]"
        ),
    ),
    "channel gone": (
        ("channels: [counter, online, post]", "channels: [counter, online]"),
        "- Bỏ hình thức nộp qua bưu chính [chặt hơn]",
    ),
    "another rung": (
        (
            "to: [superior.chair]}",
            "to: [superior.chair]}\n    - {at: due + 9 working days, to: [superior.chair]}",
        ),
        "+ Thêm nấc báo cáo cấp trên quá hạn 09 ngày làm việc [chặt hơn]",
    ),
    "a rung at another time": (
        ("due + 5 working days", "due + 4 working days"),
        "~ Nấc báo cáo cấp trên: từ quá hạn 05 ngày làm việc thành quá hạn 04 ngày làm việc",
    ),
    "apology earlier": (
        ("lead: 1 day", "lead: 2 days"),
        "~ Xin lỗi: phải ký trước hạn ít nhất 02 ngày, thay cho 01 ngày [chặt hơn]",
    ),
    "title": (
        ("title: Giải quyết chế độ trợ cấp thờ cúng liệt sĩ", "title: Trợ cấp thờ cúng"),
        "~ Tên thủ tục: từ “Giải quyết chế độ trợ cấp thờ cúng liệt sĩ” thành “Trợ cấp thờ cúng”",
    ),
    "title of a step": (
        ("title: Ký quyết định trợ cấp thờ cúng liệt sĩ", "title: Ký"),
        "~ Bước “Ký” (sign): đổi tên từ “Ký quyết định trợ cấp thờ cúng liệt sĩ” thành “Ký”",
    ),
    "another way": (
        ("lại, to: verify}", "lại, to: review}"),
        (
            f"~ {SIGN}, kết quả “Yêu cầu thẩm định lại” (redo): nay chuyển đến bước “Xét duyệt và xác nhận đơn đề nghị”"
            f" (review), thay cho chuyển đến {VERIFY}"
        ),
    ),
    "effect": (
        ("effective: {from: 2019-04-04}", "effective: {from: 2026-07-01}"),
        "~ Ngày có hiệu lực: từ 04/04/2019 thành 01/07/2026",
    ),
    "not counted": (
        ("counts: false", "counts: true"),
        "~ Bước “Trả kết quả cho người nộp hồ sơ” (give): nay tính vào thời hạn giải quyết [chặt hơn]",
    ),
    "supplement": (
        ("supplement: restart", "supplement: pause"),
        "~ Cách tính lại thời hạn khi bổ sung: từ tính lại từ đầu thành tính tiếp phần còn lại [chặt hơn]",
    ),
}


@pytest.mark.parametrize(("change", "sentence"), ONE_CHANGE.values(), ids=ONE_CHANGE.keys())
def test_one_change_is_told_in_one_sentence(change: tuple[str, str], sentence: str) -> None:
    assert told(version(change)) == [sentence]


def test_english_is_there_for_every_sentence() -> None:
    for change, _ in ONE_CHANGE.values():
        (sentence,) = told(version(change), Language.ENGLISH)
        assert "làm việc" not in sentence
    after = version(("limit: 30 working days", "limit: 25 working days"))
    assert told(after, Language.ENGLISH) == [
        "~ The statutory limit shortened from 30 working days to 25 working days [stricter]"
    ]


def test_only_another_number_is_no_change() -> None:
    assert compare(worship(), version()) == ()


def test_a_step_that_only_bears_another_name_is_renamed() -> None:
    after = version(
        *(("  appraise:", "  assess:"), ("to: appraise", "to: assess")),
        *(("  verify:", "  prove:"), ("to: verify", "to: prove"), ("not_by: [verify]", "not_by: [prove]")),
    )
    assert [(change.how, change.before, change.after) for change in compare(worship(), after)] == [
        (How.RENAMED, "appraise", "assess"),
        (How.RENAMED, "verify", "prove"),
    ]
    assert told(after)[0] == (
        "> Bước “Thẩm tra hồ sơ và lập danh sách đề nghị” (assess): đổi mã từ appraise thành assess,"
        " nội dung giữ nguyên"
    )


def test_a_step_renamed_and_changed_is_another_step() -> None:
    after = version(
        ("  appraise:", "  assess:"),
        ("to: appraise", "to: assess"),
        ("limit: 10 working days", "limit: 9 working days"),
    )
    assert [change.how for change in compare(worship(), after)] == [How.CHANGED, How.ADDED, How.REMOVED]
    assert told(after)[1] == (
        "+ Thêm bước “Thẩm tra hồ sơ và lập danh sách đề nghị” (assess): officer @ district/labour, 09 ngày làm việc"
    )


def test_a_field_that_only_bears_another_name_is_renamed() -> None:
    after = version(("amount", "sum"))
    (change,) = compare(worship(), after)
    assert (change.how, change.path) == (How.RENAMED, "steps.verify.form.properties.sum")


def test_another_order_of_steps_says_where_a_dossier_begins() -> None:
    first, *others = worship().steps.items()
    after = worship().model_copy(update={"steps": dict([others[0], first, *others[1:]])})
    (sentence,) = told(after)
    assert sentence.startswith("^ Thứ tự các bước thay đổi: review, intake, appraise")
    assert sentence.endswith("; hồ sơ bắt đầu từ bước “Xét duyệt và xác nhận đơn đề nghị” (review)")


def test_what_is_not_known_yet_is_told_by_its_key() -> None:
    after = version(("minimum: 1, maximum: 50}", "minimum: 1, maximum: 50, x-unit: người}"))
    (sentence,) = told(after)
    assert sentence == (
        "+ Biểu mẫu, trường “Số thân nhân liệt sĩ ký giấy ủy quyền” (mandators): khóa x-unit: nay là người"
    )


def test_what_is_stricter_is_looser_the_other_way_round() -> None:
    for change, _ in ONE_CHANGE.values():
        after = version(change)
        (there,), (back,) = compare(worship(), after), compare(after, worship())
        assert bearing(back) is bearing(there).opposite


def test_a_new_paper_is_stricter_unless_it_may_be_left_out() -> None:
    line = "    - {id: photo, title: Ảnh}\n    - {id: certificate"
    for required, expected in {"": Bearing.STRICTER, ", required: false": Bearing.NEUTRAL}.items():
        after = version(("    - {id: certificate", line.replace("Ảnh", f"Ảnh{required}")))
        (change,) = compare(worship(), after)
        assert bearing(change) is expected


def mutate(value: Any, draw: Callable[[st.SearchStrategy[Any]], Any]) -> Any:
    """The same JSON with one thing in it taken out, doubled, changed or moved."""
    match value:
        case dict() if value:
            key = draw(st.sampled_from(sorted(value)))
            inner = {**value}
            match draw(st.sampled_from(["deeper", "deeper", "deeper", "out", "first", "another"])):
                case "out":
                    del inner[key]
                case "first":
                    inner = {key: inner.pop(key), **inner}
                case "another":
                    inner[f"{key}x"] = inner.pop(key)
                case _:
                    inner[key] = mutate(value[key], draw)
            return inner
        case list() if value:
            place = draw(st.integers(0, len(value) - 1))
            one = mutate(value[place], draw)
            return draw(st.sampled_from([[*value[:place], one, *value[place + 1 :]], value[1:], value[::-1]]))
        case bool():
            return not value
        case int():
            return value + draw(st.integers(-1, 1))
        case str():
            return draw(st.sampled_from([value, f"{value}x", "5 working days", "2026-07-01", "verify"]))
        case _:
            return draw(st.sampled_from([value, "sign", True, 3]))


@given(st.data())
@settings(max_examples=300)
def test_nothing_changed_exactly_when_the_digests_are_equal(data: st.DataObject) -> None:
    written = json.loads(canonical(worship()))
    for _ in range(data.draw(st.integers(1, 3))):
        written = mutate(written, data.draw)
    try:
        after = Procedure.model_validate_json(json.dumps({**written, "version": 1}))
    except ValidationError:
        return
    changes = compare(worship(), after)
    assert (changes == ()) == (digest(after) == digest(worship()))
    for language in Language:
        assert all(tell(change, language, before=worship(), after=after) for change in changes)
