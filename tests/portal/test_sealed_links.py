"""What a mail's link shows and takes of a sealed case, and what only an officer's account does."""

from models.regency_folder import regency
from tests.builders import a_case, run_flows
from tests.desk.test_sealed import AT_HOME, DONE, finished
from tests.people import case_of, facts_of, officer_of
from tests.portal.conftest import answered
from tests.portal.links import lead_link, support_link
from tests.portal.people import Browser

WHO = {"office": "UPTD PPA", "officer": "Ni Made Sari"}
ENDED = {"outcome": "victim_safe"}


async def test_never_talks_of_a_sealed_case(portal: Browser) -> None:
    """Its bodies read "tugas tertutup", are offered no act of talks, and nobody else a thing."""
    number = await _sealed()
    link = await lead_link(number)
    page = answered(await portal.get(link), 200)
    assert "Tugas tertutup" in page
    assert "Musyawarah" not in page
    assert (await portal.post(f"{link}/accept", WHO)).status_code == 303
    await run_flows()
    page = answered(await portal.get(link), 200)
    offered = {part.split('"')[0] for part in page.split(f"{link}/")[1:]}
    assert offered >= {"protected", "police_informed"}
    assert not offered & {"meeting_plan", "side_accepts", "agreement", "figure_said", "companion"}
    assert (await portal.post(f"{link}/protected", {})).status_code == 303
    assert "victim.protected" in await facts_of(number)


async def test_a_link_shows_no_words_of_a_sealed_case(portal: Browser) -> None:
    """A mailbox has many readers and a mail is sent on: who signs in reads what happened."""
    number = await finished()
    link = await support_link(number, "POLRES")
    place = regency().village((await case_of(number)).village).name
    page = answered(await portal.get(link), 200)
    assert not any(words in page for words in (AT_HOME, DONE, place))
    assert f'href="/kasus/{number}"' in page
    await portal.sign_in("agency:POLRES-UNIT-PPA")
    page = answered(await portal.get(f"/kasus/{number}"), 200)
    assert all(words in page for words in (AT_HOME, DONE, place))


async def test_no_link_decides_on_a_sealed_case(portal: Browser) -> None:
    """Whoever approves its end has read it: the page offers it, and takes it, from its officers."""
    number = await finished()
    link = await support_link(number, "POLRES")
    assert f"{link}/approve_closure" not in answered(await portal.get(link), 200)
    sent = await portal.post(f"{link}/approve_closure", ENDED, shown_at=f"{link}/incident")
    assert sent.headers["location"].startswith(link)
    assert (await case_of(number)).status != "closed"
    await portal.sign_in("agency:POLRES-UNIT-PPA")
    assert f"/kasus/{number}/approve_closure" in answered(await portal.get(f"/kasus/{number}"), 200)


async def test_nobody_is_offered_to_judge_what_their_own_body_did(portal: Browser) -> None:
    """The lead that finished it waits for the other body, and its page says so."""
    number = await finished()
    lead = await officer_of(number)
    await portal.sign_in(str(lead))
    page = answered(await portal.get(f"/kasus/{number}"), 200)
    assert f"/kasus/{number}/approve_closure" not in page
    assert "Lembaga kedua memeriksa" in page
    ending = {"outcome": "victim_safe", "root_cause": "family", "no_prevention": "Sudah aman"}
    sent = await portal.post(
        f"/kasus/{number}/approve_closure",
        {**ending, "parties_told": "1"},
        shown_at=f"/kasus/{number}/incident",
    )
    answered(sent, 409)
    assert (await case_of(number)).status != "closed"


async def _sealed() -> str:
    number = await a_case("Seorang istri dipukuli suaminya di rumah, anaknya juga dipukul.")
    await run_flows()
    return number
