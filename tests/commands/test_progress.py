"""Progress: items pass through untouched, with a bar only where a person waits."""

import io
import sys

import pytest

from commands import progress


class Terminal(io.StringIO):
    """A screen that says it is one."""

    def isatty(self) -> bool:
        return True


def test_nothing_is_shown_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(progress.tracked(range(3), "Đang đọc")) == [0, 1, 2]
    assert capsys.readouterr().err == ""


def test_a_short_wait_needs_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    assert list(progress.tracked(range(3), "Đang đọc")) == [0, 1, 2]
    assert screen.getvalue() == ""


def test_a_long_wait_has_a_bar_and_every_item(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    assert list(progress.tracked(range(5), "Đang đọc", patience=0)) == [0, 1, 2, 3, 4]
    assert "Đang đọc" in screen.getvalue()
