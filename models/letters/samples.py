"""One sample of each letter, for previews and for the test of the templates.

Offices, places and numbers only; addresses and telephone numbers are not real.
"""

from datetime import UTC, date, datetime

from models.letters.agencies import (
    MailboxSilent,
    OfficeHandedOver,
    OpenCase,
    SecretariatAnswered,
    SecretariatAsked,
    SupportAnswered,
    TieDeclared,
)
from models.letters.assignments import (
    AssignmentEscalated,
    AssignmentReminded,
    CaseAssigned,
    CaseAssignedSealed,
    SupportAsked,
    SupportAskedSealed,
)
from models.letters.base import ClauseLine, Earlier, Helper, Letter
from models.letters.incidents import (
    CaseWatched,
    FigureCalls,
    IncidentRecorded,
    LeadHandedOver,
    PatternFound,
)
from models.letters.mediations import (
    AgreementSigned,
    ClauseBroken,
    ClauseDue,
    FigureAsked,
    FigureReleased,
    MeetingCancelled,
    MeetingChanged,
    MeetingInvited,
    PartyAsked,
    PartyReleased,
)
from models.letters.messages import CodeAsked, MessageAnswered, MessageReceived
from models.letters.oversight import (
    CausesStuck,
    CheckpointSealed,
    ClauseWithheld,
    ClosureAsked,
    DeadlineEscalated,
    DeadlineReminded,
    Finding,
    IdentityAsked,
    IdentityDecided,
    IntegrityFinding,
    NoticeDead,
    ObjectionRaised,
    ReviewAsked,
    ReviewLine,
    StuckLine,
    TalksStalled,
)
from models.letters.reports import CaseClosed, ObjectionDecided, ReportNextStep, ReportReceived
from models.letters.samples_danger import (
    BOUNDARY,
    CAMAT,
    DANGER,
    EARLY,
    LABELS,
    LATE,
    NUMBER,
    PHONES,
    SECRETARIAT,
    SECRETARY,
    TOKEN,
)
from models.status import Status
from models.views import Approach, Colour, FigureKind

LATER = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)

BENDESA = {"id": "Bendesa Alitan Banjarangkan", "en": "Customary head of Banjarangkan"}
SIDES = (
    {"id": "Desa Tusan", "en": "Tusan village"},
    {"id": "Desa Banjarangkan", "en": "Banjarangkan village"},
)
HALL = {"id": "Aula Kantor Camat Banjarangkan", "en": "Hall of the Banjarangkan district office"}
ANSWER = {"id": "Jawaban instansi utama", "en": "Answer of the lead agency"}
PEACE = {"id": "kesepakatan ditepati", "en": "the agreement was kept"}
MEETING = "5d3f2c1e-8f0b-4f57-9f4e-0d0b2f8f3a10"

REPORTS = (
    ReportReceived(number=NUMBER, received_at=EARLY, checked_by=LATE, phones=PHONES),
    ReportNextStep(number=NUMBER, status=Status.ASSIGNED, agency=CAMAT, by=LATE),
    CaseClosed(
        number=NUMBER,
        outcome=PEACE,
        closed_on=date(2026, 12, 14),
        object_until=date(2026, 12, 28),
        agreed=True,
    ),
    ObjectionDecided(number=NUMBER, upheld=False),
)

MESSAGES = (
    MessageReceived(number=NUMBER, sent_at=EARLY),
    MessageAnswered(number=NUMBER),
    CodeAsked(number=NUMBER, until=LATE, token=TOKEN),
)

