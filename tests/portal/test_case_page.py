"""The case's page for those who watch the whole of it, and what it shows to whom."""

import pytest

from desk.answers import Answer, answer_as
from desk.reports import Told, report
from kit.clock import today
from models.regency_folder import regency
from portal.prefect_pages import run_address
from tests.builders import a_case, run_flows
from tests.people import (
    accepted,
    assigned,
    at_meeting,
    case_of,
    facts_of,
    in_talks,
    officer,
    officer_of,
)
from tests.portal.conftest import answered
from tests.portal.followers import agreed
from tests.portal.links import lead_link
from tests.portal.people import Browser
from tests.portal.standing import (
    finished,
    red,
    sealed,
    stuck,
    under_review,
    with_a_name,
)

COORDINATOR = "coordinator:KESBANG-SEKRETARIS"
SECOND = "coordinator:KESBANG-KEPALA"
AUDITOR = "auditor:INSPEKTORAT-IRBAN"
ADMINISTRATOR = "administrator:DISKOMINFO-ADMIN"
WHY = "Lintas dua desa, lebih baik di kabupaten"
RED = "Puluhan pemuda dua banjar tawuran dan saling serang, tiga keluarga mengungsi."
A_RUN = "0198c0de-0000-7000-8000-000000000001"


def main_of(page: str) -> str:
    """The page without navigation."""
    return page.split("<main")[1].split("</main>", maxsplit=1)[0]


async def test_names_the_clause_of_each_limit(portal: Browser) -> None:
    """Two clauses have the same limits: each says whose it is, to both who watch and who work."""
    number = await agreed()
    await portal.sign_in(COORDINATOR)
    for address in (f"/kasus/{number}", await lead_link(number)):
        page = main_of(answered(await portal.get(address), 200))
        for clause in (1, 2):
            assert page.count(f"Pengingat butir kesepakatan H-14 (butir {clause})") == 1
    assert f'<h1><span class="case">{number}</span>' in page


async def test_tells_a_whole_case_in_words(portal: Browser) -> None:
    """Status, who exactly answered, sides, figures with reasons, the meeting, letters."""
    number = await at_meeting()
    await portal.sign_in(COORDINATOR)
    page = main_of(answered(await portal.get(f"/kasus/{number}"), 200))
    for words in (
        *("Mediasi", "Terverifikasi", "Petugas Piket", "Desa Tusan", "dijadwalkan"),
        *("tidak diketahui terikat", "Patok batas sawah", "Undangan musyawarah"),
        *(f'data-case="{number}"', 'data-version="', "Harus diantar"),
    ):
        assert words in page, words
    codes = ("at_meeting", "in_mediation", "CAMAT-51", "BJ-ADAT", "scheduled", "case_assigned")
    assert [one for one in codes if one in page] == []


async def test_shows_no_address_and_no_reporter(portal: Browser) -> None:
    """Letters show whom they are for and how far they came, never an address or a name."""
    number = await with_a_name()
    await portal.sign_in(COORDINATOR)
    page = main_of(answered(await portal.get(f"/kasus/{number}"), 200))
    assert "@" not in page
    assert "Ketut" not in page
    assert "081-555" not in page


async def test_says_who_was_passed_over_and_why(portal: Browser) -> None:
    """A figure with a tie is replaced; an agency that declined is shown with its reason."""
    number = await assigned()
    by = await officer_of(number)
    no = Answer(
        accepted=False,
        office="Camat",
        officer="Ni Made Sari",
        reason_code="no_capacity",
        reason="Semua petugas bertugas di pura",
    )
    await answer_as(number, no, by=by)
    await run_flows()
    await portal.sign_in(COORDINATOR)
    page = main_of(answered(await portal.get(f"/kasus/{number}"), 200))
    assert "Semua petugas bertugas di pura" in page
    assert "Ni Made Sari" in page
    assert "tidak sanggup saat ini" in page


async def test_leads_an_auditor_to_the_history_where_each_look_is_a_fact(portal: Browser) -> None:
    """Nothing is read on the way."""
    number = await accepted()
    await portal.sign_in(AUDITOR)
    led = await portal.get(f"/kasus/{number}")
    assert (led.status_code, led.headers["location"]) == (303, f"/auditor/kasus/{number}")


async def test_shows_an_administrator_what_is_stuck_and_no_more(portal: Browser) -> None:
    """Status and stuck steps, which they may retry; no place, no words."""
    number = await stuck()
    await portal.sign_in(ADMINISTRATOR)
    page = main_of(answered(await portal.get(f"/kasus/{number}"), 200))
    assert "macet" in page
    assert "Tusan" not in page
    answered(await portal.post(f"/kasus/{number}/retry"), 303)
    assert "cause.retried" in await facts_of(number)


async def test_says_that_a_step_is_under_way(portal: Browser) -> None:
    """While a cause waits the page says so, with a link that works without a script."""
    number = await a_case()
    await portal.sign_in(COORDINATOR)
    page = answered(await portal.get(f"/kasus/{number}"), 200)
    assert "Sedang diproses" in page
    assert f'<a href="/kasus/{number}">Muat ulang</a>' in page
    await run_flows()
    assert "Sedang diproses" not in answered(await portal.get(f"/kasus/{number}"), 200)


