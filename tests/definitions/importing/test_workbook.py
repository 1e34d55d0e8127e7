"""Workbooks: what cells say, and hostile files, each refused without being swallowed."""

import zipfile
from collections.abc import Callable

import pytest

from definitions.importing.sheet import Sheet, address
from definitions.importing.source import NotImportable
from definitions.importing.workbook import MAX_MERGED, read_workbook
from definitions.importing.workbook_notes import MAX_NOTES
from definitions.importing.workbook_parts import MAX_ELEMENTS, MAX_PART
from definitions.saying import Language
from tests import spreadsheets as sheets


def texts(sheet: Sheet) -> dict[str, str]:
    return {cell.address: cell.text for cell in sheet.own()}


def read(content: bytes) -> dict[str, str]:
    (sheet,) = read_workbook(content)
    return texts(sheet)


def test_cells_say_what_a_person_sees() -> None:
    content = sheets.saved([("chữ", 5, 0.1, None, True), (2.0, "  hai  dòng\nnữa ")])
    assert read(content) == {"A1": "chữ", "B1": "5", "C1": "0.1", "E1": "1", "A2": "2", "B2": "hai  dòng\nnữa"}


def test_nothing_is_computed() -> None:
    formula = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>HYPERLINK("x")</f></c></row>'
    assert read(sheets.workbook({sheets.SHEET: sheets.sheet(formula)})) == {"A1": "2", "B1": '=HYPERLINK("x")'}


def test_rich_texts_are_whole_and_without_their_pronunciation() -> None:
    parts = {
        "xl/sharedStrings.xml": sheets.shared("<si><r><t>một </t></r><r><t>hai</t></r><rPh><t>x</t></rPh></si>"),
        sheets.SHEET: sheets.sheet('<row><c t="s"><v>0</v></c><c t="s"><v>7</v></c><c t="e"><v>#REF!</v></c></row>'),
    }
    assert read(sheets.workbook(parts)) == {"A1": "một hai", "C1": "#REF!"}


def test_a_merged_cell_shows_its_text_everywhere_and_says_where_it_was_written() -> None:
    (sheet,) = read_workbook(sheets.saved([("a", None, "b"), (None, None, "c")], ("A1:B2",)))
    assert [(cell.text, cell.address, cell.is_own) for cell in sheet.row(1).values()] == [
        ("a", "A1", False),
        ("a", "A1", False),
        ("c", "C2", True),
    ]


@pytest.mark.parametrize(
    ("place", "name"), [((0, 0), "A1"), ((6, 1), "B7"), ((0, 25), "Z1"), ((0, 26), "AA1"), ((0, 701), "ZZ1")]
)
def test_a_cell_has_the_address_that_spreadsheets_give_it(place: tuple[int, int], name: str) -> None:
    assert address(*place) == name


def noted(*parts: tuple[str, str, str], links: str = "xl/worksheets/_rels/sheet1.xml.rels") -> bytes:
    """A workbook whose sheet is linked to these parts: the link's kind, where it leads, and the part's XML."""
    told = "".join(
        f'<Relationship Id="r{number}" Type="http://x/{kind}" Target="{target}"/>'
        for number, (kind, target, _) in enumerate(parts)
    )
    names = {f"xl/{target.rpartition('../')[2].removeprefix('/xl/')}": xml for _, target, xml in parts}
    return sheets.workbook({links: f"<Relationships {sheets.RELATIONS}>{told}</Relationships>", **names})


OLD = f'<comments {sheets.MAIN}><comment ref="B2"><text><r><t>An: </t></r><r><t>hai</t></r></text></comment></comments>'
SAID = '<threadedComment ref="B2"><text>{}</text></threadedComment>'
TALK = f"<threadedComments>{SAID.format('hỏi')}{SAID.format('đáp')}</threadedComments>"


def test_what_is_attached_to_a_cell_is_read_wherever_the_part_lies() -> None:
    for target in ("../comments1.xml", "/xl/comments1.xml"):
        (sheet,) = read_workbook(noted(("comments", target, OLD)))
        assert dict(sheet.notes) == {(1, 1): "An: hai"}


def test_a_conversation_goes_before_the_note_that_repeats_it() -> None:
    (sheet,) = read_workbook(noted(("comments", "../c.xml", OLD), ("threadedComment", "../t.xml", TALK)))
    assert dict(sheet.notes) == {(1, 1): "hỏi / đáp"}


