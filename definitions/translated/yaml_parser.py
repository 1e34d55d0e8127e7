"""The YAML parser's complaints (libyaml, by way of PyYAML): what each means, and how it is mended."""

from collections.abc import Mapping
from typing import Final, NamedTuple

import yaml

from definitions.saying import Said, Saying, untranslated


class Complaint(NamedTuple):
    """What is wrong with the notation, and how to mend it."""

    wrong: Said
    mend: Said


def complaint_of(error: yaml.MarkedYAMLError) -> Complaint:
    """What the parser found, with the line on which the thing began that it was reading, where that is another one."""
    known = _PROBLEMS.get(error.problem or "")
    wrong, mend = known or (untranslated("YAML", error.problem or str(error)), _MEND)
    begun = error.context_mark
    if begun is None or error.problem_mark is None or begun.line == error.problem_mark.line:
        return Complaint(_NOT_YAML.of(problem=wrong), mend)
    inside = _CONTEXTS.get(error.context or "") or _CALLED.of(context=error.context)
    return Complaint(_NOT_YAML_WITHIN.of(problem=wrong, inside=inside, line=begun.line + 1), mend)


def unreadable(error: yaml.YAMLError) -> Complaint:
    """What the parser says of a character that it does not read at all, or of whatever else is not its to place."""
    if isinstance(error, yaml.reader.ReaderError) and error.reason == "control characters are not allowed":
        return Complaint(_CONTROL.of(code=f"U+{error.character:04X}"), _CONTROL_MEND)
    return Complaint(_NOT_YAML.of(problem=untranslated("YAML", str(error).partition("\n")[0])), _CONTROL_MEND)


_NOT_YAML: Final = Saying(
    vietnamese="chỗ này không đúng cú pháp YAML: {problem}", english="this is not YAML: {problem}"
)
_NOT_YAML_WITHIN: Final = Saying(
    vietnamese="chỗ này không đúng cú pháp YAML: {problem} (trong {inside} bắt đầu ở dòng {line})",
    english="this is not YAML: {problem} (in {inside} that begins on line {line})",
)
_MEND: Final = Saying(
    vietnamese="sửa cách viết ở đây hoặc ngay trước đó", english="mend the notation here or just before"
).of()
_CONTROL: Final = Saying(
    vietnamese="tệp có ký tự điều khiển {code}, không đọc được", english="the file has a control character, {code}"
)
_CONTROL_MEND: Final = Saying(
    vietnamese="xóa ký tự đó, hoặc lưu lại tệp dạng văn bản thuần",
    english="take it out, or save the file as plain text",
).of()
_QUOTE: Final = Saying(
    vietnamese="đặt cả đoạn chữ trong dấu nháy, hoặc sửa cách viết ngay trước đó",
    english="put the whole text in quotes, or mend the notation just before",
).of()
_INDENT: Final = Saying(
    vietnamese="thụt dòng bằng dấu cách, thẳng với các dòng cùng cấp",
    english="indent with spaces, in line with what is on the same level",
).of()
_CLOSE: Final = Saying(
    vietnamese="ngăn các mục bằng dấu phẩy và đóng ngoặc lại",
    english="put commas between the items, and close the bracket",
).of()
_ESCAPE: Final = Saying(
    vietnamese="viết '\\\\' thay cho '\\', hoặc dùng dấu nháy đơn",
    english="write '\\\\' instead of '\\', or use single quotes",
).of()
_NO_DIRECTIVES: Final = Saying(
    vietnamese="bỏ dòng này; đặt trong dấu nháy nếu đó là chữ", english="take the line out, or quote it if it is text"
).of()
_NO_TAGS: Final = Saying(
    vietnamese="bỏ dấu '!', hoặc đặt chữ trong dấu nháy", english="leave the '!' out, or quote the text"
).of()
_NO_ANCHORS: Final = Saying(
    vietnamese="bỏ dấu '&' hoặc '*', hoặc đặt chữ trong dấu nháy", english="leave the '&' or '*' out, or quote the text"
).of()
_TAG: Final = Saying(vietnamese="thẻ (!) viết không đúng", english="a tag (!) is written wrongly").of()
_DIRECTIVE: Final = Saying(
    vietnamese="dòng bắt đầu bằng '%' là chỉ thị, và không được dùng ở đây",
    english="a line that begins with '%' is a directive, and has no place here",
).of()
_TAB: Final = Saying(
    vietnamese="dòng được thụt bằng phím tab", english="the line is indented with a tab character"
).of()
_HEXADECIMAL: Final = Saying(
    vietnamese="sau '\\x', '\\u' hoặc '\\U' phải là các chữ số thập lục phân",
    english="hexadecimal digits have to follow '\\x', '\\u' or '\\U'",
).of()
_BLOCK_HEADER: Final = Saying(
    vietnamese="sau '|' hoặc '>' không được viết gì nữa trên cùng dòng",
    english="nothing may follow '|' or '>' on the same line",
).of()
_BLOCK: Final = Saying(
    vietnamese="viết nội dung từ dòng dưới, thụt vào; đặt trong dấu nháy nếu '|' hoặc '>' là chữ",
    english="write the text from the next line on, indented; quote it if '|' or '>' is text",
).of()

