"""`lienthong fmt`: writes what is not canonical, or only names or shows it, and spares what is broken."""

from pathlib import Path

import pytest

import cli

ROOT = Path(__file__).parents[2]
CATALOGUE = str(ROOT / "definitions" / "catalogue")
LOOSE = "a:   'một'   # ghi chú\n"
TIGHT = "a: một  # ghi chú\n"
BROKEN = "a: [1\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mot.v1.yaml").write_text(LOOSE, encoding="utf-8")
    (tmp_path / "hai.v1.yaml").write_text(BROKEN, encoding="utf-8")
    (tmp_path / "ba.v1.scenarios.yaml").write_text("- {scenario:   Ba}\n", encoding="utf-8")
    (tmp_path / "bon.v1.yaml").write_text(TIGHT, encoding="utf-8")
    return tmp_path


def test_the_catalogue_needs_no_formatting(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["fmt", "--check", CATALOGUE]) == 0
    assert capsys.readouterr().out.endswith("Chưa đúng định dạng: 0. Có lỗi: 0.\n")


def test_a_wrong_file_among_others_is_left_alone_and_the_others_are_formatted(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["fmt", str(folder)]) == 1
    told = capsys.readouterr()
    assert "hai.v1.yaml:2:1: not-yaml:" in told.err
    assert told.out.splitlines() == [
        f"đã định dạng lại: {folder / 'ba.v1.scenarios.yaml'}",
        f"đã định dạng lại: {folder / 'mot.v1.yaml'}",
        "Số tệp: 4. Đã định dạng lại: 2. Có lỗi: 1.",
    ]
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert texts == {
        "mot.v1.yaml": TIGHT,
        "hai.v1.yaml": BROKEN,
        "ba.v1.scenarios.yaml": "- scenario: Ba\n",
        "bon.v1.yaml": TIGHT,
    }
    assert cli.run(["fmt", str(folder / "mot.v1.yaml"), str(folder / "bon.v1.yaml")]) == 0


def test_check_and_diff_write_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "mot.v1.yaml"
    assert cli.run(["fmt", "--check", "--english", str(path)]) == 1
    assert capsys.readouterr().out == (
        f"not in canonical form: {path}\nFiles: 1. Not in canonical form: 1. With findings: 0.\n"
    )
    assert cli.run(["fmt", "--diff", str(path)]) == 1
    assert capsys.readouterr().out.splitlines()[2:] == [
        "@@ -1,2 +1,2 @@",
        f"-{LOOSE.strip()}",
        f"+{TIGHT.strip()}",
        " ",
    ]
    assert path.read_text(encoding="utf-8") == LOOSE


def test_the_environment_chooses_the_language(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LIENTHONG_LANGUAGE", "en")
    monkeypatch.setenv("LIENTHONG_API_PORT", "none of this command's business")
    assert cli.run(["fmt", str(folder / "mot.v1.yaml")]) == 0
    assert capsys.readouterr().out.startswith("formatted: ")
    monkeypatch.setenv("LIENTHONG_LANGUAGE", "fr")
    assert cli.run(["fmt", str(folder)]) == 2
    assert capsys.readouterr().err.startswith("lienthong: LIENTHONG_LANGUAGE: ")


def test_rights_and_links_of_a_file_stay(folder: Path) -> None:
    path, link = folder / "mot.v1.yaml", folder / "khac.v1.yaml"
    path.chmod(0o640)
    link.symlink_to(path)
    assert cli.run(["fmt", str(link)]) == 0
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") == TIGHT
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_file_that_is_not_there_is_a_finding(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["fmt", str(folder / "none.yaml"), str(folder / "mot.v1.yaml")]) == 1
    told = capsys.readouterr()
    assert "none.yaml:1:1: unreadable:" in told.err
    assert "đã định dạng lại" in told.out


@pytest.mark.parametrize("arguments", [["fmt"], ["fmt", "--nope"]])
def test_what_is_asked_wrongly_exits_with_two(arguments: list[str]) -> None:
    assert cli.run(arguments) == 2
