"""What a reporter sees of a case and tells about it, and who hears of it."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from desk.acting import REPORTER, Person, Refused
from desk.audit import erase_text
from desk.incidents import Happened, record_incident
from desk.messages import answer_reporter
from desk.reviews import review
from kit import clock
from models.chain import SealedFact
from models.facts.grammar import FACTS
from models.reading_tracking import AWAITED, PLAIN_OUTCOMES, SEALED_AWAITED, SEALED_STEPS, STEPS
from models.regency_folder import regency
from models.session import reading
from models.status import Status
from models.texts import ErasableText
from portal.tracking import visit, words
from portal.tracking.tellings import WORSE_NOW
from tests.builders import A_TEXT, run_flows
from tests.people import case_of, coordinator, facts_of, nth, officer_of
from tests.portal.conftest import answered
from tests.portal.followers import (
    HOME,
    MAIL,
    agreed,
    code_for,
    codes_in,
    enter,
    mails,
    reported,
    told,
)
from tests.portal.people import Browser

NEWS = "Tadi malam saya mendengar mereka merencanakan sesuatu di balai."
REPLY = "Terima kasih, petugas akan berpatroli di sekitar balai nanti malam."
BLOWS = "Tadi malam kedua kelompok berkelahi, seorang warga luka di kepala dilempar batu."
THREAT = "Rumah saya dilempari batu dan saya disuruh mencabut laporan."


async def _dismissed() -> tuple[str, str]:
    receipt = await reported("zzz qqq")
    await review(receipt.number, by=coordinator(), decision="dismiss", reason_code="unfounded")
    await run_flows()
    return receipt.number, receipt.tracking_code or ""


async def _actors(number: str, fact: str) -> set[str]:
    async with reading() as db:
        rows = await db.scalars(
            select(SealedFact.actor).where(SealedFact.case == number, SealedFact.name == fact)
        )
        return set(rows)


def test_has_words_for_all_that_a_reporter_may_see() -> None:
    """Each status, step and limit; nothing that is not a fact or a limit of ours."""
    assert set(words.STANDINGS) == set(Status) - {Status.JOINED}
    assert set(words.SHORTLY) >= set(words.STANDINGS)
    assert set(words.STEPS) == STEPS >= SEALED_STEPS
    assert set(words.AWAITED) - {"choosing"} == AWAITED >= SEALED_AWAITED
    assert {one.next for one in words.STANDINGS.values()} <= {*words.AWAITED, ""}
    assert set(regency().endings.outcomes) >= PLAIN_OUTCOMES
    assert set(FACTS) >= STEPS
    assert {one.kind for one in regency().deadlines} >= AWAITED
    asked = {one.question for one in regency().vocabulary.answers}
    assert set(WORSE_NOW) <= asked


async def test_says_where_it_stands_and_what_comes_next_by_when(portal: Browser) -> None:
    """In plain words and WITA, without category, agency, side or the reporter's own words."""
    receipt = await reported()
    page = await enter(portal, receipt)
    assert "Laporan Anda sudah diteruskan" in page
    case = await case_of(receipt.number)
    rules = regency()
    assert case.category is not None
    assert case.lead is not None
    for telling in (
        rules.category(case.category).name["id"],
        rules.agency(case.lead).name["id"],
        rules.village(case.village).name,
        "Patok",
    ):
        assert telling not in page
    assert "Yang sudah terjadi" in page


async def test_says_little_of_a_sealed_case(portal: Browser) -> None:
    """Honestly that somebody is at work, and nothing of what it is about."""
    receipt = await reported(HOME)
    assert (await case_of(receipt.number)).sealed
    page = await enter(portal, receipt)
    assert "sengaja singkat" in page
    for word in ("PPA", "kekerasan terhadap", "tertutup", "istri", "korban", "ditelaah"):
        assert word not in page.split("<footer")[0]


