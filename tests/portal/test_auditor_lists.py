"""The auditor's lists, each with a real case in it, by period, a page at a time, and as files."""

import csv
import hashlib
import json
from datetime import timedelta
from io import StringIO

import pytest

from desk.bars import Barring, raise_bar
from desk.clocks import Pausing, pause_clock
from desk.contacts import Met, record_contact
from desk.endings import Ending, approve_closure, finish_handling
from desk.forums import record_decision
from desk.lifting import lift_bar
from desk.reviews import reassign, review
from desk.ties import declare_tie
from kit import clock
from kit.clock import now, wita_date
from portal.auditing import lists
from portal.auditing.listings import LISTINGS
from tests.builders import a_case, run_flows
from tests.desk.test_audit import exported
from tests.people import SIDES, accepted, assigned, coordinator, in_handling, officer_of
from tests.portal.auditors import AUDITOR
from tests.portal.conftest import answered
from tests.portal.people import Browser
from tests.portal.test_auditor_history import WHY, reported_by_name

TODAY = wita_date(now())
CALM = Ending("calm", "boundary_unclear", no_prevention="Sudah dijaga warga")


async def listing(portal: Browser, name: str, query: str = "") -> str:
    """A list's page, as plain as its table."""
    return answered(await portal.get(f"/auditor/daftar/{name}{query}"), 200).split("<table")[1]


async def rows(portal: Browser, name: str, query: str = "") -> list[dict[str, str]]:
    """A list's rows as its JSON file holds them."""
    told = json.loads(answered(await portal.get(f"/auditor/daftar/{name}/json{query}"), 200))
    assert told["complete"]
    return list(told["rows"])


async def test_lists_who_read_which_identity_and_why(portal: Browser) -> None:
    """The office, the case and the reason, which the policy lets auditors read; no identity."""
    number = await reported_by_name()
    await portal.sign_in(AUDITOR)
    [row] = await rows(portal, "identitas")
    assert (row["Kasus"], row["Alasan"]) == (number, WHY)
    assert row["Siapa"] == "Sekretaris Badan Kesbangpol"
    page = await listing(portal, "identitas")
    assert WHY in page
    assert "Marka" not in page


async def test_keeps_the_reason_of_a_sealed_case_sealed(portal: Browser) -> None:
    """Of a sealed case the list says that it was opened, and by whom; not why."""
    number = await reported_by_name()
    await raise_bar(number, Barring("sealed", reason="Ada korban"), by=coordinator())
    await run_flows()
    await portal.sign_in(AUDITOR)
    [row] = await rows(portal, "identitas")
    assert row["Alasan"].startswith("tersegel ")


async def test_lists_why_this_agency(portal: Browser) -> None:
    """Route, vocabulary entries, rule set, and the person who decided otherwise."""
    number = await assigned()
    await reassign(number, by=coordinator(), to="KESBANG", reason="Lintas desa")
    await run_flows()
    await portal.sign_in(AUDITOR)
    later, first = await rows(portal, "instansi")
    assert first["Diputus oleh orang"] == "—"
    assert later["Diputus oleh orang"] == "Sekretaris Badan Kesbangpol"
    assert "." in first["Butir kosakata"]
    rules = await portal.get(f"/auditor/aturan/{first['Himpunan aturan']}")
    assert "Bunyinya menghasilkan hash ini" in answered(rules, 200)
    assert "routing.yaml" in rules.text


async def test_lists_nothing_of_what_a_sealed_case_is_about(portal: Browser) -> None:
    """No vocabulary entry that was read in it, on the page or in its files."""
    number = await assigned()
    await raise_bar(number, Barring("sealed", reason="Ada korban"), by=coordinator())
    await run_flows()
    await portal.sign_in(AUDITOR)
    found = await rows(portal, "instansi")
    assert {row["Butir kosakata"] for row in found} == {"—"}
    told = answered(await portal.get("/auditor/daftar/instansi/json"), 200)
    assert "boundary" not in told


async def test_lists_who_answered_a_link(portal: Browser) -> None:
    """The office and the officer's name, as they were written."""
    await accepted()
    await portal.sign_in(AUDITOR)
    [row] = await rows(portal, "jawaban")
    assert (row["Jabatan"], row["Nama petugas"]) == ("Kantor Camat", "Petugas Piket")


