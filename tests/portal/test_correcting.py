"""An agreement is corrected on the page that recorded it."""

import re
from dataclasses import replace
from datetime import timedelta

from desk.seeing import seen_page
from kit import clock
from portal.next_steps import next_step
from tests.builders import run_flows
from tests.people import HERE, THERE, facts_of, officer_of
from tests.portal.conftest import answered
from tests.portal.links import lead_link
from tests.portal.people import Browser
from tests.tasks.test_agreements import in_force


async def test_is_typed_into_what_was_recorded(portal: Browser) -> None:
    """The form holds all that was signed, and when; one date is changed, and nothing else."""
    number = await in_force()
    signed_on = str(clock.today())
    clock.shift_by(clock.now() - clock.machine_now() + timedelta(days=3))
    link = await lead_link(number)
    page = answered(await portal.get(f"{link}/agreement_corrected"), 200)
    recorded = ("Patok dipasang", "Jalan dibuka", "Foto patok", "Surat kesepakatan", HERE, THERE)
    assert all(words in page for words in recorded)
    assert f'type="date" value="{signed_on}"' in page, re.findall(
        r"<input[^>]*signed_on[^>]*>", page
    )
    typed = {
        "document": "Surat kesepakatan",
        "signed_on": signed_on,
        "clauses.0.words": "Patok dipasang",
        "clauses.0.owner": HERE,
        "clauses.0.due_on": str(clock.today() + timedelta(days=60)),
        "reason": "Tanggal salah ketik",
        "answered": "1",
    }
    assert (await portal.post(f"{link}/agreement_corrected", typed)).status_code == 303
    await run_flows()
    assert (await facts_of(number))[-1] == "agreement.watched"
    history = answered(await portal.get(link), 200).partition("<h2>Riwayat</h2>")[2]
    assert history.count("Catatan kesepakatan dibetulkan") == 1
    assert history.count("Kesepakatan ditandatangani") == 1


async def test_names_the_look_that_is_due_first(database: str) -> None:
    """Whichever comes first: one around a clause's date, or one at the agreement as a whole."""
    number = await in_force()
    page = await seen_page(number, by=await officer_of(number))
    looks = [one.due_at for one in page.limits if one.kind.startswith(("monitoring", "clause"))]
    assert len(looks) > 3
    for kept in (page, replace(page, limits=tuple(reversed(page.limits)))):
        assert next_step(kept, leads=True).due_at == min(looks)


async def test_asks_for_no_check_when_all_clauses_were_checked(portal: Browser) -> None:
    """The lead is told who acts now; a clause may still be checked, but no button stands out."""
    number = await in_force()
    link = await lead_link(number)
    main = f'<a class="button" href="{link}/clause_checked">'
    assert main in answered(await portal.get(link), 200)
    for clause in ("1", "2"):
        checked = {"clause": clause, "result": "kept"}
        assert (await portal.post(f"{link}/clause_checked", checked)).status_code == 303
        await run_flows()
    page = answered(await portal.get(link), 200)
    assert "Semua butir sudah diperiksa." in page
    assert main not in page
    assert f'<a class="button plain" href="{link}/clause_checked">' in page
