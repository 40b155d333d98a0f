"""Meetings of other kinds, with whom they are for; postponed for want of a quorum."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "2026_11_24_0345"
down_revision = "2026_11_24_0340"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("meeting", sa.Column("sides", postgresql.ARRAY(sa.Text()), nullable=True))
    op.add_column(
        "meeting",
        sa.Column("agencies", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
    )
    op.drop_constraint(op.f("ck_meeting_known_state"), "meeting", type_="check")
    op.create_check_constraint(
        op.f("ck_meeting_known_state"),
        "meeting",
        "state IN ('scheduled', 'held', 'cancelled', 'postponed')",
    )
