"""A case carried by links alone, from the assignment to the closure that is asked for."""

from collections.abc import Mapping
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import select

from desk.questions import answer_agency
from desk.reports import Contact, Told, report
from kit import clock
from models.assignments import supports_of
from models.cases import Case
from models.notices import Notice
from models.reading_concerns import Concern, found
from models.regency_folder import regency
from models.session import reading, transaction
from tests.builders import run_flows
from tests.people import (
    HERE,
    OTHER,
    THERE,
    VILLAGE,
    accepted,
    assigned,
    assignment_of,
    at_meeting,
    case_of,
    coordinator,
    facts_of,
    figures_of,
    in_handling,
    in_talks,
    let_it_begin,
)
from tests.portal.conftest import answered
from tests.portal.links import figure_link, lead_link, support_link
from tests.portal.people import Browser

WHO = {"office": "Camat Banjarangkan", "officer": "Ni Made Sari"}
MET = {
    "sides.0.label": HERE,
    "sides.0.kind": "village",
    "sides.0.village": VILLAGE,
    "sides.0.willing": "yes",
    "sides.1.label": THERE,
    "sides.1.kind": "village",
    "sides.1.village": OTHER,
    "sides.1.willing": "yes",
}


async def test_carries_a_case_by_links_from_assignment_to_the_asked_closure(
    portal: Browser,
) -> None:
    """Accept, meet, figures and sides, meeting, agreement, clause kept: nobody signs in."""
    number = await assigned()
    link = await lead_link(number)
    await _does(portal, link, "accept", WHO)
    await _does(portal, link, "contact", MET)
    for figure in await figures_of(number):
        await _does(portal, await figure_link(number, figure), "mediate", {})
    for side in (HERE, THERE):
        await _does(portal, link, "side_accepts", {"label": side})
    await let_it_begin(number)
    figures = await figures_of(number)
    held = {"sides": [HERE, THERE], "figures": figures, "outcome": "agreed"}
    await _does(portal, link, "meeting_held", held)
    signed = {
        "document": "Para pihak sepakat memasang patok bersama.",
        "signed_on": clock.today().isoformat(),
        "clauses.0.words": "Memasang patok bersama",
        "clauses.0.owner": HERE,
        "clauses.0.due_on": (clock.today() + timedelta(days=20)).isoformat(),
        "answered": "1",
    }
    await _does(portal, link, "agreement", signed)
    assert (await case_of(number)).status == "agreed"
    await _does(portal, link, "clause_checked", {"clause": "1", "result": "kept"})
    assert "closure.asked" in await facts_of(number)
    page = answered(await portal.get(link), 200)
    assert "Sekretariat memeriksa" in page


async def _does(portal: Browser, link: str, act: str, values: Mapping[str, object]) -> None:  # noqa: PLR0917 - who, where, what, with which words
    """The page offers the act; it is done, and the flows go on."""
    assert f"{link}/{act}" in answered(await portal.get(link), 200), act
    done = await portal.post(f"{link}/{act}", values)
    assert done.status_code == 303, unescape(done.text)
    await run_flows()


async def test_goes_on_in_handling_until_the_work_is_reported(portal: Browser) -> None:
    """One side is unwilling: the agency works alone and says what it did."""
    number = await in_handling()
    link = await lead_link(number)
    done = {"result_code": "calm", "done": "Patroli tiga malam; keadaan tenang."}
    await _does(portal, link, "handled", done)
    assert (await facts_of(number))[-1] == "closure.asked"
    assert f"{link}/handled" not in answered(await portal.get(link), 200)


async def test_says_what_is_asked_by_when_and_what_is_not_known(portal: Browser) -> None:
    """The next thing first, then what is known; unverified until the first contact."""
    number = await assigned()
    link = await lead_link(number)
    page = answered(await portal.get(link), 200)
    assert page.index("Jawab penugasan ini") < page.index("Yang diketahui")
    assert "Belum terverifikasi" in page
    assert "Yang belum diketahui" in page
    assert "siapa pelapornya" in page
    await _does(portal, link, "accept", WHO)
    assert "Paling lambat" in answered(await portal.get(link), 200)
    await _does(portal, link, "contact", MET)
    assert "Belum terverifikasi" not in answered(await portal.get(link), 200)


async def test_tells_who_answered_and_offers_it_no_more(portal: Browser) -> None:
    """The office that answered and when, on the page that the same link opens."""
    number = await assigned()
    link = await lead_link(number)
    await _does(portal, link, "accept", WHO)
    page = answered(await portal.get(link), 200)
    assert "Diterima oleh Camat Banjarangkan pada" in page
    assert f"{link}/accept" not in page
    again = await portal.get(f"{link}/accept")
    assert again.headers["location"] == f"{link}?kata=not_now"


