"""Not a seal alone but every bar except a court's is lifted by two people.

Rows of before stay as they are; only what is lifted from now on is checked.
"""

from alembic import op

revision = "2026_11_26_1730"
down_revision = "2026_11_25_2252"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_constraint(op.f("ck_bar_sealed_is_lifted_by_two"), "bar", type_="check")
    op.create_check_constraint(
        op.f("ck_bar_lifted_by_two"),
        "bar",
        "bar = 'court' OR lifted_at IS NULL OR (asked_by IS NOT NULL AND asked_by <> lifted_by)",
        postgresql_not_valid=True,
    )
