"""`lienthong publish`, `abolish`, `versions` and `diff` on records in a folder."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import cli
from records import procedures, tables
from records.database import Database, reading, writing
from tests.accepted import accept
from tests.plays import WORSHIP

CODE = "1.010803"
SECOND = (("version: 1", "version: 2"), ("effective: {from: 2019-04-04}", "effective: {from: 2026-07-01}"))

Run = Callable[..., int]
Write = Callable[..., Path]


@pytest.fixture
def run(kept: Database, tmp_path: Path) -> Run:
    """A command on the records, and what it exits with."""

    def _run(*arguments: object) -> int:
        return cli.run([*map(str, arguments), "--data", str(tmp_path)])

    return _run


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """The worship allowance with some words replaced, in a file."""

    def _write(name: str, *changes: tuple[str, str]) -> Path:
        text = WORSHIP.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        path = tmp_path / name
        path.write_bytes(text.replace("\n", "\r\n").encode())
        return path

    return _write


def stored(database: Database, version: int) -> tables.Procedure:
    with reading(database) as session:
        found = procedures.one(session, CODE, version)
    assert found is not None
    return found


def told(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_an_amendment_is_published_with_its_text_and_says_what_it_ends(
    kept: Database, run: Run, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    with writing(kept) as session:
        accept(session, CODE, date(2026, 3, 2))
    path = write("worship.v2.yaml", *SECOND)
    assert run("publish", path, "--by", "kiemsoat-tthc.46") == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith(f"Đã công bố {CODE} phiên bản 2 (")
    assert first.endswith("Giải quyết chế độ trợ cấp thờ cúng liệt sĩ; có hiệu lực từ ngày 01/07/2026.")
    assert second == (
        "Phiên bản 1 hết hiệu lực sau ngày 30/06/2026. Hồ sơ đang mở theo các phiên bản trước: 1;"
        " chúng giữ phiên bản của mình đến khi kết thúc."
    )
    found = stored(kept, 2)
    assert (found.source.encode(), found.published_by) == (path.read_bytes(), "kiemsoat-tthc.46")


def test_what_was_accepted_since_an_amendments_first_day_is_said(
    kept: Database, run: Run, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    with writing(kept) as session:
        accept(session, CODE, date(2026, 7, 2))
    assert run("publish", write("worship.v2.yaml", *SECOND), "--english") == 0
    assert capsys.readouterr().out.splitlines()[2] == (
        "Dossiers accepted since its first day under the version before: 1; they keep that one."
    )


def test_publishing_again_changes_nothing_and_says_so(
    run: Run, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write("worship.v1.yaml")
    assert run("publish", path) == 0
    assert "không có gì thay đổi" in capsys.readouterr().out
    assert run("publish", path, "--json") == 0
    assert told(capsys)["new"] is False


@pytest.mark.parametrize(
    ("name", "changes", "rule", "sentence"),
    [
        (
            "worship.v1.yaml",
            (("limit: 12 working days", "limit: 11 working days"),),
            "DifferentVersion",
            "version 1 of 1.010803 was published by lienthong on 2026-03-02 and says something else",
        ),
        (
            "worship.v3.yaml",
            (("version: 1", "version: 3"),),
            "NotTheNextVersion",
            "an amendment bears the next number, which is 2",
        ),
        (
            "worship.v2.yaml",
            (("version: 1", "version: 2"),),
            "EffectNotLater",
            "an amendment takes effect after 2019-04-04",
        ),
    ],
)
def test_what_stands_against_a_version_is_said_and_nothing_is_published(
    kept: Database,
    run: Run,
    write: Write,
    capsys: pytest.CaptureFixture[str],
    name: str,
    changes: tuple[tuple[str, str], ...],
    rule: str,
    sentence: str,
) -> None:
    assert run("publish", write(name, *changes), "--json", "--english") == 1
    captured = capsys.readouterr()
    refused = json.loads(captured.out)
    assert refused["refused"] == rule
    assert refused["why"].startswith(sentence)
    assert captured.err.startswith(f"lienthong publish: not published: {sentence}")
    with reading(kept) as session:
        assert [one.version for one in procedures.editions(session, CODE)] == [1]


def test_a_definition_with_findings_is_not_published(
    run: Run, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write("worship.v2.yaml", *SECOND, ("to: appraise", "to: apraise"))
    assert run("publish", path) == 1
    captured = capsys.readouterr()
    assert f"{path}:" in captured.out
    assert "unknown-step: " in captured.out
    assert captured.err.startswith("lienthong publish: không công bố: có ")
    assert run("publish", path, "--json") == 1
    assert "unknown-step" in {finding["code"] for finding in told(capsys)["findings"]}


def test_a_file_that_is_not_there_is_a_finding(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("publish", tmp_path / "none.v1.yaml") == 1
    assert "unreadable" in capsys.readouterr().out


def test_a_procedure_is_abolished_while_dossiers_are_open(
    kept: Database, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    with writing(kept) as session:
        accept(session, CODE, date(2026, 3, 2))
    assert run("abolish", CODE, "--from", "2026-03-03", "--decision", "12/QĐ-UBND") == 0
    assert capsys.readouterr().out == (
        "Thủ tục 1.010803 được bãi bỏ từ ngày 03/03/2026: từ ngày đó không tiếp nhận hồ sơ mới. Hồ sơ đang mở: 1;"
        " chúng được giải quyết tiếp theo phiên bản của mình đến khi kết thúc.\n"
    )
    assert run("abolish", CODE, "--from", "2026-03-03", "--json") == 0
    assert told(capsys) == {"procedure": CODE, "abolished_from": "2026-03-03", "new": False, "open": 1}
    assert run("versions", CODE, "--on", "2026-03-03", "--json") == 0
    (edition,) = told(capsys)["versions"]
    assert (edition["state"], edition["in_force_until"], edition["open"]) == ("abolished", "2026-03-02", 1)


def test_an_abolition_that_does_not_fit_is_refused(
    kept: Database, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    with writing(kept) as session:
        accept(session, CODE, date(2026, 3, 2))
    assert run("abolish", CODE, "--from", "2026-03-02") == 1
    assert "đã tiếp nhận 1 hồ sơ, hồ sơ gần nhất ngày 02/03/2026" in capsys.readouterr().err
    assert run("abolish", "9.999999", "--from", "2026-03-02", "--json") == 1
    assert told(capsys)["refused"] == "NeverPublished"
    assert run("abolish", CODE) == 2


def test_versions_are_listed_with_their_states_on_a_day(
    run: Run, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    run("publish", write("worship.v2.yaml", *SECOND))
    capsys.readouterr()
    assert run("versions", CODE, "--on", "2026-06-30", "--english") == 0
    shown = capsys.readouterr().out
    lines = [line for line in shown.splitlines() if CODE in line]
    assert [("published" in lines[0], "2026-07-01" in lines[0])] == [(True, True)]
    assert all(word in lines[1] for word in ("in force", "2019-04-04", "2026-06-30", "855/QĐ-UBND"))
    assert shown.endswith("States as on 2026-06-30.\n")
    assert run("versions", "--on", "2026-07-01", "--json") == 0
    listed = told(capsys)
    assert listed["on"] == "2026-07-01"
    ours = [(one["version"], one["state"]) for one in listed["versions"] if one["procedure"] == CODE]
    assert ours == [(2, "in force"), (1, "amended")]


def test_an_unknown_procedure_has_no_versions(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("versions", "9.999999") == 2
    assert capsys.readouterr().err == ("lienthong versions: chưa có phiên bản nào của thủ tục 9.999999 được công bố\n")


def test_two_versions_are_compared_in_words(run: Run, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("worship.v2.yaml", *SECOND, ("limit: 12 working days", "limit: 10 working days"))
    assert run("diff", f"{CODE}@v1", path) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{CODE}@v1 → {CODE}@v2",
        "~ Ngày có hiệu lực: từ 04/04/2019 thành 01/07/2026",
        (
            "~ Bước “Thẩm định hồ sơ, trình dự thảo quyết định” (verify): thời hạn rút ngắn từ 12 ngày làm việc xuống"
            " 10 ngày làm việc [chặt hơn]"
        ),
    ]
    assert run("diff", f"{CODE}@1", path, "--json", "--english") == 1
    found = told(capsys)
    assert (found["equal"], found["before"]["version"], found["after"]["version"]) == (False, 1, 2)
    assert found["changes"][1] == {
        "how": "changed",
        "path": "steps.verify.limit",
        "bearing": "stricter",
        "before": "12 working days",
        "after": "10 working days",
        "sentence": "~ Step “Thẩm định hồ sơ, trình dự thảo quyết định” (verify): the limit shortened from 12 working"
        " days to 10 working days [stricter]",
    }


def test_equal_meaning_exits_with_nought(run: Run, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("diff", write("worship.v1.yaml", ("# Not certain", "# Hardly certain")), f"{CODE}@v1") == 0
    assert capsys.readouterr().out.endswith("Hai phiên bản có cùng nội dung.\n")


def test_what_cannot_be_read_cannot_be_compared(run: Run, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    broken = write("worship.v2.yaml", ("version: 1", "version: one"))
    for wrong in (broken, "none.v1.yaml", f"{CODE}@v9"):
        assert run("diff", f"{CODE}@v1", wrong) == 2
    assert "worship.v2.yaml:14:10: wrong-type" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["versions"], ["diff", f"{CODE}@v1", f"{CODE}@v2"], ["publish", WORSHIP]])
def test_without_records_nothing_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert cli.run([*map(str, arguments), "--data", str(tmp_path)]) == 3
    assert "chạy lienthong up trước" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
