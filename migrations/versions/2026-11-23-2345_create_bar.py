"""Create bars that people raise, and let the tables refuse talks on what is sealed."""

import sqlalchemy as sa
from alembic import context, op

revision = "2026_11_23_2345"
down_revision = "2026_11_23_2335"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bar",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("bar", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("raised_by", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_by", sa.Text(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "bar IN ('sealed', 'crime', 'court', 'election')", name=op.f("ck_bar_known_bar")
        ),
        sa.CheckConstraint(
            "bar <> 'sealed' OR lifted_at IS NULL OR asked_by <> lifted_by",
            name=op.f("ck_bar_sealed_is_lifted_by_two"),
        ),
        sa.ForeignKeyConstraint(["case"], ["case.number"], name=op.f("fk_bar_case_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bar")),
    )
    op.create_index(op.f("ix_bar_case"), "bar", ["case"], unique=False)
    op.create_index(
        "uq_bar_standing",
        "bar",
        ["case", "bar"],
        unique=True,
        postgresql_where=sa.text("lifted_at IS NULL"),
    )
    op.add_column(
        "case",
        sa.Column("halted", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.drop_constraint(op.f("ck_case_barred_is_never_mediated"), "case", type_="check")
    op.create_check_constraint(
        op.f("ck_case_barred_is_never_mediated"),
        "case",
        "status <> 'in_mediation' OR halted OR NOT bars && ARRAY['sealed', 'crime']",
    )
    _refuse_talks()
    op.execute(f'GRANT SELECT, INSERT, UPDATE ON bar TO "{context.config.attributes["app_role"]}"')


def _refuse_talks() -> None:
    """At commit: no open talks, and no meeting that is set, on a case that is sealed or a crime."""
    op.execute(
        """
        CREATE FUNCTION refuse_barred_talks() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            asked text := CASE TG_TABLE_NAME WHEN 'case' THEN to_jsonb(NEW) ->> 'number'
                ELSE to_jsonb(NEW) ->> 'case' END;
        BEGIN
            IF EXISTS (SELECT FROM "case" c WHERE c.number = asked
                       AND c.bars && ARRAY['sealed', 'crime'])
               AND (EXISTS (SELECT FROM meeting m WHERE m."case" = asked
                            AND m.state = 'scheduled')
                    OR EXISTS (SELECT FROM mediation t WHERE t."case" = asked
                               AND t.ended_at IS NULL))
            THEN
                RAISE EXCEPTION '% is barred: nobody talks it over', asked
                    USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NULL;
        END $$
        """
    )
    for table, when in (
        ("meeting", "INSERT OR UPDATE"),
        ("mediation", "INSERT OR UPDATE"),
        ('"case"', "UPDATE OF bars"),
    ):
        op.execute(
            f"CREATE CONSTRAINT TRIGGER barred_is_never_talked_over AFTER {when} ON {table} "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_barred_talks()"
        )
        op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER barred_is_never_talked_over")
