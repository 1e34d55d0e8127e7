"""The words of changes: every noun, field and sentence in Vietnamese and English, side by side."""

from collections.abc import Mapping
from typing import Final

from definitions.saying import Saying


def both(vietnamese: str, english: str) -> Saying:
    """A saying, in one line."""
    return Saying(vietnamese=vietnamese, english=english)


NOUNS: Final[Mapping[str, Saying]] = {
    "steps": both("bước", "step"),
    "outcomes": both("kết quả", "outcome"),
    "papers": both("giấy tờ", "paper"),
    "properties": both("trường", "field"),
    "required": both("trường", "field"),
    "together": both("nhánh", "branch"),
    "consult": both("nơi được hỏi ý kiến", "office consulted"),
    "escalate": both("nấc báo cáo cấp trên", "rung of escalation"),
    "choose": both("trường hợp", "case"),
    "basis": both("căn cứ pháp lý", "legal basis"),
    "channels": both("hình thức nộp", "channel"),
    "warn": both("mốc cảnh báo", "warning"),
    "cancels": both("thu lại", "cancelling of"),
    "while": both("khi đang ở", "while in"),
    "set": both("giá trị", "value"),
    "fill": both("ô điền sẵn", "field filled in"),
}
"""What the members of a list or mapping are called, one of them."""

SECTIONS: Final[Mapping[str, Saying]] = {
    "form": both("biểu mẫu", "form"),
    "letter": both("văn bản", "letter"),
    "apology": both("xin lỗi", "apology"),
    "otherwise": both("còn lại", "otherwise"),
    "at_limit": both("khi hết hạn", "at the limit"),
    "cutoff": both("giờ chốt", "cutoff"),
    "second": both("giai đoạn 2", "second stage"),
    "call": both("thủ tục được gọi", "procedure called"),
    "withdraw": both("rút hồ sơ", "withdrawal"),
    "items": both("mỗi mục", "each item"),
}
"""Parts that are named on the way to what changed."""

SILENT: Final = frozenset({"time", "receive", "effective", "approved", "result", "applicant", "each"})
"""Parts whose fields say enough by themselves."""

FIELDS: Final[Mapping[str, Saying]] = {
    "time.limit": both("thời hạn giải quyết", "the statutory limit"),
    "limit": both("thời hạn", "the limit"),
    "title": both("tên thủ tục", "the procedure's title"),
    "procedure": both("mã thủ tục", "the procedure's code"),
    "sector": both("lĩnh vực", "the sector"),
    "approved.decision": both("quyết định phê duyệt", "the approving decision"),
    "approved.on": both("ngày phê duyệt", "the day of approval"),
    "approved.by": both("người phê duyệt", "who approved it"),
    "effective.from": both("ngày có hiệu lực", "the first day of effect"),
    "effective.until": both("ngày hết hiệu lực", "the last day of effect"),
    "result.title": both("kết quả thủ tục", "the procedure's result"),
    "receive.at": both("cấp tiếp nhận", "the level that receives it"),
    "receive.channels": both("hình thức nộp", "the channels"),
    "receive.papers": both("thành phần hồ sơ", "the papers"),
    "receive.form": both("tờ khai", "the application form"),
    "copies": both("số bản", "the number of copies"),
    "kind": both("loại bản", "the kind of copy"),
    "required": both("điều kiện bắt buộc", "when it is required"),
    "basis": both("căn cứ pháp lý", "the legal basis"),
    "who": both("người thực hiện", "who does it"),
    "counts": both("tính vào thời hạn giải quyết", "counted in the statutory limit"),
    "not_by": both("người không được thực hiện", "who must not do it"),
    "form": both("biểu mẫu", "the form"),
    "properties": both("các trường", "the fields"),
    "steps": both("các bước", "the steps"),
    "outcomes": both("các kết quả", "the outcomes"),
    "escalate": both("các nấc báo cáo cấp trên", "the rungs of escalation"),
    "escalate.at": both("lúc báo cáo", "its time"),
    "escalate.to": both("nơi nhận báo cáo", "whom it tells"),
    "reassign": both("chuyển việc cho", "to whom it gives the task"),
    "urge": both("văn bản đôn đốc", "the urging letter"),
    "warn": both("các mốc cảnh báo", "the warnings"),
    "way": both("hướng đi tiếp", "where it leads"),
    "gives": both("kết quả trả cho dân", "the result it gives"),
    "keep": both("giữ người đã làm", "who gets it back"),
    "cancels": both("bước bị thu lại", "what it cancels"),
    "adds": both("thời gian cộng thêm", "the time it adds"),
    "supplement": both("cách tính lại thời hạn khi bổ sung", "what a supplement does to the clock"),
    "supplements": both("số lần được yêu cầu bổ sung", "how often a supplement may be asked for"),
    "supplement_within": both("thời gian được yêu cầu bổ sung", "how soon a supplement must be asked for"),
    "apology.lead": both("phải ký trước hạn ít nhất", "how long before the due date it must be signed"),
    "apology.signed_by": both("người ký", "who signs"),
    "apology.extensions": both("số lần hẹn lại", "how often the date may be moved"),
    "fault_within": both("thời gian xin lỗi khi có sai sót", "how soon an apology for a fault is due"),
    "cutoff.at": both("giờ", "the hour"),
    "cutoff.moves": both("áp dụng cho", "what it moves"),
    "forms": both("bộ mẫu", "the set of forms"),
    "stops_clock": both("dừng tính thời hạn", "stops the clock"),
    "pay": both("phí, lệ phí", "the fee"),
    "post": both("thời gian niêm yết", "the term of the posting"),
    "wait": both("việc chờ", "what it waits for"),
    "until": both("đến khi", "until when"),
    "after": both("số nhánh phải xong", "how many branches must be done"),
    "second.after": both("tính từ khi xong", "the step it counts from"),
    "second": both("giai đoạn 2", "the second stage"),
    "letter": both("văn bản", "the letter"),
    "withdraw": both("rút hồ sơ", "withdrawal"),
    "rest": both("nhánh chưa xong", "what becomes of the other branches"),
    "silence": both("khi không trả lời", "what silence means"),
    "complaint": both("bước xử lý ý kiến", "where a complaint begins"),
    "when": both("điều kiện", "its condition"),
    "start": both("bước đầu của nhánh", "the step it begins with"),
    "text": both("nội dung văn bản", "the text"),
    "type": both("kiểu dữ liệu", "the type"),
    "enum": both("các giá trị cho phép", "the values allowed"),
    "pattern": both("định dạng", "the pattern"),
    "format": both("định dạng", "the format"),
    "minimum": both("giá trị nhỏ nhất", "the least value"),
    "maximum": both("giá trị lớn nhất", "the greatest value"),
    "minLength": both("độ dài ít nhất", "the least length"),
    "maxLength": both("độ dài nhiều nhất", "the greatest length"),
}
"""What a key is called where it changed; the key with the part that it stands in goes first."""

