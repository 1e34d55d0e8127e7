"""Tasks say of which kind of step they are, what is to be paid and for which branch."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("tasks") as tasks:
        tasks.add_column(sa.Column("fee", sa.BigInteger(), nullable=True))
        tasks.add_column(sa.Column("branch", sa.String(), nullable=True))
        tasks.create_check_constraint(op.f("ck_tasks_fee"), sa.text("fee >= 0"))
    _allow_kinds("work", "letter", "wait", "pay", "opinion", "posting", "apology", "urging")


def downgrade() -> None:
    op.execute("UPDATE tasks SET kind = 'work' WHERE kind IN ('letter', 'wait', 'pay', 'opinion', 'posting')")
    _allow_kinds("work", "apology", "urging")
    with op.batch_alter_table("tasks") as tasks:
        tasks.drop_constraint(op.f("ck_tasks_fee"), type_="check")
        tasks.drop_column("branch")
        tasks.drop_column("fee")


def _allow_kinds(*kinds: str) -> None:
    allowed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("tasks") as tasks:
        tasks.drop_constraint(op.f("ck_tasks_kind"), type_="check")
        tasks.create_check_constraint(op.f("ck_tasks_kind"), sa.text(f"kind IN ({allowed})"))
