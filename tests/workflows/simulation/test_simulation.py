"""Simulation: repeatable, true to queueing theory, never losing a dossier, and the machine's own in every step."""

import json
from dataclasses import asdict

import pytest

from definitions.directory import UnknownOffice
from definitions.load import Load
from definitions.load_files import open_load, read_load
from definitions.loader import load_catalogue
from tests.plays import worship
from tests.simulations import HEAD, LOADS, load, procedure, tallied, told
from workflows.simulation.laying import NotALoad
from workflows.simulation.rows import Account, Standings

BUSY = "arrivals: {total: 1400}\nstaff: {receptionist @ province/desk: %d}\nservice: {minutes: {handle: 60}}\n"
DAK_NONG = load_catalogue(LOADS / "dak-nong-2018").procedures

EVERY_KIND = """
  handle:
    who: receptionist @ province/desk
    limit: 2 working hours
    outcomes: {done: {to: way}, ask: {ask: supplement}, refuse: {end: refused}}
  way:
    choose: [{when: form.wide, to: fee}]
    otherwise: {to: known}
  fee: {pay: 20000, to: known}
  known: {set: {many: "size(form.names) > 2"}, to: heirs}
  heirs: {each: {of: form.names, start: heir}, to: opinions}
  heir:
    who: officer @ province/committee
    limit: 1 working day
    outcomes: {heard: {join: heirs}}
  opinions:
    consult:
      labour: {who: officer @ province/labour, limit: 2 working days}
    silence: consent
    to: paper
  paper:
    wait: Giấy xác nhận
    limit: 2 working days
    at_limit: {to: notice}
    outcomes: {came: {to: notice}}
  notice: {post: 1 working day, who: receptionist @ province/desk, to: sign}
  sign:
    who: leader @ province/committee
    limit: 1 working day
    not_by: [heir]
    letter: {title: Thông báo, text: ["Kính gửi"], issued_on: sign}
    outcomes: {sign: {end: returned}, redo: {to: opinions}}
"""


def test_one_seed_gives_one_result_and_another_seed_another() -> None:
    said = load(BUSY % 3)
    assert told(said, procedure(), seed=7) == told(said, procedure(), seed=7)
    assert told(said, procedure(), seed=7) != told(said, procedure(), seed=8)


def test_two_processes_come_to_what_one_does() -> None:
    said = _dak_nong("{province: 100, district: 300, commune: 600}")
    alone, shared = (told(said, *DAK_NONG, processes=processes) for processes in (1, 2))
    assert _text(alone) == _text(shared)


def test_more_officials_never_make_it_later() -> None:
    rates = [told(load(BUSY % officials), procedure()).total.on_time_rate for officials in (1, 2, 3, 4)]
    assert rates == sorted(rates, key=lambda rate: rate or 0)
    assert rates[0] is not None
    assert rates[-1] == 1.0 > rates[0]


def test_a_queue_is_as_long_as_queueing_theory_says() -> None:
    """One official, arrivals by chance, a spread of 1: Pollaczek and Khinchine's mean, within a seventh."""
    said = load(
        "arrivals: {total: 7000}\nstaff: {receptionist @ province/desk: 1}\n"
        "service: {spread: 1, minutes: {handle: 20}}",
        "period: {from: 2024-01-02, to: 2025-06-30}\n",
    )
    accounts = [told(said, procedure(), seed=seed) for seed in (1, 2, 3)]
    busy = 7_000 * 20 / (accounts[0].working_days * 480)
    mean = sum(account.queues[0].queue_mean for account in accounts) / len(accounts)
    assert mean == pytest.approx(busy**2 / (1 - busy), rel=0.15)
    assert all(account.queues[0].utilisation == pytest.approx(busy, rel=0.05) for account in accounts)


@pytest.mark.parametrize("officials", [0, 1, 3])
def test_no_dossier_is_lost_and_the_reports_identities_hold(officials: int) -> None:
    account = told(load(BUSY % officials), procedure())
    assert account.total.received == 1400
    for row in (account.total, *account.levels, *account.procedures, *account.desks):
        _holds_together(row)


