"""What libraries say is said in our words: nothing of theirs is left in a Vietnamese finding, and nothing is lost."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import pytest
import yaml

from definitions import conditions, strict_yaml
from definitions.checking import Ground, check_path
from definitions.conditions import NotACondition, Scope
from definitions.directory_files import load_directory
from definitions.forms import check_schema
from definitions.importing.bpmn_xml import read_xml
from definitions.importing.source import NotImportable
from definitions.saying import Language, Said
from definitions.translated import cel, regular_expressions, system, xml, yaml_parser
from workflows.proving import prove

HERE = Path(__file__).parent
GROUND = Ground(directory=load_directory("thua-thien-hue"), prove=prove)
BROKEN = sorted((HERE / "broken").glob("*.yaml"))

QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”")
SENTENCES = (
    "allowed alphabetic already anchor and applied argument array before block boolean cannot character context "
    "could did directive document does end error escape exist expected expecting expression extraneous field find "
    "found greater have identifier incompatible input int integer invalid item items key least less line list "
    "literal mapping match matching maximum minimum mismatched missing must non not number object of one operand "
    "operator or overload parsing pattern reference required scanning select sequence should start stream string "
    "struct syntax than the this token type undeclared unexpected unique unknown unsupported valid value while with"
)
THEIRS = frozenset(SENTENCES.split())
"""Words that the libraries' own sentences are made of, and that no Vietnamese sentence has."""