async def test_writes_both_ways_without_an_identity(portal: Browser, another: Browser) -> None:
    """The coordinator reads and answers on the case's page; no mail holds a word of either."""
    receipt = await reported(email=MAIL)
    await enter(portal, receipt)
    done = await portal.post("/lacak/kasus/pesan", {"words": NEWS})
    assert done.headers["location"] == "/lacak/kasus?kata=told"
    assert "KESBANG-SEKRETARIS" in await told("message_received", receipt.number)

    await another.sign_in("coordinator:KESBANG-SEKRETARIS")
    home = f"/kasus/{receipt.number}"
    assert NEWS in answered(await another.get(home), 200)
    sent = await another.post(f"{home}/message", {"words": REPLY})
    assert sent.headers["location"] == f"{home}?kata=answer_sent"
    assert await told("message_answered", receipt.number) == {"reporter"}

    page = answered(await portal.get("/lacak/kasus"), 200)
    assert NEWS in page
    assert REPLY in page
    written = await mails()
    assert "Ada jawaban untuk Anda" in written
    for told_words in (NEWS, REPLY):
        parts = told_words.split()
        for at in range(len(parts) - 3):
            assert " ".join(parts[at : at + 4]) not in written
    assert MAIL not in written


async def test_an_agency_hears_nothing_of_the_messages(portal: Browser, another: Browser) -> None:
    """Neither the words, nor that there were any, nor a button; who says so is nobody to it."""
    receipt = await reported()
    await enter(portal, receipt)
    await portal.post("/lacak/kasus/pesan", {"words": NEWS})
    await portal.post("/lacak/kasus/memburuk", {"words": "Mereka beradu mulut lagi di sawah."})
    await run_flows()
    who = await officer_of(receipt.number)
    await another.sign_in(str(who))
    page = answered(await another.get(f"/kasus/{receipt.number}"), 200)
    assert NEWS not in page
    assert "Pesan pelapor" not in page
    assert f"/kasus/{receipt.number}/message" not in page
    assert await told("message_received") <= {
        one.id for one in regency().actors if one.role == "coordinator"
    }
    with pytest.raises(Refused, match="not for this role"):
        await answer_reporter(receipt.number, REPLY, by=who)


async def test_a_sealed_cases_messages_go_to_whoever_leads_it(
    portal: Browser, another: Browser
) -> None:
    """The secretariat reads nothing of it, as of all else; the lead answers."""
    receipt = await reported(HOME)
    await enter(portal, receipt)
    await portal.post("/lacak/kasus/pesan", {"words": NEWS})
    lead = (await case_of(receipt.number)).lead
    assert await told("message_received", receipt.number) == {lead}
    await another.sign_in("coordinator:KESBANG-SEKRETARIS")
    assert NEWS not in (await another.get(f"/kasus/{receipt.number}")).text
    with pytest.raises(Refused):
        await answer_reporter(receipt.number, REPLY, by=coordinator())
    await portal.post("/lacak/kasus/memburuk", {"words": "Tadi malam dipukul lagi."})
    assert (await facts_of(receipt.number))[-1] == "incident.recorded"
    await answer_reporter(receipt.number, REPLY, by=await officer_of(receipt.number))
    assert REPLY in answered(await portal.get("/lacak/kasus"), 200)


async def test_reads_danger_at_once_when_things_get_worse(portal: Browser) -> None:
    """The alarm sounds in the transaction that keeps the words, before any flow runs."""
    receipt = await reported()
    await enter(portal, receipt)
    ticked = {"words": BLOWS, "ticked": ["violence_now", "weapon", "made_up"]}
    await portal.post("/lacak/kasus/memburuk", ticked)
    facts = await facts_of(receipt.number)
    assert "incident.recorded" in facts
    assert "alert.raised" in facts
    assert await told("alarm_sent", receipt.number)
    await run_flows()
    assert (await case_of(receipt.number)).colour == "red"
    page = answered(await portal.get("/lacak/kasus"), 200)
    assert "Kabar baru tentang keadaannya dicatat." in page


async def test_keeps_what_was_typed_when_it_is_refused(portal: Browser) -> None:
    """A text that is too long, or empty, is said beside the form."""
    await enter(portal, await reported())
    page = await portal.post("/lacak/kasus/pesan", {"words": "Halo petugas " * 3000})
    assert "Halo petugas" in answered(page, 422)
    answered(await portal.post("/lacak/kasus/pesan", {"words": "  "}), 422)


async def test_loses_no_word_when_the_visit_is_over(portal: Browser) -> None:
    """Who wrote for more than half an hour copies it, and types number and code again."""
    await enter(portal, await reported())
    await portal.get("/lacak/kasus/pesan")
    portal.http.cookies.delete(visit.COOKIE)
    late = await portal.post("/lacak/kasus/pesan", {"words": NEWS}, shown_at="/lacak")
    assert NEWS in answered(late, 401)
    assert 'name="code"' in late.text


