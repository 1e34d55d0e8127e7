"""What officials are alerted to and have seen, each desk's ledger, and tasks to sign an urging letter."""

import sqlalchemy as sa
from alembic import op

from records.columns import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sightings",
        sa.Column("dossier", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("official", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier", "seq"], ["entries.dossier", "entries.seq"], name=op.f("fk_sightings_dossier_seq")
        ),
        sa.PrimaryKeyConstraint("dossier", "seq", "office", "post", name=op.f("pk_sightings")),
    )
    op.create_table(
        "alerts",
        sa.Column("dossier", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("task", sa.Integer(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("seen_at", Instant(), nullable=True),
        sa.Column("seen_by", sa.String(), nullable=True),
        sa.CheckConstraint("(seen_at IS NULL) = (seen_by IS NULL)", name=op.f("ck_alerts_seen")),
        sa.ForeignKeyConstraint(["dossier"], ["dossiers.code"], name=op.f("fk_alerts_dossier")),
        sa.PrimaryKeyConstraint("dossier", "seq", "office", "post", name=op.f("pk_alerts")),
    )
    op.create_index(
        "ix_alerts_unseen",
        "alerts",
        ["office", "post", "at", "dossier", "seq"],
        sqlite_where=sa.text("seen_at IS NULL"),
        postgresql_where=sa.text("seen_at IS NULL"),
    )
    op.create_table(
        "ledger",
        sa.Column("dossier", sa.String(), nullable=False),
        sa.Column("desk", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("lead", sa.String(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_ledger_number")),
        sa.ForeignKeyConstraint(["dossier"], ["lodgings.code"], name=op.f("fk_ledger_dossier")),
        sa.PrimaryKeyConstraint("dossier", name=op.f("pk_ledger")),
        sa.UniqueConstraint("desk", "year", "number", name=op.f("uq_ledger_desk_year_number")),
    )
    _allow_kinds("work", "apology", "urging")


def downgrade() -> None:
    op.execute("DELETE FROM tasks WHERE kind = 'urging'")
    _allow_kinds("work", "apology")
    op.drop_table("ledger")
    op.drop_table("alerts")
    op.drop_table("sightings")


def _allow_kinds(*kinds: str) -> None:
    allowed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("tasks") as tasks:
        tasks.drop_constraint(op.f("ck_tasks_kind"), type_="check")
        tasks.create_check_constraint(op.f("ck_tasks_kind"), sa.text(f"kind IN ({allowed})"))
