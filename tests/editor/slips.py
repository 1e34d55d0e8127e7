"""Slips: texts that are right, and what a hurried author writes in them instead."""

from pathlib import Path
from typing import Final

EVERY_KIND: Final = (Path(__file__).parent / "moi-loai-buoc.v1.yaml").read_text(encoding="utf-8")

MISTAKES: Final = (
    ("sector: Lĩnh", "sektor: Lĩnh"),
    ("demands: [basis]", "demands: [bases]"),
    ("version: 1\n", "version: 0\n"),
    ("title: Mọi loại bước", "title:"),
    ("on: 2020-02-29", "on: 2019-02-29"),
    ("until: 2025-06-30", "until: "),
    ("basis:\n  - {instrument: Nghị định 61/2018/NĐ-CP, provision: Điều 17}\n", "basis: []\n"),
    ("at: commune", "at: Commune"),
    ("channels: [counter, online]", "channels: [counter, fax]"),
    ("channels: [counter, online]", "channels: []"),
    ("copies: 2", "copies: 0"),
    ("kind: certified", "kind: scanned"),
    ("      title: Bản đồ\n", ""),
    ("required: false", "required: 1"),
    ("type: boolean, title: Có đất", "type: bool"),
    ("  form:\n    type: object\n", "  form:\n"),
    ("{withdraw: {while: [review]}}", "{withdraw: {while: [review], until: fee}}"),
    ("{withdraw: {while: [review]}}", "{withdraw: {}}"),
    ("plus 05 working", "plus 05 "),
    ("60 working days;", "60 days;"),
    ("supplement: pause", "supplement: stop"),
    ("supplements: 1", "supplements: -1"),
    ("warn: [3 working days, 8", "warn: [3 working days, 8 hours"),
    ("due - 1 working day", "due - 1"),
    ("desk.desk head", "office.head"),
    ("reassign: leader", "reassign: Leader"),
    ("urge: true", "urge: yes"),
    ("      to: [superior.chair]\n", "      to: []\n"),
    ("      to: [superior.chair]\n", ""),
    ('"15:00"', '"25:00"'),
    ('forms: "2018"', "forms: 2018"),
    ("steps:\n", "steps: {}\nstepz:\n"),
    ("  intake:\n", "  Intake:\n"),
    ("  give:\n    who", "  give: x\n  giv:\n    who"),
    ("who: receptionist @ receiving desk\n    limit: same", "who: receptionist\n    limit: same"),
    ("limit: same day", "limit: today"),
    ("    who: receptionist @ receiving desk\n    limit: same day\n", "    limit: same day\n"),
    ("accept: {title: Tiếp nhận, to: computed}", "accept: {title: Tiếp nhận}"),
    ("accept: {title: Tiếp nhận, to: computed}", "Accept: {title: Tiếp nhận, to: computed}"),
    ("ask: supplement}", "ask: more}"),
    ("fee: form.pages * 2000", "fee: 2000"),
    ("    to: way\n", ""),
    ("    to: way\n", "    to: way\n    end: returned\n"),
    ("    set: {fee", "    sets: {fee"),
    ("- {when: form.land, to: branches}", "- {if: form.land, to: branches}"),
    ("        to: review\n    otherwise", "        to: Review\n    otherwise"),
    ("    otherwise: {to: review}\n", ""),
    ("otherwise: {to: review}", "otherwise: {to: review, title: x}"),
    ("      - when: form.pages > 100\n", "      - "),
    ("start: survey, when", "begin: survey, when"),
    ("        start: inspect\n", "        start: inspect\n        limit: 3 days\n"),
    ("after: any", "after: some"),
    ("after: any", "after: 0"),
    ("rest: leave", "rest: stop"),
    ("    rest: leave\n    to: parcels", "    rest: leave"),
    ("not_by: [survey]", "not_by: survey"),
    ("{join: branches, cancels: [survey]}", "{join: branches, cancels: [1]}"),
    ("{join: branches, cancels: [survey]}", "{join: branches, drops: [survey]}"),
    ("stops_clock: true", "stops_clock: maybe"),
    ("{type: object, properties: {note", "{type: array, properties: {note"),
    ("of: form.parcels, start: measure, grows: officer @ commune/committee, most: 20", "start: measure"),
    ("most: 20", "most: 0"),
    ("start: measure, grows", "grows"),
    ("limit: 2 working days, when: form.land}", "when: form.land}"),
    ("        limit: 3 working days\n    silence", "        limit: soon\n    silence"),
    ("silence: consent", "silence: yes"),
    ("post: 15 days", "post: 15"),
    ("complaint: complaint", "complain: complaint"),
    ("    complaint: complaint\n", "    complaint: complaint\n    after: any\n"),
    ("    complaint: complaint\n    to: hearing", "    complaint: complaint"),
    ("    until: form.hearing_on\n", ""),
    ("    at_limit: {to: child}\n    outcomes", "    outcomes"),
    ("    limit: 30 days\n", ""),
    ("      - when: form.pages > 100\n        to: review\n", "      - {}\n"),
    ("có kết quả, to: notice}", "có kết quả, to: notice, adds: 1 day}"),
    ("    complaint: complaint\n", "    complaint: complaint\n    rest: leave\n"),
    ("    at_limit: {to: child}\n    outcomes:\n      held: {to: child, adds: 2 working days}\n", ""),
    ("adds: 2 working days", "adds: two days"),
    ("wait: Buổi làm việc đã hẹn", "wait: ''"),
    ('call: "1.000001"', "call: 1.000001"),
    ('call: "1.000001"', 'call: "x"'),
    ("refused: {end: refused}", "lost: {end: refused}"),
    ("otherwise: {end: stopped}", "otherwise: {end: ended}"),
    ("    waits: true\n", "    waits: true\n    limit: 3 days\n"),
    ("      sign: {to: fee}\n", "      signed: {to: fee}\n"),
    ("      title: Thông báo\n", ""),
    ("to: desk\n", "to: head\n"),
    ('["Nộp {values.fee} đồng.", Xin cảm ơn.]', "Nộp"),
    ("pay: values.fee", "pay: -1"),
    ("pay: values.fee", "pay: [1]"),
    ("    limit: 30 days\n", "    limit: 30 days\n    form: {type: object}\n"),
    ("    at_limit: {end: stopped}\n    to: review", "    at_limit: {end: stopped}"),
    ("counts: false", "counts: 'no'"),
    ("    outcomes:\n      given: {end: returned}\n", "    outcomes: {}\n"),
    ("    outcomes:\n      given: {end: returned}\n", ""),
)
"""Slips in a definition that has every kind of step: what stands there, and what is written instead."""

