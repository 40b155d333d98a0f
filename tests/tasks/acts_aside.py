"""What people may do beside a case's way: referrals, ties, counts, offices."""

from typing import Any

from desk.clocks import Pausing, pause_clock
from desk.disclosures import release_text, write_summary
from desk.offices import change_officer, hand_over_office
from desk.referrals import answer_referral, refer
from desk.remains import Away, record_displacement, record_sanction
from desk.reopening import decide_objection, object_to, reopen
from desk.reprisals import report_reprisal
from desk.sealed import record_police_report, record_protection
from desk.supports import answer_as_support
from desk.ties import declare_tie
from kit import clock
from tests.people import coordinator, officer
from tests.tasks.acts import AGENCIES, OFFICES, Act, Pick

BODIES = ("DSOSPPPA", "POLRES")


def _anybody(pick: Pick) -> Any:
    """A coordinator, or an officer of whatever agency."""
    return pick((coordinator(pick(OFFICES)), officer(pick((*AGENCIES, *BODIES)))))


async def refers(case: str, pick: Pick) -> None:
    """A coordinator refers it to another body."""
    by, to = coordinator(pick(OFFICES)), pick(("GUBERNUR", "PN-SEMARAPURA"))
    await refer(case, by=by, to=to, reason_code="two_regencies")


async def referral_answered(case: str, pick: Pick) -> None:
    """The other body ended it, or gave it back."""
    by = coordinator(pick(OFFICES))
    await answer_referral(case, by=by, result=pick(("returned", "ended")))


async def reopens_it(case: str, pick: Pick) -> None:
    """A coordinator opens an ended case again."""
    by = coordinator(pick(OFFICES))
    await reopen(case, by=by, reason_code="new_facts", reason="Ada keterangan baru")


async def objects(case: str, pick: Pick) -> None:
    """Somebody objects to an ending."""
    await object_to(case, by=coordinator(pick(OFFICES)), reason="Belum selesai")


async def decides(case: str, pick: Pick) -> None:
    """A coordinator decides the objection."""
    by, upheld = coordinator(pick(OFFICES)), pick((True, False))
    await decide_objection(case, by=by, upheld=upheld, reason="Sudah ditimbang")


async def counts_away(case: str, pick: Pick) -> None:
    """People are away from home, or back."""
    away = Away(
        people=pick((0, 21)),
        families=0,
        out_of_school=0,
        source="polsek",
        as_of=str(clock.today()),
        source_words="Laporan Polsek",
    )
    await record_displacement(case, away, by=_anybody(pick))


async def tells_sanction(case: str, pick: Pick) -> None:
    """A customary sanction stands, or was lifted."""
    await record_sanction(
        case,
        by=_anybody(pick),
        sanction="kasepekang",
        in_force=pick((True, False)),
        source="desa_adat",
        as_of=str(clock.today()),
        source_words="Keterangan bendesa",
    )


async def declares_tie(case: str, pick: Pick) -> None:
    """An agency has a tie."""
    by, who = coordinator(pick(OFFICES)), pick((*AGENCIES, *BODIES))
    await declare_tie(case, by=by, kind="family", who=who)


async def changes_officer(case: str, pick: Pick) -> None:
    """Another officer has it."""
    by = officer(pick((*AGENCIES, *BODIES)))
    await change_officer(case, by=by, office="Kantor", officer="Petugas Baru")


async def hands_over_office(case: str, pick: Pick) -> None:
    """An office changes hands, with a note of all its open cases."""
    assert case
    await hand_over_office(by=_anybody(pick), note="Serah terima jabatan")


async def releases_words(case: str, pick: Pick) -> None:
    """A coordinator lets the agency read the words, or writes a ringkasan."""
    by = coordinator(pick(OFFICES))
    if pick((True, False)):
        await release_text(case, by=by)
    else:
        await write_summary(case, "Ringkasan petugas", by=by)


async def tells_of_reprisal(case: str, pick: Pick) -> None:
    """The reporter is threatened: a sealed case of its own."""
    await report_reprisal(case, "Pelapor diancam", by=coordinator(pick(OFFICES)))


async def protects(case: str, pick: Pick) -> None:
    """One of the two bodies says what it did."""
    by = officer(pick(BODIES))
    if pick((True, False)):
        await record_protection(case, by=by, note="Sudah di tempat aman")
    else:
        await record_police_report(case, by=by, note="Sudah dilaporkan")


async def supports_it(case: str, pick: Pick) -> None:
    """A supporter says what it did."""
    did = pick(("Mendampingi", None))
    await answer_as_support(case, by=officer(pick((*AGENCIES, *BODIES))), did=did)


async def pauses(case: str, pick: Pick) -> None:
    """A limit is paused."""
    limit = pick(("mediation", "first_contact", "handling"))
    await pause_clock(case, Pausing(limit, "mourning"), by=_anybody(pick))


ASIDE: tuple[Act, ...] = (
    refers,
    referral_answered,
    reopens_it,
    objects,
    decides,
    counts_away,
    tells_sanction,
    declares_tie,
    changes_officer,
    hands_over_office,
    releases_words,
    tells_of_reprisal,
    protects,
    supports_it,
    pauses,
)