_PROBLEMS: Final[Mapping[str, tuple[Said, Said]]] = {
    "could not find expected ':'": (
        Saying(vietnamese="thiếu dấu ':' sau một khóa", english="a key is not followed by ':'").of(),
        Saying(
            vietnamese="viết dấu ':' và một dấu cách sau khóa, hoặc thụt dòng này vào nếu nó nối tiếp dòng trên",
            english="write ':' and a space after the key, or indent this line if it goes on with the one above",
        ).of(),
    ),
    "mapping values are not allowed in this context": (
        Saying(vietnamese="dấu ':' không được đứng ở đây", english="':' cannot stand here").of(),
        Saying(
            vietnamese="đặt chữ có dấu ':' trong dấu nháy, hoặc thụt dòng này thẳng với các khóa cùng cấp",
            english="quote text that has ':', or indent the line as the other keys of its level",
        ).of(),
    ),
    "found unexpected ':'": (
        Saying(vietnamese="dấu ':' không được đứng ở đây", english="':' cannot stand here").of(),
        Saying(vietnamese="đặt chữ có dấu ':' trong dấu nháy", english="quote text that has ':'").of(),
    ),
    "mapping keys are not allowed in this context": (
        Saying(vietnamese="dấu '?' không được đứng ở đây", english="'?' cannot stand here").of(),
        _QUOTE,
    ),
    "block sequence entries are not allowed in this context": (
        Saying(vietnamese="dấu '-' không được đứng ở đây", english="'-' cannot stand here").of(),
        Saying(vietnamese="viết danh sách từ dòng dưới", english="begin the list on the next line").of(),
    ),
    "did not find expected key": (
        Saying(vietnamese="ở đây phải là một khóa", english="a key has to stand here").of(),
        Saying(
            vietnamese="thụt dòng này thẳng với các khóa cùng cấp, hoặc đặt cả đoạn chữ trong dấu nháy",
            english="indent the line as the other keys of its level, or quote the whole text",
        ).of(),
    ),
    "did not find expected '-' indicator": (
        Saying(vietnamese="ở đây phải là một mục bắt đầu bằng '-'", english="an item has to begin here, with '-'").of(),
        _INDENT,
    ),
    "did not find expected node content": (
        Saying(vietnamese="ở đây phải là một giá trị", english="a value has to stand here").of(),
        Saying(
            vietnamese="viết một giá trị, hoặc bỏ dấu phẩy hay dấu ngoặc thừa",
            english="write a value, or take out the comma or bracket that is too much",
        ).of(),
    ),
    "did not find expected ',' or ']'": (
        Saying(vietnamese="ở đây phải là ',' hoặc ']'", english="',' or ']' has to stand here").of(),
        _CLOSE,
    ),
    "did not find expected ',' or '}'": (
        Saying(vietnamese="ở đây phải là ',' hoặc '}}'", english="',' or '}}' has to stand here").of(),
        _CLOSE,
    ),
    "did not find expected <document start>": (
        Saying(
            vietnamese="định nghĩa đã kết thúc trước dòng này", english="the definition has ended before this line"
        ).of(),
        Saying(
            vietnamese="bỏ dòng '...' hoặc dòng bắt đầu bằng '%' ở trên",
            english="take out the line '...', or the one that begins with '%', above",
        ).of(),
    ),
    "found unexpected end of stream": (
        Saying(
            vietnamese="tệp kết thúc mà đoạn chữ trong dấu nháy chưa đóng",
            english="the file ends before a quoted text is closed",
        ).of(),
        Saying(vietnamese="viết dấu nháy đóng", english="write the closing quote").of(),
    ),
    "found unexpected document indicator": (
        Saying(
            vietnamese="'---' hoặc '...' đứng trong đoạn chữ chưa đóng dấu nháy",
            english="'---' or '...' stands in a quoted text that is not closed",
        ).of(),
        Saying(vietnamese="viết dấu nháy đóng", english="write the closing quote").of(),
    ),
    "found character that cannot start any token": (
        Saying(
            vietnamese="không giá trị nào được bắt đầu bằng ký tự này (tab, '@', '`' hoặc '%')",
            english="no value begins with this character (a tab, '@', '`' or '%')",
        ).of(),
        Saying(
            vietnamese="đặt chữ trong dấu nháy; thụt dòng bằng dấu cách, không dùng phím tab",
            english="quote the text; indent with spaces, never with tabs",
        ).of(),
    ),
    "found a tab character that violates indentation": (_TAB, _INDENT),
    "found a tab character where an indentation space is expected": (_TAB, _INDENT),
    "found unknown escape character": (
        Saying(
            vietnamese="trong dấu nháy kép, '\\' không đứng được trước chữ này",
            english="in double quotes, '\\' cannot stand before this character",
        ).of(),
        _ESCAPE,
    ),
    "did not find expected hexdecimal number": (_HEXADECIMAL, _ESCAPE),
    "found invalid Unicode character escape code": (
        Saying(
            vietnamese="không có ký tự nào mang mã đứng sau '\\u' hoặc '\\U' này",
            english="there is no character of the code after this '\\u' or '\\U'",
        ).of(),
        _ESCAPE,
    ),
    "did not find expected comment or line break": (_BLOCK_HEADER, _BLOCK),
    "found an indentation indicator equal to 0": (_BLOCK_HEADER, _BLOCK),
    "did not find expected alphabetic or numeric character": (
        Saying(
            vietnamese="dấu '&' hoặc '*' ở đầu giá trị được đọc là neo hoặc tham chiếu, mà tên của nó viết không đúng",
            english="'&' or '*' before a value is read as an anchor or an alias, and its name is written wrongly",
        ).of(),
        _NO_ANCHORS,
    ),
    "did not find expected tag URI": (_TAG, _NO_TAGS),
    "did not find URI escaped octet": (_TAG, _NO_TAGS),
    "found an incorrect leading UTF-8 octet": (_TAG, _NO_TAGS),
    "found an incorrect trailing UTF-8 octet": (_TAG, _NO_TAGS),
    "did not find expected '!'": (_TAG, _NO_TAGS),
    "did not find the expected '>'": (_TAG, _NO_TAGS),
    "did not find expected whitespace or line break": (_TAG, _NO_TAGS),
    "found undefined tag handle": (_TAG, _NO_TAGS),
    "found unknown directive name": (_DIRECTIVE, _NO_DIRECTIVES),
    "found unexpected non-alphabetical character": (_DIRECTIVE, _NO_DIRECTIVES),
    "could not find expected directive name": (_DIRECTIVE, _NO_DIRECTIVES),
    "found incompatible YAML document": (_DIRECTIVE, _NO_DIRECTIVES),
    "found duplicate %YAML directive": (_DIRECTIVE, _NO_DIRECTIVES),
    "found duplicate %TAG directive": (_DIRECTIVE, _NO_DIRECTIVES),
    "found extremely long version number": (_DIRECTIVE, _NO_DIRECTIVES),
    "did not find expected version number": (_DIRECTIVE, _NO_DIRECTIVES),
    "did not find expected digit or '.' character": (_DIRECTIVE, _NO_DIRECTIVES),
    "did not find expected whitespace": (_DIRECTIVE, _NO_DIRECTIVES),
}
"""By the parser's own word for it, whole: it fills nothing into its sentences."""

