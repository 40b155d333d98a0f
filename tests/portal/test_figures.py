"""Figures and duty posts behind their own links: each sees its own part, and answers for itself."""

from desk.bars import Barring, raise_bar
from desk.endings import check_clause
from desk.talks import Sitting, record_meeting
from models.session import reading
from models.talks import open_mediation, panel_of
from tests.builders import a_case, run_flows
from tests.people import (
    HERE,
    THERE,
    at_meeting,
    case_of,
    coordinator,
    facts_of,
    figures_of,
    in_talks,
    let_it_begin,
    officer_of,
)
from tests.portal.conftest import answered
from tests.portal.links import alarm_link, figure_link, lead_link
from tests.portal.people import Browser
from tests.tasks.test_agreements import in_force

RED = "Massa membawa parang sedang menyerang dan membakar rumah warga sekarang."
POST, OTHER_POST = "POLSEK-51.05.02", "KESBANG-PIKET"


async def test_asks_a_figure_for_one_of_three_answers(portal: Browser) -> None:
    """Which matter, where, with which sides; neither the clock nor the report."""
    number = await in_talks()
    first = (await figures_of(number))[0]
    link = await figure_link(number, first)
    page = answered(await portal.get(link), 200)
    assert "Berkenankah Anda menengahi?" in page
    assert HERE in page
    for act in ("mediate", "cannot_mediate", "own_tie"):
        assert f"{link}/{act}" in page
    for act in ("figure_said", "contact", "side_accepts"):
        assert f"{link}/{act}" not in page
    assert "figure.answered" not in await facts_of(number)


async def test_lets_a_figure_say_yes_and_leave_later(portal: Browser) -> None:
    """The same link goes on: the answer with its time, and the way out."""
    number = await in_talks()
    link = await figure_link(number, (await figures_of(number))[0])
    done = await portal.post(f"{link}/mediate", {})
    assert done.headers["location"] == f"{link}?kata=figure_yes"
    await run_flows()
    page = answered(await portal.get(link), 200)
    assert "Anda sudah bersedia" in page
    assert f"{link}/mediate" not in page
    await portal.post(f"{link}/cannot_mediate", {"reason": "Ada upacara"})
    await run_flows()
    assert "tokoh lain yang diminta" in answered(await portal.get(link), 409)


async def test_replaces_a_figure_who_declares_a_tie(portal: Browser) -> None:
    """Nobody is judged for it; another figure is asked."""
    number = await in_talks()
    before = await figures_of(number)
    link = await figure_link(number, before[0])
    done = await portal.post(f"{link}/own_tie", {})
    assert done.headers["location"] == f"{link}?kata=figure_no"
    await run_flows()
    assert set(await figures_of(number)) > set(before)


async def test_shows_a_figure_the_meeting_in_which_it_sits(portal: Browser) -> None:
    """When and where; and once it began, how it went may be told."""
    number = await at_meeting()
    figures = await figures_of(number)
    link = await figure_link(number, figures[0])
    assert "Hadir di musyawarah pada" in answered(await portal.get(link), 200)
    await let_it_begin(number)
    held = {"sides": [HERE, THERE], "figures": figures, "outcome": "adjourned"}
    done = await portal.post(f"{link}/meeting_held", held)
    assert done.status_code == 303, done.text
    assert "meeting.held" in await facts_of(number)


async def test_takes_an_alarm_with_one_button(portal: Browser) -> None:
    """One page, one press, no field: it climbs no more, and says who took it."""
    number = await a_case(RED)
    link = await alarm_link(number, POST)
    page = answered(await portal.get(link), 200)
    assert "Belum ada yang menerima" in page
    assert "tel:" in page
    assert page.count("<form") == 1
    assert len(page.encode()) < 12_000
    assert "alert.acknowledged" not in await facts_of(number)
    done = await portal.post(f"{link}/take_alarm", {}, shown_at=link)
    assert done.headers["location"] == f"{link}?kata=alarm_taken"
    page = answered(await portal.get(link), 200)
    assert "Anda sudah menerima alarm ini" in page
    assert "alert.acknowledged" in await facts_of(number)


async def test_tells_another_post_that_the_alarm_was_taken(portal: Browser) -> None:
    """Who and when; a second press is refused, and nothing doubled."""
    number = await a_case(RED)
    link, other = await alarm_link(number, POST), await alarm_link(number, OTHER_POST)
    await portal.post(f"{link}/take_alarm", {}, shown_at=link)
    assert "Alarm sudah diterima" in answered(await portal.get(other), 200)
    late = await portal.post(f"{other}/take_alarm", {}, shown_at="/masuk")
    answered(late, 409)
    assert (await facts_of(number)).count("alert.acknowledged") == 1


