"""What a new incident changes of an open case."""

from dataclasses import replace
from datetime import date

from models.regency_folder import regency
from models.status import Status
from models.views import Bar, CaseSituation, Colour, ReportView, TriageChoice
from policies.incidents import in_danger, is_raised, lead_after, raised_by
from policies.triage import triage

QUARREL = CaseSituation(
    number="KLK-2026-00012",
    status=Status.ACCEPTED,
    category="BTS",
    village="51.05.02.2004",
    severity=2,
    stage=1,
    colour=Colour.YELLOW,
    lead="CAMAT-51.05.02",
)


def _read(text: str) -> TriageChoice:
    return triage(ReportView(text, "51.05.02.2004", date(2026, 10, 2)), regency=regency())


def test_raises_what_reads_worse() -> None:
    """It takes the higher of each measure, and leaves the category alone."""
    after = raised_by(QUARREL, _read("Tadi malam ada yang dilempar batu, kepalanya luka."))
    assert (after.stage, after.category) == (2, "BTS")
    assert after.severity >= 3
    assert is_raised(QUARREL, after)
    assert in_danger(after)


def test_never_calms_a_case() -> None:
    """It leaves a grave case as grave when the next thing that happens is small."""
    grave = replace(QUARREL, severity=4, stage=3, colour=Colour.RED)
    after = raised_by(grave, _read("Kedua pihak beradu mulut lagi di sawah."))
    assert (after.severity, after.stage, after.colour) == (4, 3, Colour.RED)
    assert not is_raised(grave, after)


def test_gives_the_lead_to_the_police_once_there_is_violence() -> None:
    """It names Polres from stage 2 on, and the old lead as the one who takes over again."""
    choice = lead_after(QUARREL, replace(QUARREL, stage=2, severity=3), regency=regency())
    assert choice is not None
    assert (choice.lead, choice.follow_up) == ("POLRES", "CAMAT-51.05.02")


def test_leaves_a_lead_whom_a_person_chose() -> None:
    """It changes nobody for what the incident did not change."""
    chosen = replace(QUARREL, lead="TAPEM")
    assert lead_after(chosen, replace(chosen, severity=3), regency=regency()) is None


def test_leaves_a_sealed_case_with_its_two_bodies() -> None:
    """It never gives a sealed case to another agency, however bad it gets."""
    sealed = replace(QUARREL, category="PPA", bars=(Bar.SEALED,), lead="DSOSPPPA")
    assert lead_after(sealed, replace(sealed, stage=3), regency=regency()) is None
