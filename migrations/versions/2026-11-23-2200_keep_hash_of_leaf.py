"""Keep the head's hash beside a checkpoint's leaf, so that a rewritten fact is found at its row."""

from alembic import op

revision = "2026_11_23_2200"
down_revision = "2026_11_23_2100"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE checkpoint_leaf ADD COLUMN IF NOT EXISTS hash text NOT NULL")
