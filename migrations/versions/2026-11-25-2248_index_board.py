"""Index the board: lists of cases newest first, words, and what a coordinator looks at first."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_25_2248"
down_revision = "2026_11_25_2246"
branch_labels = None
depends_on = None

COLUMNS = ("status", "lead", "village", "category")
HAD = ("status", "lead", "village")
RUNS = "met_at IS NULL AND dropped_at IS NULL"


def upgrade() -> None:
    for column in HAD:
        op.drop_index(f"ix_case_{column}", table_name="case")
    for column in COLUMNS:
        op.create_index(f"ix_case_{column}", "case", [column, "number"])
    op.create_index(
        "ix_case_open",
        "case",
        ["number"],
        postgresql_where=sa.text("status NOT IN ('closed', 'dismissed', 'joined')"),
    )
    op.create_index(
        "ix_case_counted",
        "case",
        ["status"],
        postgresql_where=sa.text("NOT bars @> ARRAY['sealed']"),
    )
    op.execute(
        "CREATE INDEX ix_erasable_text_words ON erasable_text "
        "USING gin (to_tsvector('indonesian', text)) WITH (fastupdate = off) "
        "WHERE kind IN ('report', 'incident', 'summary')"
    )
    op.create_index("ix_deadline_due", "deadline", ["due_at"], postgresql_where=sa.text(RUNS))
    op.create_index(
        "ix_notice_dead", "notice", ["queued_at"], postgresql_where=sa.text("state = 'dead'")
    )
    op.create_index(
        "ix_meeting_scheduled",
        "meeting",
        ["starts_at"],
        postgresql_where=sa.text("state = 'scheduled'"),
    )
    op.create_index(
        "ix_clause_owed",
        "clause",
        ["due_on"],
        postgresql_where=sa.text("state IN ('open', 'broken')"),
    )
    op.create_index(
        "ix_fact_coordinator",
        "fact",
        ["actor", "case"],
        postgresql_where=sa.text("actor LIKE 'coordinator:%'"),
    )
