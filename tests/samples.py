"""Samples: small definitions for tests, of the steps that a test is about, and plays of them told in a few words."""

from typing import Any, Self

from definitions.loader import read_procedure
from definitions.procedure import Procedure
from tests.plays import official
from tests.turns import Turns
from workflows.messages import Add, Complete

HEAD = """
procedure: "1.009901"
version: 1
title: Thủ tục mẫu
sector: Lĩnh vực mẫu
approved: {{decision: 01/QĐ-UBND, on: 2019-01-02, by: Chủ tịch UBND tỉnh}}
effective: {{from: 2019-04-04}}
basis: [{{instrument: Nghị định 61/2018/NĐ-CP, provision: Điều 19}}]
result: {{title: Kết quả mẫu}}
receive:
  at: commune
  form:
    type: object
    properties:
      owner: {{type: string, title: Chủ sử dụng đất}}
      born: {{type: string, format: date, title: Ngày sinh}}
      area: {{type: integer, title: Diện tích (m²)}}
      price: {{type: integer, title: Giá đất (đồng)}}
      year: {{type: integer, title: Năm}}
      share: {{type: number, title: Tỷ lệ}}
      remote: {{type: boolean, title: Vùng sâu}}
      parcels: {{type: array, items: {{type: string}}, title: Các thửa đất}}
time:
  limit: {limit}
{time}
steps:
  intake:
    title: Tiếp nhận hồ sơ
    who: receptionist @ commune/desk
    limit: 4 working hours
    outcomes:
      accept: {{title: Tiếp nhận, to: {to}}}
      refuse: {{title: Từ chối tiếp nhận, end: refused}}
"""
GIVE = """
  give:
    title: Trả kết quả
    who: receptionist @ receiving desk
    counts: false
    outcomes: {given: {title: Đã trả kết quả, end: returned}}
"""
FORM = {
    "owner": "Lê Văn Tám",
    "born": "1980-02-01",
    "area": 120,
    "price": 1_400_000,
    "year": 2019,
    "share": 12.5,
    "remote": True,
    "parcels": ["Thửa 12", "Thửa 15"],
}


def text_of(steps: str, *, to: str, limit: str = "20 working days", time: str = "") -> str:
    """The file of a definition whose steps, after the reception, are those; they lead to `give`."""
    return HEAD.format(limit=limit, time=time, to=to) + steps + GIVE


def drawn(steps: str, *, to: str, limit: str = "20 working days", time: str = "") -> Procedure:
    """The same, read."""
    loaded = read_procedure(text_of(steps, to=to, limit=limit, time=time).encode(), "mau.v1.yaml")
    assert loaded.procedure is not None, [str(finding) for finding in loaded.findings]
    return loaded.procedure


class Acts(Turns):
    """A play in which each act names its step: whoever holds the post of that step's open task does it."""

    def begin(self, when: str = "03-02 08:30", **changes: Any) -> Self:
        """Hand the dossier in, and take it in half an hour later."""
        self.lodge(when, **{"form": FORM, "papers": (), **changes})
        return self.do(when[:-2] + "59", "intake", "accept")

    def do(self, when: str, step: str, outcome: str, *, number: int = 1, **more: Any) -> Self:
        """Complete the latest open task of a step."""
        task = next(task for task in reversed(self.state.works) if task.step == step)
        by = official(task.post, task.office, number)
        return self.act(when, Complete(task=task.number, outcome=outcome, **more), by=by)

    def add(
        self, when: str, step: str, element: Any, *, post: str = "officer", office: str = "19990/committee"
    ) -> Self:
        """Add an element, or a complaint."""
        return self.act(when, Add(step=step, element=element), by=official(post, office))

    def seq_of(self, kind: str, nth: int = 1) -> int:
        """The number of the nth entry of a kind."""
        return [entry.seq for entry in self.entries if entry.kind == kind][nth - 1]

    @property
    def kinds(self) -> list[str]:
        """The kinds of the entries."""
        return [entry.kind for entry in self.entries]
