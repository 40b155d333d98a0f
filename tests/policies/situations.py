"""What the tests of this room ask about: a calendar, and builders with defaults."""

from datetime import date, datetime, time

from kit.clock import WITA
from models.limits import Deadline, Pace, Span, Unit
from models.observances import Calendar, Faith, OfficeHours, Piodalan, QuietHours
from models.regency import Figure
from models.status import Status
from models.views import CaseSituation, Colour, FigureKind, Forum, PanelSituation, PartyView

GELGEL, KAMASAN, TOJAN = "51.05.03.2003", "51.05.03.2007", "51.05.03.2002"
PED = "51.05.01.2010"
DALEM_PED = {"id": "Piodalan Pura Dalem Ped", "en": "Anniversary of Pura Dalem Ped"}
ODALAN = {"id": "Odalan", "en": "A temple's anniversary"}
JUMAT = {"id": "Salat Jumat", "en": "Friday prayers"}
TARAWIH = {"id": "Tarawih", "en": "Evening prayers"}
MINGGU = {"id": "Ibadah Minggu", "en": "Sunday worship"}
CALENDAR = Calendar(
    country="ID",
    weekend=(5, 6),
    office_hours=OfficeHours(opens=time(8), closes=time(16)),
    national_holidays=True,
    holy_days={"nyepi": True, "ngembak_geni": True, "galungan": True, "kuningan": True},
    piodalan=(
        Piodalan(villages=(PED,), name=DALEM_PED, day="Buda", wuku="Kelawu", days=3),
        Piodalan(villages=(GELGEL,), name=ODALAN, dates=(date(2026, 11, 25),)),
    ),
    quiet_hours=(
        QuietHours(code="friday_midday", name=JUMAT, weekday=4, begins=time(11), ends=time(13, 30)),
        QuietHours(
            code="ramadan_evening",
            name=TARAWIH,
            begins=time(17),
            ends=time(22),
            faiths=(Faith.ISLAM,),
            season="ramadan",
        ),
        QuietHours(
            code="sunday_morning",
            name=MINGGU,
            weekday=6,
            begins=time(6),
            ends=time(12),
            faiths=(Faith.PROTESTANT, Faith.CATHOLIC),
        ),
    ),
)


def wita(day: str, hour: int = 0, minute: int = 0) -> datetime:
    """An instant given as a day and an hour in WITA."""
    return datetime.combine(date.fromisoformat(day), time(hour, minute), WITA)


def hours(length: int) -> Span:
    """A span of wall-clock hours."""
    return Span(length=length, unit=Unit.HOURS)


def working_days(length: int) -> Span:
    """A span of working days."""
    return Span(length=length, unit=Unit.WORKING_DAYS)


def a_rule(kind: str = "assignment_answer", **changed: object) -> Deadline:
    """A deadline of two working days, reminded a day before, with an hour for red."""
    fields: dict[str, object] = {
        "kind": kind,
        "name": {"id": "Jawaban instansi", "en": "Agency's answer"},
        "starts_at": "notices.delivered",
        "ends_at": ("assignment.accepted",),
        "owner": "lead",
        "length": 2,
        "unit": Unit.WORKING_DAYS,
        "remind_before": working_days(1),
        "climb_every": working_days(1),
        "colours": {
            Colour.RED: Pace(length=1, unit=Unit.HOURS, climb_every=hours(1)),
            Colour.ORANGE: Pace(length=4, unit=Unit.HOURS, remind_before=hours(2)),
        },
        "pausable": True,
        "standing": "choice",
        "source": {"id": "Contoh", "en": "Example"},
    }
    return Deadline.model_validate(fields | changed)


def a_case(category: str = "EKO", **changed: object) -> CaseSituation:
    """An accepted case in Gelgel."""
    fields: dict[str, object] = {
        "number": "KLK-2026-00012",
        "status": Status.ACCEPTED,
        "category": category,
        "village": GELGEL,
        "severity": 2,
        "stage": 1,
        "colour": Colour.YELLOW,
    }
    return CaseSituation(**(fields | changed))  # type: ignore[arg-type] # any field


def a_party(label: str, *, village: str = GELGEL, kind: str = "group", **more: str) -> PartyView:
    """A willing side."""
    return PartyView(label, kind, village, willing=True, **more)


def a_panel(case: CaseSituation, *parties: PartyView, **changed: object) -> PanelSituation:
    """Community figures looked for at the kecamatan."""
    fields: dict[str, object] = {
        "case": case,
        "forum": Forum.KECAMATAN,
        "parties": parties,
        "kinds": (FigureKind.COMMUNITY,),
    }
    return PanelSituation(**(fields | changed))  # type: ignore[arg-type] # any field


def a_figure(id_: str, *, kind: FigureKind = FigureKind.COMMUNITY, **changed: object) -> Figure:
    """A figure of the kecamatan Klungkung, of no village in particular."""
    fields: dict[str, object] = {
        "id": id_,
        "office": {"id": "Tokoh contoh", "en": "A sample figure"},
        "kind": kind,
        "kecamatan": "51.05.03",
        "forums": (Forum.VILLAGE, Forum.KECAMATAN),
    }
    return Figure.model_validate(fields | changed)
