"""The report form: told in one page without script, kept once, and never lost to a slip."""

import gzip
import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from kit import clock
from kit.keys import identity_box
from models import questions
from models.alerts import Alert
from models.chain import SealedFact
from models.letters.catalogue import LETTERS
from models.letters.writing import write
from models.notices import Notice
from models.regency_folder import regency
from models.reports import Report, Reporter
from models.session import reading
from models.texts import ErasableText
from portal import tries
from portal.reporting.asked import DANGERS, GROUPS
from tests.builders import run_flows
from tests.people import case_of
from tests.portal.conftest import answered
from tests.portal.people import Browser
from tests.portal.test_links import link_of

TEXT = "Patok batas sawah dipindahkan dan warga kedua desa beradu mulut di lokasi."
MOST_FIRST_VISIT = 60 * 1024


def told(**more: object) -> dict[str, object]:
    """What somebody types at least."""
    today = clock.today().isoformat()
    return {"text": TEXT, "village": "51.05.02.2004", "happened_on": today, **more}


def number_in(page: str) -> str:
    found = re.search(r"KLK-\d{4}-\d{5}", page)
    assert found is not None, page
    return found[0]


def code_in(page: str) -> str:
    found = re.search(r"\d{4} \d{4} \d{4} \d{4}", page)
    assert found is not None, page
    return found[0]


async def fact_of(number: str) -> dict[str, object]:
    """The body of a case's first fact."""
    async with reading() as db:
        return (await db.get_one(SealedFact, (number, 1))).body


async def test_is_light_enough_for_a_weak_line(portal: Browser) -> None:
    """The first visit, page and style as they are sent, is at most 60 KB."""
    sent = []
    page = await portal.get("/lapor")
    styles = re.findall(r'rel="stylesheet" href="([^"]+)"', page.text)
    assert len(styles) == 1
    for response in (page, await portal.get(styles[0])):
        assert response.headers["content-encoding"] == "gzip"
        sent.append(len(gzip.compress(response.content)) + len(str(response.headers)))
    assert sum(sent) <= MOST_FIRST_VISIT


async def test_says_first_whom_to_call_in_danger(portal: Browser) -> None:
    """Before the first field, and on the receipt: this is no emergency service; 110 and 129."""
    form = answered(await portal.get("/lapor"), 200)
    receipt = answered(await portal.post("/lapor", told()), 200)
    for shown in (form[: form.index("<textarea")], receipt[: receipt.index("</main>")]):
        assert "bukan layanan darurat" in shown
        assert "tel:110" in shown
        assert "tel:129" in shown


async def test_offers_every_village_without_script(portal: Browser) -> None:
    """A native list by kecamatan; the search is an addition."""
    page = answered(await portal.get("/lapor"), 200)
    here = page[page.index('id="village"') :]
    here = here[: here.index("</select>")]
    assert all(f'value="{one.code}"' in here for one in regency().villages)
    assert here.count("<optgroup") == len(regency().kecamatan)


async def test_names_each_of_its_pages_and_nothing_of_the_matter(portal: Browser) -> None:
    """Somebody with several tabs finds the right one; whoever looks on learns nothing."""
    for path, title in (("/lapor", "Formulir"), ("/lacak", "Nomor dan kode")):
        assert f"<title>{title}</title>" in answered(await portal.get(path), 200)


async def test_keeps_a_report_and_hands_out_a_neutral_receipt(portal: Browser) -> None:
    """Number and code on a page that tells nothing else, in no address, kept by no cache."""
    response = await portal.post("/lapor", told())
    page = answered(response, 200)
    number, code = number_in(page), code_in(page)
    assert (await case_of(number)).status == "reported"
    assert response.headers["cache-control"] == "no-store"
    assert not response.history
    for telling in ("Rukun", "Klungkung", "Tusan", "lapor", "konflik", "lambang", "Patok"):
        assert telling.lower() not in re.sub(r"<[^>]*>", "", page).lower()
    assert "<title>Halaman</title>" in page
    assert code.replace(" ", "") not in page
    assert "Keluar cepat" in page


