"""The review queue: what was read and why, the likely twin beside it, decided in place."""

from sqlalchemy import update

from models.cases import Case
from models.session import transaction
from tests.builders import A_TEXT, a_case, run_flows
from tests.people import assigned, case_of, facts_of, nth, officer_of
from tests.portal.conftest import answered
from tests.portal.people import Browser
from tests.portal.standing import sealed_under_review, under_review

COORDINATOR = "coordinator:KESBANG-SEKRETARIS"


async def test_is_empty_with_a_word_to_say_so(portal: Browser) -> None:
    """Nothing waits: the page says it, and where to go."""
    await portal.sign_in(COORDINATOR)
    assert "Tidak ada yang menunggu telaah" in answered(await portal.get("/telaah"), 200)


async def test_puts_the_most_urgent_first(portal: Browser) -> None:
    """By colour, then by age."""
    first, second = await under_review(), await under_review()
    async with transaction() as db:
        await db.execute(update(Case).where(Case.number == second).values(colour="orange"))
    await portal.sign_in(COORDINATOR)
    page = answered(await portal.get("/telaah"), 200)
    assert page.index(second) < page.index(first)
    assert "2 kasus menunggu" in page


async def test_shows_the_words_that_led_to_the_reading(portal: Browser) -> None:
    """Category, confidence, why it is unsure, and for each sign the words and their meaning."""
    number = await twin()
    await portal.sign_in(COORDINATOR)
    page = answered(await portal.get(f"/telaah/{number}"), 200)
    for words in (
        *("Batas wilayah", "79%", "<mark>patok</mark>", "Patok batas sawah", "laporan kedua"),
        *("Mungkin sama", f"Gabungkan ke {nth(1)}", "di bawah 40%"),
    ):
        assert words in page, words


async def test_joins_a_twin_with_one_click(portal: Browser) -> None:
    """The older case goes on; the queue says that it was reviewed."""
    number = await twin()
    await portal.sign_in(COORDINATOR)
    here = f"/telaah/{number}"
    done = await portal.post(f"{here}/join", {"into": nth(1)}, shown_at=here)
    assert done.headers["location"] == "/telaah?kata=joined"
    assert number not in answered(await portal.get("/telaah"), 200)
    await run_flows()
    assert (await case_of(number)).joined_into == nth(1)
    assert number not in answered(await portal.get("/telaah"), 200)


async def test_decides_in_place_and_keeps_what_was_typed(portal: Browser) -> None:
    """A refusal is shown beside what was typed; then the decision is a fact."""
    number = await under_review()
    await portal.sign_in(COORDINATOR)
    here = f"/telaah/{number}"
    typed = {"category": "BTS", "severity": "9", "reason": "Soal patok di timur"}
    wrong = await portal.post(f"{here}/triage", typed, shown_at=here)
    assert "Soal patok di timur" in answered(wrong, 409)
    done = await portal.post(f"{here}/triage", {**typed, "severity": "2"}, shown_at=here)
    answered(done, 303)
    await run_flows()
    assert (await case_of(number)).category == "BTS"
    gone = await portal.get(here)
    assert gone.headers["location"] == f"/kasus/{number}?kata=not_now"


async def test_sets_bars_only_where_they_were_ticked(portal: Browser) -> None:
    """Left alone, what was read stands; "none" takes it away."""
    number = await under_review()
    await portal.sign_in(COORDINATOR)
    typed = {"category": "BTS", "bars": ["court", "election"]}
    await portal.post(f"/telaah/{number}/triage", typed)
    await run_flows()
    assert (await case_of(number)).bars == ["court", "election"]


async def test_shows_a_sealed_case_only_while_it_waits(portal: Browser) -> None:
    """Doubt seals: coordinators read it until they decided, and then the number alone."""
    number = await sealed_under_review()
    await portal.sign_in(COORDINATOR)
    if (await case_of(number)).status == "needs_review":
        assert "Tertutup" in answered(await portal.get("/telaah"), 200)
    await run_flows()
    assert (await facts_of(number))[-1] == "case.assigned"
    page = answered(await portal.get(f"/kasus/{number}"), 200)
    assert "Ada sesuatu" not in page
    assert number not in answered(await portal.get("/telaah"), 200)


async def test_is_for_coordinators_alone(portal: Browser, another: Browser) -> None:
    """An agency is told that the page is not its own, a stranger is asked to sign in."""
    number = await assigned()
    await another.sign_in(str(await officer_of(number)))
    answered(await another.get("/telaah"), 403)
    answered(await portal.get(f"/telaah/{number}"), 401)
    await portal.sign_in(COORDINATOR)
    missing = answered(await portal.get("/telaah/KLK-2026-09999"), 409)
    assert "tidak ada" in missing


async def twin() -> str:
    """A second report of the same."""
    await assigned()
    number = await a_case(A_TEXT)
    await run_flows()
    assert (await case_of(number)).status == "needs_review"
    return number
