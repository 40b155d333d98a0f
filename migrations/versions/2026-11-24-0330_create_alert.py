"""Create alerts: red cases, how far their alarm has climbed, and who took it."""

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql

revision = "2026_11_24_0330"
down_revision = "2026_11_24_0310"
branch_labels = None
depends_on = None

OPEN = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "alert",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("dangers", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_by", sa.Text(), nullable=True),
        sa.Column("report_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asks", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hook_rung", sa.Integer(), nullable=False),
        sa.Column("hook_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("rung >= -1 AND hook_rung >= -1", name=op.f("ck_alert_rungs_from_none")),
        sa.CheckConstraint(
            "(acknowledged_at IS NULL) = (acknowledged_by IS NULL)",
            name=op.f("ck_alert_taken_by_somebody"),
        ),
        sa.CheckConstraint(
            "next_at IS NULL OR (acknowledged_at IS NULL AND ended_at IS NULL)",
            name=op.f("ck_alert_taken_climbs_no_more"),
        ),
        sa.ForeignKeyConstraint(["case"], ["case.number"], name=op.f("fk_alert_case_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
    )
    op.create_index(op.f("ix_alert_case"), "alert", ["case"], unique=False)
    op.create_index("uq_alert_open", "alert", ["case"], unique=True, postgresql_where=OPEN)
    op.create_index("ix_alert_next", "alert", ["next_at"], postgresql_where=OPEN)
    op.create_index("ix_alert_report", "alert", ["report_at"], postgresql_where=OPEN)
    role = context.config.attributes["app_role"]
    op.execute(f'GRANT SELECT, INSERT, UPDATE ON alert TO "{role}"')
