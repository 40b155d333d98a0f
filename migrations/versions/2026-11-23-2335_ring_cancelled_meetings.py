"""Ring for meetings that were cancelled and got no other date; remember which talks were extended."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_2335"
down_revision = "2026_11_23_2100"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("mediation", sa.Column("extended_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        'INSERT INTO cause ("case", seq, fact) '
        "SELECT \"case\", seq, name FROM fact WHERE name = 'meeting.cancelled' "
        "ON CONFLICT DO NOTHING"
    )
