"""Visits to the tracking page that were ended."""

import sqlalchemy as sa
from alembic import context, op

revision = "2026_11_25_2242"
down_revision = "2026_11_25_2240"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ended_visit",
        sa.Column("visit", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("visit", name=op.f("pk_ended_visit")),
    )
    op.create_index(op.f("ix_ended_visit_until"), "ended_visit", ["until"], unique=False)
    role = context.config.attributes["app_role"]
    op.execute(f'GRANT SELECT, INSERT, DELETE ON "ended_visit" TO "{role}"')