def test_every_kind_of_step_is_carried_to_its_end() -> None:
    account = told(load("arrivals: {total: 60}\nruns_on: 60\n"), procedure(EVERY_KIND))
    done = {row.step: row for row in account.steps}
    assert account.total.ended == account.total.received == 60
    assert account.refused == ()
    assert 0 < done["fee"].done < 60, "the condition goes both ways"
    assert {"handle", "heir", "opinions.labour", "paper", "notice.term", "sign"} <= set(done)
    assert done["notice.term"].expired > 0


def test_a_child_dossier_is_lodged_and_its_end_reported() -> None:
    child = procedure(head=_head("9.990102"))
    calling = procedure(
        """
  handle:
    who: receptionist @ province/desk
    outcomes: {done: {to: other}}
  other:
    call: "9.990102"
    fill: {wide: form.wide, names: form.names}
    outcomes: {returned: {to: give}}
    otherwise: {end: stopped}
  give:
    who: receptionist @ province/desk
    outcomes: {given: {end: returned}}
"""
    )
    said = load('arrivals: {total: 30, procedures: {"9.990102": 0}}\nruns_on: 30\n')
    account = told(said, calling, child)
    assert [(row.procedure, row.received, row.children, row.ended) for row in account.procedures] == [
        ("9.990101", 30, 0, 30),
        ("9.990102", 30, 30, 30),
    ]
    assert dict(tallied(said, calling, child).ends) == {"returned": 60}
    alone = told(load("arrivals: {total: 30}\nruns_on: 30\n"), calling)
    assert alone.uncalled == {"9.990102": 30}


def test_a_rung_that_gives_a_task_to_another_post_moves_it_to_that_queue() -> None:
    steps = """
  handle:
    who: receptionist @ province/desk
    limit: 2 working hours
    escalate: [{at: due, to: [holder.head], reassign: desk head, urge: true}]
    outcomes: {done: {to: check}}
  check:
    who: receptionist @ province/desk
    not_by: [handle]
    limit: 1 working day
    outcomes: {fine: {end: returned}, redo: {to: handle, keep: officer}}
"""
    said = load("arrivals: {total: 300}\nservice: {spread: 1, minutes: {handle: 130, check: 20}}\nruns_on: 200\n")
    account = told(said, procedure(steps))
    posts = {queue.post: queue.served for queue in account.queues}
    assert posts["desk head"] > 0
    assert (account.total.ended, account.refused) == (300, ())


def test_a_post_without_anybody_is_named_with_what_it_never_did() -> None:
    account = told(load("arrivals: {total: 40}\nstaff: {receptionist @ province/desk: 0}\n"), procedure())
    assert [(one.post, one.office, one.officials, one.tasks) for one in account.unserved] == [
        ("receptionist", "46/desk", 0, 40)
    ]


def test_late_dossiers_have_breaches_apologies_and_escalations() -> None:
    account = told(load(f"{BUSY % 1}letters: {{signed: 1}}\n"), procedure())
    letters = account.letters
    assert account.total.late > 0
    assert letters.apologies_in_time > 0
    assert letters.new_dates > 0
    assert letters.escalations > 0
    assert sum(one.dossiers for one in account.late_by) == account.total.late
    assert sum(office.fell_late for office in account.offices) >= account.total.late + account.total.overdue


def test_work_that_a_session_ends_goes_on_in_the_next() -> None:
    said = load("arrivals: {total: 50}\nservice: {spread: 0, minutes: {handle: 700}}\nruns_on: 200\n")
    account = told(said, procedure())
    assert account.lead[0].p50 >= 700
    assert account.total.ended == 50