async def test_lists_dismissals_ties_and_lifted_bars(portal: Browser) -> None:
    """Each with the office that decided, and its reason."""
    dismissed = await a_case("Ada orang yang tidak saya kenal lewat.")
    await run_flows()
    await review(
        dismissed, by=coordinator(), decision="dismiss", reason_code="unfounded", reason="Kosong"
    )
    tied = await accepted()
    await declare_tie(tied, by=coordinator(), kind="family", who="POLRES")
    await raise_bar(tied, Barring("court", reason="Ada perkara"), by=coordinator())
    await run_flows()
    await lift_bar(tied, "court", by=coordinator(), reason="Perkara selesai")
    await run_flows()
    await portal.sign_in(AUDITOR)
    [row] = await rows(portal, "tidak-dilanjutkan")
    assert row["Kasus"] == dismissed
    assert row["Alasan"] == "tidak ditemukan kebenarannya"
    assert row["Diputus oleh orang"] == "Sekretaris Badan Kesbangpol"
    [row] = await rows(portal, "hubungan")
    assert row["Kasus"] == tied
    [row] = await rows(portal, "penghalang-dicabut")
    assert (row["Kasus"], row["Alasan"]) == (tied, "Perkara selesai")


async def test_lists_changes_exports_and_reads(portal: Browser, tmp_path) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001 - pytest's
    """Rules and accounts from the house's chain, files that left, and the auditors themselves."""
    number = await assigned()
    await exported(number, tmp_path)
    await portal.sign_in(AUDITOR)
    changes = {row["Apa"] for row in await rows(portal, "perubahan")}
    assert {"Aturan dimuat", "Akun diubah"} <= changes
    assert [row["Kasus"] for row in await rows(portal, "ekspor")] == [number]
    assert "berkas daftar" in str(await rows(portal, "pembacaan"))


async def test_lists_mails_without_addresses(portal: Browser) -> None:
    """Kind, office, state and times; never an address, nor what a mail says."""
    await assigned()
    await portal.sign_in(AUDITOR)
    told = await rows(portal, "surat")
    assert told
    page = await listing(portal, "surat", "?keadaan=queued")
    assert "menunggu" in page
    assert "@" not in page + str(told)
    answered(await portal.get("/auditor/daftar/surat?keadaan=bohong"), 200)


async def test_lists_pauses_and_times_offices_without_them(portal: Browser) -> None:
    """The pause with its reason; and the office's time, with it and without."""
    number = await accepted()
    await pause_clock(number, Pausing("first_contact", "mourning"), by=coordinator())
    await portal.sign_in(AUDITOR)
    [row] = await rows(portal, "jeda")
    assert row["Kasus"] == number
    page = answered(await portal.get("/auditor/waktu?batas=verification"), 200)
    assert "100 %" in page
    told = json.loads(answered(await portal.get("/auditor/waktu/json?batas=verification"), 200))
    assert told["rows"][0]["count"] == "1"
    answered(await portal.get("/auditor/waktu?batas=bohong&dari=x"), 200)


async def test_leaves_out_what_a_period_does_not_hold(portal: Browser) -> None:
    """Days in WITA, both included; what is no period is said, and lists nothing wrong."""
    await accepted()
    await portal.sign_in(AUDITOR)
    assert await rows(portal, "jawaban", f"?dari={TODAY}&sampai={TODAY}")
    before = TODAY - timedelta(days=1)
    assert await rows(portal, "jawaban", f"?sampai={before}") == []
    empty = answered(await portal.get(f"/auditor/daftar/jawaban?sampai={before}"), 200)
    assert "Tidak ada yang tercatat" in empty
    for odd in ("dari=2026-13-01", f"dari={TODAY}&sampai={before}", "dari=0001-01-01"):
        answered(await portal.get(f"/auditor/daftar/jawaban?{odd}"), 422)


