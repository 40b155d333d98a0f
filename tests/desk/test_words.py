"""What people type is taken as it is, or refused with a sentence that says what to do."""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from desk.acting import Refused
from desk.contacts import Met, Side, record_contact
from desk.refusals.words import FIELDS
from desk.remains import Away, record_displacement
from desk.reports import Contact, Told, fitting, report
from desk.reviews import reassign, review
from desk.words import (
    MOST,
    fit_answers,
    fit_code,
    fit_date,
    fit_day,
    fit_email,
    fit_text,
    fit_village,
    fit_words,
)
from kit import clock
from models.cases import Case
from models.regency_folder import regency
from models.session import reading
from models.texts import ErasableText
from tests.builders import a_case, run_flows
from tests.people import SIDES, accepted, assigned, coordinator, facts_of, officer_of

TOLD = Told(
    text="Warga adu mulut tentang patok batas sawah.",
    village="51.05.02.2004",
    happened_on=date(2026, 10, 1),
)
FIELD = re.compile(r'what="([^"]*)"')
LATE_EVENING = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)  # 01:30 on the 24th in WITA


async def _kept() -> int:
    async with reading() as db:
        rows = [
            await db.scalar(select(func.count()).select_from(table))
            for table in (Case, ErasableText)
        ]
    return sum(row or 0 for row in rows)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (replace(TOLD, text=""), "text: it is empty; write it"),
        (replace(TOLD, text=" \n\t "), "text: it is empty"),
        (replace(TOLD, text="x" * 2_000_000), "2,000,000 characters are too many, 20,000 are"),
        (replace(TOLD, text="a\x00b"), r"character 2 is a control character \(U\+0000\)"),
        (replace(TOLD, text="a\u202eb"), r"\(U\+202E\)"),
        (replace(TOLD, village="51.05.02.9999"), "village: '51.05.02.9999' is not one of"),
        (replace(TOLD, village=""), "village: '' is not one of"),
        (replace(TOLD, happened_on="kemarin"), "date: 'kemarin' is no date; write it as 2026"),
        (replace(TOLD, happened_on="2026-02-30"), "is no date"),
        (replace(TOLD, channel="telepati"), "channel: 'telepati' is unknown; one of babinsa"),
        (replace(TOLD, answers={"weapon": "ya, si Badu"}), "weapon: 'ya, si Badu' is unknown"),
        (replace(TOLD, answers={"weapon": "mungkin"}), "'mungkin' is unknown; one of yes, no, un"),
        (replace(TOLD, answers={"topic": "XYZ"}), "'XYZ' is unknown; one of .*AKW"),
        (replace(TOLD, answers={"Si Badu": "yes"}), "answer: write a code"),
        (replace(TOLD, answers={"wepon": "yes"}), "answer: 'wepon' is not asked; one of .*weapon"),
        (replace(TOLD, answers={"undated": "yes"}), "answer: 'undated' is not asked"),
        (replace(TOLD, contact=Contact(phone="abc")), "phone: it reads like no phone number"),
        (
            replace(TOLD, not_to_tell=("Pak Perbekel",)),
            "not to tell: .* is no agency, figure or office",
        ),
        (replace(TOLD, contact=Contact(email="a@b.example\nBcc: c@d.example")), "no address"),
        (replace(TOLD, contact=Contact(name="a\x07")), "name: .* control character"),
    ],
)
async def test_refuses_a_report_with_a_sentence_and_keeps_nothing(
    database: str, told: Told, why: str
) -> None:
    """Each kind of bad input is named with its field, and no half of it is left."""
    with pytest.raises(Refused, match=why):
        await report(told, by="reporter:-", rules=regency())
    assert await _kept() == 0


async def test_keeps_a_long_text_with_lines_quotes_and_signs_as_it_was_told(database: str) -> None:
    """Trimmed, and otherwise untouched: aksara, emoji, tabs and line breaks are words too."""
    words = 'Kata dia: "pergi!"\r\n\tᬅᬓ᭄ᬱᬭ 🙏 <b>&amp;</b> {{ x }}\n' + "y" * (MOST - 60)
    await report(replace(TOLD, text=f"  {words}\n"), by="reporter:-", rules=regency())
    async with reading() as db:
        assert await db.scalar(select(ErasableText.text)) == words