UNKNOWN_FIELD: Final = both("khóa {key}", "key {key}")

VALUES: Final[Mapping[str, Saying]] = {
    "counter": both("trực tiếp tại quầy", "at the counter"),
    "online": both("trực tuyến", "online"),
    "channels.post": both("qua bưu chính", "by post"),
    "original": both("bản chính", "original"),
    "certified": both("bản sao chứng thực", "certified copy"),
    "kind.copy": both("bản sao", "copy"),
    "restart": both("tính lại từ đầu", "restarts it"),
    "pause": both("tính tiếp phần còn lại", "pauses it"),
    "returned": both("trả kết quả", "returned"),
    "refused": both("từ chối", "refused"),
    "withdrawn": both("người nộp rút", "withdrawn"),
    "stopped": both("dừng xử lý", "stopped"),
    "consent": both("coi là đồng ý", "consents"),
    "awaited": both("vẫn phải chờ", "is awaited"),
    "commune": both("cấp xã", "commune"),
    "district": both("cấp huyện", "district"),
    "province": both("cấp tỉnh", "province"),
}

YES: Final = both("có", "yes")
NO: Final = both("không", "no")

SENTENCES: Final[Mapping[str, Saying]] = {
    "added": both("thêm {what}", "{what} added"),
    "removed": both("bỏ {what}", "{what} removed"),
    "renamed": both(
        "{what}: đổi mã từ {before} thành {after}, nội dung giữ nguyên",
        "{what}: renamed from {before} to {after}, otherwise the same",
    ),
    "reordered": both("thứ tự {what} thay đổi: {after}", "{what} in another order: {after}"),
    "changed": both("{what}: từ {before} thành {after}", "{what}: from {before} to {after}"),
    "gained": both("{what}: nay là {after}", "{what}: now {after}"),
    "lost": both("{what}: không còn {before}", "{what}: no longer {before}"),
    "shorter": both("{what} rút ngắn từ {before} xuống {after}", "{what} shortened from {before} to {after}"),
    "longer": both("{what} kéo dài từ {before} lên {after}", "{what} lengthened from {before} to {after}"),
    "title": both("đổi tên từ {before} thành {after}", "retitled from {before} to {after}"),
    "who": both("nay do {after} thực hiện, thay cho {before}", "now done by {after} instead of {before}"),
    "lead": both(
        "phải ký trước hạn ít nhất {after}, thay cho {before}",
        "to be signed at least {after} before it is due instead of {before}",
    ),
    "way": both("nay {after}, thay cho {before}", "now {after} instead of {before}"),
    "not_by added": both(
        "nay không được do người đã làm {after} thực hiện (tách bạch trách nhiệm)",
        "now not by whoever did {after} (separation of duties)",
    ),
    "not_by removed": both("nay có thể do người đã làm {before} thực hiện", "may now be done by whoever did {before}"),
    "required": both("nay bắt buộc", "now required"),
    "not required": both("không còn bắt buộc", "no longer required"),
    "required when": both("nay bắt buộc khi {after} (trước: {before})", "now required when {after} (before: {before})"),
    "always": both("luôn bắt buộc", "always"),
    "never": both("không bắt buộc", "never"),
    "counted": both("nay tính vào thời hạn giải quyết", "now counted in the statutory limit"),
    "not counted": both("nay không tính vào thời hạn giải quyết", "no longer counted in the statutory limit"),
    "first": both("; hồ sơ bắt đầu từ {after}", "; a dossier begins at {after}"),
}

TO: Final[Mapping[str, Saying]] = {
    "to": both("chuyển đến {step}", "to {step}"),
    "join": both("trở về {step}", "back to {step}"),
    "end": both("kết thúc: {end}", "the end: {end}"),
    "ask": both("yêu cầu bổ sung hồ sơ", "a request for a supplement"),
}

WHEN: Final[Mapping[str, Saying]] = {
    "due": both("đúng hạn", "when due"),
    "+": both("quá hạn {term}", "{term} after it is due"),
    "-": both("trước hạn {term}", "{term} before it is due"),
    "plus": both("; cộng {term} khi {condition}", "; plus {term} when {condition}"),
}

BEARINGS: Final[Mapping[str, Saying]] = {
    "stricter": both("chặt hơn", "stricter"),
    "looser": both("nới hơn", "looser"),
}