def test_dossiers_come_on_the_days_and_by_the_channels_that_the_load_says() -> None:
    said = load(
        "arrivals: {per_day: 10, weekdays: {friday: 0, monday: 3}, hours: {'9': 1}, channels: {online: 1}}\n"
        "outside: {supplement: 1 working day}\n"
    )
    account = told(said, procedure())
    received = [day for day in account.days if day.received]
    assert all(day.on.isoweekday() < 5 for day in received)
    assert account.total.received == pytest.approx(10 * account.working_days, rel=0.15)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("arrivals: {total: 0}", "no dossier comes in"),
        ("arrivals: {total: 5, hours: {'3': 1}}", "no dossier comes in"),
        ("arrivals: {total: {commune: 5}}", "at none of the levels 'commune'"),
        ("staff: {wizard @ province/desk: 2}", "the load names 'wizard @ province/desk'"),
        ("staff: {officer @ 99999/labour: 2}", "the load names 'officer @ 99999/labour'"),
        ('arrivals: {desks: {"99999": 2}}', "the load names the unit '99999'"),
        ('arrivals: {procedures: {"1.000000": 2}}', "the load names the procedure '1.000000'"),
        ("service: {minutes: {nothing: 2}}", "the load names the step 'nothing'"),
        ("outcomes: {steps: {handle: {nothing: 2}}}", "the load names the outcome 'nothing'"),
        ("outcomes: {steps: {handle: {done: 0}}}", "all weights are 0"),
        ("runs_on: 1000", "goes beyond the calendar"),
    ],
)
def test_a_load_that_does_not_fit_is_refused_by_what_is_wrong(text: str, why: str) -> None:
    with pytest.raises(NotALoad) as refused:
        told(load(text), procedure())
    assert why in str(refused.value)


def test_a_period_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(NotALoad, match="goes beyond the calendar"):
        told(load(period="period: {from: 2027-12-01, to: 2028-02-01}\n"), procedure())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("period: {from: 2026-03-02, to: 2026-02-02}", "wrong-value"),
        ("period: {from: 2026-03-02, to: 2026-05-29}\narrivals: {total: 1, per_day: 1}", "wrong-value"),
        ("period: {from: 2026-03-02, to: 2026-05-29}\nstaff: {officer: -1}", "wrong-value"),
        ("period: {from: 2026-03-02, to: 2026-05-29}\nunknown: 1", "unknown-key"),
        ("arrivals: {total: 1}", "missing-key"),
        ("[]", "wrong-type"),
        ("a: &a [1]\nb: *a", "anchor"),
    ],
)
def test_a_load_file_that_cannot_be_read_is_a_finding_at_its_place(text: str, code: str) -> None:
    read = read_load(text.encode(), "load.yaml")
    assert read.load is None
    assert code in {finding.code for finding in read.findings}


def test_a_load_that_is_not_there_is_a_finding() -> None:
    assert open_load("none.yaml").findings[0].code == "unreadable"


def test_the_load_of_dak_nong_lays_out_all_its_dossiers() -> None:
    said = open_load("dak-nong-2018").load
    assert said is not None
    account = told(_dak_nong("{province: 8, district: 16, commune: 71}"), *DAK_NONG)
    assert (said.arrivals.total, account.working_days) == (
        {"province": 8257, "district": 45776, "commune": 116380},
        121,
    )
    assert [(level.level, level.received) for level in account.levels] == [
        ("province", 8),
        ("district", 16),
        ("commune", 71),
    ]


def test_a_directory_without_a_procedures_office_is_refused() -> None:
    said = load("directory: hue-2025\narrivals: {total: 5}\n")
    with pytest.raises(NotALoad) as refused:
        told(said, worship())
    assert isinstance(refused.value.__cause__, UnknownOffice)


def _dak_nong(total: str) -> Load:
    text = (LOADS / "dak-nong-2018.yaml").read_text(encoding="utf-8")
    whole = "{province: 8257, district: 45776, commune: 116380}"
    read = read_load(text.replace(whole, total).encode(), "load.yaml")
    assert read.load is not None
    return read.load


def _head(code: str) -> str:
    return HEAD.replace("9.990101", code)


def _holds_together(row: Standings) -> None:
    assert row.received == row.settled + row.open
    assert row.settled == row.early + row.on_time + row.late
    assert row.open == row.open_in_time + row.overdue
    assert row.ended <= row.settled


def _text(account: Account) -> str:
    return json.dumps(asdict(account), default=str)
