"""Files that reporters attach, and forms that are sent twice."""

import sqlalchemy as sa
from alembic import context, op

revision = "2026_11_25_2240"
down_revision = "2026_11_25_2230"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("report", sa.Column("form", sa.Text(), nullable=True))
    op.create_unique_constraint(op.f("uq_report_form"), "report", ["form"])
    op.create_table(
        "attachment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("stored", sa.Text(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('jpeg', 'png', 'webp', 'pdf')", name=op.f("ck_attachment_known_kind")
        ),
        sa.CheckConstraint("size > 0", name=op.f("ck_attachment_not_empty")),
        sa.ForeignKeyConstraint(["case"], ["case.number"], name=op.f("fk_attachment_case_case")),
        sa.ForeignKeyConstraint(
            ["id"], ["erasable_text.id"], name=op.f("fk_attachment_id_erasable_text")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("stored", name=op.f("uq_attachment_stored")),
    )
    op.create_index(op.f("ix_attachment_case"), "attachment", ["case"], unique=False)
    role = context.config.attributes["app_role"]
    op.execute(f'GRANT SELECT, INSERT, UPDATE ON "attachment" TO "{role}"')