ASSIGNMENTS = (
    CaseAssigned(
        number=NUMBER,
        relation="perangkat",
        agency=CAMAT,
        labels=LABELS,
        severity=3,
        stage=1,
        approach=Approach.MEDIATION,
        answer_by=LATE,
        follow_up_by=LATER,
        remind_at=EARLY,
        token=TOKEN,
        happened_on=date(2026, 11, 22),
        dangers=({"id": "ancaman berkumpul", "en": "threat to gather"},),
        earlier=Earlier(total=3, open=1, agreed=1),
        helpers=(
            Helper(
                agency={"id": "Kantor Pertanahan", "en": "Land Office"},
                duty={
                    "id": "Menyiapkan peta dan data bidang tanah di garis batas.",
                    "en": "Prepares maps and plot records along the boundary.",
                },
            ),
        ),
        basis={
            "id": "Permendagri 45/2016 Pasal 18: batas dalam satu kecamatan difasilitasi camat.",
            "en": "Permendagri 45/2016 Art. 18: the camat facilitates within one district.",
        },
        reason={
            "id": "Kedua desa berada di Kecamatan Banjarangkan.",
            "en": "Both villages lie in Banjarangkan district.",
        },
        phones=PHONES,
        rungs=(SECRETARY,),
    ),
    CaseAssignedSealed(number=NUMBER, agency=CAMAT, answer_by=LATE, token=TOKEN, phones=PHONES),
    SupportAskedSealed(number=NUMBER, agency=CAMAT, token=TOKEN, phones=PHONES),
    SupportAsked(
        number=NUMBER,
        token=TOKEN,
        relation="vertikal",
        agency={"id": "Kantor Pertanahan", "en": "Land Office"},
        lead=CAMAT,
        duty={
            "id": "Menyiapkan peta dan data bidang tanah di garis batas.",
            "en": "Prepares maps and plot records along the boundary.",
        },
        labels=LABELS,
        answer_by=LATE,
        phones=PHONES,
    ),
    AssignmentReminded(
        number=NUMBER,
        relation="perangkat",
        agency=CAMAT,
        answer_by=LATE,
        token=TOKEN,
        labels=LABELS,
        next_rung=SECRETARY,
    ),
    AssignmentEscalated(
        number=NUMBER,
        office=SECRETARY,
        agency=CAMAT,
        rung=1,
        answer_by=LATE,
        token=TOKEN,
        labels=LABELS,
        phones=PHONES,
    ),
)

MEDIATIONS = (
    FigureAsked(
        number=NUMBER,
        figure=BENDESA,
        figure_id="ADAT-BANJARANGKAN-1",
        figure_kind=FigureKind.CUSTOMARY,
        category=BOUNDARY,
        village="Tusan",
        kecamatan="Banjarangkan",
        answer_by=LATE,
        token=TOKEN,
        parties=SIDES,
        phones=PHONES,
    ),
    FigureReleased(number=NUMBER, figure=BENDESA, phones=PHONES),
    PartyReleased(number=NUMBER, party=SIDES[0], phones=PHONES),
    PartyAsked(
        number=NUMBER,
        party=SIDES[0],
        figures=(BENDESA,),
        answer_by=LATE,
        companions=2,
        phones=PHONES,
    ),
    MeetingInvited(
        number=NUMBER,
        meeting=MEETING,
        starts_at=LATE,
        ends_at=LATER,
        place=HALL,
        host=CAMAT,
        companions=2,
        phones=PHONES,
    ),
    MeetingChanged(
        number=NUMBER,
        meeting=MEETING,
        sequence=1,
        starts_at=LATE,
        ends_at=LATER,
        place=HALL,
        host=CAMAT,
        before=EARLY,
        phones=PHONES,
    ),
    MeetingCancelled(
        number=NUMBER,
        meeting=MEETING,
        sequence=2,
        starts_at=LATE,
        ends_at=LATER,
        place=HALL,
        host=CAMAT,
        phones=PHONES,
    ),
    AgreementSigned(
        number=NUMBER,
        signed_on=date(2026, 11, 26),
        clauses=(
            ClauseLine(clause=1, owner=SIDES[0], due_on=date(2026, 12, 10)),
            ClauseLine(clause=2, owner=SIDES[1], due_on=None),
        ),
        checks_on=(date(2026, 12, 3), date(2026, 12, 26), date(2027, 2, 24)),
    ),
    ClauseWithheld(number=NUMBER, clauses=(2,)),
    ClauseDue(
        number=NUMBER,
        clause=1,
        owner=SIDES[0],
        due_on=date(2026, 12, 10),
        days_left=3,
        phones=PHONES,
    ),
    ClauseBroken(
        number=NUMBER,
        clause=1,
        owner=SIDES[0],
        due_on=date(2026, 12, 10),
        status=Status.IN_MEDIATION,
    ),
)

