"""A dossier may await a payment."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_BEFORE = (
    "status IN ('new', 'processing', 'awaiting supplement', 'result ready',"
    " 'returned', 'refused', 'withdrawn', 'stopped')"
)
_NOW = (
    "status IN ('new', 'processing', 'awaiting supplement', 'awaiting payment', 'result ready',"
    " 'returned', 'refused', 'withdrawn', 'stopped')"
)


def upgrade() -> None:
    _allow(_NOW)


def downgrade() -> None:
    _allow(_BEFORE)


def _allow(statuses: str) -> None:
    with op.batch_alter_table("dossiers") as dossiers:
        dossiers.drop_constraint(op.f("ck_dossiers_status"), type_="check")
        dossiers.create_check_constraint(op.f("ck_dossiers_status"), sa.text(statuses))
