"""BPMN's XML: read in bounded time and memory, without entities, document types or anything from elsewhere."""

from typing import Final
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from definitions.importing.source import MOST_BYTES, NotImportable
from definitions.saying import Saying, grouped
from definitions.translated.xml import complaint_of

MOST_ELEMENTS: Final = 100_000
DEEPEST: Final = 60
BPMN: Final = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"

TOO_BIG: Final = Saying(vietnamese="tệp lớn hơn {most} byte", english="the file is larger than {most} bytes")
TOO_MANY: Final = Saying(
    vietnamese="tệp có hơn {most} phần tử; không quy trình nào cần nhiều như vậy",
    english="the file has more than {most} elements; no procedure needs so many",
)
TOO_DEEP: Final = Saying(
    vietnamese="các phần tử lồng nhau sâu hơn {most} lớp", english="elements are nested deeper than {most} levels"
)
FORBIDDEN: Final = Saying(
    vietnamese="tệp khai báo thực thể hoặc DTD, là thứ BPMN không cần và có thể gây hại",
    english="the file declares entities or a document type, which BPMN does not need and which may do harm",
)
NOT_XML: Final = Saying(vietnamese="không phải XML: {why}", english="this is not XML: {why}")
NOT_BPMN: Final = Saying(
    vietnamese="không phải BPMN 2.0: phần tử gốc là {root}", english="this is not BPMN 2.0: its root is {root}"
)


def read_xml(content: bytes) -> Element:
    """The root of a BPMN 2.0 file; raises `NotImportable` for anything else."""
    if len(content) > MOST_BYTES:
        raise NotImportable(TOO_BIG, most=grouped(MOST_BYTES))
    parser = DefusedXMLParser(target=_Bounded(), forbid_dtd=True)
    try:
        parser.feed(content)
        root: Element = parser.close()
    except NotImportable:
        raise
    except DefusedXmlException as forbidden:
        raise NotImportable(FORBIDDEN) from forbidden
    except (ParseError, ValueError, LookupError) as error:
        raise NotImportable(NOT_XML, why=complaint_of(error)) from error
    if root.tag != f"{BPMN}definitions":
        raise NotImportable(NOT_BPMN, root=root.tag[:200])
    return root


class _Bounded(TreeBuilder):
    """Builds a tree that does not outgrow its bounds."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        """Begin an element."""
        self.count += 1
        self.depth += 1
        if self.count > MOST_ELEMENTS:
            raise NotImportable(TOO_MANY, most=grouped(MOST_ELEMENTS))
        if self.depth > DEEPEST:
            raise NotImportable(TOO_DEEP, most=DEEPEST)
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        """End an element."""
        self.depth -= 1
        return super().end(tag)
