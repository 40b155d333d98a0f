"""Index red words: the watch looks each second for those that no alarm covers."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_24_0340"
down_revision = "2026_11_24_0330"
branch_labels = None
depends_on = None

RED = "name IN ('case.reported', 'incident.recorded') AND body->>'colour' = 'red'"


def upgrade() -> None:
    op.create_index("ix_fact_red", "fact", ["at"], postgresql_where=sa.text(RED))


def downgrade() -> None:
    op.drop_index("ix_fact_red", table_name="fact")
