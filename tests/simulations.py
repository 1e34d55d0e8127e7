"""Builders for tests: small provinces at work, told in a few words."""

from pathlib import Path

from commands.simulated_parts import Asked, simulated
from commands.speech import Speech
from definitions.calendar_files import load_calendar
from definitions.directory_files import load_directory, load_roles
from definitions.load import Load
from definitions.load_files import read_load
from definitions.loader import read_procedure
from definitions.procedure import Procedure
from definitions.saying import Language
from workflows.machine.pin import Ground
from workflows.simulation.account import Setting, account_of
from workflows.simulation.hours import Hours
from workflows.simulation.laying import Layout, lay_out
from workflows.simulation.parts import Part, parts_of
from workflows.simulation.rows import Account
from workflows.simulation.tallies import Tally

LOADS = Path(__file__).parents[1] / "definitions" / "loads"
PERIOD = "period: {from: 2026-03-02, to: 2026-05-29}\n"
"""59 working days: Hùng Kings' day, the 30th of April and the 1st of May are off."""

HEAD = """
procedure: "9.990101"
version: 1
title: Thủ tục thử
sector: Thử
approved: {decision: (thử), on: 2018-01-01, by: (thử)}
effective: {from: 2018-01-01}
basis: [{instrument: Nghị định 61/2018/NĐ-CP, provision: Điều 17}]
result: {title: Kết quả}
receive:
  at: province
  form:
    type: object
    required: [wide, names]
    properties:
      wide: {type: boolean}
      names: {type: array, items: {type: string}, minItems: 2}
time: {limit: 10 working days}
steps:
"""
ONE_STEP = """
  handle:
    who: receptionist @ province/desk
    limit: 10 working days
    outcomes: {done: {end: returned}}
"""


def load(text: str = "", period: str = PERIOD) -> Load:
    """A load as a designer writes it."""
    read = read_load((period + text).encode(), "load.yaml")
    assert read.load is not None, read.findings
    return read.load


def procedure(steps: str = ONE_STEP, head: str = HEAD) -> Procedure:
    """A definition with these steps."""
    loaded = read_procedure((head + steps).encode(), "thu.v1.yaml")
    assert loaded.procedure is not None, loaded.findings
    return loaded.procedure


def laid_out(said: Load, *procedures: Procedure) -> tuple[Layout, tuple[Part, ...]]:
    """The province at work."""
    ground = Ground(
        directory=load_directory(said.directory), calendar=load_calendar(said.calendar), procedures=procedures
    )
    layout = lay_out(said, procedures, ground, load_roles(said.directory))
    return layout, parts_of(layout, procedures)


def tallied(said: Load, *procedures: Procedure, seed: int = 1, processes: int = 1) -> Tally:
    """What was counted."""
    _, parts = laid_out(said, *procedures)
    return simulated(parts, Asked(seed=seed, processes=processes), Speech(Language.ENGLISH))


def told(said: Load, *procedures: Procedure, seed: int = 1, processes: int = 1) -> Account:
    """What is told of it."""
    layout, _ = laid_out(said, *procedures)
    setting = Setting(
        load=said,
        seed=seed,
        directory=layout.ground.directory,
        procedures=procedures,
        hours=Hours(layout.ground.calendar),
    )
    return account_of(tallied(said, *procedures, seed=seed, processes=processes), setting)