def test_takes_today_in_wita_and_refuses_tomorrow() -> None:
    """Late evening UTC is the next day in Bali: that day is today, the one after is not."""
    rules = regency()
    today = clock.wita_date(LATE_EVENING)
    assert today == date(2026, 11, 24)
    fitting(replace(TOLD, happened_on=today), rules=rules, at=LATE_EVENING)
    tomorrow = today + timedelta(days=1)
    with pytest.raises(Refused, match=r"2026-11-25 is in the future \(today is 2026-11-24 in WITA"):
        fitting(replace(TOLD, happened_on=tomorrow), rules=rules, at=LATE_EVENING)


@given(st.text())
def test_keeps_or_refuses_any_text_but_never_changes_its_inside(words: str) -> None:
    """Whatever is typed: it comes back trimmed, or a refusal does."""
    with suppress(Refused):
        assert fit_text(words, what="text") == words.strip()


@given(st.text(max_size=60))
def test_never_lets_a_sentence_through_as_a_code(words: str) -> None:
    """A code goes into a chain that nobody can erase, so it has no room for words."""
    for fit in (fit_code, fit_words):
        try:
            code = fit(words, what="code")
        except Refused:
            continue
        assert code.isascii()
        assert not set(code) & set(" \n\t'\"@,;")
        assert len(code) <= 40


@given(st.text(max_size=40))
def test_reads_a_day_or_says_how_to_write_one(words: str) -> None:
    """Nothing but a refusal ever comes of a day that cannot be read."""
    with suppress(Refused):
        assert fit_day(words, what="date", today=date(2026, 11, 24)) <= date(2026, 11, 24)


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_refuses_a_day_outside_living_memory(day: str) -> None:
    """A slip of the year would break whatever counts days around it."""
    with pytest.raises(Refused, match=f"{day} lies outside 1900-01-01 to 2199-12-31"):
        fit_date(day, what="date")


def test_finds_a_village_by_a_name_that_only_one_has() -> None:
    """A code, or a name in any case; a name that two have is to be chosen."""
    rules = regency()
    assert fit_village(" tusan ", rules=rules) == "51.05.02.2004"
    with pytest.raises(Refused, match="'Atlantis' is not one of"):
        fit_village("Atlantis", rules=rules)


def test_names_the_form_of_a_villages_code() -> None:
    """Blanks around a code are no reason to refuse it; a long wrong one is not echoed whole."""
    assert fit_village(" 51.05.02.2004 ", rules=regency()) == "51.05.02.2004"
    with pytest.raises(Refused, match=r"such as 51\.05\.03\.2003") as refused:
        fit_village("z" * 5000, rules=regency())
    assert len(str(refused.value)) < 200


NOWHERE = ("wayan@warga", "wayan@.id", "wayan@desa..id", "wayan@desa.", "wayan@desa.1", "w@-a.id")


def test_takes_addresses_and_refuses_headers() -> None:
    """An address is one address on one line."""
    assert fit_email("desa.tusan@desa.example") == "desa.tusan@desa.example"
    assert fit_email("x@desa-tusan.klungkungkab.go.id") == "x@desa-tusan.klungkungkab.go.id"
    assert fit_email(None) is None
    for bad in (
        "a@b@c.example",
        "a b@c.example",
        "a@c.example\r\nX: y",
        "@c.example",
        "a",
        *NOWHERE,
    ):
        with pytest.raises(Refused, match="no address"):
            fit_email(bad)


@pytest.mark.parametrize("note", ["\x00", "x" * 2_000_000, "   "])
async def test_fits_every_text_that_an_act_keeps(database: str, note: str) -> None:
    """Notes and reasons pass the same check as reports, and a refusal leaves nothing behind."""
    number = await accepted()
    before = (await facts_of(number), await _kept())
    by = await officer_of(number)
    with pytest.raises(Refused, match="contact note: "):
        await record_contact(number, Met(sides=SIDES, note=note), by=by)
    with pytest.raises(Refused, match="reassignment: "):
        await reassign(number, by=coordinator(), to="KESBANG", reason=note)
    assert (await facts_of(number), await _kept()) == before


