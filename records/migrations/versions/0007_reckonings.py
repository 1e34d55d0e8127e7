"""How reports count each dossier from which instant on, also of those that are there."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby, pairwise
from typing import Any

import sqlalchemy as sa
from alembic import op

from records.columns import Instant, Json

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

AT_ONCE = 500
COUNTED: dict[str, dict[str, Any]] = {
    "dossier.lodged": {},
    "dossier.late": {"late": True},
    "supplement.requested": {"stopped": True},
    "clock.paused": {"stopped": True},
    "due.revised": {"stopped": False},
    "clock.stopped": {"stopped": False},
    "clock.resumed": {"stopped": False, "settled": None, "settled_at": None},
    "apology.signed": {"apologised": True},
}
"""The kinds of entry that change how a dossier is counted, and what each changes."""


def upgrade() -> None:
    op.create_table(
        "reckonings",
        sa.Column("dossier", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("stopped", sa.Boolean(), nullable=False),
        sa.Column("apologised", sa.Boolean(), nullable=False),
        sa.Column("settled", sa.String(), nullable=True),
        sa.Column("settled_at", Instant(), nullable=True),
        sa.CheckConstraint("settled IN ('early', 'on time', 'late')", name=op.f("ck_reckonings_settled")),
        sa.CheckConstraint("(settled IS NULL) = (settled_at IS NULL)", name=op.f("ck_reckonings_open")),
        sa.CheckConstraint("until >= since", name=op.f("ck_reckonings_span")),
        sa.ForeignKeyConstraint(["dossier"], ["dossiers.code"], name=op.f("fk_reckonings_dossier")),
        sa.ForeignKeyConstraint(
            ["dossier", "seq"], ["entries.dossier", "entries.seq"], name=op.f("fk_reckonings_dossier_seq")
        ),
        sa.PrimaryKeyConstraint("dossier", "seq", name=op.f("pk_reckonings")),
    )
    op.create_index("ix_reckonings_settled_at", "reckonings", ["settled_at"])
    _count_what_is_there()


def downgrade() -> None:
    op.drop_table("reckonings")


def _count_what_is_there() -> None:
    entries = sa.table(
        "entries",
        *(sa.column("dossier"), sa.column("seq"), sa.column("at", Instant()), sa.column("kind")),
        sa.column("payload", Json()),
    )
    query = sa.select(entries).where(entries.c.kind.in_(list(COUNTED))).order_by(entries.c.dossier, entries.c.seq)
    found = op.get_bind().execute(query).all()
    rows = [row for _, told in groupby(found, key=lambda entry: entry.dossier) for row in _rows(list(told))]
    for first in range(0, len(rows), AT_ONCE):
        op.bulk_insert(_RECKONINGS, rows[first : first + AT_ONCE])


def _rows(told: list[Any]) -> Iterator[dict[str, Any]]:
    found = list(_after_each(told))
    ends: list[datetime | None] = [later["since"] for _, later in pairwise(found)]
    for row, until in zip(found, [*ends, None], strict=True):
        yield row | {"until": until}


def _after_each(told: list[Any]) -> Iterator[dict[str, Any]]:
    row: dict[str, Any] = {"late": False, "stopped": False, "apologised": False, "settled": None, "settled_at": None}
    for entry in told:
        changes = dict(COUNTED[entry.kind])
        if entry.kind == "clock.stopped":
            changes |= {"settled": entry.payload["lateness"], "settled_at": entry.at}
        if any(row[name] != value for name, value in changes.items()) or entry.kind == "dossier.lodged":
            row = row | changes
            yield row | {"dossier": entry.dossier, "seq": entry.seq, "since": entry.at}


_RECKONINGS = sa.table(
    "reckonings",
    *(sa.column("dossier"), sa.column("seq"), sa.column("since", Instant()), sa.column("until", Instant())),
    *(sa.column("late"), sa.column("stopped"), sa.column("apologised"), sa.column("settled")),
    sa.column("settled_at", Instant()),
)
