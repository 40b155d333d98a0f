"""Index what auditors list: facts by name and time, openings, mails, limits that were kept."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_2250"
down_revision = "2026_11_25_2248"
branch_labels = None
depends_on = None

SKIPPED = "name = 'mediation.opened' AND body->'forums_passed_over' <> '{}'::jsonb"


def upgrade() -> None:
    op.create_index("ix_fact_name_at", "fact", ["name", "at", "case", "seq"])
    op.drop_index("ix_fact_name", table_name="fact")
    op.create_index(
        "ix_fact_skipped", "fact", ["at", "case", "seq"], postgresql_where=sa.text(SKIPPED)
    )
    op.create_index("ix_case_opened_at", "case", ["opened_at", "number"])
    op.create_index("ix_notice_queued_at", "notice", ["queued_at", "id"])
    op.create_index("ix_checkpoint_leaf_case", "checkpoint_leaf", ["case", "checkpoint"])
    op.create_index(
        "ix_deadline_met",
        "deadline",
        ["kind", "met_at"],
        postgresql_where=sa.text("met_at IS NOT NULL"),
    )


def downgrade() -> None:
    op.create_index("ix_fact_name", "fact", ["name"])
    for table, index in (
        ("fact", "ix_fact_name_at"),
        ("fact", "ix_fact_skipped"),
        ("case", "ix_case_opened_at"),
        ("notice", "ix_notice_queued_at"),
        ("checkpoint_leaf", "ix_checkpoint_leaf_case"),
        ("deadline", "ix_deadline_met"),
    ):
        op.drop_index(index, table_name=table)