async def test_goes_on_page_by_page(portal: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each page begins after the last row of the one before: none twice, none missing."""
    for village in ("51.05.02.2004", "51.05.03.1008", "51.05.03.1009"):
        await accepted(village)
    monkeypatch.setattr(lists, "ON_A_PAGE", 2)
    await portal.sign_in(AUDITOR)
    for name in ("jawaban", "surat", "perubahan"):
        every, where = list[str](), f"/auditor/daftar/{name}"
        while where:
            page = answered(await portal.get(where), 200)
            every += page.split("<tbody>")[1].split("</tbody>")[0].split("<tr>")[1:]
            after = page.partition("sesudah=")[2].partition('"')[0]
            where = f"/auditor/daftar/{name}?sesudah={after}" if after else ""
        assert len(every) == len(set(every))
        assert len(every) == len(await rows(portal, name)) or name == "perubahan"
    answered(await portal.get("/auditor/daftar/jawaban?sesudah=a~b~c"), 200)


async def test_writes_no_formula_into_a_spreadsheet(portal: Browser) -> None:
    """A cell that somebody wrote is never reckoned by whoever opens the file."""
    number = await assigned()
    await reassign(number, by=coordinator(), to="KESBANG", reason="Lintas desa")
    await review_of_formula(number)
    await portal.sign_in(AUDITOR)
    told = answered(await portal.get("/auditor/daftar/penghalang-dicabut/csv"), 200)
    [_, row] = list(csv.reader(StringIO(told.lstrip("\ufeff"))))
    assert row[-1] == "'=1+1"


async def review_of_formula(number: str) -> None:
    """Lift a bar for a reason that a spreadsheet would reckon."""
    await raise_bar(number, Barring("court", reason="Ada perkara"), by=coordinator())
    await run_flows()
    await lift_bar(number, "court", by=coordinator(), reason="=1+1")


async def test_draws_the_same_cases_for_the_same_seed(portal: Browser) -> None:
    """The method on the page is the method: anybody reckons the same cases by hand."""
    numbers = [await a_case() for _ in range(6)]
    await portal.sign_in(AUDITOR)
    page = answered(await portal.get("/auditor/sampel?benih=irban&jumlah=3"), 200)
    by_hand = sorted(numbers, key=lambda one: hashlib.sha256(f"irban:{one}".encode()).digest())[:3]
    assert [one for one in by_hand if f"/auditor/kasus/{one}" in page] == by_hand
    told = json.loads((await portal.get("/auditor/sampel/json?benih=irban&jumlah=3")).text)
    assert [row["case"] for row in told["rows"]] == by_hand
    other = json.loads((await portal.get("/auditor/sampel/json?benih=lain&jumlah=6")).text)
    assert {row["case"] for row in other["rows"]} == set(numbers)
    for odd in ("benih=%00%27%3Cb%3E&jumlah=-3", "benih=&jumlah=9999999999"):
        answered(await portal.get(f"/auditor/sampel?{odd}"), 200)


async def test_knows_the_offices_of_a_day(portal: Browser) -> None:
    """By the rules that held then; before the first ones there were none."""
    await portal.sign_in(AUDITOR)
    page = answered(await portal.get("/auditor/jabatan"), 200)
    assert "Sekretaris Badan Kesbangpol" in page
    old = answered(await portal.get("/auditor/jabatan?hari=2020-01-01"), 200)
    assert "belum ada aturan" in old
    assert "Sekretaris Badan Kesbangpol" not in old


async def test_lists_what_ended_without_an_agreement(portal: Browser) -> None:
    """The outcome, the root cause, and the second person who approved."""
    number = await in_handling()
    await finish_handling(number, by=await officer_of(number), result_code="calm", done="Selesai")
    await run_flows()
    await approve_closure(number, CALM, by=coordinator())
    await run_flows()
    await portal.sign_in(AUDITOR)
    [row] = await rows(portal, "tanpa-kesepakatan")
    assert (row["Kasus"], row["Hasil"]) == (number, "keadaan tenang")
    assert row["Akar masalah"] == "batas wilayah tidak jelas"
    assert row["Disetujui oleh"] == "Sekretaris Badan Kesbangpol"


async def test_lists_forums_that_were_passed_over(portal: Browser) -> None:
    """Which rung was skipped, and why, in words."""
    number = await accepted()
    by = await officer_of(number)
    await record_decision(number, "kecamatan", by=by, decided_on=str(clock.today()))
    await record_contact(number, Met(sides=SIDES), by=by)
    await run_flows()
    await portal.sign_in(AUDITOR)
    [row] = await rows(portal, "forum-dilewati")
    assert (row["Kasus"], row["Forum"]) == (number, "tingkat kabupaten")
    assert row["Forum yang dilewati"] == "tingkat kecamatan: sudah diputus lembaga itu"


async def test_opens_every_list_with_nothing_in_it(portal: Browser) -> None:
    """An empty list says so."""
    await portal.sign_in(AUDITOR)
    for name in LISTINGS:
        answered(await portal.get(f"/auditor/daftar/{name}"), 200)
    assert "Tidak ada yang tercatat" in (await portal.get("/auditor/daftar/hubungan")).text
