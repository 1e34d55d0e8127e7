"""By whom and what decision a version was published, abolished procedures, and the keys of calls that did either."""

import json

import sqlalchemy as sa
from alembic import op

from records.columns import Instant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BEFORE = "lienthong"
"""In whose name everything was published until now: the catalogue that ships."""


def upgrade() -> None:
    op.add_column("procedures", sa.Column("published_by", sa.String(), nullable=True))
    op.add_column("procedures", sa.Column("decision", sa.String(), nullable=True))
    _fill_in()
    with op.batch_alter_table("procedures") as procedures:
        procedures.alter_column("published_by", nullable=False)
        procedures.alter_column("decision", nullable=False)
    op.create_table(
        "abolitions",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("abolished_at", Instant(), nullable=False),
        sa.Column("abolished_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_abolitions")),
    )
    op.create_table(
        "publishings",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_publishings")),
    )


def downgrade() -> None:
    op.drop_table("publishings")
    op.drop_table("abolitions")
    with op.batch_alter_table("procedures") as procedures:
        procedures.drop_column("decision")
        procedures.drop_column("published_by")


def _fill_in() -> None:
    procedures = sa.table(
        "procedures",
        *(sa.column(name) for name in ("code", "version", "canonical", "published_by", "decision")),
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(procedures)).all():
        decision = json.loads(row.canonical)["approved"]["decision"]
        of = sa.and_(procedures.c.code == row.code, procedures.c.version == row.version)
        connection.execute(sa.update(procedures).where(of).values(published_by=BEFORE, decision=decision))