async def test_tells_a_link_that_is_over_what_was_answered(portal: Browser) -> None:
    """After a decline the case is another's: who declined, when, and nothing of the case."""
    number = await assigned()
    link = await lead_link(number)
    values = {**WHO, "reason_code": "no_capacity"}
    await _does(portal, link, "decline", values)
    page = answered(await portal.get(link), 409)
    assert "Ditolak oleh Camat Banjarangkan pada" in page
    assert "sudah diganti" in page
    assert "Tusan" not in page
    answered(await portal.post(f"{link}/contact", MET, shown_at="/masuk"), 409)


async def test_lets_a_supporter_answer_for_itself_alone(portal: Browser) -> None:
    """It reads its duty, says what it did, and never answers for the lead."""
    number = await accepted()
    async with reading() as db:
        helper = (await supports_of(db, await assignment_of(number)))[0].agency
    link = await support_link(number, helper)
    page = answered(await portal.get(link), 200)
    assert "Tugas Anda sebagai pendukung" in page
    refused = await portal.post(f"{link}/contact", MET, shown_at="/masuk")
    assert refused.status_code == 409
    await _does(portal, link, "support_received", {})
    assert f"{link}/support_received" not in answered(await portal.get(link), 200)
    await _does(portal, link, "support_did", {"did": "Peta bidang sudah diserahkan."})
    lead_page = answered(await portal.get(await lead_link(number)), 200)
    assert "Peta bidang sudah diserahkan." in lead_page


async def test_keeps_every_word_that_was_typed(portal: Browser) -> None:
    """A row that is half filled in, and a second person on an older page: nothing is lost."""
    number = await accepted()
    link = await lead_link(number)
    half = {"sides.0.label": "Banjar Kangin", "note": "Kata-kata yang panjang", "injured": "dua"}
    page = answered(await portal.post(f"{link}/contact", half), 422)
    assert "Banjar Kangin" in page
    assert "Kata-kata yang panjang" in page
    late = await portal.post(f"{link}/contact", {**MET, "note": "Orang kedua", "seen": "2"})
    page = answered(late, 409)
    assert "Orang kedua" in page
    assert "Penugasan diterima" in page


async def test_shows_a_feared_agency_nothing(portal: Browser) -> None:
    """To whom the reporter fears there is no such case, by link or by account."""
    number = await accepted()
    link = await lead_link(number)
    async with transaction() as db:
        case = await db.get_one(Case, number)
        case.not_to_tell = [str(case.lead)]
    page = answered(await portal.get(link), 409)
    assert "Tusan" not in page
    assert "tidak ada" in page


async def test_records_a_meeting_with_boxes_for_whom_was_invited(portal: Browser) -> None:
    """All are ticked; a meeting that has not begun is not told of."""
    number = await at_meeting()
    link = await lead_link(number)
    assert f"{link}/meeting_held" not in answered(await portal.get(link), 200)
    await let_it_begin(number)
    form = answered(await portal.get(f"{link}/meeting_held"), 200)
    assert form.count("checked") == 2 + len(await figures_of(number))
    missing = {"missing": [THERE]}
    await _does(portal, link, "meeting_postpone", missing)
    assert "meeting.postponed" in await facts_of(number)


async def test_refuses_a_clause_that_crosses_the_law_and_names_it(portal: Browser) -> None:
    """The four questions are asked of each clause; yes to one is refused with its article."""
    number = await at_meeting()
    link = await lead_link(number)
    await let_it_begin(number)
    figures = await figures_of(number)
    held = {"sides": [HERE, THERE], "figures": figures, "outcome": "agreed"}
    await _does(portal, link, "meeting_held", held)
    signed = {
        "document": "Kesepakatan",
        "signed_on": clock.today().isoformat(),
        "clauses.0.words": "Melepas hak air",
        "clauses.0.owner": HERE,
        "clauses.0.crosses": "blocks_rights",
        "answered": "1",
    }
    page = unescape(answered(await portal.post(f"{link}/agreement", signed), 409))
    assert "UU 39/1999" in page
    assert "Melepas hak air" in page
    unasked = {**signed, "clauses.0.crosses": [], "answered": []}
    page = answered(await portal.post(f"{link}/agreement", unasked), 409)
    assert "pertanyaan" in page


@pytest.mark.parametrize(
    ("act", "values", "fact"),
    [
        ("companion", {"label": HERE, "kind": "family"}, "companion.named"),
        ("meeting_cancel", {"reason_code": "weather"}, "meeting.cancelled"),
        ("lawsuit", {"court": "PN-SEMARAPURA", "state": "filed"}, "lawsuit.recorded"),
        (
            "incident",
            {"text": "Ada lagi adu mulut.", "happened_on": "2026-11-01"},
            "incident.recorded",
        ),
        ("raise_bar", {"bar": "court", "reason": "Sudah didaftarkan"}, "bar.raised"),
        ("officer", {**WHO, "note": "Tinggal musyawarah"}, "officer.changed"),
        ("tie", {"kind": "family"}, "tie.declared"),
        (
            "displaced",
            {"people": "12", "source": "camat", "source_words": "Camat", "as_of": "2026-11-01"},
            "displacement.recorded",
        ),
        (
            "sanction",
            {
                "sanction": "kasepekang",
                "source": "desa_adat",
                "source_words": "Bendesa",
                "as_of": "2026-11-01",
            },
            "sanction.recorded",
        ),
        (
            "decided_before",
            {"body": "kertha_desa", "decided_on": "2026-10-01"},
            "decision.recorded",
        ),
    ],
)
async def test_takes_what_an_officer_records_beside_the_talks(  # noqa: PLR0917 - the table's columns
    portal: Browser, act: str, values: Mapping[str, object], fact: str
) -> None:
    """Each is offered while talks run, and becomes a fact."""
    number = await at_meeting()
    link = await lead_link(number)
    await _does(portal, link, act, values)
    assert fact in await facts_of(number)