@pytest.mark.parametrize(
    ("build", "act"),
    [
        (red, "alarm_taken_by"),
        (stuck, "retry"),
        (under_review, "triage"),
        (finished, "approve_closure"),
    ],
)
async def test_puts_first_what_waits_for_a_person(portal: Browser, build, act: str) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - a builder of a case
    """One primary button: the one thing that somebody must decide now."""
    number = await build()
    await portal.sign_in(COORDINATOR)
    page = main_of(answered(await portal.get(f"/kasus/{number}"), 200))
    buttons = [part.split('"')[0] for part in page.split('class="button" href="')[1:]]
    assert buttons == [f"/kasus/{number}/{act}"]


async def test_shows_of_a_sealed_case_the_number_and_why(portal: Browser) -> None:
    """Neither status, place, words nor timeline; what only the secretariat decides is offered."""
    number = await sealed()
    await portal.sign_in(COORDINATOR)
    page = main_of(answered(await portal.get(f"/kasus/{number}"), 200))
    assert "UU 12/2022" in page
    assert "ask_to_unseal" in page
    for hidden in ("Tusan", "Patok", "Riwayat", "Camat", "reassign", "write_summary", "refer"):
        assert hidden not in page, hidden


async def test_refuses_what_a_seal_forbids_beside_what_was_typed(portal: Browser) -> None:
    """A form that was open when the seal closed does nothing, and loses no word."""
    number = await sealed()
    await portal.sign_in(COORDINATOR)
    home = f"/kasus/{number}"
    sent = await portal.post(f"{home}/reassign", {"to": "KESBANG", "reason": WHY}, shown_at="/")
    assert WHY in answered(sent, 409)
    assert "case.reassigned" not in await facts_of(number)


async def test_tells_the_second_of_two_people_and_loses_no_word(
    portal: Browser, another: Browser
) -> None:
    """Both open the form; the second one reads what happened since, and may send it again."""
    number = await accepted()
    await portal.sign_in(COORDINATOR)
    await another.sign_in(SECOND)
    form = f"/kasus/{number}/reassign"
    version = (await case_of(number)).seq
    answered(await portal.post(form, {"to": "KESBANG", "reason": "Pertama", "seen": version}), 303)
    await run_flows()
    typed = {"to": "TAPEM", "reason": WHY, "seen": version}
    late = answered(await another.post(form, typed), 409)
    assert WHY in late
    assert 'value="TAPEM" selected' in late
    assert "Dialihkan oleh sekretariat" in late
    now_at = (await case_of(number)).seq
    assert f'name="seen" value="{now_at}"' in late
    answered(await another.post(form, {**typed, "seen": now_at}), 303)


async def test_refuses_a_second_approval_by_whoever_worked_alone(portal: Browser) -> None:
    """What is in the way is shown at once, beside what was typed."""
    number = await finished()
    await portal.sign_in(COORDINATOR)
    typed = {"outcome": "calm", "root_cause": "boundary_unclear", "root_cause_words": WHY}
    page = answered(await portal.post(f"/kasus/{number}/approve_closure", typed), 409)
    assert WHY in page
    assert "closure.approved" not in await facts_of(number)


async def test_looks_the_same_for_a_stranger_and_a_missing_case(portal: Browser) -> None:
    """An agency that has nothing to do with a case learns as much as of one that is not there."""
    number = await assigned()
    await portal.sign_in(str(officer("DISPAR")))
    theirs = await portal.get(f"/kasus/{number}")
    missing = await portal.get("/kasus/KLK-2026-09999")
    assert theirs.status_code == missing.status_code
    bare = theirs.text.replace(number, "KLK-2026-09999")
    assert main_of(bare) == main_of(missing.text)
    acts = [
        await portal.post(f"/kasus/{one}/retry", shown_at="/") for one in (number, "KLK-2026-09999")
    ]
    assert {one.status_code for one in acts} == {303}


async def test_keeps_what_an_agency_gets_from_the_secretariats_page(portal: Browser) -> None:
    """No words, no reasons, no letters, and nothing of who reported."""
    number = await in_talks()
    await portal.sign_in(str(await officer_of(number)))
    page = main_of(answered(await portal.get(f"/kasus/{number}"), 200))
    for hidden in ("Patok batas", "Surat harus", "rahasia", "Mengapa dipilih"):
        assert hidden not in page


def test_links_to_a_run_only_where_the_server_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """The flow's run has its page in Prefect; nothing else is made into an address."""
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:4200/api")
    found = run_address(f"flow:assign-cases/{A_RUN}")
    assert found == f"http://127.0.0.1:4200/runs/flow-run/{A_RUN}"
    assert run_address("flow:assign-cases/../../x") is None
    assert run_address("coordinator:KESBANG-KEPALA") is None


async def test_says_loudly_whom_an_alarm_left_asleep(portal: Browser, another: Browser) -> None:
    """To coordinators, with the numbers to ring; an agency's page says nothing of the wish."""
    what = Told(RED, "51.05.03.2003", today(), not_to_tell=("camat",))
    number = (await report(what, by="reporter:-", rules=regency())).number
    await portal.sign_in(COORDINATOR)
    page = main_of(answered(await portal.get(f"/kasus/{number}"), 200))
    assert "Ada yang tidak dibangunkan" in page
    assert "Camat Klungkung" in page
    await run_flows()
    assert (await case_of(number)).lead == "POLRES"
    await another.sign_in(str(await officer_of(number)))
    page = main_of(answered(await another.get(f"/kasus/{number}"), 200))
    assert "tidak dibangunkan" not in page
    assert "Camat" not in page