_CALLED: Final = Saying(vietnamese="đoạn mà YAML gọi là “{context}”", english="what YAML calls “{context}”")
_KEYS: Final = Saying(vietnamese="nhóm khóa", english="the mapping").of()
_ITEMS: Final = Saying(vietnamese="danh sách", english="the list").of()
_QUOTED: Final = Saying(vietnamese="đoạn chữ trong dấu nháy", english="the quoted text").of()
_CONTEXTS: Final[Mapping[str, Said]] = {
    "while parsing a block mapping": _KEYS,
    "while parsing a flow mapping": _KEYS,
    "while parsing a block collection": _ITEMS,
    "while parsing a flow sequence": _ITEMS,
    "while parsing a block node": Saying(vietnamese="giá trị", english="the value").of(),
    "while parsing a flow node": Saying(vietnamese="giá trị", english="the value").of(),
    "while parsing a node": Saying(vietnamese="giá trị", english="the value").of(),
    "while scanning a quoted scalar": _QUOTED,
    "while parsing a quoted scalar": _QUOTED,
    "while scanning a plain scalar": Saying(vietnamese="đoạn chữ", english="the text").of(),
    "while scanning a block scalar": Saying(vietnamese="đoạn chữ nhiều dòng", english="the text of several lines").of(),
    "while scanning a simple key": Saying(vietnamese="khóa", english="the key").of(),
}
"""What the parser was reading when it stopped, where that can have begun on an earlier line."""
