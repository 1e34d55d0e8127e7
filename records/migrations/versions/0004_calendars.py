"""Published calendars, the one that each open dossier follows, and what a later one moved."""

import json
import zlib

import sqlalchemy as sa
from alembic import op

from records.columns import Instant, Json

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendars",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("canonical", sa.Text(), nullable=False),
        sa.Column("published_at", Instant(), nullable=False),
        sa.Column("published_by", sa.String(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_calendars_number")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_calendars")),
        sa.UniqueConstraint("id", "number", name=op.f("uq_calendars_id_number")),
        sa.UniqueConstraint("id", "version", name=op.f("uq_calendars_id_version")),
    )
    op.create_table(
        "datings",
        sa.Column("dossier", sa.String(), nullable=False),
        sa.Column("calendar", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["dossier"], ["lodgings.code"], name=op.f("fk_datings_dossier")),
        sa.PrimaryKeyConstraint("dossier", name=op.f("pk_datings")),
    )
    op.create_index("ix_datings_calendar_dossier_digest", "datings", ["calendar", "dossier", "digest"])
    op.create_table(
        "redatings",
        sa.Column("dossier", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("was_due_at", Instant(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("tasks", sa.Integer(), nullable=False),
        sa.CheckConstraint("tasks >= 0", name=op.f("ck_redatings_tasks")),
        sa.ForeignKeyConstraint(
            ["dossier", "seq"], ["entries.dossier", "entries.seq"], name=op.f("fk_redatings_dossier_seq")
        ),
        sa.PrimaryKeyConstraint("dossier", "seq", name=op.f("pk_redatings")),
    )
    op.create_index("ix_redatings_digest_dossier", "redatings", ["digest", "dossier"])
    op.create_table(
        "recalculations",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("begun_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["digest"], ["calendars.digest"], name=op.f("fk_recalculations_digest")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_recalculations")),
    )
    op.create_table(
        "reluctances",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("dossier", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["calendars.digest"], name=op.f("fk_reluctances_digest")),
        sa.ForeignKeyConstraint(["dossier"], ["lodgings.code"], name=op.f("fk_reluctances_dossier")),
        sa.PrimaryKeyConstraint("digest", "dossier", name=op.f("pk_reluctances")),
    )
    _date_open_dossiers()


def downgrade() -> None:
    for table in ("reluctances", "recalculations", "redatings", "datings", "calendars"):
        op.drop_table(table)


def _date_open_dossiers() -> None:
    """Until now no dossier was ever dated anew: each follows the calendar that its lodging names."""
    dossiers = sa.table("dossiers", sa.column("code"), sa.column("ended_at"))
    lodgings = sa.table("lodgings", sa.column("code"), sa.column("pin", sa.LargeBinary()))
    entries = sa.table("entries", sa.column("dossier"), sa.column("seq"), sa.column("payload", Json()))
    datings = sa.table("datings", sa.column("dossier"), sa.column("calendar"), sa.column("digest"))
    query = (
        sa.select(dossiers.c.code, lodgings.c.pin, entries.c.payload)
        .join_from(dossiers, lodgings, lodgings.c.code == dossiers.c.code)
        .join(entries, sa.and_(entries.c.dossier == dossiers.c.code, entries.c.seq == 1))
        .where(dossiers.c.ended_at.is_(None))
    )
    rows = [
        {
            "dossier": row.code,
            "calendar": json.loads(zlib.decompress(row.pin))["calendar"]["id"],
            "digest": row.payload["calendar"],
        }
        for row in op.get_bind().execute(query)
    ]
    if rows:
        op.bulk_insert(datings, rows)