NOT_YAML = (
    "a:\n\t- b",
    "a: b\n\tc: d",
    "a: |\n\tb",
    "a: b: c",
    "a: 1\nb\nc: 2",
    "a: 1\n  b: 2",
    "a:\n  b: 1\n c: 2",
    "- a\nb: 1",
    "a:\n  - b\n  c: d",
    "a: - b",
    "a: |\n  b\n c\nd: e",
    "a: [1, 2",
    "a: [b}",
    "a: [b: c: d]",
    "a: [1,,2]",
    "a: {b: 1",
    "a: {b: 1 c: 2}",
    "{a: b, c",
    "a: ]",
    "a: [b:c:d, e:[f]]",
    "{a: b:}",
    'a: "\n  \\xZZ"',
    "}",
    "[- a]",
    "title: {name}} x",
    'a: "abc',
    "a: 'abc",
    'a: "b\nc',
    "a: 'b\n---\nc'",
    "a: 'b' c",
    'a: "b" : c',
    'a: "\\q"',
    'a: "\\xZZ"',
    '"\\u12"',
    '"\\UFFFFFFFF"',
    "a: @b",
    "a: `b`",
    "a: %b",
    "%a",
    "%YAML 2.0\n---\na",
    "%YAML 1.1\n%YAML 1.1\n---\na",
    "%YAML x\n---\na",
    "%YAML 1.1\na: b",
    "%TAG ! x\n%TAG ! y\n---\na",
    "%TAG !\n---\na",
    "%FOO bar\n---\na: b",
    "a: b\n...\nb",
    "a: *",
    "a: &",
    "a: &b! c",
    "a: !<",
    "a: !<tag:%zz> b",
    "a: !a%",
    "a: !x!y b",
    "a: |x\n b",
    "a: |0\n b",
    "a: >-5-",
    "a: \x01",
    "a" * 1100 + ": b",
    "a: &x [1]\nb: *x",
    "a: *nowhere",
    "a: &x 1\nb: &x 2",
    "a: !!str b",
    "? [a]\n: b",
    "a: 1\na: 2",
    "a: 2026-02-30",
    "a\n---\nb",
    "",
)
NO_EXPRESSIONS = (
    "",
    "form.age >",
    "form.age > 'x'",
    "form.age > 1.5",
    "form.area > 1",
    "form.nope",
    "form.home.x.y",
    "form.age.x",
    "null.a",
    "age > 1",
    "(form.age",
    "form.age)",
    "form.age = 5",
    "form.ok and form.ok",
    "form.ok or form.ok",
    "not form.ok",
    "form.age <> 5",
    "form.age ≥ 5",
    "form.tên == 1",
    "“a” == form.name",
    "form.ok ? 1",
    "form.ok ? 1 : 'a'",
    "1 ? 2 : 3",
    "!form.age",
    "-form.name",
    "form.list[",
    "form.list['a']",
    "form.list.all(x)",
    "form.list.map(1, x)",
    "form.list.filter(x, 1)",
    "form.age.all(x, true)",
    "form.list + 1",
    "size(form.age)",
    "size()",
    "form.name.startsWith(5)",
    "has(form)",
    "has(form.age",
    "'abc",
    "form.name == '\\q'",
    "'\\ud800'",
    "form..age",
    "form.1",
    "1 +",
    "!-[form.name",
    "in",
    "if",
    "let x = 1",
    "@",
    "[1,2",
    "{1:2",
    "{1}",
    "form{",
    "lienthong.form{age: 'x'}",
    "form.age > 99999999999999999999",
    "timestamp('x') > 1",
    "duration('1') < 5",
    "1u + 1 == 2",
    "b'a' == form.name",
    "form.?age",
    "a?.b",
    "(" * 60 + "1" + ")" * 60,
    "[" * 100 + "]" * 100,
    "1" + "+1" * 300 + " > 1",
    "a." * 300 + "a",
    "form.age > 5 form.ok",
    "`a`",
    "form.name.matches('(')",
    "form.name.matches(')')",
    "form.name.matches('[a')",
    "form.name.matches('*')",
    "form.name.matches('a**')",
    "form.name.matches('[z-a]')",
    "form.name.matches('a{2,1}')",
    "form.name.matches('a{5000}')",
    "form.name.matches('(?=a)')",
    "form.name.matches('(?P<')",
    "form.name.matches('[[:foo:]]')",
    r"form.name.matches(r'\k')",
    r"form.name.matches('a\\')",
    "form.name.matches(form.name)",
)
NO_SCHEMAS: tuple[dict[str, Any], ...] = (
    {"type": "objekt"},
    {"type": 5},
    {"type": []},
    {"type": ["string", "string"]},
    {"required": "a"},
    {"required": [1]},
    {"required": ["a", "a"]},
    {"properties": [1]},
    {"properties": {"a": 5}},
    {"properties": {"a": None}},
    {"properties": {"a": {"minimum": "5"}}},
    {"properties": {"a": {"minLength": -1}}},
    {"properties": {"a": {"minLength": 1.5}}},
    {"properties": {"a": {"pattern": "("}}},
    {"properties": {"a": {"pattern": "(?=a)"}}},
    {"properties": {"a": {"pattern": 5}}},
    {"patternProperties": {"[": {}}},
    {"enum": "x"},
    {"format": 5},
    {"title": 5},
    {"uniqueItems": "yes"},
    {"additionalProperties": "no"},
    {"multipleOf": 0},
    {"multipleOf": "x"},
    {"maxProperties": "1"},
    {"exclusiveMinimum": True},
    {"items": [{}]},
    {"prefixItems": {}},
    {"anyOf": []},
    {"anyOf": {}},
    {"not": "x"},
    {"if": 5},
    {"$defs": 5},
    {"dependentRequired": {"a": "b"}},
    {"dependentSchemas": {"a": 5}},
    {"$ref": 5},
    {"$ref": "#/nowhere"},
    {"$ref": "#nowhere"},
    {"$ref": "#/%zz"},
    {"$ref": "https://example.org/schema"},
    {"$dynamicRef": "#a"},
    {"$anchor": "#9"},
    {"$schema": "http://json-schema.org/draft-07/schema#"},
)
NO_XML = (
    b"",
    b"x",
    b"<a",
    b"<a>",
    b"<a></b>",
    b"<a/><b/>",
    b"<a b='1' b='2'/>",
    b"<a>&x;</a>",
    b"<a:b/>",
    b"<a><![CDATA[</a>",
    b" <?xml version='1.0'?><a/>",
    b"<?xml version='1.0' encoding='nope'?><a/>",
    b"<a>\xff</a>",
    b"<a>\xe1",
)

FORM = {
    "type": "object",
    "properties": {
        "age": {"type": "integer"},
        "area": {"type": "number"},
        "name": {"type": "string"},
        "ok": {"type": "boolean"},
        "list": {"type": "array", "items": {"type": "string"}},
        "home": {"type": "object", "properties": {"x": {"type": "integer"}}},
    },
}
SCOPE = Scope({"form": FORM})


def in_our_words(said: Said) -> bool:
    """Whether a sentence in Vietnamese has no word of a library in it, not even in a quotation that says so."""
    text = said.said(Language.VIETNAMESE)
    words = set(re.findall(r"\w+", QUOTED.sub(" ", text)))
    return "nguyên văn" not in text and not words & THEIRS and text != said.said(Language.ENGLISH)


def found_in(snippet: str) -> Iterator[Said]:
    for finding in strict_yaml.read(snippet.encode(), "it.yaml").findings:
        yield from (finding.wrong, finding.mend)