async def test_lets_an_alarm_sound_again_that_was_taken_by_mistake(portal: Browser) -> None:
    """The same link asks again who takes it; before it was taken, nothing is offered."""
    number = await a_case(RED)
    link = await alarm_link(number, POST)
    again = "Alarm keliru diterima"
    assert again not in answered(await portal.get(link), 200)
    await portal.post(f"{link}/take_alarm", {}, shown_at=link)
    assert again in answered(await portal.get(link), 200)
    done = await portal.post(f"{link}/alarm_again", {})
    assert done.headers["location"] == f"{link}?kata=alarm_again"
    page = answered(await portal.get(done.headers["location"]), 200)
    assert "Belum ada yang menerima" in page
    assert "Alarm berbunyi lagi" in page
    assert "alert.resumed" in await facts_of(number)


async def test_reports_on_a_red_case_until_it_is_calm(portal: Browser) -> None:
    """Calls and situation from the same link; then the alarm is over, and the link says so."""
    number = await a_case(RED)
    link = await alarm_link(number, POST)
    rang = {"post": "POLRES-SPKT", "answered": "yes", "officer": "Petugas jaga"}
    done = await portal.post(f"{link}/call", rang)
    assert done.status_code == 303, done.text
    await portal.post(f"{link}/take_alarm", {}, shown_at=link)
    calm = {"calm": "calm", "injured": "0", "words": "Massa sudah pulang."}
    done = await portal.post(f"{link}/situation", calm)
    assert done.status_code == 303, done.text
    assert "call.recorded" in await facts_of(number)
    assert "alert.ended" in await facts_of(number)
    assert "Alarm ini sudah berakhir" in answered(await portal.get(link), 409)


async def test_shows_a_post_that_may_not_be_woken_nothing(portal: Browser) -> None:
    """A post of another kecamatan holds no link of ours; a made one opens nothing."""
    number = await a_case(RED)
    link = await alarm_link(number, "NP-RUMAH-SAKIT")
    page = answered(await portal.get(link), 409)
    assert "tel:0366" not in page.split("<main")[1].split("</main>")[0]


async def test_says_no_place_of_a_sealed_alarm(portal: Browser) -> None:
    """A post of the two bodies sees number and clock until it signs in."""
    number = await a_case("Suami memukuli istri dan anaknya dengan parang di rumah sekarang.")
    assert (await case_of(number)).sealed
    link = await alarm_link(number, "POLRES-PPA")
    page = answered(await portal.get(link), 200)
    assert "Tugas tertutup yang mendesak" in page
    assert "Tusan" not in page


async def test_tells_a_figure_that_nobody_waits_for_an_answer_any_more(portal: Browser) -> None:
    """A case that was sealed meanwhile is named by no word; the link says that it is over."""
    number = await in_talks()
    link = await figure_link(number, (await figures_of(number))[0])
    await raise_bar(number, Barring("sealed", reason="Ada tanda"), by=coordinator())
    await run_flows()
    page = answered(await portal.get(link), 409)
    assert "tidak perlu berbuat apa-apa" in page
    assert "ertutup" not in page


async def test_gives_no_act_of_a_figure_to_the_lead(portal: Browser) -> None:
    """A link for one part never does another's."""
    number = await in_talks()
    lead = await lead_link(number)
    done = await portal.post(f"{lead}/mediate", {}, shown_at="/masuk")
    assert done.headers["location"] == f"{lead}?kata=not_now"
    assert "figure.answered" not in await facts_of(number)


async def test_says_that_talks_go_on_with_others(portal: Browser) -> None:
    """Whoever sat in a round that came to nothing is not told that the talks are over."""
    number = await at_meeting()
    figures = await figures_of(number)
    link = await figure_link(number, figures[0])
    await let_it_begin(number)
    sitting = Sitting("deadlock", (HERE, THERE), tuple(figures))
    await record_meeting(number, sitting, by=await officer_of(number))
    await run_flows()
    assert (await case_of(number)).status == "in_mediation"
    page = answered(await portal.get(link), 200)
    assert "berlanjut bersama penengah lain" in page
    assert "Musyawarah ini sudah selesai" not in page


async def test_asks_a_figure_anew_after_a_promise_was_broken(portal: Browser) -> None:
    """The second time it is asked is what its page shows, not the talks that ended."""
    number = await in_force()
    before = set(await figures_of(number))
    await check_clause(number, by=await officer_of(number), clause=1, result="broken")
    await run_flows()
    async with reading() as db:
        open_now = await open_mediation(db, number)
        assert open_now is not None
        again = {one.figure for one in await panel_of(db, open_now)} & before
    assert again, "who sat is asked anew"
    page = answered(await portal.get(await figure_link(number, min(again))), 200)
    assert "Berkenankah Anda menengahi?" in page
