"""The first tables."""

import sqlalchemy as sa
from alembic import op

from records.columns import Instant, Json, PackedText

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "directories",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directories")),
    )
    op.create_table(
        "lodgings",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("official", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("local_on", sa.Date(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("reserved_at", Instant(), nullable=False),
        sa.Column("begun", sa.Boolean(), nullable=False),
        sa.Column("displaced_key", sa.String(), nullable=True),
        sa.Column("displaced", PackedText(), nullable=True),
        sa.Column("pin", PackedText(), nullable=False),
        sa.CheckConstraint("(displaced_key IS NULL) = (displaced IS NULL)", name=op.f("ck_lodgings_displaced")),
        sa.CheckConstraint("serial BETWEEN 1 AND 9999", name=op.f("ck_lodgings_serial")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_lodgings")),
        sa.UniqueConstraint("agency", "local_on", "serial", name=op.f("uq_lodgings_agency_local_on_serial")),
        sa.UniqueConstraint("displaced_key", name=op.f("uq_lodgings_displaced_key")),
        sa.UniqueConstraint("key", name=op.f("uq_lodgings_key")),
    )
    op.create_index(
        op.f("ix_lodgings_not_begun"),
        "lodgings",
        ["agency", "local_on", "serial", "reserved_at"],
        sqlite_where=sa.text("begun = 0"),
        postgresql_where=sa.text("NOT begun"),
    )
    op.create_table(
        "offices",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("parent", sa.String(), nullable=True),
        sa.Column("agency", sa.String(), nullable=True),
        sa.Column("head", sa.String(), nullable=False),
        sa.Column("deputy", sa.String(), nullable=True),
        sa.Column("posts", Json(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("successor", sa.String(), nullable=True),
        sa.CheckConstraint("valid_to >= valid_from", name=op.f("ck_offices_validity")),
        sa.ForeignKeyConstraint(
            ["parent"], ["offices.code"], name=op.f("fk_offices_parent"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["successor"], ["offices.code"], name=op.f("fk_offices_successor"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_offices")),
    )
    op.create_index(op.f("ix_offices_agency"), "offices", ["agency"])

    op.create_table(
        "officials",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officials")),
    )
    op.create_table(
        "procedures",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("sector", sa.String(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_until", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("canonical", sa.Text(), nullable=False),
        sa.Column("published_at", Instant(), nullable=False),
        sa.CheckConstraint("effective_until >= effective_from", name=op.f("ck_procedures_effective")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_procedures_version")),
        sa.PrimaryKeyConstraint("code", "version", name=op.f("pk_procedures")),
        sa.UniqueConstraint("digest", name=op.f("uq_procedures_digest")),
    )
    op.create_table(
        "appointments",
        sa.Column("official", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.CheckConstraint("valid_to >= valid_from", name=op.f("ck_appointments_validity")),
        sa.ForeignKeyConstraint(["office"], ["offices.code"], name=op.f("fk_appointments_office")),
        sa.ForeignKeyConstraint(["official"], ["officials.id"], name=op.f("fk_appointments_official")),
        sa.PrimaryKeyConstraint("official", "post", "office", "valid_from", name=op.f("pk_appointments")),
    )
    op.create_index(op.f("ix_appointments_office_post"), "appointments", ["office", "post"])

    op.create_table(
        "dossiers",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("procedure", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("desk", sa.String(), nullable=False),
        sa.Column("applicant", sa.String(), nullable=False),
        sa.Column("applicant_key", sa.String(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum("counter", "online", "post", name="channel", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("lodged_at", Instant(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("original_due_at", Instant(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("running", sa.Boolean(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("lateness", sa.String(), nullable=True),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("breaches", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("rehearsal", sa.Boolean(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.CheckConstraint("lateness IN ('early', 'on time', 'late')", name=op.f("ck_dossiers_lateness")),
        sa.CheckConstraint(
            "status IN ('new', 'processing', 'awaiting supplement', 'result ready',"
            " 'returned', 'refused', 'withdrawn', 'stopped')",
            name=op.f("ck_dossiers_status"),
        ),
        sa.CheckConstraint(
            "seq >= 1 AND version >= 1 AND letters >= 0 AND breaches >= 0", name=op.f("ck_dossiers_counts")
        ),
        sa.ForeignKeyConstraint(["code"], ["lodgings.code"], name=op.f("fk_dossiers_code")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_dossiers")),
    )
    op.create_table(
        "entries",
        sa.Column("dossier", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor", Json(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("payload", Json(), nullable=False),
        sa.Column("basis", sa.String(), nullable=True),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_entries_seq")),
        sa.ForeignKeyConstraint(["dossier"], ["lodgings.code"], name=op.f("fk_entries_dossier")),
        sa.PrimaryKeyConstraint("dossier", "seq", name=op.f("pk_entries")),
    )
    op.create_table(
        "letters",
        sa.Column("dossier", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("issued_at", Instant(), nullable=False),
        sa.CheckConstraint("length > 0", name=op.f("ck_letters_length")),
        sa.ForeignKeyConstraint(
            ["dossier", "seq"], ["entries.dossier", "entries.seq"], name=op.f("fk_letters_dossier_seq")
        ),
        sa.PrimaryKeyConstraint("dossier", "seq", name=op.f("pk_letters")),
        sa.UniqueConstraint("file", name=op.f("uq_letters_file")),
    )
    op.create_table(
        "notices",
        sa.Column("dossier", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("sent_at", Instant(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum("sent", "undeliverable", "logged", name="outcome", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["dossier", "seq"], ["entries.dossier", "entries.seq"], name=op.f("fk_notices_dossier_seq")
        ),
        sa.PrimaryKeyConstraint("dossier", "seq", "recipient", name=op.f("pk_notices")),
    )
    op.create_table(
        "tasks",
        sa.Column("dossier", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column(
            "kind", sa.Enum("work", "apology", name="kind", native_enum=False, create_constraint=True), nullable=False
        ),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("due_at", Instant(), nullable=True),
        sa.Column("sort_at", Instant(), nullable=False),
        sa.Column("claimed_by", sa.String(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("open", "done", "cancelled", name="state", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("closed_by", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.CheckConstraint("(state = 'open') = (closed_at IS NULL)", name=op.f("ck_tasks_closed")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_tasks_number")),
        sa.ForeignKeyConstraint(["dossier"], ["dossiers.code"], name=op.f("fk_tasks_dossier")),
        sa.PrimaryKeyConstraint("dossier", "number", name=op.f("pk_tasks")),
    )
    op.create_index(
        op.f("ix_tasks_office_post_state_sort_at_dossier_number"),
        "tasks",
        ["office", "post", "state", "sort_at", "dossier", "number"],
    )


def downgrade() -> None:
    op.drop_table("tasks")
    op.drop_table("notices")
    op.drop_table("letters")
    op.drop_table("entries")
    op.drop_table("dossiers")
    op.drop_table("appointments")
    op.drop_table("procedures")
    op.drop_table("officials")
    op.drop_table("offices")
    op.drop_table("lodgings")
    op.drop_table("directories")