STORY: Final = """\
- scenario: Tiếp nhận
  lodged: 2026-03-02 08:30, counter, commune 19990
  form: {martyr_name: null}
  papers: [application]
  applicant: {name: Trần Thị B, phone: "0912345678"}
  acts:
    - 2026-03-02 10:00  receptionist: intake accept
    - 2026-03-02 11:00  officer 2@commune/committee: {do: review forward, with: {amount: 1, note: null}}
    - "2026-03-02 12:00  officer@province: child/verify propose because Đủ điều kiện"
    - 2026-03-02 13:00  applicant: withdraw because Đổi ý
  expect:
    - 2026-03-02 08:30  lodged
    - 2026-03-02 13:00  child: withdrawn
  only: true
  until: 2026-05-04 17:00
"""
SLIPS: Final = (
    ("- scenario: Tiếp nhận", "- story: Tiếp nhận"),
    ("08:30, counter", "08:30, fax"),
    ("2026-03-02 08:30, counter", "2026-02-30 08:30, counter"),
    ("papers: [application]", "papers: application"),
    ('phone: "0912345678"', "phone: 912345678"),
    ("intake accept", "intake"),
    ("10:00  receptionist", "10h  receptionist"),
    ("10:00  receptionist", "10:00  Receptionist"),
    ("do: review forward", "done: review forward"),
    ("because Đủ điều kiện", "vì đủ điều kiện"),
    ("withdraw because", "withdraws because"),
    ("2026-03-02 08:30  lodged", "lodged"),
    ("13:00  child", "1 giờ  child"),
    ("only: true", "only: always"),
    ("until: 2026-05-04 17:00", "until: 2026-05-04"),
    ("until: 2026-05-04 17:00", "until:"),
    ("until: 2026-05-04 17:00", "until: 2026-05-04 17:00\n  unless: never"),
)
"""Slips in a scenario."""