async def test_a_threat_goes_apart_and_its_number_stays_folded(portal: Browser) -> None:
    """Police and secretariat alone know; the case it comes from says nothing, to anybody."""
    receipt = await reported()
    before = await facts_of(receipt.number)
    await enter(portal, receipt)
    page = answered(await portal.post("/lacak/kasus/terancam", {"words": THREAT}), 200)
    assert await facts_of(receipt.number) == before
    [code] = codes_in(page)
    assert page.index("<details>") < page.index(code) < page.index("</details>")
    assert "<details open" not in page
    later = answered(await portal.get("/lacak/kasus"), 200)
    assert nth(2) not in later
    apart = await case_of(nth(2))
    assert apart.sealed
    values = {"number": apart.number, "code": code}
    answered(await portal.post("/lacak", values), 303)


@pytest.mark.parametrize(
    ("text", "readers"), [(A_TEXT, "polisi dan sekretariat"), (HOME, "kedua lembaga")]
)
async def test_says_before_a_threat_is_told_who_will_read_it(
    portal: Browser, text: str, readers: str
) -> None:
    """Of a sealed report its two bodies do; and no button names whom somebody may fear."""
    await enter(portal, await reported(text))
    page = answered(await portal.get("/lacak/kasus/terancam"), 200)
    assert f"Hanya {readers}" in page
    [button] = re.findall(r"<button[^>]*>([^<]*)</button>", page.partition('id="telling"')[2])
    assert button == "Kirim"
    taken = answered(await portal.post("/lacak/kasus/terancam", {"words": THREAT}), 200)
    assert ("Kedua lembaga" in taken) == (text == HOME)
    assert ("Sekretariat akan membacanya" in taken) == (text != HOME)


async def test_says_whether_an_agreement_is_kept(portal: Browser, another: Browser) -> None:
    """An answer from a list, with words or without; it moves nothing, and coordinators read it."""
    receipt = await code_for(await agreed())
    assert "/lacak/kasus/ditepati" in await enter(portal, receipt)
    before = (await case_of(receipt.number)).status
    path = "/lacak/kasus/ditepati"
    answered(await portal.post(path, {"words": "Belum tahu"}), 422)
    answered(await portal.post(path, {"chosen": "made_up"}), 422)
    await portal.post(path, {"chosen": "kept"})
    await portal.post(path, {"chosen": "not_kept", "words": "Patoknya dicabut lagi."})
    await run_flows()
    assert (await case_of(receipt.number)).status == before == "agreed"
    assert await told("message_received", receipt.number)
    await another.sign_in("coordinator:KESBANG-SEKRETARIS")
    page = answered(await another.get(f"/kasus/{receipt.number}"), 200)
    assert "Kesepakatan tidak ditepati" in page
    assert "Patoknya dicabut lagi." in page
    assert "Patoknya" not in await mails()


async def test_hears_danger_in_whatever_is_written(portal: Browser) -> None:
    """Who writes a message instead of pressing "memburuk" is heard all the same."""
    receipt = await reported()
    await enter(portal, receipt)
    await portal.post("/lacak/kasus/pesan", {"words": "Kapan polisi datang? Ada parang kemarin."})
    assert "incident.recorded" not in await facts_of(receipt.number)
    now = "Sekarang massa membawa parang dan tombak di balai banjar."
    await portal.post("/lacak/kasus/pesan", {"words": now})
    assert {"incident.recorded", "alarm.sent"} <= set(await facts_of(receipt.number))
    assert await told("alarm_sent", receipt.number)
    assert now in answered(await portal.get("/lacak/kasus"), 200)


async def test_keeps_a_harmed_child_apart_of_whom_a_message_tells(portal: Browser) -> None:
    """A sealed case of its own; whoever handles the wider one sees no more than before."""
    receipt = await reported()
    await enter(portal, receipt)
    await portal.post("/lacak/kasus/pesan", {"words": HOME})
    apart = await case_of(nth(2))
    assert apart.sealed
    assert "incident.recorded" not in await facts_of(receipt.number)