async def test_keeps_only_the_codes_hash(portal: Browser) -> None:
    """The code is nowhere in the database."""
    page = answered(await portal.post("/lapor", told()), 200)
    digits = code_in(page).replace(" ", "")
    async with reading() as db:
        rows = await db.execute(text("SELECT r::text || p::text FROM reporter r, report p"))
        assert all(digits not in row[0] for row in rows)


async def test_seals_an_anonymous_report_as_one(portal: Browser) -> None:
    """Whoever chose to be anonymous is, whatever else they typed."""
    typed = told(who="anonymous", name="Wayan Rahasia", email="w@warga.example")
    number = number_in(answered(await portal.post("/lapor", typed), 200))
    assert (await fact_of(number))["anonymous"] is True
    async with reading() as db:
        reporter = await db.scalar(select(Reporter).where(Reporter.case == number))
    assert reporter is not None
    assert reporter.identity is None
    assert reporter.may_be_mailed is False


async def test_keeps_who_may_be_contacted_encrypted(portal: Browser) -> None:
    """Name, phone, address and how it is safe are in the identity alone."""
    typed = told(
        who="named",
        name="Wayan Rahasia",
        phone="0812",
        email="w@warga.example",
        way="message",
        safely="setelah jam lima",
    )
    number = number_in(answered(await portal.post("/lapor", typed), 200))
    async with reading() as db:
        reporter = await db.scalar(select(Reporter).where(Reporter.case == number))
        assert reporter is not None
        assert reporter.identity is not None
        kept = json.loads(identity_box().decrypt(reporter.identity))
        letter = await db.scalar(select(Notice).where(Notice.kind == "report_received"))
    assert kept["name"] == "Wayan Rahasia"
    assert kept["safely"] == "Lewat pesan saja, jangan ditelepon. setelah jam lima"
    assert letter is not None


async def test_writes_to_nobody_who_asked_not_to_be_contacted(portal: Browser) -> None:
    """An address is of no use where the reporter will look for themselves."""
    typed = told(who="named", name="Wayan", email="w@warga.example", way="page")
    number = number_in(answered(await portal.post("/lapor", typed), 200))
    async with reading() as db:
        reporter = await db.scalar(select(Reporter).where(Reporter.case == number))
    assert reporter is not None
    assert reporter.may_be_mailed is False


async def test_lets_answers_count_in_triage(portal: Browser) -> None:
    """What was ticked is sealed as codes, and reads as danger at once; no free text among them."""
    typed = told(
        dangers=["weapon", "injured"],
        topic="BTS",
        groups=["group_youth"],
        again="soon",
        other_village="51.05.03.2003",
        told_before="1",
    )
    body = await fact_of(number_in(answered(await portal.post("/lapor", typed), 200)))
    assert body["answers"] == {
        "injured": "yes",
        "weapon": "yes",
        "group_youth": "yes",
        "topic": "BTS",
        "again": "soon",
        "other_village": "51.05.03.2003",
        "told_before": "yes",
    }
    assert {"weapon", "injury"} <= set(body["dangers"])  # type: ignore[call-overload] # a list


async def test_wakes_the_alarm_in_the_same_transaction(portal: Browser) -> None:
    """Red needs no flow and no Prefect: the alert is there with the report."""
    typed = told(dangers=["violence_now", "crowd", "weapon"])
    number = number_in(answered(await portal.post("/lapor", typed), 200))
    async with reading() as db:
        assert await db.scalar(select(Alert.case).where(Alert.case == number)) == number
        letters = await db.scalars(select(Notice.kind).where(Notice.case == number))
        assert "alarm_sent" in set(letters)


