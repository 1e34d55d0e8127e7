"""What is told of a BPMN file beside the definition drafted from it."""

from typing import Final

from definitions.saying import Saying

LEFT: Final = Saying(vietnamese="không đưa vào được", english="cannot be carried")
BROKEN: Final = Saying(
    vietnamese="trỏ tới thứ không có, hoặc trùng mã với phần tử trước; bỏ qua",
    english="refers to what is not there, or repeats an id; left out",
)
INSIDE: Final = Saying(vietnamese="chứa {what}, không đưa vào được", english="holds {what}, which cannot be carried")
NOTE: Final = Saying(vietnamese="“{text}”", english="“{text}”")
READ_FROM: Final = Saying(vietnamese="đọc từ “{text}”", english="read from “{text}”")
STEP: Final = Saying(vietnamese="thành bước dưới đây", english="became the step below")
DRAWING: Final = Saying(
    vietnamese="bố cục hình vẽ không giữ; `lienthong draw` vẽ lại",
    english="the picture is not kept; `lienthong draw` draws anew",
)
NO_LANE: Final = Saying(vietnamese="không nằm trong làn nào: ai làm?", english="lies in no lane: who does it?")
NO_DESK: Final = Saying(
    vietnamese="không rõ cấp nào nhận hồ sơ", english="the level that receives the dossier cannot be read"
)
ELSEWHERE: Final = Saying(
    vietnamese="bước đầu phải ở bộ phận một cửa; ở đây là {place}",
    english="the first step must be at the one-stop desk; here it is at {place}",
)
MACHINE: Final = Saying(
    vietnamese="do máy làm; đã viết thành việc của người", english="is done by a machine; written as somebody's task"
)
LOOPS: Final = Saying(
    vietnamese="tự lặp; hãy vẽ vòng lặp bằng một kết quả", english="repeats by itself; draw the loop by an outcome"
)
CONDITION: Final = Saying(
    vietnamese="điều kiện “{text}” phải viết lại; tạm lấy {stand_in}",
    english="the condition “{text}” must be written anew; {stand_in} stands in",
)
CHOSEN: Final = Saying(
    vietnamese="điều kiện “{text}” thành lựa chọn của người làm", english="the condition “{text}” became a choice"
)
NO_DEFAULT: Final = Saying(
    vietnamese="không có nhánh mặc định; đã lấy nhánh cuối", english="has no default flow; the last one was taken"
)
ALL_AT_ONCE: Final = Saying(
    vietnamese="nhiều luồng ra không qua cổng, BPMN đi tất cả; đã đọc là lựa chọn",
    english="several flows leave it without a gateway, and BPMN takes all; read as a choice",
)
NO_JOIN: Final = Saying(vietnamese="không có cổng nào gộp mọi nhánh", english="no gateway joins all its branches")
EMPTY_BRANCH: Final = Saying(vietnamese="nhánh không có bước nào; bỏ qua", english="a branch without a step; left out")
COMPLEX: Final = Saying(
    vietnamese="cổng phức hợp; đã đọc là chờ mọi nhánh", english="a complex gateway; read as waiting for every branch"
)
BY_EVENT: Final = Saying(
    vietnamese="sự kiện trên biên thành một kết quả do người làm ghi",
    english="a boundary event became an outcome to be recorded",
)
OVER_TIME: Final = Saying(
    vietnamese="việc của người không tự chuyển khi quá hạn; đã viết thành một kết quả",
    english="a task does not go on by itself when its limit has passed; written as an outcome",
)
NO_LENGTH: Final = Saying(
    vietnamese="không đọc được thời gian “{text}”; tạm ghi {stand_in}",
    english="the time “{text}” cannot be read; {stand_in} stands in",
)
NO_CODE: Final = Saying(
    vietnamese="thủ tục được gọi “{text}” chưa rõ mã; tạm ghi {stand_in}",
    english="the code of the procedure called, “{text}”, is not known; {stand_in} stands in",
)
LIST: Final = Saying(vietnamese="danh sách nào? tạm lấy {stand_in}", english="of which list? {stand_in} stands in")
CIRCLE: Final = Saying(
    vietnamese="các luồng đi vòng không qua bước nào", english="flows run in a circle without a step"
)
IMPLICIT_END: Final = Saying(
    vietnamese="không dẫn đi đâu; đã coi là kết thúc", english="leads nowhere; read as the end"
)
THROWN: Final = Saying(
    vietnamese="việc báo tin ở đây không giữ; đi tiếp", english="what is sent here is not kept; the flow goes on"
)
START_EVENT: Final = Saying(
    vietnamese="bắt đầu bằng sự kiện {event}; hồ sơ luôn bắt đầu khi tiếp nhận",
    english="starts by a {event}; a dossier always begins when it is lodged",
)
END_EVENT: Final = Saying(vietnamese="kết thúc bằng {event}; đã đọc là {end}", english="ends by {event}; read as {end}")
CHANGED: Final = Saying(
    vietnamese="hình đã được sửa sau khi vẽ từ định nghĩa; định nghĩa kèm trong tệp không dùng nữa",
    english="the drawing was changed after it was made from a definition; the one inside the file is not used",
)
FILL: Final = Saying(vietnamese="tệp BPMN không nói", english="the BPMN file does not say")