OVERSIGHT = (
    ReviewAsked(
        lines=(
            ReviewLine(
                number=NUMBER,
                reasons=("low_confidence",),
                village="Tusan",
                colour=Colour.YELLOW,
            ),
        ),
        review_by=LATE,
    ),
    CausesStuck(
        lines=(
            StuckLine(
                number=NUMBER, fact="case.triaged", failures=5, failure_kind="IntegrityError"
            ),
        )
    ),
    NoticeDead(
        number=NUMBER,
        notice_kind="case_assigned",
        recipient="CAMAT-51.05.02",
        trouble="recipient_refused",
        attempts=1,
    ),
    DeadlineReminded(number=NUMBER, limit=ANSWER, owner=CAMAT, due_at=LATE, labels=LABELS),
    DeadlineEscalated(
        number=NUMBER,
        office=SECRETARY,
        limit=ANSWER,
        owner=CAMAT,
        due_at=LATE,
        rung=1,
        labels=LABELS,
    ),
    ClosureAsked(
        number=NUMBER,
        outcome=PEACE,
        outcome_code="agreement_kept",
        asked_by=CAMAT,
        asked_at=LATE,
        labels=LABELS,
    ),
    TalksStalled(number=NUMBER, reason="no_figure", labels=LABELS),
    CheckpointSealed(
        checkpoint=42,
        sealed_at=LATE,
        count=1221,
        root="6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        signature="5a" * 64,
        key="b413f47d13ee2fe6c845b2ee141af81de858df4ec549a58b7970bb96645bc8d2",
        previous=41,
    ),
    IntegrityFinding(
        checked_at=LATE, findings=(Finding(chain=NUMBER, seq=7, finding="hash_differs"),)
    ),
)

AGENCIES = (
    SupportAnswered(number=NUMBER, agency=CAMAT),
    SecretariatAsked(number=NUMBER, agency=CAMAT),
    IdentityAsked(number=NUMBER),
    IdentityDecided(number=NUMBER, until=LATE),
    ObjectionRaised(number=NUMBER),
    SecretariatAnswered(number=NUMBER, token=TOKEN),
    TieDeclared(number=NUMBER, who=CAMAT, tie="party", leads=True),
    MailboxSilent(agency=CAMAT, times=3, phone="0366-000-200"),
    OfficeHandedOver(
        office=CAMAT,
        cases=(
            OpenCase(
                number=NUMBER,
                status=Status.IN_MEDIATION,
                category=BOUNDARY,
                village="Tusan",
                due_at=LATE,
            ),
            OpenCase(number="KLK-2026-00013"),
        ),
    ),
)

INCIDENTS = (
    IncidentRecorded(
        number=NUMBER,
        happened_on=date(2026, 11, 22),
        lead=CAMAT,
        labels=LABELS,
        stage=1,
        severity=2,
        was=Colour.GREEN,
        phones=PHONES,
    ),
    CaseWatched(
        number=NUMBER,
        agency=SECRETARIAT,
        labels=LABELS,
        review_on=date(2026, 12, 22),
        phones=PHONES,
    ),
    FigureCalls(
        number=NUMBER,
        figure=BENDESA,
        lead=CAMAT,
        category=BOUNDARY,
        village="Tusan",
        kecamatan="Banjarangkan",
        phones=PHONES,
    ),
    PatternFound(
        village="Tusan",
        category=BOUNDARY,
        cases=("KLK-2026-00002", "KLK-2026-00007", NUMBER),
    ),
    LeadHandedOver(
        number=NUMBER,
        agency=CAMAT,
        to={"id": "Polres Klungkung", "en": "Klungkung Police"},
        because="incident",
        labels=LABELS,
        stays=True,
        phones=PHONES,
    ),
)

SAMPLES: dict[str, Letter] = {
    letter.kind: letter
    for letter in (
        *(*REPORTS, *MESSAGES, *ASSIGNMENTS, *AGENCIES, *INCIDENTS),
        *(*MEDIATIONS, *OVERSIGHT, *DANGER),
    )
}