@pytest.mark.parametrize(
    ("side", "why"),
    [
        (Side("", "village", "51.05.02.2004"), "party: it is empty"),
        (Side("Desa A", "clan", "51.05.02.2004"), "party kind 'clan' is unknown; one of village"),
        (Side("Desa A", "village", "Atlantis"), "village: 'Atlantis' is not one of"),
        (Side("Desa A", "village", "51.05.02.2004", email="a\nb@c.example"), "no address"),
        (Side("Desa A", "village", "51.05.02.2004", banjar="\x01"), "banjar: .*control character"),
        (
            Side("Desa A", "village", "51.05.02.2004", faith="bali"),
            "faith 'bali' is unknown; one of",
        ),
        (SIDES[0], "this side is named twice: Desa Tusan"),
    ],
)
async def test_refuses_a_side_that_cannot_be_kept(database: str, side: Side, why: str) -> None:
    """One bad side refuses the whole contact; the good one beside it is not kept either."""
    number = await accepted()
    with pytest.raises(Refused, match=why):
        await record_contact(number, Met(sides=(SIDES[0], side)), by=await officer_of(number))
    assert "contact.recorded" not in await facts_of(number)


@pytest.mark.parametrize("count", [-1, 1_000_001, 10**12])
async def test_refuses_a_number_of_people_that_cannot_be(database: str, count: int) -> None:
    """Below nought, or more than there are; the page's form, the API and a file are held to it."""
    number = await accepted()
    by, met, today = await officer_of(number), Met(sides=SIDES[:1], injured=count), clock.today()
    with pytest.raises(Refused, match=r"injured: .* cannot be; write a number from 0"):
        await record_contact(number, met, by=by)
    with pytest.raises(Refused, match=r"families: .* cannot be"):
        away = Away(1, count, 0, "polsek", str(today), "Lisan")
        await record_displacement(number, away, by=by)
    assert {"contact.recorded", "displacement.recorded"}.isdisjoint(await facts_of(number))


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"decision": "approve"}, "decision 'approve' is unknown; one of triage, join, dismiss"),
        ({"decision": "dismiss"}, "a dismissal needs a reason code"),
        ({"decision": "dismiss", "reason_code": "lies"}, "'lies' is unknown; one of unfounded"),
        ({"decision": "join"}, "joining names the older case"),
        ({"decision": "triage", "into": "KLK-2026-00001"}, "joining names the older case"),
        ({"decision": "join", "into": "KLK-2026-00009"}, "is no older case"),
        ({"decision": "triage", "category": "XXX"}, "XXX"),
        ({"decision": "triage", "severity": 9}, "severity 9: it goes from 1 to 4"),
        ({"decision": "triage", "stage": -1}, "stage -1: it goes from 0 to 4"),
        ({"decision": "triage", "bars": ("silent",)}, "bar silent is unknown; one of"),
    ],
)
async def test_refuses_a_review_that_the_rules_could_not_follow(
    database: str, said: dict[str, object], why: str
) -> None:
    """What a flow could only fail on is refused at the desk, where a person can mend it."""
    number = await a_case("Ada ribut-ribut kecil.")
    await run_flows()
    with pytest.raises(Refused, match=why):
        await review(number, by=coordinator(), **said)  # type: ignore[arg-type] # one table of bad ones
    assert (await facts_of(number))[-1] == "case.review_asked"


async def test_refuses_what_the_case_does_not_allow_and_says_where_it_stands(database: str) -> None:
    """The sentence names the case, its status and what would be possible."""
    number = await assigned()
    with pytest.raises(Refused, match=f"{number}: it is 'Assigned to an agency'; only a"):
        await review(number, by=coordinator(), decision="triage")
    with pytest.raises(Refused, match="KLK-2026-99999: there is no such case"):
        await review("KLK-2026-99999", by=coordinator(), decision="triage")
    with pytest.raises(Refused, match="XYZ"):
        await reassign(number, by=coordinator(), to="XYZ", reason="Lintas desa")


def test_calls_every_field_by_a_name_in_both_languages() -> None:
    """No refusal names a field as the code does."""
    rooms = (Path(__file__).parents[2] / room for room in ("desk", "cli"))
    files = [file for room in rooms for file in room.glob("**/*.py")]
    asked = {name for file in files for name in FIELD.findall(file.read_text(encoding="utf-8"))}
    assert {"reason", "until"} <= asked
    assert asked - FIELDS.keys() == set()


@pytest.mark.parametrize("yes", ["yes", "ya", "YA", " Yes ", "iya", "y"])
def test_hears_yes_in_either_language(yes: str) -> None:
    """Whether people are woken hangs on what was answered, and on no letter of it."""
    fit = fit_answers({"violence_now": yes, "weapon": "tidak"}, rules=regency())
    assert fit == {"violence_now": "yes", "weapon": "no"}
    assert fit_answers({"topic": "akw", "again": "week", "crowd": "?"}, rules=regency()) == {
        "topic": "AKW",
        "again": "week",
        "crowd": "unknown",
    }
