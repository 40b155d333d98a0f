"""Record to whom a side consented, and who comes with it."""

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql

revision = "2026_11_24_0310"
down_revision = "2026_11_24_0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("consent", sa.Column("figures", postgresql.ARRAY(sa.Text()), nullable=True))
    op.create_table(
        "companion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("party", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case"], ["case.number"], name=op.f("fk_companion_case_case")),
        sa.ForeignKeyConstraint(["party"], ["party.id"], name=op.f("fk_companion_party_party")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_companion")),
    )
    op.create_index(op.f("ix_companion_case"), "companion", ["case"], unique=False)
    role = context.config.attributes["app_role"]
    op.execute(f'GRANT SELECT, INSERT, UPDATE ON companion TO "{role}"')