async def test_lets_a_side_refuse_one_figure_without_a_reason(portal: Browser) -> None:
    """Before it accepted; another figure is asked then."""
    number = await in_talks()
    link = await lead_link(number)
    said = {"label": HERE, "figure": (await figures_of(number))[0]}
    await _does(portal, link, "side_objects", said)
    assert "figure.replaced" in await facts_of(number)


async def test_hands_over_to_another_agency_whose_link_is_its_own(portal: Browser) -> None:
    """The old link is over, the new agency must answer."""
    number = await accepted()
    link = await lead_link(number)
    to = {"to": "PMD", "reason": "Menyangkut batas desa"}
    done = await portal.post(f"{link}/hand_over", to)
    assert done.status_code == 303, done.text
    await run_flows()
    answered(await portal.get(link), 409)
    fresh = await lead_link(number)
    assert f"{fresh}/accept" in answered(await portal.get(fresh), 200)


async def _unanswered() -> tuple[str, ...]:
    """The cases that a coordinator's first screen lists because somebody waits for words."""
    async with reading() as db:
        return (await found(db, Concern.MESSAGE, at=clock.now(), most=5)).numbers


async def test_asks_the_secretariat_and_reads_the_answer(portal: Browser) -> None:
    """The coordinators are written to without the words; the answer is on the same page."""
    number = await accepted()
    link = await lead_link(number)
    await _does(portal, link, "ask", {"question": "Bolehkah kami mengundang BPN?"})
    to = str((await assignment_of(number)).agency)
    assert await _unanswered() == (number,)
    await answer_agency(number, by=coordinator(), to=to, answer="Boleh, surat menyusul.")
    assert await _unanswered() == ()
    page = answered(await portal.get(link), 200)
    assert "Bolehkah kami mengundang BPN?" in page
    assert "Boleh, surat menyusul." in page
    async with reading() as db:
        mails = (await db.scalars(select(Notice).where(Notice.case == number))).all()
        helper = (await supports_of(db, await assignment_of(number)))[0].agency
    assert {"secretariat_asked", "secretariat_answered"} <= {one.kind for one in mails}
    assert all("BPN" not in str(one.props) for one in mails if one.kind.startswith("secretariat"))
    assert "Boleh, surat" not in answered(await portal.get(await support_link(number, helper)), 200)


async def test_shows_an_agency_what_was_ticked_and_nothing_of_who_told(portal: Browser) -> None:
    """Dangers and groups in words; no name, number, go-between or feared office on any page."""
    told = Told(
        text="Patok batas sawah dipindahkan dan warga kedua desa beradu mulut di lokasi.",
        village=VILLAGE,
        happened_on="2026-10-01",
        answers={"crowd": "yes", "group_villages": "yes", "again": "week", "told_before": "yes"},
        contact=Contact(name="Wayan Rahasia", phone="081234567890", email="wayan@rahasia.example"),
        not_to_tell=("POLRES",),
    )
    number = (await report(told, by="reporter:-", rules=regency())).number
    await run_flows()
    link = await lead_link(number)
    await portal.post(f"{link}/accept", WHO)
    await run_flows()
    page = answered(await portal.get(link), 200)
    assert "Orang banyak sedang berkumpul" in page
    assert "Warga dua desa" in page
    offered = {part.split('"')[0] for part in page.split(f"{link}/")[1:]}
    pages = [page, *[(await portal.get(f"{link}/{act}")).text for act in offered]]
    for secret in ("Rahasia", "rahasia.example", "081234567890", "not_to_tell", "beradu mulut"):
        assert not any(secret in one for one in pages), secret


async def test_never_names_the_reporter_nor_a_token(portal: Browser) -> None:
    """Neither a sentence of the report nor the link in a title, and no referrer leaves."""
    number = await in_talks()
    link = await lead_link(number)
    shown = await portal.get(link)
    page = answered(shown, 200)
    assert "beradu mulut" not in page
    assert shown.headers["referrer-policy"] == "no-referrer"
    title = page.split("<title>")[1].split("</title>")[0]
    assert link.rsplit("/", 1)[1] not in title
    assert regency().agency((await assignment_of(number)).agency).name["id"] in page
    assert str(coordinator()) not in page
