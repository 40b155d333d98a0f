"""Create the record: cases, their sealed facts, causes, notices and all that they speak of."""

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy import Text
from sqlalchemy.dialects import postgresql

revision = "2026_11_23_2100"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_counter",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_case_counter")),
    )
    op.create_table(
        "erasable_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(text IS NULL) = (salt IS NULL) AND (text IS NULL) = (erased_at IS NOT NULL)",
            name=op.f("ck_erasable_text_whole_or_erased"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasable_text")),
    )
    op.create_index(op.f("ix_erasable_text_case"), "erasable_text", ["case"], unique=False)
    op.create_table(
        "fact",
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column(
            "body",
            postgresql.JSONB(astext_type=Text()),
            sa.Computed(
                "(record::jsonb)->'body'",
            ),
            nullable=False,
        ),
        sa.Column("prev_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "hash = encode(sha256(convert_to(record, 'UTF8')), 'hex')", name=op.f("ck_fact_hashed")
        ),
        sa.CheckConstraint(
            "(record::jsonb->>'case') = \"case\" AND (record::jsonb->>'seq')::int = seq AND (record::jsonb->>'at')::timestamptz = at AND (record::jsonb->>'actor') = actor AND (record::jsonb->>'name') = name AND (record::jsonb->>'version')::int = version AND (record::jsonb->>'status') = status AND (record::jsonb->>'prev') = prev_hash",
            name=op.f("ck_fact_columns_are_in_record"),
        ),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_fact_seq_from_one")),
        sa.PrimaryKeyConstraint("case", "seq", name=op.f("pk_fact")),
        sa.UniqueConstraint("case", "seq", "status", name=op.f("uq_fact_case")),
        sa.UniqueConstraint("hash", name=op.f("uq_fact_hash")),
    )
    op.create_index(op.f("ix_fact_name"), "fact", ["name"], unique=False)
    op.create_table(
        "notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("props", postgresql.JSONB(astext_type=Text()), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.Column("message_id", sa.Text(), nullable=True),
        sa.Column(
            "queued_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column(
            "due_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'sending') = (leased_until IS NOT NULL)",
            name=op.f("ck_notice_sending_with_its_lease"),
        ),
        sa.CheckConstraint(
            "(state = 'sent') = (sent_at IS NOT NULL)", name=op.f("ck_notice_sent_with_its_time")
        ),
        sa.CheckConstraint("language IN ('id', 'en')", name=op.f("ck_notice_known_language")),
        sa.CheckConstraint(
            "state IN ('queued', 'sending', 'sent', 'dead', 'cancelled')",
            name=op.f("ck_notice_known_state"),
        ),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_notice_attempts_from_nought")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint(
            "case", "seq", "kind", "recipient", "about", name=op.f("uq_notice_case")
        ),
    )
    op.create_index("ix_notice_case", "notice", ["case"], unique=False)
    op.create_index(
        "ix_notice_open",
        "notice",
        ["due_at"],
        unique=False,
        postgresql_where=sa.text("state IN ('queued', 'sending')"),
    )
    op.create_table(
        "rule_set",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_rule_set")),
    )
    op.create_table(
        "case",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("episode", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("severity", sa.Integer(), nullable=True),
        sa.Column("stage", sa.Integer(), nullable=True),
        sa.Column("colour", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Integer(), nullable=True),
        sa.Column("bars", postgresql.ARRAY(Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column(
            "objects", postgresql.ARRAY(Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column(
            "areas", postgresql.ARRAY(Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column(
            "other_villages",
            postgresql.ARRAY(Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "not_to_tell", postgresql.ARRAY(Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column(
            "passed_over", postgresql.ARRAY(Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("lead", sa.Text(), nullable=True),
        sa.Column("approach", sa.Text(), nullable=True),
        sa.Column("follow_up", sa.Text(), nullable=True),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("joined_into", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(status = 'joined') = (joined_into IS NOT NULL)", name=op.f("ck_case_joined_into_one")
        ),
        sa.CheckConstraint(
            "status <> 'closed' OR outcome IS NOT NULL", name=op.f("ck_case_closed_with_outcome")
        ),
        sa.CheckConstraint(
            "status <> 'in_mediation' OR NOT bars && ARRAY['sealed', 'crime']",
            name=op.f("ck_case_barred_is_never_mediated"),
        ),
        sa.CheckConstraint(
            "status IN ('reported', 'needs_review', 'triaged', 'watched', 'assigned', 'accepted', 'in_mediation', 'in_handling', 'agreed', 'referred', 'joined', 'closed', 'dismissed')",
            name=op.f("ck_case_known_status"),
        ),
        sa.CheckConstraint("episode >= 1", name=op.f("ck_case_episode_from_one")),
        sa.CheckConstraint("severity BETWEEN 1 AND 4", name=op.f("ck_case_severity_one_to_four")),
        sa.CheckConstraint("stage BETWEEN 0 AND 4", name=op.f("ck_case_stage_nought_to_four")),
        sa.ForeignKeyConstraint(
            ["number", "seq", "status"],
            ["fact.case", "fact.seq", "fact.status"],
            name="fk_case_status_has_its_fact",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_case")),
    )
    op.create_index(op.f("ix_case_lead"), "case", ["lead"], unique=False)
    op.create_index(op.f("ix_case_status"), "case", ["status"], unique=False)
    op.create_index(op.f("ix_case_village"), "case", ["village"], unique=False)
    op.create_table(
        "cause",
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("fact", sa.Text(), nullable=False),
        sa.Column(
            "due_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("rings", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failure_kind", sa.Text(), nullable=True),
        sa.Column("wave", sa.Text(), nullable=True),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["case", "seq"],
            ["fact.case", "fact.seq"],
            name=op.f("fk_cause_case_fact"),
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("case", "seq", name=op.f("pk_cause")),
    )
    op.create_index(
        "ix_cause_waiting",
        "cause",
        ["case", "seq"],
        unique=False,
        postgresql_where=sa.text("handled_at IS NULL"),
    )
    op.create_table(
        "checkpoint_leaf",
        sa.Column("checkpoint", sa.Integer(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case", "seq"], ["fact.case", "fact.seq"], name=op.f("fk_checkpoint_leaf_case_fact")
        ),
        sa.PrimaryKeyConstraint("checkpoint", "case", name=op.f("pk_checkpoint_leaf")),
    )
    op.create_table(
        "house",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.CheckConstraint("number = 'KLK'", name=op.f("ck_house_only_one")),
        sa.ForeignKeyConstraint(
            ["number", "seq", "status"],
            ["fact.case", "fact.seq", "fact.status"],
            name="fk_house_has_its_fact",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_house")),
    )
    op.create_table(
        "assignment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("choice", postgresql.JSONB(astext_type=Text()), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case.number"], name=op.f("fk_assignment_case_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    op.create_index(op.f("ix_assignment_agency"), "assignment", ["agency"], unique=False)
    op.create_index(op.f("ix_assignment_case"), "assignment", ["case"], unique=False)
    op.create_index(
        "uq_assignment_current",
        "assignment",
        ["case"],
        unique=True,
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "closure",
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("episode", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("root_cause", sa.Text(), nullable=True),
        sa.Column("prevention", sa.Text(), nullable=True),
        sa.Column("prevention_owner", sa.Text(), nullable=True),
        sa.Column("prevention_due", sa.Date(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case"], ["case.number"], name=op.f("fk_closure_case_case")),
        sa.PrimaryKeyConstraint("case", "episode", name=op.f("pk_closure")),
    )
    op.create_table(
        "deadline",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("rung >= -1", name=op.f("ck_deadline_rung_from_none")),
        sa.ForeignKeyConstraint(["case"], ["case.number"], name=op.f("fk_deadline_case_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline")),
    )
    op.create_index(op.f("ix_deadline_case"), "deadline", ["case"], unique=False)
    op.create_index(
        "ix_deadline_next",
        "deadline",
        ["next_at"],
        unique=False,
        postgresql_where=sa.text("met_at IS NULL AND dropped_at IS NULL"),
    )
    op.create_index(
        "uq_deadline_running",
        "deadline",
        ["case", "kind", "subject"],
        unique=True,
        postgresql_where=sa.text("met_at IS NULL AND dropped_at IS NULL"),
    )
    op.create_table(
        "mediation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("forum", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ending", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["case"], ["case.number"], name=op.f("fk_mediation_case_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediation")),
    )
    op.create_index(op.f("ix_mediation_case"), "mediation", ["case"], unique=False)
    op.create_index(
        "uq_mediation_open",
        "mediation",
        ["case"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "party",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("banjar", sa.Text(), nullable=True),
        sa.Column("faith", sa.Text(), nullable=True),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("willing", sa.Boolean(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('village', 'customary_village', 'banjar', 'group', 'business', 'office')",
            name=op.f("ck_party_known_kind"),
        ),
        sa.ForeignKeyConstraint(["case"], ["case.number"], name=op.f("fk_party_case_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
    )
    op.create_index(op.f("ix_party_case"), "party", ["case"], unique=False)
    op.create_table(
        "report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column("answers", postgresql.JSONB(astext_type=Text()), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Text(), nullable=True),
        sa.Column("source_digest", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(source_id IS NULL) = (source IS NULL)", name=op.f("ck_report_source_with_its_id")
        ),
        sa.ForeignKeyConstraint(["case"], ["case.number"], name=op.f("fk_report_case_case")),
        sa.ForeignKeyConstraint(
            ["text_id"], ["erasable_text.id"], name=op.f("fk_report_text_id_erasable_text")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
    )
    op.create_index(op.f("ix_report_case"), "report", ["case"], unique=False)
    op.create_index(op.f("ix_report_village"), "report", ["village"], unique=False)
    op.create_index(
        "uq_report_source",
        "report",
        ["source", "source_id", "source_digest"],
        unique=True,
        postgresql_where=sa.text("source_id IS NOT NULL"),
    )
    op.create_table(
        "agreement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("mediation", sa.Uuid(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("document", sa.Uuid(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case"], ["case.number"], name=op.f("fk_agreement_case_case")),
        sa.ForeignKeyConstraint(
            ["document"], ["erasable_text.id"], name=op.f("fk_agreement_document_erasable_text")
        ),
        sa.ForeignKeyConstraint(
            ["mediation"], ["mediation.id"], name=op.f("fk_agreement_mediation_mediation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
    )
    op.create_index(op.f("ix_agreement_case"), "agreement", ["case"], unique=False)
    op.create_index(
        "uq_agreement_current",
        "agreement",
        ["case"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "assignment_answer",
        sa.Column("assignment", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment"],
            ["assignment.id"],
            name=op.f("fk_assignment_answer_assignment_assignment"),
        ),
        sa.PrimaryKeyConstraint("assignment", name=op.f("pk_assignment_answer")),
    )
    op.create_table(
        "consent",
        sa.Column("mediation", sa.Uuid(), nullable=False),
        sa.Column("party", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("figure", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["mediation"], ["mediation.id"], name=op.f("fk_consent_mediation_mediation")
        ),
        sa.ForeignKeyConstraint(["party"], ["party.id"], name=op.f("fk_consent_party_party")),
        sa.PrimaryKeyConstraint("mediation", "party", name=op.f("pk_consent")),
    )
    op.create_table(
        "meeting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("mediation", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("parties_present", postgresql.ARRAY(Text()), nullable=False),
        sa.Column("figures_present", postgresql.ARRAY(Text()), nullable=False),
        sa.CheckConstraint(
            "state IN ('scheduled', 'held', 'cancelled')", name=op.f("ck_meeting_known_state")
        ),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_meeting_starts_before_it_ends")),
        sa.ForeignKeyConstraint(["case"], ["case.number"], name=op.f("fk_meeting_case_case")),
        sa.ForeignKeyConstraint(
            ["mediation"], ["mediation.id"], name=op.f("fk_meeting_mediation_mediation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    op.create_index(op.f("ix_meeting_case"), "meeting", ["case"], unique=False)
    op.create_index(op.f("ix_meeting_mediation"), "meeting", ["mediation"], unique=False)
    op.create_index(
        "uq_meeting_scheduled",
        "meeting",
        ["mediation"],
        unique=True,
        postgresql_where=sa.text("state = 'scheduled'"),
    )
    op.create_table(
        "panelist",
        sa.Column("mediation", sa.Uuid(), nullable=False),
        sa.Column("figure", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_by", sa.Uuid(), nullable=True),
        sa.Column("replaced", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "answer IN ('accept', 'cannot', 'tie')", name=op.f("ck_panelist_known_answer")
        ),
        sa.ForeignKeyConstraint(
            ["mediation"], ["mediation.id"], name=op.f("fk_panelist_mediation_mediation")
        ),
        sa.ForeignKeyConstraint(
            ["refused_by"], ["party.id"], name=op.f("fk_panelist_refused_by_party")
        ),
        sa.PrimaryKeyConstraint("mediation", "figure", name=op.f("pk_panelist")),
    )
    op.create_table(
        "reporter",
        sa.Column("report", sa.Uuid(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("tracking", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("identity", sa.LargeBinary(), nullable=True),
        sa.Column("may_be_mailed", sa.Boolean(), nullable=False),
        sa.Column("not_to_tell", postgresql.ARRAY(Text()), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case.number"], name=op.f("fk_reporter_case_case")),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=op.f("fk_reporter_report_report")),
        sa.PrimaryKeyConstraint("report", name=op.f("pk_reporter")),
    )
    op.create_index(op.f("ix_reporter_case"), "reporter", ["case"], unique=False)
    op.create_table(
        "support",
        sa.Column("assignment", sa.Uuid(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("duty", postgresql.JSONB(astext_type=Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment"],
            ["assignment.id"],
            name=op.f("fk_support_assignment_assignment"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("assignment", "agency", name=op.f("pk_support")),
    )
    op.create_table(
        "clause",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case", sa.Text(), nullable=False),
        sa.Column("agreement", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("owner_kind", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("words", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.CheckConstraint("owner_kind IN ('party', 'agency')", name=op.f("ck_clause_known_owner")),
        sa.CheckConstraint(
            "state IN ('open', 'kept', 'late', 'broken')", name=op.f("ck_clause_known_state")
        ),
        sa.ForeignKeyConstraint(
            ["agreement"], ["agreement.id"], name=op.f("fk_clause_agreement_agreement")
        ),
        sa.ForeignKeyConstraint(["case"], ["case.number"], name=op.f("fk_clause_case_case")),
        sa.ForeignKeyConstraint(
            ["words"], ["erasable_text.id"], name=op.f("fk_clause_words_erasable_text")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clause")),
        sa.UniqueConstraint("agreement", "number", name=op.f("uq_clause_agreement")),
    )
    op.create_index(op.f("ix_clause_agreement"), "clause", ["agreement"], unique=False)
    op.create_index(op.f("ix_clause_case"), "clause", ["case"], unique=False)
    op.create_table(
        "seat",
        sa.Column("meeting", sa.Uuid(), nullable=False),
        sa.Column("figure", sa.Text(), nullable=False),
        sa.Column("during", postgresql.TSTZRANGE(), nullable=False),
        sa.Column("free", sa.Boolean(), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.column("figure"), "="),
            (sa.column("during"), "&&"),
            where=sa.text("NOT free"),
            using="gist",
            name="ex_seat_in_two_places",
        ),
        sa.ForeignKeyConstraint(["meeting"], ["meeting.id"], name=op.f("fk_seat_meeting_meeting")),
        sa.PrimaryKeyConstraint("meeting", "figure", name=op.f("pk_seat")),
    )
    _seal_tables()
    _found_clock_shift()
    _grant(context.config.attributes["app_role"])


def _seal_tables() -> None:
    op.execute(
        """
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '% on % is refused: it is insert only', TG_OP, TG_TABLE_NAME
                USING ERRCODE = 'restrict_violation';
        END $$
        """
    )
    op.execute(
        """
        CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NEW.text IS NOT NULL OR NEW.salt IS NOT NULL OR OLD.erased_at IS NOT NULL
               OR (NEW.id, NEW."case", NEW.kind) IS DISTINCT FROM (OLD.id, OLD."case", OLD.kind)
            THEN
                RAISE EXCEPTION 'a text is erased or left alone; a correction is a new row'
                    USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        END $$
        """
    )
    for table in ("fact", "assignment_answer", "rule_set", "checkpoint_leaf"):
        op.execute(
            f"CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER insert_only")
    op.execute(
        "CREATE TRIGGER kept BEFORE DELETE OR TRUNCATE ON erasable_text "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER erased_only BEFORE UPDATE ON erasable_text "
        "FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()"
    )
    for trigger in ("kept", "erased_only"):
        op.execute(f"ALTER TABLE erasable_text ENABLE ALWAYS TRIGGER {trigger}")


def _found_clock_shift() -> None:
    """Case time's shift: only the home of a demonstration grants the application a right on it."""
    op.execute(
        "CREATE TABLE clock_shift (seconds bigint NOT NULL, one boolean PRIMARY KEY DEFAULT true "
        "CONSTRAINT ck_clock_shift_only_one CHECK (one))"
    )


def _grant(role: str) -> None:
    """The application's role owns nothing: it may insert and read, and update what moves."""
    op.execute(f'GRANT USAGE ON SCHEMA public TO "{role}"')
    sealed = ("fact", "assignment_answer", "rule_set", "checkpoint_leaf")
    for table in (*sealed, *MOVING):
        op.execute(f'GRANT SELECT, INSERT ON "{table}" TO "{role}"')
    for table in MOVING:
        op.execute(f'GRANT UPDATE ON "{table}" TO "{role}"')
    op.execute(f'GRANT SELECT, INSERT ON erasable_text TO "{role}"')
    op.execute(f'GRANT UPDATE (text, salt, erased_at) ON erasable_text TO "{role}"')


MOVING = (
    "agreement",
    "assignment",
    "case",
    "case_counter",
    "cause",
    "clause",
    "closure",
    "consent",
    "deadline",
    "house",
    "mediation",
    "meeting",
    "notice",
    "panelist",
    "party",
    "report",
    "reporter",
    "seat",
    "support",
)
