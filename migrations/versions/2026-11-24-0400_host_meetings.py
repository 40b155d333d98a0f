"""Meetings in another office than the camat's."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_24_0400"
down_revision = "2026_11_24_0345"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("meeting", sa.Column("host", sa.Text(), nullable=True))
