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
    op.execute("UPDATE dossiers SET status = 'processing' WHERE status = 'awaiting payment'")
    _allow(_BEFORE)


def _allow(statuses: str) -> None:
    """Change the check; SQLite makes the table anew for it, so nothing may refer to it meanwhile."""
    for name in _REFERRING:
        with op.batch_alter_table(name) as table:
            table.drop_constraint(op.f(f"fk_{name}_dossier"), type_="foreignkey")
    with op.batch_alter_table("dossiers") as dossiers:
        dossiers.drop_constraint(op.f("ck_dossiers_status"), type_="check")
        dossiers.create_check_constraint(op.f("ck_dossiers_status"), sa.text(statuses))
    for name in _REFERRING:
        with op.batch_alter_table(name) as table:
            table.create_foreign_key(op.f(f"fk_{name}_dossier"), "dossiers", ["dossier"], ["code"])


_REFERRING = ("tasks", "alerts")