async def test_keeps_from_whom_the_reporter_fears(portal: Browser) -> None:
    """Offices by their word, and one by its code."""
    typed = told(feared=["perbekel", "babinsa"], feared_agency="TAPEM")
    case = await case_of(number_in(answered(await portal.post("/lapor", typed), 200)))
    assert set(case.not_to_tell) == {"PERBEKEL", "DESA", "KODIM", "TAPEM"}


async def test_withholds_a_go_between(portal: Browser) -> None:
    """Sumber dirahasiakan: neither go-between nor the person behind is outside the identity."""
    typed = told(withheld="1", behind_name="Made Korban", behind_phone="0813")
    body = await fact_of(number_in(answered(await portal.post("/lapor", typed), 200)))
    assert body["source_withheld"] is True
    assert body["channel"] == "dirahasiakan"


async def test_asks_again_for_a_phone_that_nobody_can_ring(portal: Browser) -> None:
    """What is wrong stands at its own field, and what was typed is still there."""
    typed = told(withheld="1", behind_name="Made Korban", behind_phone="tanya istri")
    page = answered(await portal.post("/lapor", typed), 422)
    assert 'id="behind_phone-wrong"' in page
    assert "Made Korban" in page


def test_asks_of_the_groups_that_the_rules_know() -> None:
    """A group that the desk does not know would lose a whole report."""
    assert tuple(GROUPS) == questions.GROUPS
    assert set(DANGERS) <= set(questions.questions(regency().vocabulary))


async def test_keeps_a_place_in_words_of_its_own(portal: Browser) -> None:
    """A customary village's name is erasable, and no sign of what the dispute is about."""
    number = number_in(
        answered(await portal.post("/lapor", told(place="Desa Adat Tusan, Banjar Pande")), 200)
    )
    async with reading() as db:
        kept = await db.scalar(
            select(ErasableText.text).where(
                ErasableText.case == number, ErasableText.kind == "place"
            )
        )
    assert kept == "Desa Adat Tusan, Banjar Pande"


async def test_keeps_one_report_of_one_form_sent_twice(portal: Browser) -> None:
    """A weak line or a reload: the same receipt, once in the record."""
    typed = told(sent="aaaabbbbcccc")
    first = answered(await portal.post("/lapor", typed), 200)
    again = answered(await portal.post("/lapor", typed), 200)
    assert (number_in(again), code_in(again)) == (number_in(first), code_in(first))
    async with reading() as db:
        assert len((await db.scalars(select(Report.case))).all()) == 1