def test_a_link_out_of_the_workbook_leads_nowhere() -> None:
    (sheet,) = read_workbook(noted(("comments", "../../../../etc/passwd", OLD)))
    assert dict(sheet.notes) == {}


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
THIEF = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
ONE = '<row><c t="s"><v>0</v></c></row>'


def _note(number: int) -> str:
    return f'<comment ref="A{number + 1}"><text><t>x</t></text></comment>'


@pytest.mark.parametrize(
    "content",
    [
        lambda: b"",
        lambda: b"not a zip",
        lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600,
        lambda: sheets.workbook()[:-30],
        lambda: sheets.workbook()[:200] + sheets.workbook()[210:],
        lambda: b"PK" + b"\0" * 10_000_001,
        lambda: sheets.workbook({sheets.SHEET: None}),
        lambda: sheets.workbook({sheets.SHEET: "<worksheet>"}),
        lambda: sheets.workbook({"xl/workbook.xml": None}),
        lambda: sheets.workbook(compression=zipfile.ZIP_LZMA),
        lambda: sheets.workbook({f"x{number}": "" for number in range(2_001)}),
        lambda: sheets.workbook({sheets.SHEET: sheets.sheet("<row><c><v>&b;</v></c></row>", before=BOMB)}),
        lambda: sheets.workbook({"xl/sharedStrings.xml": sheets.shared("<si><t>&e;</t></si>", before=THIEF)}),
        lambda: sheets.workbook({sheets.SHEET: b" " * (MAX_PART + 1)}),
        lambda: sheets.workbook({sheets.SHEET: sheets.sheet("<c/>" * (MAX_ELEMENTS + 1))}),
        lambda: sheets.workbook({sheets.SHEET: sheets.sheet('<mergeCell ref="A1"/>' * (MAX_MERGED + 1))}),
        lambda: sheets.workbook({sheets.SHEET: sheets.sheet('<row><c r="a1b"/></row>')}),
        lambda: sheets.workbook({sheets.SHEET: sheets.sheet('<row r="10001"><c><v>1</v></c></row>')}),
        lambda: sheets.workbook({sheets.SHEET: sheets.sheet('<row><c r="XFD1"><v>1</v></c></row>')}),
        lambda: sheets.workbook({sheets.SHEET: sheets.sheet(f"<row><c><v>{'x' * 10_001}</v></c></row>")}),
        lambda: noted(("comments", "../c.xml", f"<c>{''.join(_note(number) for number in range(MAX_NOTES + 1))}</c>")),
        lambda: noted(("comments", "../c.xml", f"{BOMB}<c/>")),
        lambda: noted(("comments", "../c.xml", '<c><comment ref="1B"/></c>')),
        lambda: sheets.workbook(
            {"xl/sharedStrings.xml": sheets.shared(f"<si><t>{' x' * 9_000}</t></si>"), sheets.SHEET: sheets.sheet(ONE)}
        ),
    ],
)
def test_a_hostile_or_broken_file_is_refused_in_both_languages(content: Callable[[], bytes]) -> None:
    with pytest.raises(NotImportable) as refused:
        read_workbook(content())
    assert refused.value.said(Language.VIETNAMESE)
    assert refused.value.said(Language.ENGLISH)


def test_an_area_merged_over_the_whole_sheet_covers_only_what_is_there() -> None:
    row = '<row r="1"><c r="A1"><v>1</v></c></row>'
    huge = sheets.sheet(row, after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    assert read(sheets.workbook({sheets.SHEET: huge})) == {"A1": "1"}


def test_areas_merged_over_and_over_are_refused() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="9000"><c r="CU9000"><v>1</v></c></row>'
    merged = '<mergeCell ref="A1:CU9000"/>' * 9
    with pytest.raises(NotImportable):
        read_workbook(sheets.workbook({sheets.SHEET: sheets.sheet(rows, after=merged)}))


def test_a_relationship_that_leads_out_of_the_workbook_leads_nowhere() -> None:
    target = f'<Relationships {sheets.RELATIONS}><Relationship Id="r1" Target="../../../etc/passwd"/></Relationships>'
    assert read_workbook(sheets.workbook({"xl/_rels/workbook.xml.rels": target})) == ()
