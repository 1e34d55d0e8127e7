"""What the XML parser (expat) says of a file that is not XML."""

from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import errors

from definitions.saying import Said, Saying, untranslated


def complaint_of(error: ParseError | ValueError | LookupError) -> Said:
    """What is wrong with the file and where; what is no parser's error is about how its characters are written."""
    if not isinstance(error, ParseError):
        return _ENCODING
    problem = _PROBLEMS.get(errors.messages.get(error.code, ""))
    if problem is None:
        return untranslated("XML", str(error)[:200])
    line, column = error.position
    return _AT.of(problem=problem, line=line, column=column + 1)


_AT: Final = Saying(
    vietnamese="{problem} (dòng {line}, cột {column})", english="{problem} (line {line}, column {column})"
)
_ENCODING: Final = Saying(
    vietnamese="không đọc được bảng mã ký tự mà tệp nêu",
    english="the encoding that the file names cannot be read",
).of()
_NO_XML: Final = Saying(vietnamese="ở đây không đúng cú pháp", english="this is not well-formed").of()
_PROBLEMS: Final[Mapping[str, Said]] = {
    errors.XML_ERROR_SYNTAX: _NO_XML,
    errors.XML_ERROR_INVALID_TOKEN: _NO_XML,
    errors.XML_ERROR_NO_ELEMENTS: Saying(
        vietnamese="tệp kết thúc mà chưa có phần tử nào trọn vẹn", english="the file ends before an element is whole"
    ).of(),
    errors.XML_ERROR_UNCLOSED_TOKEN: Saying(vietnamese="một thẻ chưa được đóng", english="a tag is not closed").of(),
    errors.XML_ERROR_PARTIAL_CHAR: Saying(vietnamese="một ký tự bị cắt ngang", english="a character is cut off").of(),
    errors.XML_ERROR_TAG_MISMATCH: Saying(
        vietnamese="thẻ đóng không khớp với thẻ mở", english="the closing tag is not that of the opening one"
    ).of(),
    errors.XML_ERROR_DUPLICATE_ATTRIBUTE: Saying(
        vietnamese="một thuộc tính được viết hai lần", english="an attribute is written twice"
    ).of(),
    errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: Saying(
        vietnamese="sau phần tử gốc còn có nội dung", english="something follows the root element"
    ).of(),
    errors.XML_ERROR_UNDEFINED_ENTITY: Saying(
        vietnamese="thực thể này chưa được khai báo", english="this entity is not declared"
    ).of(),
    errors.XML_ERROR_UNBOUND_PREFIX: Saying(
        vietnamese="tiền tố này chưa được khai báo", english="this prefix is not declared"
    ).of(),
    errors.XML_ERROR_UNCLOSED_CDATA_SECTION: Saying(
        vietnamese="đoạn CDATA chưa được đóng", english="a CDATA section is not closed"
    ).of(),
    errors.XML_ERROR_MISPLACED_XML_PI: Saying(
        vietnamese="khai báo XML không đứng ở đầu tệp", english="the XML declaration does not begin the file"
    ).of(),
    errors.XML_ERROR_UNKNOWN_ENCODING: _ENCODING,
    errors.XML_ERROR_INCORRECT_ENCODING: _ENCODING,
}