async def test_shows_an_old_receipt_to_nobody(
    portal: Browser, another: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another browser makes a report of its own; after half an hour the code is not shown again."""
    typed = told(sent="aaaabbbbcccc")
    first = answered(await portal.post("/lapor", typed), 200)
    other = answered(await another.post("/lapor", typed), 200)
    assert number_in(other) != number_in(first)
    clock.shift_by(timedelta(minutes=31))
    late = answered(await portal.post("/lapor", typed), 200)
    assert "sudah kami terima sebelumnya" in late
    assert not re.search(r"\d{4} \d{4}", late)


async def test_keeps_a_form_that_was_changed_and_sent_again(portal: Browser) -> None:
    """Going back to add something loses nothing: it is a report of its own."""
    first = answered(await portal.post("/lapor", told(sent="aaaabbbbcccc")), 200)
    more = told(sent="aaaabbbbcccc", text=TEXT + " Sekarang sudah ada yang luka.")
    assert number_in(answered(await portal.post("/lapor", more), 200)) != number_in(first)


SLIPS = {
    "text": {"text": ""},
    "village": {"village": ""},
    "no such village": {"village": "Atlantis"},
    "date": {"happened_on": "2999-01-01"},
    "no date": {"happened_on": "kemarin"},
    "email": {"who": "named", "email": "bukan surel"},
}


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
async def test_loses_no_word_to_a_slip(portal: Browser, slip: dict[str, str]) -> None:
    """Every refusal shows the form again with all that was typed, and keeps nothing."""
    typed = told(
        place="Banjar Pande",
        dangers=["injured"],
        feared=["camat"],
        name="Wayan Rahasia",
        again="week",
        topic="ADT",
    )
    page = answered(await portal.post("/lapor", typed | slip), 422)
    assert 'role="alert"' in page
    assert 'aria-invalid="true"' in page
    assert "Banjar Pande" in page
    assert "Wayan Rahasia" in page
    for chosen in ('value="injured" checked', 'value="camat" checked', 'value="week" selected'):
        assert chosen in page
    if "text" not in slip:
        assert TEXT in page
    async with reading() as db:
        assert (await db.scalars(select(Report.case))).all() == []


async def test_tells_who_sends_too_much_and_keeps_their_words(portal: Browser) -> None:
    """One browser is slowed down; its neighbours behind the same address are not."""
    for _ in range(tries.REPORT[0].amount):
        answered(await portal.post("/lapor", told()), 200)
    page = answered(await portal.post("/lapor", told(place="Banjar Pande")), 429)
    assert "Banjar Pande" in page
    assert TEXT in page
    async with Browser.of(portal.app) as neighbour:
        answered(await neighbour.post("/lapor", told()), 200)


async def test_says_that_the_secretariat_always_reads(portal: Browser) -> None:
    """Beside the choice, and on the receipt of whoever made one."""
    always = "tanpa mereka tidak ada yang dapat memutuskan"
    assert always in answered(await portal.get("/lapor"), 200)
    assert always not in answered(await portal.post("/lapor", told()), 200)
    assert always in answered(await portal.post("/lapor", told(feared_agency="KESBANG")), 200)


async def test_speaks_english_to_who_asks(portal: Browser) -> None:
    """The receipt too, though its own links could not ask for it again."""
    await portal.get("/lapor?lang=en")
    assert "What happened?" in answered(await portal.get("/lapor"), 200)
    receipt = answered(await portal.post("/lapor", told()), 200)
    assert "We have received it" in receipt
    assert "?lang=" not in receipt


async def test_another_language_keeps_what_was_typed(portal: Browser) -> None:
    """Nothing is kept or counted by it, and the form goes on in that language."""
    typed = told(place="Banjar Pande", dangers="injured")
    page = answered(await portal.post("/lapor", {**typed, "lang": "en"}), 200)
    assert "What happened?" in page
    assert TEXT in page
    assert 'value="Banjar Pande"' in page
    assert "KLK-" not in page
    assert "What happened?" in answered(await portal.get("/lapor"), 200)
    assert "We have received it" in answered(await portal.post("/lapor", typed), 200)


TELLING = ("Wayan Rahasia", "0812-555", "w@warga.example", "setelah jam lima", "Made Korban")


async def test_shows_an_agency_nothing_of_the_reporter(portal: Browser, another: Browser) -> None:
    """Neither its page, its forms nor any mail holds who told it, for whom, or a word of theirs."""
    typed = told(
        who="named",
        name=TELLING[0],
        phone=TELLING[1],
        email=TELLING[2],
        safely=TELLING[3],
        behind_name=TELLING[4],
        place="Banjar Pande",
        feared=["camat"],
    )
    number = number_in(answered(await portal.post("/lapor", typed), 200))
    await run_flows()
    link = await link_of(number)
    pages = [answered(await another.get(link + more), 200) for more in ("", "/accept", "/decline")]
    async with reading() as db:
        rows = (await db.scalars(select(Notice).where(Notice.case == number))).all()
    letters = [LETTERS[row.kind].model_validate(row.props) for row in rows]
    assert {"case_assigned", "report_received"} <= {row.kind for row in rows}
    mails = [str(write(one, "id", portal_url="https://x", sender="a@b")) for one in letters]
    for shown in (*pages, *mails):
        assert [words for words in (*TELLING, TEXT, "Banjar Pande") if words in shown] == []
