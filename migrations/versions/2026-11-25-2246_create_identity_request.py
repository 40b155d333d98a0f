"""Requests to open a reporter's identity, each consented to by a second person."""

import sqlalchemy as sa
from alembic import context, op

revision = "2026_11_25_2246"
down_revision = "2026_11_25_2242"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "identity_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("consented_by", sa.Text(), nullable=True),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "consented_by <> asked_by", name=op.f("ck_identity_request_two_people")
        ),
        sa.CheckConstraint(
            "(consented_by IS NULL) = (consented_at IS NULL)",
            name=op.f("ck_identity_request_consented_by_somebody"),
        ),
        sa.CheckConstraint(
            "opened_at IS NULL OR consented_at IS NOT NULL",
            name=op.f("ck_identity_request_opened_with_consent"),
        ),
        sa.ForeignKeyConstraint(
            ["case"], ["case.number"], name=op.f("fk_identity_request_case_case")
        ),
        sa.ForeignKeyConstraint(
            ["reason"],
            ["erasable_text.id"],
            name=op.f("fk_identity_request_reason_erasable_text"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_request")),
    )
    op.create_index(op.f("ix_identity_request_case"), "identity_request", ["case"], unique=False)
    op.create_index(
        "uq_identity_request_open",
        "identity_request",
        ["case"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    role = context.config.attributes["app_role"]
    op.execute(f'GRANT SELECT, INSERT, UPDATE ON "identity_request" TO "{role}"')