async def test_objects_to_a_dismissal_once(portal: Browser) -> None:
    """The button is there while it may be pressed, and the page says what became of it."""
    number, code = await _dismissed()
    await portal.post("/lacak", {"number": number, "code": code})
    page = answered(await portal.get("/lacak/kasus"), 200)
    assert "Laporan ini tidak dilanjutkan" in page
    await portal.post("/lacak/kasus/keberatan", {"words": "Patok itu benar-benar dipindah."})
    assert "objection.raised" in await facts_of(number)
    assert await told("objection_raised", number)
    page = answered(await portal.get("/lacak/kasus"), 200)
    assert "sedang diperiksa oleh orang lain" in page
    again = await portal.get("/lacak/kasus/keberatan")
    assert again.headers["location"] == "/lacak/kasus?kata=not_now"


async def test_words_of_what_may_not_be_told_any_more_are_given_back(portal: Browser) -> None:
    """Somebody who was describing how it got worse must not write it twice; danger is taken."""
    number, code = await _dismissed()
    await portal.post("/lacak", {"number": number, "code": code})
    said = {"words": "Mereka datang lagi tadi malam."}
    for more, status in (({}, 422), ({"lang": "en"}, 200)):
        page = await portal.post("/lacak/kasus/memburuk", said | more, shown_at="/lacak/kasus")
        assert "Mereka datang lagi tadi malam." in answered(page, status)
    assert "incident.recorded" not in await facts_of(number)
    said = {"words": "Sekarang massa membawa parang di balai banjar.", "ticked": "weapon"}
    sent = await portal.post("/lacak/kasus/memburuk", said, shown_at="/lacak/kasus")
    assert sent.status_code == 303
    assert "alarm.sent" in await facts_of(number)


async def test_refuses_an_objection_that_comes_too_late(portal: Browser) -> None:
    """The page says until when; from then on there is no button, and no way around it."""
    number, code = await _dismissed()
    await portal.post("/lacak", {"number": number, "code": code})
    page = answered(await portal.get("/lacak/kasus"), 200)
    assert "ajukan keberatan sampai" in page
    assert "tidak ditemukan kebenarannya" in page
    clock.shift_by(timedelta(days=40))
    assert "keberatan" not in answered(await portal.get("/lacak/kasus"), 200)
    said = {"words": "Saya baru tahu sekarang."}
    late = await portal.post("/lacak/kasus/keberatan", said, shown_at="/lacak/kasus/pesan")
    assert "Saya baru tahu sekarang." in answered(late, 422)
    assert "objection.raised" not in await facts_of(number)


async def test_a_joined_report_follows_by_its_own_number(portal: Browser) -> None:
    """It sees how things stand where it goes on, and never that number, also in a refusal."""
    first = await reported()
    second = await reported("zzz qqq")
    await review(second.number, by=coordinator(), decision="join", into=first.number)
    await run_flows()
    assert (await case_of(second.number)).status == "joined"
    page = await enter(portal, second)
    assert "digabung dengan laporan lain" in page
    assert "Laporan Anda sudah diteruskan" in page
    assert first.number not in page
    await portal.post("/lacak/kasus/memburuk", {"words": "Mereka beradu mulut lagi."})
    assert "incident.recorded" in await facts_of(first.number)
    assert await _actors(first.number, "incident.recorded") == {f"reporter:{first.number}"}
    await portal.post("/lacak/kasus/pesan", {"words": NEWS})
    assert "message.sent" in await facts_of(second.number)
    assert "message.sent" not in await facts_of(first.number)
    empty = await portal.post("/lacak/kasus/memburuk", {"words": " "})
    assert first.number not in answered(empty, 422)


async def test_a_stranger_to_a_case_records_nothing_in_it(database: str) -> None:
    """Another report's number makes nobody its reporter."""
    mine, other = await reported(), await reported("Warga berselisih tentang air subak.")
    happened = Happened("Mereka beradu mulut.", clock.today())
    with pytest.raises(Refused, match="there is no such case"):
        await record_incident(other.number, happened, by=Person(REPORTER, mine.number))


async def test_says_that_a_message_was_erased(portal: Browser) -> None:
    """Its words are gone for good, and the page says so."""
    receipt = await reported()
    await enter(portal, receipt)
    await portal.post("/lacak/kasus/pesan", {"words": NEWS})
    async with reading() as db:
        text = await db.scalar(select(ErasableText.id).where(ErasableText.kind == "message"))
    await erase_text(receipt.number, str(text), by=coordinator(), reason_code="asked_for")
    page = answered(await portal.get("/lacak/kasus"), 200)
    assert NEWS not in page
    assert "sudah dihapus" in page