@pytest.mark.parametrize("snippet", NOT_YAML)
def test_what_is_not_yaml_is_said_in_our_words(snippet: str) -> None:
    found = tuple(found_in(snippet))
    assert found
    assert [str(said) for said in found if not in_our_words(said)] == []


@pytest.mark.parametrize("text", NO_EXPRESSIONS)
def test_what_is_no_expression_is_said_in_our_words(text: str) -> None:
    with pytest.raises(NotACondition) as caught:
        conditions.compile(text, SCOPE)
    assert in_our_words(caught.value.wrong), caught.value.wrong.said(Language.VIETNAMESE)


@pytest.mark.parametrize("schema", NO_SCHEMAS, ids=str)
def test_what_is_no_schema_is_said_in_our_words(schema: dict[str, Any]) -> None:
    mistake = check_schema(schema)
    assert mistake is not None
    assert in_our_words(mistake.wrong), mistake.wrong.said(Language.VIETNAMESE)


@pytest.mark.parametrize("content", NO_XML)
def test_what_is_no_xml_is_said_in_our_words(content: bytes) -> None:
    with pytest.raises(NotImportable) as caught:
        read_xml(content)
    text = caught.value.said(Language.VIETNAMESE)
    assert "nguyên văn" not in text
    assert not set(re.findall(r"\w+", QUOTED.sub(" ", text))) & THEIRS, text


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.name.removesuffix(".v1.yaml"))
def test_what_is_found_in_a_broken_definition_has_no_word_of_a_library(path: Path) -> None:
    found = check_path(path, GROUND).findings
    assert [finding.line(Language.VIETNAMESE) for finding in found if not in_our_words(finding.wrong)] == []
    assert [finding.line(Language.VIETNAMESE) for finding in found if not in_our_words(finding.mend)] == []


def test_a_file_that_is_away_is_said_in_our_words() -> None:
    found = check_path(HERE / "nowhere.v1.yaml", GROUND).findings
    assert [finding.wrong.said(Language.VIETNAMESE) for finding in found] == [
        "không đọc được tệp: không có tệp hoặc thư mục này"
    ]


def test_what_nobody_has_translated_is_quoted_as_it_stands() -> None:
    said = (
        yaml_parser.complaint_of(yaml.MarkedYAMLError(problem="found something new")).wrong,
        yaml_parser.unreadable(yaml.YAMLError("something new\nand more")).wrong,
        cel.complaint_of("ERROR: <input>:2:3: something new.\n | form.x").wrong,
        regular_expressions.complaint_of("something new: (a"),
        system.cause_of(OSError(9999, "something new")),
        xml.complaint_of(parse_error("something new")),
    )
    assert [one.said(Language.VIETNAMESE) for one in said] == [
        "chỗ này không đúng cú pháp YAML: YAML báo, nguyên văn: “found something new”",
        "chỗ này không đúng cú pháp YAML: YAML báo, nguyên văn: “something new”",
        "CEL báo, nguyên văn: “something new”",
        "RE2 báo, nguyên văn: “something new: (a”",
        "OS báo, nguyên văn: “something new”",
        "XML báo, nguyên văn: “something new”",
    ]
    assert str(said[2]) == "CEL says: “something new”"


def parse_error(text: str) -> ParseError:
    error = ParseError(text)
    error.code, error.position = 9999, (1, 0)
    return error


def test_what_an_expression_is_wrong_about_keeps_its_place() -> None:
    found = cel.complaint_of("INVALID_ARGUMENT: ERROR: <input>:2:3: undeclared reference to 'x' (in container '')")
    assert (found.wrong.said(Language.VIETNAMESE), found.line, found.column) == ("không rõ 'x' là gì ở đây", 2, 3)


def test_what_ends_too_late_is_said_with_the_line_on_which_it_began() -> None:
    wrong, _ = found_in("a: 1\nb: [c,\n  d\n")
    assert str(wrong) == "this is not YAML: ',' or ']' has to stand here (in the list that begins on line 2)"


def test_a_character_that_cannot_be_read_is_found_where_it_stands() -> None:
    (finding,) = strict_yaml.read("tên: a\nđịa chỉ: ấp\x01\n".encode(), "it.yaml").findings
    assert (finding.place.line, finding.place.column) == (2, 12)
    assert finding.wrong.said(Language.VIETNAMESE) == "tệp có ký tự điều khiển U+0001, không đọc được"
