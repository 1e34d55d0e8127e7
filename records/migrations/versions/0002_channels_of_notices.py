"""A notice is told once by each channel, and officials may have a mail address."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mailboxes",
        sa.Column("official", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["official"], ["officials.id"], name=op.f("fk_mailboxes_official")),
        sa.PrimaryKeyConstraint("official", name=op.f("pk_mailboxes")),
    )
    _key_notices_by("dossier", "seq", "recipient", "channel")
    op.execute("UPDATE notices SET channel = 'mail' WHERE channel = 'log'")


def downgrade() -> None:
    _key_notices_by("dossier", "seq", "recipient")
    op.drop_table("mailboxes")


def _key_notices_by(*columns: str) -> None:
    with op.batch_alter_table("notices") as notices:
        notices.drop_constraint("pk_notices", type_="primary")
        notices.create_primary_key("pk_notices", list(columns))
