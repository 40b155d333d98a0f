"""Create what keeps a case open and what comes after its end."""

import sqlalchemy as sa
from alembic import context, op

revision = "2026_11_24_0020"
down_revision = "2026_11_23_2345"
branch_labels = None
depends_on = None

TABLES = ("displacement", "sanction", "referral", "objection")


def upgrade() -> None:
    _create_counts()
    op.create_table(
        "referral",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("their_number", sa.Uuid(), nullable=True),
        sa.Column("referred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "result IN ('ended', 'returned')", name=op.f("ck_referral_known_result")
        ),
        sa.ForeignKeyConstraint(["case"], ["case.number"], name=op.f("fk_referral_case_case")),
        sa.ForeignKeyConstraint(
            ["their_number"], ["erasable_text.id"], name=op.f("fk_referral_their_number_erasable_text")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
    )
    op.create_index(op.f("ix_referral_case"), "referral", ["case"], unique=False)
    op.create_index(
        "uq_referral_open",
        "referral",
        ["case"],
        unique=True,
        postgresql_where=sa.text("answered_at IS NULL"),
    )
    op.create_table(
        "objection",
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("episode", sa.Integer(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["case"], ["case.number"], name=op.f("fk_objection_case_case")),
        sa.PrimaryKeyConstraint("case", "episode", name=op.f("pk_objection")),
    )
    op.add_column("closure", sa.Column("trigger", sa.Text(), nullable=True))
    role = context.config.attributes["app_role"]
    for table in TABLES:
        op.execute(f'GRANT SELECT, INSERT, UPDATE ON "{table}" TO "{role}"')


def _create_counts() -> None:
    op.create_table(
        "displacement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("families", sa.Integer(), nullable=False),
        sa.Column("out_of_school", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "people >= 0 AND families >= 0 AND out_of_school >= 0",
            name=op.f("ck_displacement_counts_from_nought"),
        ),
        sa.ForeignKeyConstraint(["case"], ["case.number"], name=op.f("fk_displacement_case_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_displacement")),
    )
    op.create_index(op.f("ix_displacement_case"), "displacement", ["case"], unique=False)
    op.create_table(
        "sanction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("sanction", sa.Text(), nullable=False),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.Column("families", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case.number"], name=op.f("fk_sanction_case_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sanction")),
    )
    op.create_index(op.f("ix_sanction_case"), "sanction", ["case"], unique=False)
